// Tables of the platform: jobs (private to jobs.ts), checks of keys, restores.
import { jsonb, pgTable, smallint, text, timestamp, unique, uuid } from 'drizzle-orm/pg-core';

const at = (name: string) => timestamp(name, { withTimezone: true });

/** Work to be done at a time. One of a kind and subject: publishing it again replaces it. The payload holds no secret. */
export const jobs = pgTable(
  'jobs',
  {
    id: uuid('id').primaryKey(),
    organizationId: uuid('organization_id').notNull(),
    kind: text('kind').notNull(),
    subjectId: uuid('subject_id').notNull(),
    payload: jsonb('payload').$type<Record<string, unknown>>().notNull().default({}),
    /** `dead`: given up, kept for people to see. */
    state: text('state').$type<'waiting' | 'dead'>().notNull().default('waiting'),
    runAt: at('run_at').notNull().defaultNow(),
    attempts: smallint('attempts').notNull().default(0),
    /** Tries in whose middle the database was lost: they are not counted as attempts, but not without end either. */
    lost: smallint('lost').notNull().default(0),
    /** Tries whose worker died, or lost the lease: no attempts either, and not without end. */
    died: smallint('died').notNull().default(0),
    leaseUntil: at('lease_until'),
    leaseToken: uuid('lease_token'),
    lastError: text('last_error'),
    /** Set and cleared by the database, as a mail's. */
    givenUpAt: at('given_up_at'),
    createdAt: at('created_at').notNull().defaultNow(),
  },
  // By its subject first: jobs come and go, and what is looked for by id must not walk through a firm's dead ones.
  (t) => [unique('jobs_once').on(t.subjectId, t.kind, t.organizationId)],
);

/** One value sealed by each key that ever sealed here: a start that cannot open one is refused. */
export const keyChecks = pgTable('key_checks', {
  keyId: text('key_id').primaryKey(),
  sealed: text('sealed').notNull(),
});

/** Each time this installation was restored from a backup: what happened before then may have been told already (ADR 14). */
export const restores = pgTable('restores', {
  id: uuid('id').primaryKey(),
  /** The moment the backup shows. */
  takenAt: at('taken_at').notNull(),
  restoredAt: at('restored_at').notNull(),
});
