// What a worker leases: the longest due that no worker died of twice, or one of which two did.
import { randomUUID } from 'node:crypto';
import type { Database } from './database.ts';
import type { Front } from './front.ts';
import type { JobHandler } from './job.ts';
import type { LeasedJob } from './jobs-together.ts';
import type { Tried } from './tries.ts';

export const LEASE_SECONDS = 60;
/** How many are leased at once where the handler does them together. */
const TOGETHER = 64;

type Parts = { db: Database; handlers: Record<string, JobHandler> };

type Row = Tried & {
  id: string;
  organization_id: string;
  kind: string;
  subject_id: string;
  payload: Record<string, unknown>;
  run_at: Date;
};

/**
 * The longest due; when more are due than there are hands, also more of the kinds among them that are done together. `isAll`:
 * nothing else was due, so that nobody need look again before something calls.
 */
export async function leaseNext(
  { db, handlers }: Parts,
  front: Front,
  free: number,
): Promise<{ leased: LeasedJob[]; isAll: boolean }> {
  let isAll = true;
  const kinds = Object.keys(handlers);
  const rows = await front.look(
    async (since) => {
      const first = await leaseJobs(db, kinds, free, since);
      isAll = first.length < free;
      if (isAll) return first;
      const joined = kinds.filter(
        (kind) => handlers[kind]?.together && first.some(({ job }) => job.kind === kind),
      );
      if (joined.length === 0) return first;
      const more = await leaseJobs(db, joined, TOGETHER - first.length, since).catch(() => []);
      return [...first, ...more];
    },
    ({ runAt }) => runAt,
  );
  return { leased: rows.map(({ job }) => job), isAll };
}

/** Whether a job is due whose workers died twice. Takes none. */
export async function isJobLeft(db: Database, kinds: string[]): Promise<boolean> {
  const [row] = await db.across<{ is_left: boolean }>('is_job_left', 'SELECT is_job_left($1) AS is_left', [
    kinds,
  ]);
  return row?.is_left === true;
}

/** The longest due whose workers died twice; null when there is none. It may kill this one too. */
export async function leaseLeftJob(db: Database, kinds: string[]): Promise<LeasedJob | null> {
  const token = randomUUID();
  const [row] = await db.across<Row>('lease_left_job', 'SELECT * FROM lease_left_job($1, $2::interval, $3)', [
    kinds,
    `${LEASE_SECONDS} s`,
    token,
  ]);
  return row ? leasedJob(row, token) : null;
}

/** The longest due of these kinds, from `since` on. */
async function leaseJobs(db: Database, kinds: string[], most: number, since: Date | null) {
  const token = randomUUID();
  const rows = await db.across<Row>('lease_jobs', 'SELECT * FROM lease_jobs($1, $2, $3::interval, $4, $5)', [
    kinds,
    most,
    `${LEASE_SECONDS} s`,
    token,
    since,
  ]);
  return rows.map((row) => ({ job: leasedJob(row, token), runAt: row.run_at }));
}

const leasedJob = ({ organization_id, subject_id, run_at: _, ...rest }: Row, token: string): LeasedJob => ({
  ...rest,
  organizationId: organization_id,
  subjectId: subject_id,
  token,
});
