// Jobs that their handler can do together: many first tries of one kind and organization in one transaction. Whatever is in the
// way of that (one of them throws, is locked or lost, or was tried before), those jobs go one by one: each costs only itself.
import { and, inArray, sql } from 'drizzle-orm';
import type { PgUpdateSetSource } from 'drizzle-orm/pg-core';
import type { Database } from './database.ts';
import type { Job, JobHandler } from './job.ts';
import { type Log, stackOf } from './log.ts';
import { jobs } from './tables.ts';
import { isSuspect } from './tries.ts';

/** A job with what it is held by. */
export type LeasedJob = Job & { token: string };

type Parts = {
  db: Database;
  log: Log;
  handlers: Record<string, JobHandler>;
  onChanged: (organizationId: string) => void;
  /** The ordinary way of one job; it never throws. */
  runOne: (job: LeasedJob) => Promise<void>;
  stopping: AbortSignal;
  heartbeatMs: number;
  leaseSeconds: number;
};

/**
 * Deals leased jobs to at most `free` hands: one of an ordinary kind has a hand to itself; those done together are in groups
 * of one kind and organization, which share the hands that are left. Of ordinary kinds there must be fewer than `free`, or
 * as many and nothing else.
 */
export function dealJobs(
  leased: LeasedJob[],
  handlers: Record<string, JobHandler>,
  free: number,
): LeasedJob[][][] {
  const isJoined = ({ kind }: Job) => handlers[kind]?.together !== undefined;
  const alone = leased.filter((job) => !isJoined(job)).map((job) => [[job]]);
  const groups = Map.groupBy(leased.filter(isJoined), (job) => `${job.kind} ${job.organizationId}`);
  const hands = Map.groupBy(
    [...groups.values()].map((group, nr) => ({ group, nr })),
    ({ nr }) => nr % Math.max(free - alone.length, 1),
  );
  return [...alone, ...[...hands.values()].map((hand) => hand.map(({ group }) => group))];
}

/** Does one group after another. At a stop it ends what is under way and puts the others back: they have not been tried. */
export async function runHand(parts: Parts, groups: LeasedJob[][]): Promise<void> {
  const { db, stopping, runOne } = parts;
  const waiting = new Set(groups.flat());
  const heart = setInterval(() => {
    const until = sql`now() + ${`${parts.leaseSeconds} s`}::interval`;
    setHeld(db, [...waiting], { leaseUntil: until }).catch(() => {}); // as one job's: the lease ends by itself
  }, parts.heartbeatMs);
  try {
    for (const group of groups) {
      if (stopping.aborted) break;
      for (const job of await doTogether(parts, group)) waiting.delete(job);
      for (const job of group) {
        if (stopping.aborted) break;
        if (waiting.delete(job)) await runOne(job);
      }
    }
  } finally {
    clearInterval(heart);
  }
  const untried = { attempts: sql`${jobs.attempts} - 1`, leaseUntil: null, leaseToken: null };
  await setHeld(db, [...waiting], untried).catch(() => {}); // else their leases end
}

/** @returns those that are done */
async function doTogether(parts: Parts, group: LeasedJob[]): Promise<LeasedJob[]> {
  const { db, log, handlers, onChanged } = parts;
  const first = group.filter((job) => !isSuspect(job));
  const [one, another] = first;
  if (!one || !another) return [];
  const { organizationId, kind } = one;
  try {
    const done = await db.withOrganization(
      organizationId,
      async (tx) => {
        // Nobody is waited for while others' rows are held: who publishes several locks them in an order of their own.
        const rows = await tx
          .select({ id: jobs.id, token: jobs.leaseToken })
          .from(jobs)
          .where(isOneOf(first))
          .for('update', { skipLocked: true });
        const tokens = new Map(rows.map(({ id, token }) => [id, token]));
        const held = first.filter(({ id, token }) => tokens.get(id) === token);
        if (held.length === 0) return [];
        await handlers[kind]?.together?.(tx, organizationId, held);
        await tx.delete(jobs).where(isOneOf(held));
        return held;
      },
      { isRepeated: true },
    );
    if (done.length > 0) onChanged(organizationId);
    return done;
  } catch (error) {
    log.warn({ kind, jobs: first.length, stack: stackOf(error as Error) }, 'jobs go one by one');
    return [];
  }
}

const isOneOf = (some: LeasedJob[]) =>
  and(
    inArray(jobs.organizationId, [...new Set(some.map(({ organizationId }) => organizationId))]),
    sql`${jobs.id} = ANY(${sql.param(some.map(({ id }) => id))}::uuid[])`,
    sql`${jobs.leaseToken} = ANY(${sql.param(some.map(({ token }) => token))}::uuid[])`,
  );

async function setHeld(db: Database, some: LeasedJob[], set: PgUpdateSetSource<typeof jobs>): Promise<void> {
  for (const [organizationId, theirs] of Map.groupBy(some, (job) => job.organizationId))
    await db.withOrganization(organizationId, (tx) => tx.update(jobs).set(set).where(isOneOf(theirs)));
}
