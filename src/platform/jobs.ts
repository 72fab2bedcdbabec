// Work to be done at a time: published in the transaction it follows from, leased for at most 60 s with a heartbeat, fenced by a
// token, five tries within minutes, not counting those whose database was lost or whose worker died. A worker that wakes up late commits
// nothing. A job whose workers died twice is done by one that does nothing else meanwhile: it takes no other with it.
import { and, eq, isNotNull, sql } from 'drizzle-orm';
import { newId } from '../lib/ids.ts';
import type { Database, Tx } from './database.ts';
import { openFront } from './front.ts';
import { insertRows } from './insert-rows.ts';
import type { Job, JobHandler, Lease, Work } from './job.ts';
import { dealJobs, type LeasedJob, runHand } from './jobs-together.ts';
import { isJobLeft, LEASE_SECONDS, leaseLeftJob, leaseNext } from './lease-jobs.ts';
import { openLeftBehind } from './left-behind.ts';
import { type Log, stackOf } from './log.ts';
import { persist } from './persist.ts';
import { type DatabaseTrouble, databaseTrouble } from './pool.ts';
import type { Signals } from './signals.ts';
import { jobs } from './tables.ts';
import { takeTurn } from './take-turn.ts';
import { tellChanges } from './tell-changes.ts';
import { afterFailure, isSpent, TRIES } from './tries.ts';
import { openWake } from './wake.ts';

export type { Job, JobHandler, Lease } from './job.ts';

/** Sent after a commit that published jobs. No payload. */
export const JOB_PUBLISHED = 'job_published';

const HEARTBEAT_MS = 20_000;
/** None goes on sooner: one that comes again for a moment that is over would take nothing but its own turns. */
const AGAIN_AFTER = '1 s';
/** For jobs that nobody is told of when they are given up: they are not, but tried again this much later. */
const NEVER_GIVEN_UP_AGAIN = '10 minutes';
const AT_ONCE = 8;
/** What is noted of a job whose workers died. */
const DIED = 'lease-expired';

/** What is to be done: `kind` names the handler, `subjectId` what it is about. */
export interface NewJob {
  organizationId: string;
  kind: string;
  subjectId: string;
  /** Not before; now when left out. */
  runAt?: Date;
  /** Small, and no secret in it. */
  payload?: Record<string, unknown>;
}

/** The job was published anew, or leased by another process: nothing more may be written for this one. */
class LeaseLost extends Error {}

/** Publishes in the caller's transaction. A job of this kind and subject that waits or runs is replaced, and fenced off. */
export function publishJob(tx: Tx, job: NewJob): Promise<void> {
  return publishJobs(tx, [job]);
}

/** The same for many, each of another subject. */
export async function publishJobs(tx: Tx, published: NewJob[]): Promise<void> {
  if (published.length === 0) return;
  const rows = published.map(({ runAt, payload = {}, ...job }) => ({
    id: newId(),
    ...job,
    payload,
    state: 'waiting' as const,
    runAt: runAt as Date, // undefined: now
  }));
  await tx.execute(sql`${insertRows(jobs, rows, { runAt: sql`coalesce(given.run_at, now())` })}
    ON CONFLICT (organization_id, kind, subject_id) DO UPDATE SET payload = excluded.payload, run_at = excluded.run_at,
      state = excluded.state, attempts = 0, lost = 0, died = 0, lease_until = NULL, lease_token = NULL, last_error = NULL`);
}

/**
 * Locks it until the commit, as a running one does with each of its own: before rows that both write, so that neither waits for
 * the other. The turn, since there may be no job yet: whoever found none would go on to those rows, and meet the first one
 * published meanwhile from behind. Not under the job's own lease, which has its row before the turn.
 */
export async function lockJob(tx: Tx, { organizationId, kind, subjectId }: NewJob): Promise<void> {
  await takeTurn(tx, `job|${organizationId}|${kind}|${subjectId}`);
  await tx
    .select({ id: jobs.id })
    .from(jobs)
    .where(and(eq(jobs.organizationId, organizationId), eq(jobs.kind, kind), eq(jobs.subjectId, subjectId)))
    .for('update');
}

/** Takes a job back, also one that runs. */
export async function withdrawJob(tx: Tx, { organizationId, kind, subjectId }: NewJob): Promise<void> {
  await tx
    .delete(jobs)
    .where(and(eq(jobs.organizationId, organizationId), eq(jobs.kind, kind), eq(jobs.subjectId, subjectId)));
}

