// A job as its handler meets it: what it gets, and how it writes.
import type { Tx } from './database.ts';
import type { Tried } from './tries.ts';

/** A leased job. */
export interface Job extends Tried {
  id: string;
  organizationId: string;
  kind: string;
  subjectId: string;
  payload: Record<string, unknown>;
}

/**
 * What a handler writes. `now` is the database's time, which says what is due: by its own clock, which may be another machine's, a
 * handler would find that what it was called for is not due yet, or plan for a moment that is over.
 */
export type Work<T> = (tx: Tx, now: Date) => Promise<T>;

/** How a handler writes. Each of these commits only while the lease holds. @throws LeaseLost */
export interface Lease {
  /** Commits `work`; the job goes on. */
  hold<T>(work: Work<T>): Promise<T>;
  /** Commits `work` and ends the job. */
  done<T>(work?: Work<T>): Promise<T | undefined>;
  /**
   * Commits `work` with what becomes of the job, which the work says: when it runs again (in a second at the soonest), with all its
   * tries; null: it ends.
   */
  settle(work: Work<Date | null>): Promise<void>;
  /** Aborts when the lease is lost or the program stops. */
  signal: AbortSignal;
}

export interface JobHandler {
  /**
   * Ends by `lease.done`, `lease.again` or `lease.settle`. What it throws is a try that failed: it waits longer each time. Throwing the
   * signal's reason because the program stops is none: the job goes on after the next start.
   */
  run(job: Job, lease: Lease): Promise<void>;
  /**
   * Does several of one organization at their first try, in the transaction that ends them all. When it throws, none of it
   * was done, and each goes by `run`.
   */
  together?(tx: Tx, organizationId: string, jobs: Job[]): Promise<void>;
  /**
   * In the transaction that gives the job up: after all its tries. Without it people would hear nothing, so a job is given up
   * only when it kills its workers, and else tried again every ten minutes. `now`: as of `Work`.
   */
  givenUp?(tx: Tx, job: Job, now: Date): Promise<void>;
}
