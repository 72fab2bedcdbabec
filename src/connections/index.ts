// The door of connections: a portal's set-up, its inbox address and its rules at intake.
export type { AssigneeWay, AssignmentRule, Reason, RequestFacts } from './assignment/model.ts';
export { chooseRule, type Match } from './assignment/rules/choose-rule.ts';
export { pickAssignee } from './assignment/rules/pick-assignee.ts';
export { getRules as getAssignmentRules } from './assignment/store.ts';
export type { RulesTrial } from './assignment/trial.ts';
export { holdTurns, lockOpenCounts, noteTurns, readTurns } from './assignment/turns.ts';
export { createConnection } from './create-connection.ts';
export type { Downstream, MailFacts, Master } from './downstream.ts';
export type { ConnectionActivated, ConnectionDeleted, LoginChecked } from './events.ts';
export { openBrowserDriver } from './login/browser-driver.ts';
export { checkLoginHandler } from './login/check-job.ts';
export { parseLoginDefinition } from './login/definition-shape.ts';
export type { LoginDriver } from './login/driver.ts';
export { forgetLostLogins, holdRestoredLogins } from './login/hold-restored.ts';
export { openHttpDriver } from './login/http-driver.ts';
export { isLoginVerified } from './login/is-verified.ts';
export { CHECK_LOGIN, type CheckOutcome, LOGIN_FINGERPRINT, type LoginKit } from './login/model.ts';
export { listPortalLogins, type PortalLogin, setPortalLogin } from './login/portal-login.ts';
export { openPortalPages, type PortalPageResult, type PortalPages } from './login/portal-pages.ts';
export type { ConnectionLogin } from './login/shape.ts';
export type { AllRules, Connection, ConnectionState, IntakeRules } from './model.ts';
export { listOptionUsers } from './option-users.ts';
export { isPageOpen } from './presence.ts';
export { countAttention } from './present.ts';
export { countInRules, holdConnections, type Rule, replaceInRules } from './replace-in-rules.ts';
export { type Silence, silentFrom } from './rules/silence.ts';
export { presentSilence, silenceShape, silencesOf } from './silences.ts';
export {
  findConnections,
  getConnection,
  getConnections,
  holdConnection,
  listConnections,
} from './store.ts';
export { holdLoginToTell, type LoginToTell, noteLoginTold } from './told-login.ts';
