// テスト反響, the way out: a marked sample of the portal's mail goes through our own SMTP door to the connection's inbox.
import { createHash, randomBytes } from 'node:crypto';
import { isOptionOn } from '../accounts/index.ts';
import { getConnection } from '../connections/index.ts';
import type { OwnDoor } from '../intake/index.ts';
import { newId } from '../lib/ids.ts';
import type { Database, Tx } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import { publishJob } from '../platform/jobs.ts';
import type { Log } from '../platform/log.ts';
import type { Portal } from '../portal-kit/define-portal.ts';
import { FINISH_TEST_INQUIRY, TEST_WITHIN_MS } from './finish-test-inquiry.ts';
import { lockIdentities } from './store.ts';
import { addTest, holdTest, noteTest, testUnderWay } from './test-inquiries.ts';

/** What sending one needs. */
export interface TestParts {
  db: Database;
  log: Log;
  portals: readonly Portal[];
  /** What follows the @ of inbox addresses. */
  inboxDomain: string;
  ownDoor: OwnDoor;
  /** Called after each commit. */
  onChanged: (organizationId: string) => void;
}

/**
 * Sends one and returns its id, whatever the connection's state; while one is under way, that one's. Written down before
 * it is sent: a crash between leaves one that is told to be lost, and no mail that nobody knows.
 * @throws AppError not-found (also for a deleted connection), option-off
 */
export async function sendTestInquiry(
  parts: TestParts,
  organizationId: string,
  connectionId: string,
  userId: string,
): Promise<string> {
  const { db, log, ownDoor, onChanged } = parts;
  const { id, mail } = await db.withOrganization(organizationId, (tx) =>
    prepare(tx, parts, organizationId, connectionId, userId),
  );
  if (!mail) return id;
  onChanged(organizationId);
  try {
    await ownDoor(mail.to, mail.raw);
  } catch (error) {
    log.error({ test: id, code: (error as { code?: string }).code }, 'a test inquiry was not sent');
    await db.withOrganization(organizationId, (tx) => noteNotSent(tx, organizationId, id));
    onChanged(organizationId);
  }
  return id;
}

/** Unless it came all the same: where only the door's answer was lost, it may be read by now. */
async function noteNotSent(tx: Tx, organizationId: string, id: string): Promise<void> {
  const test = await holdTest(tx, organizationId, id);
  if (test && !test.readAt) await noteTest(tx, test, { error: 'not-sent' });
}

async function prepare(
  tx: Tx,
  { portals, inboxDomain }: TestParts,
  organizationId: string,
  connectionId: string,
  userId: string,
) {
  await lockIdentities(tx, organizationId, [`test|${connectionId}`]);
  const connection = await getConnection(tx, organizationId, connectionId);
  const portal = portals.find((one) => one.id === connection?.portal);
  if (!connection?.inboxLocalPart || connection.state === 'deleted' || !portal)
    throw new AppError('not-found');
  if (!(await isOptionOn(tx, organizationId, 'portal-integration'))) throw new AppError('option-off');
  const sentAt = new Date();
  const under = await testUnderWay(
    tx,
    organizationId,
    connectionId,
    new Date(sentAt.getTime() - TEST_WITHIN_MS),
  );
  if (under) return { id: under, mail: null };

  const id = newId();
  const to = `${connection.inboxLocalPart}@${inboxDomain}`;
  const number = `TEST${randomBytes(5).toString('hex').toUpperCase()}`;
  const raw = marked(portal.testMail({ to, sentAt, number }));
  const markHash = createHash('sha256').update(raw).digest();
  await addTest(tx, { id, organizationId, connectionId, markHash, createdBy: userId, sentAt });
  const runAt = new Date(sentAt.getTime() + TEST_WITHIN_MS);
  await publishJob(tx, { organizationId, kind: FINISH_TEST_INQUIRY, subjectId: id, runAt });
  return { id, mail: { to, raw } };
}

/** With a header that nobody can guess: its bytes are what the sample is known by. */
function marked(raw: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from(`X-Test-Inquiry: ${randomBytes(32).toString('hex')}\r\n`), raw]);
}