/** After a restore, by the database's owner: ends every organization's jobs of this kind. */
export async function endJobs(tx: Tx, kind: string): Promise<void> {
  await tx.delete(jobs).where(eq(jobs.kind, kind));
}

/** After a restore, by the database's owner: every waiting job of this kind is due now, with `payload` laid over its own. */
export async function hastenJobs(tx: Tx, kind: string, payload: Record<string, unknown>): Promise<void> {
  await tx
    .update(jobs)
    .set({ runAt: sql`now()`, payload: sql`${jobs.payload} || ${JSON.stringify(payload)}::jsonb` })
    .where(and(eq(jobs.kind, kind), eq(jobs.state, 'waiting')));
}

/** After a restore, by the database's owner: who worked on a job when the backup was taken is gone. */
export async function releaseJobs(tx: Tx): Promise<void> {
  const attempts = sql`${jobs.attempts} - (${jobs.leaseToken} IS NOT NULL)::int`; // what was under way was no failure
  await tx
    .update(jobs)
    .set({ attempts, leaseUntil: null, leaseToken: null })
    .where(isNotNull(jobs.leaseUntil));
}

type Parts = {
  db: Database;
  signals: Signals;
  log: Log;
  handlers: Record<string, JobHandler>;
  /** Called after each commit of a job's. */
  onChanged: (organizationId: string) => void;
};

/** Starts working: at once on a signal, and by looking every second behind it. Stops after what is under way. */
export function startJobs(parts: Parts): { stop(): Promise<void> } {
  const { db, signals, log, handlers } = parts;
  const kinds = Object.keys(handlers);
  const running = new Set<Promise<void>>();
  const stopping = new AbortController();
  const wake = openWake(signals, JOB_PUBLISHED);
  const front = openFront();
  /** Jobs may be due that the last look did not take, since there was no hand for them. */
  let isCut = false;

  const told = tellChanges(log, {
    fails: 'jobs could not be leased, looking again',
    works: 'jobs are leased again',
  });
  const alone = ({ token, ...job }: LeasedJob) => runOne(parts, job, token, stopping.signal);
  const left = openLeftBehind({
    isAny: () => told('is_job_left', isJobLeft(db, kinds)),
    lease: () => told('lease_left_job', leaseLeftJob(db, kinds)),
    work: alone,
    underWay: running,
    stopping: stopping.signal,
  });
  const hand = {
    ...parts,
    runOne: alone,
    stopping: stopping.signal,
    heartbeatMs: HEARTBEAT_MS,
    leaseSeconds: LEASE_SECONDS,
  };
  const runGroups = (groups: LeasedJob[][]): Promise<void> => {
    const [job] = groups[0] ?? [];
    return job && !handlers[job.kind]?.together ? alone(job) : runHand(hand, groups);
  };

  async function work(): Promise<void> {
    while (!stopping.signal.aborted) {
      wake.looks();
      await left.turn();
      const free = AT_ONCE - running.size;
      const { leased, isAll } =
        free > 0
          ? await told('lease_jobs', leaseNext(parts, front, free)).catch(() => ({ leased: [], isAll: true }))
          : { leased: [], isAll: false };
      isCut = !isAll;
      for (const groups of dealJobs(leased, handlers, free)) {
        const one = runGroups(groups).finally(() => {
          running.delete(one);
          if (isCut || running.size === 0) wake.call(); // what it published is looked for without a signal
        });
        running.add(one);
      }
      if (!isAll && running.size < AT_ONCE) continue;
      if (leased.length === 0 && left.isMore()) wake.call();
      await wake.sleep();
    }
    await Promise.all([left.over(), ...running]);
  }

  const working = work().catch((error: Error) => log.error({ stack: stackOf(error) }, 'jobs stopped'));
  return {
    async stop() {
      stopping.abort();
      wake.close();
      await working;
    },
  };
}

