// Leads under way while a scenario's faults happen, and the audit after them: the ledger, the sender and the auditor of
// one installation.
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Context } from '../scenario.ts';
import { audit, waitUntilQuiet } from './audit.ts';
import { type Door, smtpDoor } from './doors.ts';
import type { Installation } from './installation.ts';
import { openLeads } from './leads.ts';
import { openLedger } from './ledger.ts';
import { type Sender, startSender } from './sender.ts';

type Load = {
  perSecond: number;
  connections?: number;
  /** Mails in all; without end when left out. */
  most?: number;
  /** Where it sends to, when not to the SMTP door of the product itself. */
  doors?: Door[];
  /** Begins no mails while more than these wait to be read. */
  unreadAtMost?: number;
};

/** Half of the worker's crash points lie around a sending; other faults hit one far less often. */
const UNKNOWN_SHARE = 0.25;

export type Trial = Awaited<ReturnType<typeof startTrial>>;

/** Starts sending. */
export async function startTrial(
  context: Context,
  installation: Installation,
  { unreadAtMost, doors = [smtpDoor(installation.smtpPort)], ...load }: Load,
) {
  const ledger = await openLedger(join(installation.folder, 'ledger'));
  const sender = startSender({
    ledger,
    leads: openLeads(context.random, installation.firms),
    random: context.random,
    doors,
    connections: 8,
    ...load,
  });
  const watching = unreadAtMost === undefined ? null : watch(installation, sender, unreadAtMost);
  return {
    sender,
    /**
     * After the last fault, with the product running again: every mail gets its 250, everything is read and told within
     * `withinMs`, and the auditor finds nothing. Counts what there was.
     */
    async finish(withinMs = 60_000): Promise<void> {
      const { check, count } = context;
      await watching?.stop();
      const left = await sender.stop(withinMs);
      await ledger.close();
      check(
        left === 0,
        `${left} mails were not told 250 although the product runs again: ${sender.seen.putOff}`,
      );
      check(sender.seen.refused.length === 0, `mails were refused: ${sender.seen.refused.slice(0, 3)}`);
      check(sender.seen.accepted > 0, 'no mail was accepted');
      const waiting = await waitUntilQuiet(installation.query, withinMs);
      check(waiting === null, `not read or not told in time: ${waiting}`);
      const { query, relayed } = installation;
      const { counts, broken } = await audit({ query, ledgerFile: ledger.file, relayed: relayed() });
      for (const [what, n] of Object.entries(counts)) count(what, n);
      count('attempts after the first', sender.seen.retried);
      for (const { name } of doors.length > 1 ? doors : []) {
        const accepted = sender.seen.acceptedBy.get(name) ?? 0;
        check(accepted > 0, `no mail was accepted over ${name}`);
        count(`times over ${name}`, accepted);
      }
      // Whoever dies while the relay has a notice leaves one that nobody knows of; were most so, nobody would be told.
      const { 'notices sent': sent = 0, 'notices nobody knows of': unknown = 0 } = counts;
      check(
        relayed() === null || unknown <= (sent + unknown) * UNKNOWN_SHARE,
        `of ${sent + unknown} notices nobody knows of ${unknown}`,
      );
      for (const promise of broken) check(false, promise);
    },
  };
}

function watch({ query }: Installation, sender: Sender, most: number) {
  const stopped = new AbortController();
  const watched = (async () => {
    for (; !stopped.signal.aborted; await delay(200)) {
      const [waiting] = await query<{ n: number }>(
        `SELECT count(*)::int AS n FROM (SELECT FROM mails WHERE state = 'waiting' LIMIT $1) AS w`,
        [most + 1],
      ).catch(() => []); // while the database is away nobody reads either
      sender.pause(!waiting || waiting.n > most);
    }
  })();
  return {
    async stop() {
      stopped.abort();
      await watched;
    },
  };
}
