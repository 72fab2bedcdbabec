// Those in charge of a connection are told when no mail has come for much longer than usual for it: once, until a mail comes.
import { isOptionOn, listMembers } from '../accounts/index.ts';
import { getConnection, silentFrom } from '../connections/index.ts';
import type { Tx } from '../platform/database.ts';
import { type JobHandler, publishJob } from '../platform/jobs.ts';
import { silentMessage } from './chat/messages.ts';
import { toChat, toldOf } from './chat/tell-chats.ts';
import { placeName } from './mails/place.ts';
import { type SilentConnection, silentConnection, usualText } from './mails/silent-connection.ts';
import type { Letterhead, Recipient } from './model.ts';
import { type Plan, readPlan, type Way, waysAnyhow } from './plan.ts';
import { silentPush } from './push/messages.ts';
import { hearersOfConnection } from './rules/who-hears.ts';
import { putMails, wasTold } from './store.ts';

/** The job; its subject is the connection. It looks each day, and when the next mail is overdue. */
export const WATCH_SILENCE = 'watch-silence';

const DAY_MS = 24 * 3_600_000;

type Connection = { organizationId: string; connectionId: string };

export interface SilenceParts {
  letterhead: Letterhead;
  inboxDomain: string;
  portalName: (portal: string) => string;
  /** When the last mails of a connection came. */
  arrivalsOf: (tx: Tx, organizationId: string, connectionId: string) => Promise<Date[]>;
}

/** Has it watched from now on, in the transaction that activates. */
export function planWatch(tx: Tx, { organizationId, connectionId }: Connection): Promise<void> {
  const runAt = new Date(Date.now() + DAY_MS);
  return publishJob(tx, { organizationId, kind: WATCH_SILENCE, subjectId: connectionId, runAt });
}

/** The handler of `watch-silence`. */
export function watchingSilence(parts: SilenceParts): JobHandler {
  return {
    async run({ organizationId, subjectId: connectionId }, lease) {
      await lease.settle((tx, now) => watch(tx, parts, { organizationId, connectionId }, now));
    },
  };
}

// When to look again, or null when there is nothing to watch any more.
async function watch(tx: Tx, parts: SilenceParts, of: Connection, now: Date): Promise<Date | null> {
  const { organizationId, connectionId } = of;
  const connection = await getConnection(tx, organizationId, connectionId);
  if (!connection || connection.state === 'deleted') return null;
  const tomorrow = new Date(now.getTime() + DAY_MS);
  const takesIn =
    connection.state === 'active' && (await isOptionOn(tx, organizationId, 'portal-integration'));
  const expected = takesIn ? silentFrom(await parts.arrivalsOf(tx, organizationId, connectionId)) : null;
  if (!expected) return tomorrow;
  const { since, usualMs, from } = expected;
  if (from >= now) return from < tomorrow ? new Date(from.getTime() + 1) : tomorrow;
  const event = `silent:${connectionId}:${since.getTime()}`;
  if (await wasTold(tx, organizationId, event)) return tomorrow;
  const { inboxLocalPart } = connection;
  await tell(tx, parts, organizationId, {
    event,
    createdBy: connection.createdBy,
    happenedAt: from,
    silent: {
      connectionId,
      connectionName: connection.name,
      portalName: parts.portalName(connection.portal),
      since,
      days: Math.floor((now.getTime() - since.getTime()) / DAY_MS),
      usual: usualText(usualMs),
      inboxAddress: inboxLocalPart && `${inboxLocalPart}@${parts.inboxDomain}`,
    },
  });
  return tomorrow;
}

async function tell(
  tx: Tx,
  { letterhead }: SilenceParts,
  organizationId: string,
  {
    event,
    createdBy,
    happenedAt,
    silent,
  }: { event: string; createdBy: string | null; happenedAt: Date; silent: SilentConnection },
): Promise<void> {
  const plan = await readPlan(tx, organizationId);
  const { connectionId } = silent;
  const place = placeName(silent.portalName, silent.connectionName);
  const about = { kind: 'silent-connection' as const, event, happenedAt, connectionId };
  await putMails(tx, organizationId, [
    ...hearersOfConnection(await listMembers(tx, organizationId), createdBy)
      .flatMap((hearer) => waysTo(plan, hearer))
      .map((way) => ({
        ...about,
        ...way,
        letter:
          way.channel === 'push'
            ? silentPush(letterhead, { place, connectionId })
            : silentConnection(letterhead, way.recipient, silent),
      })),
    ...toldOf(plan.chats, 'connection').map((chat) => ({
      ...about,
      ...toChat(chat),
      letter: silentMessage(letterhead, silent),
    })),
  ]);
}

/** As they want to be told, not gathered, after their quiet time. */
const waysTo = (plan: Plan, recipient: Recipient): Way[] =>
  waysAnyhow(plan.waysTo(recipient, true), recipient);
