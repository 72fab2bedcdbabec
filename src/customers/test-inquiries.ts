// Queries on テスト反響. Private to this stage.
import { and, desc, eq, gt, isNull, sql } from 'drizzle-orm';
import type { Tx } from '../platform/database.ts';
import type { TestError, TestResult } from './model.ts';
import { testInquiries } from './tables.ts';

export type TestInquiry = typeof testInquiries.$inferSelect;

const one = (organizationId: string, id: string) =>
  and(eq(testInquiries.organizationId, organizationId), eq(testInquiries.id, id));

/** One of this connection, or null. */
export async function getTest(
  tx: Tx,
  organizationId: string,
  connectionId: string,
  id: string,
): Promise<TestInquiry | null> {
  const [row] = await tx
    .select()
    .from(testInquiries)
    .where(and(one(organizationId, id), eq(testInquiries.connectionId, connectionId)));
  return row ?? null;
}

/** The same, of whichever connection. */
export async function findTest(tx: Tx, organizationId: string, id: string): Promise<TestInquiry | null> {
  const [row] = await tx.select().from(testInquiries).where(one(organizationId, id));
  return row ?? null;
}

/** The same, kept as it is until the transaction ends. `skipLocked`: null also while another transaction holds it, which is not waited for. */
export async function holdTest(
  tx: Tx,
  organizationId: string,
  id: string,
  config: { skipLocked?: true } = {},
): Promise<TestInquiry | null> {
  const [row] = await tx.select().from(testInquiries).where(one(organizationId, id)).for('update', config);
  return row ?? null;
}

/** The one this mail (its SHA-256) was sent for, kept as it is until the transaction ends. */
export async function holdTestByMark(
  tx: Tx,
  organizationId: string,
  connectionId: string,
  mark: Buffer,
): Promise<TestInquiry | null> {
  const [row] = await tx
    .select()
    .from(testInquiries)
    .where(
      and(
        eq(testInquiries.organizationId, organizationId),
        eq(testInquiries.connectionId, connectionId),
        eq(testInquiries.markHash, mark),
      ),
    )
    .for('update');
  return row ?? null;
}

/** The newest that was sent after `since` and has neither a result nor an error yet. */
export async function testUnderWay(tx: Tx, organizationId: string, connectionId: string, since: Date) {
  const [row] = await tx
    .select({ id: testInquiries.id })
    .from(testInquiries)
    .where(
      and(
        eq(testInquiries.organizationId, organizationId),
        eq(testInquiries.connectionId, connectionId),
        gt(testInquiries.sentAt, since),
        isNull(testInquiries.readAt),
        isNull(testInquiries.error),
      ),
    )
    .orderBy(desc(testInquiries.id))
    .limit(1);
  return row?.id ?? null;
}

export async function addTest(tx: Tx, test: typeof testInquiries.$inferInsert): Promise<void> {
  await tx.insert(testInquiries).values(test);
}

/** Writes how far it is. */
export async function noteTest(
  tx: Tx,
  { organizationId, id }: { organizationId: string; id: string },
  change: {
    receivedAt?: Date;
    readAt?: Date;
    result?: TestResult | null;
    error?: TestError | null;
    removedAt?: Date;
  },
): Promise<void> {
  await tx.update(testInquiries).set(change).where(one(organizationId, id));
}

/** Takes its mail away again, wherever it is; one that never came is none. */
export async function removeTestMail(tx: Tx, id: string): Promise<void> {
  await tx.execute(sql`SELECT remove_test_mail(${id})`);
}
