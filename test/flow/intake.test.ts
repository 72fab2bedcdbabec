// What the SMTP door takes, keeps aside and refuses.
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MAIL_SIZE_MAX } from '../../src/intake/smtp/limits.ts';
import { newId } from '../../src/lib/ids.ts';
import { asOwner } from '../support/database.ts';
import { buildConnection, buildFirm } from '../support/factories.ts';
import { composeInquiry } from '../support/mails.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { connectSmtp } from '../support/smtp-client.ts';

let program: TestProgram;
beforeAll(async () => {
  program = await startTestProgram();
});
afterAll(() => program.stop());

const query = (text: string, values: unknown[] = []) =>
  asOwner(program.server, async (db) => (await db.query(text, values)).rows);
const at = (localPart: string) => `${localPart}@inbox.localhost`;

test('unknown addresses are refused with one answer, whatever they look like', async () => {
  const answers = new Set<string>();
  for (const address of [
    'sales@inbox.localhost',
    at('a'.repeat(26)),
    'x@elsewhere.example.jp',
    at(program.firm.localPart.slice(1)),
  ])
    await program
      .sendMail('x', [address])
      .catch((error: { response: string }) => answers.add(error.response));
  expect([...answers]).toEqual(['550 5.1.1 No such mailbox here']);
});

test('an address is found in any letter case and on any domain', async () => {
  expect(
    await program.sendMail(composeInquiry({ number: 'CASE1' }), [
      `${program.firm.localPart.toUpperCase()}@OLD.example.jp`,
    ]),
  ).toMatch(/^250/);
});

test('the bytes, the envelope and the client are kept as they came', async () => {
  const raw = Buffer.from(
    'From: <a@re-guide.jp>\r\nSubject: \xff\xfe\r\n\r\n\x00\x80 bare\nLF bare\rCR\r\n.dot\r\n',
    'latin1',
  );
  const client = await connectSmtp(program.smtpPort);
  expect(await client.deliver(raw, [program.inboxAddress])).toMatch(/^250 /);
  client.close();
  const sha256 = createHash('sha256').update(raw).digest();
  const [mail] = await query(
    'SELECT m.raw, m.size, d.* FROM mails m JOIN deliveries d ON d.mail_id = m.id WHERE m.sha256 = $1',
    [sha256],
  );
  expect(Buffer.compare(mail.raw, raw)).toBe(0);
  expect(mail).toMatchObject({
    size: raw.length,
    envelope_from: 'noreply@re-guide.jp',
    envelope_to: program.inboxAddress,
    client_address: '127.0.0.1',
    client_name: 'test.example.jp',
    tls: null,
  });
});

test('the same bytes to the same inbox are one mail with two deliveries', async () => {
  const raw = composeInquiry({ number: 'TWICE', phone: '090-0000-2222' });
  await Promise.all([program.sendMail(raw), program.sendMail(raw)]);
  await program.settled();
  expect((await program.get('/inquiries?requestNumber=TWICE')).items).toHaveLength(1);
  const [{ items: mails }] = [await program.get('/mails?limit=100')];
  const [inquiry] = (await program.get('/inquiries?requestNumber=TWICE')).items;
  expect(mails.find((m: { id: string }) => m.id === inquiry.mailIds[0]).deliveries).toBe(2);
  expect(
    await query('SELECT count(*)::int AS n FROM deliveries WHERE mail_id = $1', [inquiry.mailIds[0]]),
  ).toEqual([{ n: 2 }]);
});

test('one DATA to inboxes of several organizations reaches each, and each sees its own only', async () => {
  const other = await buildFirm(program.db, '株式会社べつの不動産');
  const second = await buildConnection(program.db, program.firm.organizationId, {
    name: 'リガイド 横浜支店',
  });
  const raw = composeInquiry({ number: 'MANY1', name: '大勢　宛太', phone: '090-0000-3333' });
  await program.sendMail(raw, [program.inboxAddress, at(second.localPart), at(other.localPart)]);
  await program.settled();
  expect(
    await query('SELECT count(*)::int AS n FROM mails WHERE sha256 = $1', [
      createHash('sha256').update(raw).digest(),
    ]),
  ).toEqual([{ n: 3 }]);
  // Two inboxes of one firm: the same request, so one inquiry with both mails.
  const mine = (await program.get('/inquiries?requestNumber=MANY1')).items;
  expect(mine).toHaveLength(1);
  expect(mine[0].mailIds).toHaveLength(2);
  const theirs = await fetch(`${program.url}/api/v1/customers`, {
    headers: { Authorization: `Bearer ${other.apiKey}` },
  });
  const { items } = (await theirs.json()) as { items: { id: string; name: string }[] };
  expect(items.map((c) => c.name)).toEqual(['大勢　宛太']);
  expect((await program.api(`/customers/${items[0]?.id}`)).status).toBe(404);
});

