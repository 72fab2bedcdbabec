// The reading worker: leases waiting mails, reads each, and settles it in one transaction with what follows from it.
import { setTimeout as wait } from 'node:timers/promises';
import { MAIL_RECEIVED } from '../intake/events.ts';
import { failMail, type LeasedMail, leaseMails, settleMail } from '../intake/index.ts';
import type { Database, Tx } from '../platform/database.ts';
import { type Log, stackOf } from '../platform/log.ts';
import type { Signals } from '../platform/signals.ts';
import type { ReadResult } from '../portal-kit/model.ts';
import { noteConfirmation } from './confirmations.ts';
import type { Readers } from './readers.ts';

/** A mail that was read, given to what comes down the stream in the transaction that settles it. */
export interface MailRead {
  mailId: string;
  organizationId: string;
  connectionId: string;
  receivedAt: Date;
  /** SHA-256 of its bytes, hex. */
  sha256: string;
  /** A テスト反響's. */
  isTest: boolean;
  result: ReadResult;
}

type Parts = {
  db: Database;
  signals: Signals;
  readers: Readers;
  log: Log;
  /** What happens to a mail that was read, inside its transaction. */
  onRead: (tx: Tx, read: MailRead) => Promise<void>;
  /** Called after the commit. */
  onSettled: (organizationId: string) => void;
};

// Each may be 25 MiB.
const BATCH = 8;
const LANES = 4;
const LOOK_EVERY_MS = 1_000;
/** How long to wait before giving a mail back again when that failed too. Together shorter than the lease. */
const GIVE_BACK_AFTER_MS = [0, 500, 1_000, 2_000, 4_000];

/** Starts reading: at once on a signal, and by looking every second behind it. Stops after what is under way. */
export function startReading(parts: Parts): { stop(): Promise<void> } {
  const { db, signals, log } = parts;
  let stopped = false;
  const stop = new AbortController();
  let wake: () => void = () => {};
  let woken = true;
  const poke = () => {
    woken = true;
    wake();
  };
  const off = signals.on(MAIL_RECEIVED, poke);
  const clock = setInterval(poke, LOOK_EVERY_MS);

  async function work(): Promise<void> {
    while (!stopped) {
      woken = false;
      let batch: LeasedMail[] = [];
      try {
        batch = await leaseMails(db, BATCH);
        await inLanes(batch, (mail) => readOne(parts, mail, stop.signal));
      } catch (error) {
        log.error({ error: (error as Error).message }, 'mails could not be leased, looking again');
      }
      if (batch.length > 0 || woken || stopped) continue;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  }

  const running = work();
  return {
    async stop() {
      stopped = true;
      stop.abort();
      clearInterval(clock);
      off();
      wake();
      await running;
    },
  };
}

async function inLanes(mails: LeasedMail[], each: (mail: LeasedMail) => Promise<void>): Promise<void> {
  const left = mails.values();
  const lane = async () => {
    for (const mail of left) await each(mail);
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}

class LeaseLost extends Error {}

async function readOne(
  { db, readers, log, onRead, onSettled }: Parts,
  mail: LeasedMail,
  stopped: AbortSignal,
): Promise<void> {
  try {
    const { row, result, confirmation, sha256 } = await readers.read(mail.raw, {
      isSuspect: mail.attempts > 1,
    });
    await db.withOrganization(mail.organizationId, async (tx) => {
      const settled = await settleMail(tx, mail, row);
      if (!settled) throw new LeaseLost();
      if (confirmation && !settled.isTest)
        await noteConfirmation(tx, { ...mail, mailId: mail.id }, confirmation);
      await onRead(tx, {
        ...mail,
        mailId: mail.id,
        isTest: settled.isTest,
        sha256,
        result,
      });
    });
    onSettled(mail.organizationId);
  } catch (error) {
    if (error instanceof LeaseLost)
      return log.warn({ mail: mail.id }, 'a mail was read by another process meanwhile');
    await giveBack(db, log, mail, error as Error, stopped);
  }
}

async function giveBack(
  db: Database,
  log: Log,
  mail: LeasedMail,
  error: Error,
  stopped: AbortSignal,
): Promise<void> {
  const code =
    (error as { cause?: { code?: string } }).cause?.code ?? (error as { code?: string }).code ?? error.name;
  for (const afterMs of GIVE_BACK_AFTER_MS) {
    try {
      if (afterMs > 0) await wait(afterMs, undefined, { signal: stopped });
      const next = await db.withOrganization(mail.organizationId, (tx) => failMail(tx, mail, code));
      return log.error(
        { mail: mail.id, attempts: mail.attempts, code, next, stack: stackOf(error) },
        'a mail was not read',
      );
    } catch {
      if (stopped.aborted) break;
    }
  }
  // The database stays away: the lease ends by itself.
  log.error({ mail: mail.id, code }, 'a mail was not read and could not be given back');
}
