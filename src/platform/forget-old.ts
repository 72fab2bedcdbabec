// Rows of no use any more go once their time is over: sessions that ended, login attempts, audit lines, what undoing needed. Which, and
// after how long, is said where it is done (`forget_old` in migrations/, ADR 36).
import { setTimeout as delay } from 'node:timers/promises';
import type { Database } from './database.ts';
import { type Log, stackOf } from './log.ts';

const EVERY_MS = 3_600_000;
/** Of each table in one transaction. */
const AT_ONCE = 500;
/** Between two transactions: mails go before. */
const REST_MS = 200;

/** Looks at once and each hour. Any number of processes may: one of them at a time does it. */
export function startForgetting({ db, log }: { db: Database; log: Log }): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const { signal } = stopping;
  const rest = (ms: number) => delay(ms, undefined, { signal, ref: false }).catch(() => {});

  async function forgetAll(): Promise<void> {
    const sum: Record<string, number> = {};
    for (let isLeft = true; isLeft && !signal.aborted; ) {
      const rows = await db.across<{ forgotten: string; gone: number; is_full: boolean }>(
        'forget_old',
        'SELECT forgotten, gone, is_full FROM forget_old($1)',
        [AT_ONCE],
      );
      for (const { forgotten, gone } of rows) if (gone > 0) sum[forgotten] = (sum[forgotten] ?? 0) + gone;
      isLeft = rows.some(({ is_full }) => is_full);
      if (isLeft) await rest(REST_MS);
    }
    if (Object.keys(sum).length > 0) log.info({ rows: sum }, 'old rows were forgotten');
  }

  async function work(): Promise<void> {
    while (!signal.aborted) {
      await forgetAll().catch((error: Error) =>
        log.warn({ stack: stackOf(error) }, 'old rows were not forgotten; the next try is in an hour'),
      );
      await rest(EVERY_MS);
    }
  }

  const working = work();
  return {
    async stop() {
      stopping.abort();
      await working;
    },
  };
}
