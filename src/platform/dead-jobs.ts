// Jobs that were given up (jobs.ts): kept for people to see, until one has them done again or says they need not be.
import { and, desc, eq, gt, ne, sql } from 'drizzle-orm';
import type { Tx } from './database.ts';
import { lockJob, publishJob } from './jobs.ts';
import { jobs } from './tables.ts';
import { TRIES } from './tries.ts';

/** Tells of what was given up; itself it is told to nobody. Published by the database (migrations/). */
export const TELL_GIVEN_UP = 'tell-given-up';

/** A job that was given up. */
export interface DeadJob {
  id: string;
  kind: string;
  subjectId: string;
  /** How often it was tried in all. */
  attempts: number;
  /** A short code; no personal data. */
  lastError: string | null;
  givenUpAt: Date;
}

const dead = (organizationId: string) =>
  and(eq(jobs.organizationId, organizationId), eq(jobs.state, 'dead'), ne(jobs.kind, TELL_GIVEN_UP));

const columns = {
  id: jobs.id,
  kind: jobs.kind,
  subjectId: jobs.subjectId,
  // Before deaths were counted apart, one whose workers died was counted once more.
  attempts: sql<number>`least(${jobs.attempts}, ${TRIES}) + ${jobs.lost} + ${jobs.died}`.mapWith(
    jobs.attempts,
  ),
  lastError: jobs.lastError,
  givenUpAt: sql<Date>`coalesce(${jobs.givenUpAt}, ${jobs.runAt})`.mapWith(jobs.runAt),
};

/** The newest up to `limit`. */
export function listDeadJobs(tx: Tx, organizationId: string, limit: number): Promise<DeadJob[]> {
  return tx.select(columns).from(jobs).where(dead(organizationId)).orderBy(desc(jobs.givenUpAt)).limit(limit);
}

/** How many there are, or were given up after `since`. */
export async function countDeadJobs(tx: Tx, organizationId: string, since?: Date): Promise<number> {
  const [row] = await tx
    .select({ count: sql<number>`count(*)::int` })
    .from(jobs)
    .where(and(dead(organizationId), since && gt(jobs.givenUpAt, since)));
  return row?.count ?? 0;
}

/** One that was given up, held until the transaction ends. `taken-up`: it is being done again. Null: it is not there. */
export async function holdDeadJob(
  tx: Tx,
  organizationId: string,
  id: string,
): Promise<DeadJob | 'taken-up' | null> {
  const mine = and(eq(jobs.organizationId, organizationId), eq(jobs.id, id));
  const [there] = await tx.select({ kind: jobs.kind, subjectId: jobs.subjectId }).from(jobs).where(mine);
  if (!there) return null;
  // As whoever changes what it is about: the job's turn, then its row.
  await lockJob(tx, { organizationId, ...there });
  const [row] = await tx
    .select({ ...columns, state: jobs.state })
    .from(jobs)
    .where(mine);
  if (!row) return null;
  const { state, ...job } = row;
  return state === 'dead' ? job : 'taken-up';
}

/** Has it done again at once, with all its tries and what it was published with. */
export async function reviveJob(tx: Tx, organizationId: string, id: string): Promise<void> {
  const [job] = await tx
    .select({ kind: jobs.kind, subjectId: jobs.subjectId, payload: jobs.payload })
    .from(jobs)
    .where(and(dead(organizationId), eq(jobs.id, id)));
  if (job) await publishJob(tx, { organizationId, ...job });
}

/** Nothing more is done about it. */
export async function dropDeadJob(tx: Tx, organizationId: string, id: string): Promise<void> {
  await tx.delete(jobs).where(and(dead(organizationId), eq(jobs.id, id)));
}
