// テスト反響, the way in: taken in like any other mail, looked at, and taken back in the same transaction. Nothing of it stays
// but what it would have made; nobody is told of it.
import { sql } from 'drizzle-orm';
import type { Tx } from '../platform/database.ts';
import { withdrawJob } from '../platform/jobs.ts';
import { FINISH_TEST_INQUIRY } from './finish-test-inquiry.ts';
import type { IncomingRequest, TestResult } from './model.ts';
import { presentCustomers } from './present.ts';
import { getCustomers } from './queries.ts';
import { takeInInquiry } from './take-in.ts';
import { holdTestByMark, noteTest, removeTestMail } from './test-inquiries.ts';

/**
 * Takes in the mail of a テスト反響 and removes it, in the transaction that settles it. `request` null: it was not read as
 * an inquiry. Also one that comes after its time gives its result.
 */
export async function takeInTest(
  tx: Tx,
  mail: { organizationId: string; connectionId: string; sha256: string; receivedAt: Date },
  request: IncomingRequest | null,
): Promise<void> {
  const { organizationId, connectionId, sha256, receivedAt } = mail;
  const test = await holdTestByMark(tx, organizationId, connectionId, Buffer.from(sha256, 'hex'));
  if (!test) throw new Error('a mail is marked as a test that is not there');
  const readAt = new Date();
  await noteTest(tx, test, {
    receivedAt,
    readAt,
    ...(request
      ? { result: await tryOut(tx, request), error: null }
      : { result: null, error: 'not-an-inquiry' }),
    removedAt: readAt,
  });
  await removeTestMail(tx, test.id);
  await withdrawJob(tx, { organizationId, kind: FINISH_TEST_INQUIRY, subjectId: test.id });
}

/** What taking it in makes, taken back before anybody can see it. */
async function tryOut(tx: Tx, request: IncomingRequest): Promise<TestResult> {
  const { organizationId } = request;
  await tx.execute(sql`SAVEPOINT try_out`);
  const done = await takeInInquiry(tx, request);
  const customerId = 'customerId' in done ? done.customerId : null;
  const rows = customerId ? await getCustomers(tx, organizationId, [customerId]) : [];
  const [customer] = await presentCustomers(tx, organizationId, rows);
  await tx.execute(sql`ROLLBACK TO SAVEPOINT try_out`);
  if (done.type !== 'added' || !customer) throw new Error('a test inquiry was taken for a known one');
  const { groupId } = request.rules;
  return {
    customerName: request.inquiry.contact.name ?? '',
    assignee: customer.assignee?.name ?? null,
    status: customer.status?.name ?? null,
    group: customer.groups.find(({ id }) => id === groupId)?.name ?? null,
    matched: done.isNew ? null : customer.name,
  };
}
