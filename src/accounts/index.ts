// The door of accounts: organizations, people, sessions, API keys.
export { type AuditActor, addAudit, listAudit, newestAudit } from './audit.ts';
export { listBranches, peopleOfBranches } from './branches.ts';
export { createApiKey } from './create-api-key.ts';
export { createMember } from './create-member.ts';
export { createOrganization } from './create-organization.ts';
export type { AccountMails, AssigneeWork, OptionSwitched } from './events.ts';
export { findOrganizations, listOrganizations } from './find-organizations.ts';
export { createFirstOrganization, firstStartToken, isFirstStart } from './first-start.ts';
export { identifyApiKey, identifySession } from './identify.ts';
export { listMembers, organizationName } from './list-members.ts';
export {
  type Caller,
  CLIENT_ADDRESS_HEADER,
  type Member,
  type Principal,
  type Role,
  type Uses,
  type Work,
} from './model.ts';
export { type Auth, openAuth } from './open-auth.ts';
export { holdOption, isOptionOn, type Option, options, switchOption } from './options.ts';
export { RESET_VALID_SECONDS } from './password-reset.ts';
export { findActiveMember, findActiveMembers } from './people.ts';
export { type Person, requireAdmin, requirePerson } from './require.ts';
export { getScreenSettings } from './screen-settings.ts';
export { setOption } from './set-option.ts';
