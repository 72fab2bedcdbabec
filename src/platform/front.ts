// Where a queue is looked at from. While a transaction is old (a backup, somebody's long query), PostgreSQL keeps the index
// entries of everything that was done since, at the front of the queue, and whoever looks for the oldest walks through them
// all. So where a look at the whole queue has become dear, most looks begin where the last one found something.

/** What is committed so much after the time it is queued by is found by the next look at the whole alone. */
const LATE_MS = 5_000;
/** The whole is looked at for a twentieth of the time, */
const REST = 20;
/** and in any case so often. */
const REST_MAX_MS = 30_000;

/** One queue as one process sees it. */
export interface Front {
  /**
   * Looks: `ask` gets the time from which on, null for all, and resolves with what was taken, the oldest of what is free;
   * `timeOf` is the time it is queued by.
   */
  look<Row>(ask: (since: Date | null) => Promise<Row[]>, timeOf: (row: Row) => Date): Promise<Row[]>;
}

/** Begins with a look at the whole. `now` is the time of day, `clock` one that only goes on; both in milliseconds. */
export function openFront(now: () => number = Date.now, clock = () => performance.now()): Front {
  let since = Number.NEGATIVE_INFINITY;
  let wholeAt = Number.NEGATIVE_INFINITY;
  return {
    async look(ask, timeOf) {
      const at = now();
      const begun = clock();
      const isWhole = begun >= wholeAt;
      const taken = await ask(isWhole ? null : new Date(since));
      const ended = clock();
      if (isWhole) wholeAt = ended + Math.min((ended - begun) * REST, REST_MAX_MS);
      const oldest = Math.min(at, ...taken.map((row) => timeOf(row).getTime()));
      // Back only by what the whole look found further in front (free again, committed late): there may be more right behind it.
      since = isWhole ? oldest - LATE_MS : Math.max(since, oldest - LATE_MS);
      return taken;
    },
  };
}
