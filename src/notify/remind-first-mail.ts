// Reminders 3 and 7 days after 「連携する」, while no inquiry has come: what to check.
import { isOptionOn, listMembers } from '../accounts/index.ts';
import { getConnection } from '../connections/index.ts';
import type { Tx } from '../platform/database.ts';
import { type JobHandler, publishJob } from '../platform/jobs.ts';
import { firstMailReminder } from './mails/first-mail-reminder.ts';
import type { Letterhead } from './model.ts';
import { hearersOfConnection } from './rules/who-hears.ts';
import { putMails } from './store.ts';

/** The job; its subject is the connection. */
export const REMIND_FIRST_MAIL = 'remind-first-mail';

const DAY_MS = 24 * 3_600_000;
const AFTER_DAYS = [3, 7];

type Connection = { organizationId: string; connectionId: string };

export interface ReminderParts {
  letterhead: Letterhead;
  inboxDomain: string;
  portalName: (portal: string) => string;
  /** When the first mail with an inquiry came since then, or null. */
  firstMailAt: (
    tx: Tx,
    organizationId: string,
    connection: { id: string; activatedAt: Date },
  ) => Promise<Date | null>;
}

/** Plans the reminders, in the transaction that activates. */
export function planReminders(tx: Tx, { organizationId, connectionId }: Connection): Promise<void> {
  return publishJob(tx, {
    organizationId,
    kind: REMIND_FIRST_MAIL,
    subjectId: connectionId,
    runAt: after(new Date(), AFTER_DAYS[0] ?? 0),
  });
}

/** The handler of `remind-first-mail`. */
export function remindingOfFirstMail(parts: ReminderParts): JobHandler {
  return {
    async run({ organizationId, subjectId: connectionId }, lease) {
      await lease.settle((tx, now) => remind(tx, parts, { organizationId, connectionId }, now));
    },
  };
}

// When to look again, or null when there is nothing more to remind of.
async function remind(
  tx: Tx,
  parts: ReminderParts,
  { organizationId, connectionId }: Connection,
  now: Date,
): Promise<Date | null> {
  const connection = await getConnection(tx, organizationId, connectionId);
  const activatedAt = connection?.activatedAt;
  if (!connection || !activatedAt || connection.state === 'deleted') return null;
  if (await parts.firstMailAt(tx, organizationId, { id: connectionId, activatedAt })) return null;
  const days = AFTER_DAYS.findLast((wanted) => after(activatedAt, wanted) <= now);
  const left = AFTER_DAYS.find((wanted) => after(activatedAt, wanted) > now);
  const next = left === undefined ? null : after(activatedAt, left);
  const takesIn =
    connection.state === 'active' && (await isOptionOn(tx, organizationId, 'portal-integration'));
  if (days === undefined || !takesIn) return next;
  const { inboxLocalPart } = connection;
  const hearers = hearersOfConnection(await listMembers(tx, organizationId), connection.createdBy);
  await putMails(
    tx,
    organizationId,
    hearers.map((recipient) => ({
      kind: 'first-mail-reminder',
      event: `first-mail:${connectionId}:${days}`,
      happenedAt: after(activatedAt, days),
      recipient,
      letter: firstMailReminder(parts.letterhead, recipient, {
        connectionId,
        connectionName: connection.name,
        portalName: parts.portalName(connection.portal),
        days,
        inboxAddress: inboxLocalPart && `${inboxLocalPart}@${parts.inboxDomain}`,
      }),
      connectionId,
    })),
  );
  return next;
}

const after = (from: Date, days: number): Date => new Date(from.getTime() + days * DAY_MS);
