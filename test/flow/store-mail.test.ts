// Mails that come at the same moment share a commit: each is stored as if it had come alone.
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openMailStore, type StoreMail } from '../../src/intake/index.ts';
import { type Database, openDatabase } from '../../src/platform/database.ts';
import { openLog } from '../../src/platform/log.ts';
import { asOwner, cloneDatabase } from '../support/database.ts';
import { buildConnection, buildFirm } from '../support/factories.ts';

let server: Awaited<ReturnType<typeof cloneDatabase>>;
let db: Database;
let storeMail: StoreMail;
let inboxes: string[];
beforeAll(async () => {
  server = await cloneDatabase();
  db = await openDatabase(server, openLog('silent'));
  storeMail = openMailStore(db);
  const firm = await buildFirm(db);
  const other = await buildFirm(db, '株式会社べつの不動産');
  await buildConnection(db, other.organizationId);
  inboxes = (await query('SELECT id FROM inboxes ORDER BY id')).map((r) => r.id);
  expect(firm.organizationId).not.toBe(other.organizationId);
});
afterAll(() => db.close());

const query = (text: string, values: unknown[] = []) =>
  asOwner(server, async (client) => (await client.query(text, values)).rows);
const mail = (text: string | Buffer, to: string[] = inboxes.slice(0, 1)) => ({
  raw: Buffer.from(text as string),
  receivedAt: new Date('2026-11-20T05:03:22.123Z'),
  envelopeFrom: `from-${text.length}@re-guide.jp`,
  recipients: to.map((inboxId, i) => ({ address: `r${i}@inbox.localhost`, inboxId })),
  clientAddress: '127.0.0.1',
  clientName: 'client\0name',
  tls: 'TLSv1.3 X',
});

test('bytes, envelopes and recipients of a batch are not mixed up', async () => {
  const all = Array.from({ length: 200 }, (_, i) =>
    mail(Buffer.from(`mail ${i} ${'é\0\xff'.repeat(i)}`, 'latin1'), inboxes.slice(0, 1 + (i % 3))),
  );
  await Promise.all([...all, mail('')].map((m) => storeMail(m)));
  for (const { raw, envelopeFrom, recipients } of all) {
    const rows = await query(
      'SELECT m.raw, m.inbox_id, m.size, d.envelope_from, d.envelope_to, d.client_name, d.received_at FROM mails m JOIN deliveries d ON d.mail_id = m.id WHERE sha256 = $1 ORDER BY d.envelope_to',
      [createHash('sha256').update(raw).digest()],
    );
    expect(rows).toEqual(
      recipients.map(({ address, inboxId }) => ({
        raw,
        inbox_id: inboxId,
        size: raw.length,
        envelope_from: envelopeFrom,
        envelope_to: address,
        client_name: 'clientname',
        received_at: new Date('2026-11-20T05:03:22.123Z'),
      })),
    );
  }
});

test('the same bytes fifty times at once are one mail with fifty deliveries', async () => {
  await Promise.all(Array.from({ length: 50 }, () => storeMail(mail('the same', inboxes.slice(0, 2)))));
  expect(
    await query(
      "SELECT count(*)::int AS deliveries FROM mails m JOIN deliveries d ON d.mail_id = m.id WHERE raw = 'the same' GROUP BY m.id",
    ),
  ).toEqual([{ deliveries: 50 }, { deliveries: 50 }]);
});

test('what is there already is found by its key, also where it was few when it was counted', async () => {
  await query('ALTER TABLE mails SET (autovacuum_enabled = false)');
  await query('TRUNCATE mails CASCADE');
  await Promise.all(Array.from({ length: 100 }, (_, i) => storeMail(mail(`few ${i}`))));
  await query('ANALYZE mails');
  const fresh = await openDatabase(server, openLog('silent'));
  const store = openMailStore(fresh);
  const told = async () => {
    const [row] = await query(
      "SELECT n_tup_ins::int AS stored, idx_tup_read::int AS read FROM pg_stat_user_tables t JOIN pg_stat_user_indexes i USING (relid) WHERE t.relname = 'mails' AND indexrelname = 'mails_once'",
    );
    return row;
  };
  const before = await told();
  await Promise.all(Array.from({ length: 1_500 }, (_, i) => store(mail(`many ${i}`))));
  await fresh.close(); // by which its connections tell what they did
  await expect.poll(async () => (await told()).stored - before.stored).toBeGreaterThanOrEqual(1_500);
  expect((await told()).read - before.read).toBeLessThan(1_500);
});

test('a mail that cannot be kept fails alone', async () => {
  await query("ALTER TABLE mails ADD CONSTRAINT picky CHECK (raw <> 'refused') NOT VALID");
  const outcomes = await Promise.allSettled(
    Array.from({ length: 40 }, (_, i) => storeMail(mail(i === 7 ? 'refused' : `kept ${i}`))),
  );
  await query('ALTER TABLE mails DROP CONSTRAINT picky');
  expect(outcomes.flatMap((o, i) => (o.status === 'rejected' ? [i] : []))).toEqual([7]);
  expect(await query("SELECT count(*)::int AS n FROM mails WHERE raw LIKE 'kept %'::bytea")).toEqual([
    { n: 39 },
  ]);
});

test('an inbox that is not there fails its mail, and only that', async () => {
  const gone = '00000000-0000-7000-8000-000000000000';
  const outcomes = await Promise.allSettled([
    storeMail(mail('a', [gone])),
    storeMail(mail('b')),
    storeMail(mail('c', [inboxes[0] ?? '', gone])),
  ]);
  expect(outcomes.map((o) => o.status)).toEqual(['rejected', 'fulfilled', 'rejected']);
});

test('mails that come while one is being stored share the next commit', async () => {
  await storeMail(mail('opens the connection'));
  await new Promise(setImmediate); // and nothing is under way
  const texts = Array.from({ length: 6 }, (_, i) => `together ${i}`);
  await Promise.all(texts.map((text) => storeMail(mail(text))));
  const [{ commits }] = await query(
    'SELECT count(DISTINCT xmin::text)::int AS commits FROM mails WHERE raw = ANY ($1)',
    [texts.map((text) => Buffer.from(text))],
  );
  expect(commits).toBe(2);
});

test('a mail that has to wait in the database holds up no other', async () => {
  await storeMail(mail('somebody else’s'));
  await asOwner(server, async (client) => {
    // Whoever stores the same bytes waits for what becomes of these.
    await client.query('BEGIN');
    await client.query(
      `INSERT INTO mails (id, organization_id, connection_id, inbox_id, sha256, raw, size, received_at, state, is_test)
       SELECT gen_random_uuid(), organization_id, connection_id, inbox_id, $1, raw, size, received_at, state, is_test
       FROM mails WHERE raw = $2`,
      [createHash('sha256').update('waits').digest(), Buffer.from('somebody else’s')],
    );
    let isStored = false;
    const waiting = storeMail(mail('waits')).then(() => {
      isStored = true;
    });
    await storeMail(mail('does not wait'));
    expect(isStored).toBe(false);
    await client.query('ROLLBACK');
    await waiting;
  });
});
