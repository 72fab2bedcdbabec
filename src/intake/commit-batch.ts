// Commits a batch and gives each of its mails its word. Where the answer to a commit is lost, the database is asked by the
// delivery ids what became of it; what is certainly not there is stored once more, under the same ids.
import { setTimeout as delay } from 'node:timers/promises';
import type { Database } from '../platform/database.ts';
import { answerCode, NoConnection } from '../platform/pool.ts';
import { findDeliveries, storeMails } from './store-statement.ts';
import type { Waiting } from './waiting-mail.ts';

const TRY_AGAIN_MS = 200;

export interface Batches {
  /** Never rejects: every mail hears of its own outcome, at the latest when its time is over. */
  commit(batch: Waiting[]): Promise<void>;
  /** For how long no connection could be had; 0 while there is one. */
  awayMs(): number;
  /** What it failed with, or null while there is one. */
  awayCode(): string | null;
}

export function openBatches(db: Database): Batches {
  let away: { since: number; code: string } | null = null;

  /** Tries until there is a connection; gives up when nobody waits any more. Null: given up. */
  async function whenConnected<T>(batch: Waiting[], ask: () => Promise<T>): Promise<T | null> {
    for (;;) {
      try {
        const answer = await ask();
        away = null;
        return answer;
      } catch (error) {
        if (!(error instanceof NoConnection)) {
          away = null;
          throw error;
        }
        away = { since: away?.since ?? performance.now(), code: error.code };
      }
      if (batch.every(({ isAnswered }) => isAnswered)) return null;
      await delay(TRY_AGAIN_MS);
    }
  }

  async function commit(all: Waiting[], isSecond = false): Promise<void> {
    const batch = await notKnownYet(all.filter(({ isAnswered }) => !isAnswered));
    if (batch.length === 0) return;
    try {
      const reached = await whenConnected(batch, () => storeMails(db, batch));
      for (const [i, { targets, done }] of batch.entries())
        done(reached?.[i] === targets.length ? undefined : new Error('an inbox of the mail is gone'));
    } catch (error) {
      const code = answerCode(error);
      if (code === null || code.startsWith('57P')) {
        if (isSecond) for (const { done } of batch) done(error);
        else await commit(await stillMissing(batch), true);
      } else if (!isOfMails(code)) for (const { done } of batch) done(error);
      else if (batch.length > 1) for (const one of batch) await commit([one], isSecond);
      else if (isKnownDelivery(error)) for (const { done } of await stillMissing(batch)) done(error);
      else for (const { done } of batch) done(error);
    }
  }

  /** Deliveries whose sender names them may be there already. */
  async function notKnownYet(batch: Waiting[]): Promise<Waiting[]> {
    const named = batch.filter(({ mail }) => mail.deliveryId !== undefined);
    if (named.length === 0) return batch;
    await stillMissing(named);
    return batch.filter(({ isAnswered }) => !isAnswered);
  }

  /** Gives word to those that are there, and returns the others: all of them when there is no answer. */
  async function stillMissing(batch: Waiting[]): Promise<Waiting[]> {
    const ids = batch.flatMap(({ targets }) => targets.map(({ deliveryId }) => deliveryId));
    const found = await whenConnected(batch, () => findDeliveries(db, ids)).catch(() => null);
    return batch.filter(({ sha256, targets, done }) => {
      const isThere = targets.every(({ deliveryId, inboxId }) => {
        const delivery = found?.get(deliveryId);
        return delivery?.inboxId === inboxId && delivery.sha256.equals(sha256);
      });
      if (isThere) done();
      return !isThere;
    });
  }

  return {
    commit,
    awayMs: () => (away === null ? 0 : performance.now() - away.since),
    awayCode: () => away?.code ?? null,
  };
}

// Classes 22, 23, 40, 54: something about one of the mails, or two that met. Each for itself, so that one cannot fail the
// others. All else (no room, no time, read-only) is about the server, and a statement a mail would only make it worse.
function isOfMails(code: string): boolean {
  return /^(?:22|23|40|54)/.test(code);
}

// The first of two statements with the same ids was committed after all, while the second waited for it.
function isKnownDelivery(error: unknown): boolean {
  const { code, constraint } = error as { code?: string; constraint?: string };
  return code === '23505' && constraint === 'deliveries_pkey';
}
