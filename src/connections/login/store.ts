// Queries on logins and their attempts. Private to this stage.
import { and, desc, eq, inArray, isNotNull, isNull, type SQL, sql } from 'drizzle-orm';
import type { Tx } from '../../platform/database.ts';
import { lockJob } from '../../platform/jobs.ts';
import type { LoginState } from '../model.ts';
import { connections, loginAttempts, portalLogins } from '../tables.ts';
import { CHECK_LOGIN, FAILURES_WITHIN_MS, type LoginFailures, type StoredLogin } from './model.ts';
import type { SentAttempt } from './rules/refusal.ts';

const of = (organizationId: string, connectionId: string) =>
  and(eq(portalLogins.organizationId, organizationId), eq(portalLogins.connectionId, connectionId));

/** Lets one change of a connection's login go on at a time, its check's commits among them. First of all locks. */
export async function lockForChange(tx: Tx, organizationId: string, connectionId: string): Promise<void> {
  await lockJob(tx, { organizationId, kind: CHECK_LOGIN, subjectId: connectionId });
  await tx
    .select({ id: connections.id })
    .from(connections)
    .where(and(eq(connections.organizationId, organizationId), eq(connections.id, connectionId)))
    .for('no key update');
}

/** The login of a connection, locked until the commit, or null. */
export async function lockLogin(
  tx: Tx,
  organizationId: string,
  connectionId: string,
): Promise<StoredLogin | null> {
  const [row] = await tx.select().from(portalLogins).where(of(organizationId, connectionId)).for('update');
  return row ?? null;
}

/** Writes what changed of it; `whileState`: only as long as it is in this state. */
export async function updateLogin(
  tx: Tx,
  organizationId: string,
  connectionId: string,
  set: Partial<typeof portalLogins.$inferInsert>,
  whileState?: LoginState,
): Promise<void> {
  const still = whileState && eq(portalLogins.state, whileState);
  await tx
    .update(portalLogins)
    .set(set)
    .where(and(of(organizationId, connectionId), still));
}

/** The password leaves next. @throws when somebody closed the attempt meanwhile: then it must not. */
export async function noteSubmitted(
  tx: Tx,
  organizationId: string,
  connectionId: string,
  attemptId: string,
): Promise<void> {
  const noted = await tx
    .update(loginAttempts)
    .set({ submittedAt: sql`now()` })
    .where(
      and(
        eq(loginAttempts.organizationId, organizationId),
        eq(loginAttempts.id, attemptId),
        isNull(loginAttempts.submittedAt),
        isNull(loginAttempts.finishedAt),
      ),
    )
    .returning({ id: loginAttempts.id });
  if (noted.length === 0) throw new Error('the attempt was closed before it was made');
  await updateLogin(tx, organizationId, connectionId, { progress: 'submitting' }, 'checking');
}

/** Refusals within 24 h of one account, known by any of its keys. */
export async function countFailures(tx: Tx, portal: string, accountKeys: Buffer[]): Promise<LoginFailures> {
  const counted = await countFailuresOfEach(
    tx,
    accountKeys.map((accountKey) => ({ portal, accountKey })),
  );
  return counted.reduce((sum, one) => ({ mine: sum.mine + one.mine, others: sum.others + one.others }), {
    mine: 0,
    others: 0,
  });
}

/** The same of many accounts at once, in their order. */
export async function countFailuresOfEach(
  tx: Tx,
  accounts: { portal: string; accountKey: Buffer }[],
): Promise<LoginFailures[]> {
  const portals = sql.param(accounts.map(({ portal }) => portal));
  const keys = sql.param(accounts.map(({ accountKey }) => accountKey));
  const { rows } = await tx.execute<{ mine: number; others: number }>(sql`
    SELECT f.mine, f.others
    FROM unnest(${portals}::text[], ${keys}::bytea[]) WITH ORDINALITY AS a (portal, account, nr),
         count_login_failures(a.portal, a.account, now() - make_interval(secs => ${FAILURES_WITHIN_MS / 1_000})) AS f
    ORDER BY a.nr`);
  return rows;
}

/**
 * The newest attempt of this organization in which this secret left and was looked at, as far as anybody knows; or null. A
 * portal that was down meanwhile takes no refusal back.
 */
export async function lastSent(
  tx: Tx,
  organizationId: string,
  { accountKeys, secretKeys }: { accountKeys: Buffer[]; secretKeys: Buffer[] },
): Promise<SentAttempt | null> {
  const [row] = await tx
    .select({
      now: sql`now()`.mapWith(loginAttempts.startedAt),
      startedAt: loginAttempts.startedAt,
      finishedAt: loginAttempts.finishedAt,
      outcome: loginAttempts.outcome,
    })
    .from(loginAttempts)
    .where(
      and(
        eq(loginAttempts.organizationId, organizationId),
        inArray(loginAttempts.accountKey, accountKeys), // by its index: attempts are kept for years
        inArray(loginAttempts.secretKey, secretKeys),
        isNotNull(loginAttempts.submittedAt),
        sql`${loginAttempts.outcome} IS DISTINCT FROM 'unavailable'`,
      ),
    )
    .orderBy(desc(loginAttempts.submittedAt))
    .limit(1);
  return row ?? null;
}

/** Ends attempts that nobody will end any more: what left without an answer stays counted as failed. */
export async function closeAttempts(tx: Tx, organizationId: string, which: SQL | undefined): Promise<void> {
  await tx
    .update(loginAttempts)
    .set({ finishedAt: sql`now()` })
    .where(and(eq(loginAttempts.organizationId, organizationId), isNull(loginAttempts.finishedAt), which));
}

/** Ends an attempt that was given up before the password left. */
export function closeUnsent(tx: Tx, organizationId: string, attemptId: string): Promise<void> {
  return closeAttempts(
    tx,
    organizationId,
    and(eq(loginAttempts.id, attemptId), isNull(loginAttempts.submittedAt)),
  );
}