test('a paused connection’s mail is taken and kept aside', async () => {
  const paused = await buildConnection(program.db, program.firm.organizationId, {
    state: 'paused',
    name: '停止中の連携',
  });
  expect(await program.sendMail(composeInquiry({ number: 'PAUSED' }), [at(paused.localPart)])).toMatch(
    /^250/,
  );
  await program.settled();
  const { items } = await program.get('/mails?state=aside');
  expect(items).toMatchObject([{ connectionId: paused.connectionId, outcome: 'inquiry' }]);
  expect((await program.get('/inquiries?requestNumber=PAUSED')).items).toEqual([]);
});

test('an expired address is refused like one that never was', async () => {
  const gone = await buildConnection(program.db, program.firm.organizationId, { name: '期限切れ' });
  await query(
    "UPDATE inboxes SET state = 'retired', expires_at = now() - interval '1 second' WHERE local_part = $1",
    [gone.localPart],
  );
  await expect(program.sendMail('x', [at(gone.localPart)])).rejects.toThrow('550 5.1.1 No such mailbox here');
});

test('a mail over 25 MiB is refused and leaves nothing behind; the next one is fine', async () => {
  const before = await query('SELECT count(*)::int AS n FROM mails');
  const large = Buffer.alloc(MAIL_SIZE_MAX + 1, 'a\r\n');
  await expect(program.sendMail(large)).rejects.toThrow(/552/);
  expect(await query('SELECT count(*)::int AS n FROM mails')).toEqual(before);
  expect(await program.sendMail(composeInquiry({ number: 'AFTER1' }))).toMatch(/^250/);
});

test('when the mail cannot be stored the sender is told to try again, and can', async () => {
  await program.settled(); // reading writes to the same table
  await query('ALTER TABLE mails ADD CONSTRAINT no_room CHECK (false) NOT VALID');
  await expect(program.sendMail(composeInquiry({ number: 'LATER', messageId: newId() }))).rejects.toThrow(
    '451 4.3.0',
  );
  await query('ALTER TABLE mails DROP CONSTRAINT no_room');
  expect(await program.sendMail(composeInquiry({ number: 'LATER' }))).toMatch(/^250/);
});

test('closing down: an idle client is told at once, a mail in DATA is still taken', async () => {
  const other = await startTestProgram({ server: program.server, firm: program.firm, port: 0 });
  const idle = await connectSmtp(other.smtpPort);
  const busy = await connectSmtp(other.smtpPort);
  const told = idle.next();
  for (const line of ['MAIL FROM:<noreply@re-guide.jp>', `RCPT TO:<${program.inboxAddress}>`, 'DATA'])
    await busy.command(line);
  const stopped = other.stop();
  expect(await told).toMatch(/^421 /);
  expect(await busy.command(`${composeInquiry({ number: 'DRAIN1' })}\r\n.`)).toMatch(/^250 /);
  await stopped;
  await program.settled();
  expect((await program.get('/inquiries?requestNumber=DRAIN1')).items).toHaveLength(1);
});

test('a connection that is ended in the middle costs nothing: the mail is stored over another, once', async () => {
  const client = await connectSmtp(program.smtpPort);
  const lost = asOwner(program.server, async (db) => {
    await db.query('BEGIN; LOCK TABLE mails IN ACCESS EXCLUSIVE MODE');
    const answer = client.deliver(Buffer.from(composeInquiry({ number: 'LOST1' })), [program.inboxAddress]);
    const waiting =
      "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%store_mails%'";
    for (let found = 0; found === 0; ) {
      await db.query('SELECT pg_stat_clear_snapshot()'); // else a transaction sees one picture for ever
      found = (await db.query(waiting)).rowCount ?? 0;
    }
    await db.query(`SELECT pg_terminate_backend(pid) FROM (${waiting}) w`);
    await db.query('ROLLBACK');
    return answer;
  });
  expect(await lost).toMatch(/^250 /);
  expect(
    await query(
      'SELECT d.client_address FROM mails m JOIN deliveries d ON d.mail_id = m.id WHERE m.sha256 = $1',
      [
        createHash('sha256')
          .update(Buffer.from(composeInquiry({ number: 'LOST1' })))
          .digest(),
      ],
    ),
  ).toHaveLength(1);
  client.close();
});
