// Settles mails that were read, each with what follows from it: those of one organization together in one transaction, or,
// where that fails or there is something special to one, each in its own. A batch is what was read while the one before was
// written: under load they grow, and a single mail waits for nothing.
import { failMail, type LeasedMail, settleMail, settleMails } from '../intake/index.ts';
import type { Database, Tx } from '../platform/database.ts';
import { type Log, stackOf } from '../platform/log.ts';
import { persist } from '../platform/persist.ts';
import { databaseTrouble } from '../platform/pool.ts';
import { isSuspect } from '../platform/tries.ts';
import type { ReadResult } from '../portal-kit/model.ts';
import { noteConfirmation } from './confirmations.ts';
import type { Reading } from './read-raw.ts';

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

export interface SettleParts {
  db: Database;
  log: Log;
  /** What happens to a mail that was read, inside its transaction. */
  onRead(tx: Tx, read: MailRead): Promise<void>;
  /**
   * The same for several mails of one organization; it has `settle` write what was read of those it takes (which returns
   * those whose lease was not lost), and returns them. The others are left to onRead.
   */
  onReadTogether(
    tx: Tx,
    organizationId: string,
    reads: MailRead[],
    settle: (reads: MailRead[]) => Promise<MailRead[]>,
  ): Promise<MailRead[]>;
  /** Called after each commit, with how many mails it settled. */
  onSettled(organizationId: string, mails: number): void;
}

/** A leased mail with what was read of it. */
export interface Ready {
  mail: Omit<LeasedMail, 'raw'>;
  reading: Reading;
}

const BATCHES_AT_ONCE = 2;
const BATCH_MAX = 64;
/** Of a batch that goes one by one. */
const LANES = 4;

/** Opens it. The returned function resolves when the mail is settled, given back, or no longer ours; it never rejects. */
export function openSettling(parts: SettleParts, stopped: AbortSignal): (ready: Ready) => Promise<void> {
  const waiting = new Map<string, { ready: Ready; done: () => void }[]>();
  let running = 0;

  function pump(): void {
    while (running < BATCHES_AT_ONCE) {
      const [next] = waiting;
      if (!next) return;
      const [organizationId, all] = next;
      const batch = all.splice(0, BATCH_MAX);
      // The others' turn comes before the rest of these.
      waiting.delete(organizationId);
      if (all.length > 0) waiting.set(organizationId, all);
      running++;
      settleBatch(
        parts,
        organizationId,
        batch.map(({ ready }) => ready),
        stopped,
      ).finally(() => {
        running--;
        for (const { done } of batch) done();
        pump();
      });
    }
  }

  return (ready) =>
    new Promise((done) => {
      const { organizationId } = ready.mail;
      const all = waiting.get(organizationId) ?? [];
      all.push({ ready, done });
      waiting.set(organizationId, all);
      pump();
    });
}

async function settleBatch(
  parts: SettleParts,
  organizationId: string,
  batch: Ready[],
  stopped: AbortSignal,
): Promise<void> {
  // One that failed or killed before goes alone: whatever is wrong with it is no other mail's.
  const together = batch.filter(({ mail, reading }) => !isSuspect(mail) && reading.confirmation === null);
  const done = await settleTogether(parts, organizationId, together).catch((error: Error) => {
    parts.log.warn(
      { organizationId, mails: together.length, code: codeOf(error), stack: stackOf(error) },
      'mails are settled one by one',
    );
    return new Set<Ready>();
  });
  const left = batch.filter((ready) => !done.has(ready)).values();
  const lane = async () => {
    for (const ready of left) {
      const wasThere = await settleAlone(parts, ready, stopped);
      // The program ends, and is not to wait for each of them in turn: their leases end by themselves.
      if (!wasThere && stopped.aborted) return;
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}

/** Resolves with those that are dealt with. A mail may be there twice, where its lease ended while it waited here. */
async function settleTogether(
  { db, log, onReadTogether, onSettled }: SettleParts,
  organizationId: string,
  batch: Ready[],
): Promise<Set<Ready>> {
  if (batch.length === 0) return new Set();
  const byId = new Map(batch.map((ready) => [ready.mail.id, ready]));
  const lost: string[] = [];
  const taken = await db.withOrganization(
    organizationId,
    (tx) =>
      onReadTogether(tx, organizationId, batch.map(readOf), async (reads) => {
        const rows = reads.flatMap(({ mailId }) => {
          const ready = byId.get(mailId);
          return ready ? { mail: ready.mail, reading: ready.reading.row } : [];
        });
        const held = await settleMails(tx, organizationId, rows);
        lost.push(...rows.map(({ mail }) => mail.id).filter((id) => !held.has(id)));
        return reads.filter(({ mailId }) => held.has(mailId));
      }),
    { isRepeated: true },
  );
  if (taken.length > 0) onSettled(organizationId, taken.length);
  for (const mail of lost) log.warn({ mail }, LEASE_LOST);
  return new Set(taken.flatMap(({ mailId }) => byId.get(mailId) ?? []));
}

class LeaseLost extends Error {}
const LEASE_LOST = 'a mail was read by another process meanwhile';

/** Resolves with whether the database was there. */
async function settleAlone(parts: SettleParts, ready: Ready, stopped: AbortSignal): Promise<boolean> {
  const { db, log, onRead, onSettled } = parts;
  const { mail, reading } = ready;
  try {
    await db.withOrganization(mail.organizationId, async (tx) => {
      if (!(await settleMail(tx, mail, reading.row))) throw new LeaseLost();
      if (reading.confirmation && !mail.isTest)
        await noteConfirmation(tx, { ...mail, mailId: mail.id }, reading.confirmation);
      await onRead(tx, readOf(ready));
    });
    onSettled(mail.organizationId, 1);
  } catch (error) {
    if (error instanceof LeaseLost) log.warn({ mail: mail.id }, LEASE_LOST);
    else {
      await giveBack(parts, mail, error as Error, stopped);
      return databaseTrouble(error) === null;
    }
  }
  return true;
}

function readOf({ mail, reading }: Ready): MailRead {
  const { id: mailId, organizationId, connectionId, receivedAt, isTest } = mail;
  const { sha256, result } = reading;
  return { mailId, organizationId, connectionId, receivedAt, isTest, sha256, result };
}

/** Gives a mail back that could not be read or settled, with a code of why. */
export async function giveBack(
  { db, log }: Pick<SettleParts, 'db' | 'log'>,
  mail: Omit<LeasedMail, 'raw'>,
  error: Error,
  stopped: AbortSignal,
): Promise<void> {
  const code = codeOf(error);
  const trouble = databaseTrouble(error);
  const next = await persist(
    () => db.withOrganization(mail.organizationId, (tx) => failMail(tx, mail, code, trouble)),
    stopped,
  );
  // Without an answer the database stays away: the lease ends by itself.
  log.error(
    {
      mail: mail.id,
      attempts: mail.attempts,
      lost: mail.lost,
      died: mail.died,
      code,
      next,
      stack: stackOf(error),
    },
    'a mail was not read',
  );
}

function codeOf(error: Error): string {
  const { code, cause } = error as { code?: string; cause?: { code?: string } };
  return cause?.code ?? code ?? error.name;
}
