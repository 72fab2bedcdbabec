// The door of connections: a portal's set-up, its inbox address and its rules at intake.
export { createConnection } from './create-connection.ts';
export type { Downstream, MailFacts, Master } from './downstream.ts';
export type { ConnectionActivated, ConnectionDeleted, LoginChecked } from './events.ts';
export { type InboxFinder, openInboxFinder } from './find-inbox.ts';
export { checkLoginHandler } from './login/check-job.ts';
export { isLoginSetUp } from './login/definition.ts';
export { destroyLogin } from './login/destroy-login.ts';
export { openHttpDriver } from './login/http-driver.ts';
export { CHECK_LOGIN, type CheckOutcome, LOGIN_FINGERPRINT, type LoginKit } from './login/model.ts';
export { presentLogins } from './login/present-logins.ts';
export { needsPerson } from './login/rules/refusal.ts';
export { type ConnectionLogin, connectionLoginShape } from './login/shape.ts';
export type { Connection, ConnectionState, IntakeRules } from './model.ts';
export { listOptionUsers } from './option-users.ts';
export { isPageOpen } from './presence.ts';
export { countAttention } from './present.ts';
export { countInRules, holdConnections, type Rule, replaceInRules } from './replace-in-rules.ts';
export { getConnection, holdConnection } from './store.ts';