async function runOne(parts: Parts, job: Job, token: string, stopping: AbortSignal): Promise<void> {
  const { db, log, handlers, onChanged } = parts;
  const lost = new AbortController();
  const mine = and(
    eq(jobs.organizationId, job.organizationId),
    eq(jobs.id, job.id),
    eq(jobs.leaseToken, token),
  );
  let isOver = false;

  // The row is locked until the commit: whoever publishes it anew waits, and then fences what comes later.
  const fenced = async <T>(work: Work<T>): Promise<T> => {
    const result = await db.withOrganization(job.organizationId, async (tx) => {
      const now = sql`now()`.mapWith(jobs.runAt);
      const [held] = await tx.select({ now }).from(jobs).where(mine).for('update');
      if (!held) throw new LeaseLost();
      return work(tx, held.now);
    });
    onChanged(job.organizationId);
    return result;
  };
  const ending = async <T>(work: Work<T>): Promise<T> => {
    const result = await fenced(work);
    isOver = true;
    return result;
  };
  const end = (tx: Tx) => tx.delete(jobs).where(mine);
  const goOn = (tx: Tx, at: Date) => {
    const runAt = sql`greatest(${at.toISOString()}::timestamptz, now() + ${AGAIN_AFTER}::interval)`;
    return tx
      .update(jobs)
      .set({ runAt, attempts: 0, lost: 0, died: 0, leaseUntil: null, leaseToken: null, lastError: null })
      .where(mine);
  };
  const lease: Lease = {
    hold: fenced,
    done: (work) =>
      ending(async (tx, now) => {
        await end(tx);
        return work?.(tx, now);
      }),
    // The job last: what the work itself published of it stands.
    settle: (work) =>
      ending(async (tx, now) => {
        const runAt = await work(tx, now);
        await (runAt ? goOn(tx, runAt) : end(tx));
      }),
    signal: AbortSignal.any([lost.signal, stopping]),
  };
  const giveBack = (code: string, trouble: DatabaseTrouble) =>
    fenced(async (tx, now) => {
      const { givenUp } = handlers[job.kind] ?? {};
      const { attempts, lost, isLast, waitSeconds } = afterFailure(job, trouble);
      const dead = code === DIED || (isLast && givenUp !== undefined);
      const wait = isLast ? NEVER_GIVEN_UP_AGAIN : `${waitSeconds ?? 4 ** attempts} s`;
      await tx
        .update(jobs)
        .set({
          leaseUntil: null,
          leaseToken: null,
          lastError: code,
          lost,
          ...(dead
            ? { state: 'dead', attempts: code === DIED ? attempts - 1 : attempts } // it was not tried once more
            : { runAt: sql`now() + ${wait}::interval`, attempts: Math.min(attempts, TRIES - 1) }),
        })
        .where(mine);
      if (dead) await givenUp?.(tx, job, now);
      return dead ? 'dead' : 'again';
    });

  const putOff = () =>
    fenced(async (tx) => {
      await tx
        .update(jobs)
        .set({ attempts: job.attempts - 1, leaseUntil: null, leaseToken: null })
        .where(mine);
      return true;
    });

  const heart = setInterval(() => {
    beat(db, job.organizationId, mine).then(
      (held) => held || isOver || lost.abort(),
      () => {}, // the lease ends by itself while the database is away
    );
  }, HEARTBEAT_MS);
  try {
    if (isSpent(job)) throw Object.assign(new Error('its workers died'), { code: DIED });
    await handlers[job.kind]?.run(job, lease);
    if (!isOver) throw new Error(`the handler of ${job.kind} ended without saying what becomes of the job`);
  } catch (error) {
    if (error instanceof LeaseLost) return log.warn({ job: job.id, kind: job.kind }, 'a job was taken over');
    if (stopping.aborted && error === stopping.reason && (await putOff().catch(() => false)))
      return log.info({ job: job.id, kind: job.kind }, 'a job goes on after the next start');
    const { id, kind, attempts, lost, died } = job;
    const code = codeOf(error as Error);
    const trouble = databaseTrouble(error);
    const next = await persist(() => giveBack(code, trouble).catch(unlessLost), stopping);
    log.error(
      { job: id, kind, attempts, lost, died, code, next, stack: stackOf(error as Error) },
      'a job failed',
    );
  } finally {
    clearInterval(heart);
  }
}

async function beat(db: Database, organizationId: string, mine: ReturnType<typeof and>): Promise<boolean> {
  const held = await db.withOrganization(organizationId, (tx) =>
    tx
      .update(jobs)
      .set({ leaseUntil: sql`now() + ${`${LEASE_SECONDS} s`}::interval` })
      .where(mine)
      .returning({ id: jobs.id }),
  );
  return held.length > 0;
}

function unlessLost(error: unknown): 'lease-lost' {
  if (error instanceof LeaseLost) return 'lease-lost';
  throw error;
}

function codeOf(error: Error): string {
  const { code, cause } = error as { code?: string; cause?: { code?: string } };
  return cause?.code ?? code ?? error.name;
}
