// The work of notify: its jobs and their handlers.
import { TELL_ASSIGNED } from '../customers/index.ts';
import type { Database } from '../platform/database.ts';
import { TELL_GIVEN_UP } from '../platform/dead-jobs.ts';
import type { JobHandler } from '../platform/jobs.ts';
import type { Sealer } from '../platform/sealing.ts';
import { escalating } from './escalation/escalate.ts';
import { ESCALATE } from './escalation/plan-escalations.ts';
import { FORWARD_MAIL, type ForwardingParts, forwardingMails } from './forward-mail.ts';
import type { Letterhead } from './model.ts';
import { type PostingParts, postMessage } from './post-message.ts';
import type { Relay } from './relay.ts';
import { releasingHeld } from './release-held.ts';
import { REMIND_FIRST_MAIL, type ReminderParts, remindingOfFirstMail } from './remind-first-mail.ts';
import { sendMail } from './send-mail.ts';
import { POST_MESSAGE, RELEASE_HELD, SEND_MAIL } from './store.ts';
import { tellingAssigned } from './tell-assigned.ts';
import { type GivenUpParts, tellingGivenUp } from './tell-given-up.ts';
import { TELL_LOGIN, tellingLogins } from './tell-login.ts';
import { TELL_OWNER, tellingOwners } from './tell-owner.ts';
import { type SilenceParts, WATCH_SILENCE, watchingSilence } from './watch-silence.ts';

export interface NotifyJobParts extends ReminderParts, SilenceParts, GivenUpParts, ForwardingParts {
  db: Database;
  letterhead: Letterhead;
  sealer: Sealer;
  /** Null while no relay is set: mails wait in the outbox, and go out at a start with one. */
  relay: Relay | null;
  /** The address mails come from. */
  from: string;
}

/** Messages over HTTP, with a runner of their own: a chat service that is slow keeps no mail waiting. */
export const postingJobs = (parts: PostingParts): Record<string, JobHandler> => ({
  [POST_MESSAGE]: postMessage(parts),
});

/** Handlers by kind of job. They want a runner of their own: a relay that is slow must not keep other work waiting. */
export function notifyJobs(parts: NotifyJobParts): Record<string, JobHandler> {
  const { relay } = parts;
  return {
    [TELL_OWNER]: tellingOwners(parts),
    [TELL_ASSIGNED]: tellingAssigned(parts),
    [TELL_LOGIN]: tellingLogins(parts),
    [TELL_GIVEN_UP]: tellingGivenUp(parts),
    [REMIND_FIRST_MAIL]: remindingOfFirstMail(parts),
    [WATCH_SILENCE]: watchingSilence(parts),
    [FORWARD_MAIL]: forwardingMails(parts),
    [RELEASE_HELD]: releasingHeld(parts),
    [ESCALATE]: escalating(parts),
    ...(relay && { [SEND_MAIL]: sendMail({ ...parts, relay }) }),
  };
}
