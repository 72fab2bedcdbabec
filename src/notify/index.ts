// The door of notify: who must know, and how they hear.
export { type AccountMailParts, sendInvitation, sendPasswordReset } from './account-mails.ts';
export { ESCALATE } from './escalation/plan-escalations.ts';
export { FORWARD_MAIL, forwardMails, type OriginalMail } from './forward-mail.ts';
export {
  forgetLostBrowsers,
  forgetLostChats,
  forgetLostLetters,
  holdRestoredMails,
} from './hold-restored.ts';
export { type NotifyJobParts, notifyJobs, postingJobs } from './jobs.ts';
export { type Live, ORGANIZATION_CHANGED, startLive } from './live.ts';
export type { GivenUp, Letterhead } from './model.ts';
export { notifiedAt } from './notified-at.ts';
export { onConnectionActivated, onConnectionDeleted } from './on-connection.ts';
export { openRelay, type Relay } from './relay.ts';
export { REMIND_FIRST_MAIL } from './remind-first-mail.ts';
export { resendMail } from './resend-mail.ts';
export { POST_MESSAGE, RELEASE_HELD, SEND_MAIL } from './store.ts';
export { TELL_LOGIN, tellLogin } from './tell-login.ts';
export { TELL_OWNER, type ToTellOwner, tellOwner, tellOwners } from './tell-owner.ts';
export { WATCH_SILENCE } from './watch-silence.ts';
