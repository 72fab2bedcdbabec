// The door of notify: who must know, and how they hear.
export { type AccountMailParts, sendInvitation, sendPasswordReset } from './account-mails.ts';
export { forgetLostLetters, holdRestoredMails } from './hold-restored.ts';
export { type NotifyJobParts, notifyJobs } from './jobs.ts';
export { type Live, ORGANIZATION_CHANGED, startLive } from './live.ts';
export type { Letterhead } from './model.ts';
export { onConnectionActivated, onConnectionDeleted } from './on-connection.ts';
export { openRelay, type Relay } from './relay.ts';
export { tellLogin } from './tell-login.ts';
export { type ToTellOwner, tellOwner } from './tell-owner.ts';
