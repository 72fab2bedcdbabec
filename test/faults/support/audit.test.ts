// The auditor finds what it is for: after a run that held, each damage done to what is stored, to the ledger or to what
// the relay got is named.
import { appendFileSync, copyFileSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectAsOwner } from '../../support/database.ts';
import { startTestProgram, type TestProgram } from '../../support/program.ts';
import { openRandom } from '../../support/random.ts';
import { openSink, type Sink } from '../../support/sink.ts';
import { audit, type Query, waitUntilQuiet } from './audit.ts';
import { smtpDoor } from './doors.ts';
import { openLeads } from './leads.ts';
import { openLedger } from './ledger.ts';
import { startSender } from './sender.ts';

const MAILS = 40;
let program: TestProgram;
let sink: Sink;
let owner: pg.Client;
let ledgerFile: string;
let relayed: string[];
const query: Query = async (text, values) => (await owner.query(text, values)).rows;

beforeAll(async () => {
  sink = await openSink();
  program = await startTestProgram(undefined, { SMTP_URL: sink.url });
  owner = await connectAsOwner(program.server);
  ledgerFile = join(mkdtempSync(join(tmpdir(), 'digima-audit-')), 'ledger');
  const ledger = await openLedger(ledgerFile);
  const sender = startSender({
    ledger,
    leads: openLeads(openRandom(6), [[program.inboxAddress]]), // its own: the sender draws when it comes to it
    random: openRandom(7),
    doors: [smtpDoor(program.smtpPort)],
    connections: 4,
    perSecond: 100,
    most: MAILS,
  });
  await sender.begun;
  expect(await sender.stop(20_000)).toBe(0);
  await ledger.close();
  expect(await waitUntilQuiet(query, 20_000)).toBeNull();
  relayed = sink.mails.map(({ messageId }) => messageId);
});
afterAll(async () => {
  await owner.end();
  await program.stop();
  await sink.close();
});

test('a run that held is found so', async () => {
  const { counts, broken } = await audit({ query, ledgerFile, relayed });
  expect(broken).toEqual([]);
  expect(counts['times told 250']).toBe(MAILS);
  expect(counts['mails stored']).toBeLessThan(counts['times told 250'] ?? 0); // the same bytes again
  expect(counts.customers).toBeLessThan(counts.inquiries ?? 0); // 再反響
  expect(counts.inquiries).toBeLessThan(counts['mails stored'] ?? 0); // the same request again
  expect(counts['notices sent']).toBe(counts.inquiries);
});

const one = (table: string) => `(SELECT id FROM ${table} ORDER BY id LIMIT 1)`;
test.each<[string, string[], RegExp]>([
  ['a mail is lost', [`DELETE FROM mails WHERE id = ${one('mails')}`], /was told 250 and is not stored/],
  ['a delivery is lost', [`DELETE FROM deliveries WHERE id = ${one('deliveries')}`], /deliveries are kept/],
  [
    'a byte differs',
    [`UPDATE mails SET raw = raw || 'x'::bytea WHERE id = ${one('mails')}`],
    /never sent like this/,
  ],
  [
    'a mail is stored that nobody sent',
    [
      `INSERT INTO mails (id, organization_id, connection_id, inbox_id, sha256, raw, size, received_at, state)
       SELECT gen_random_uuid(), organization_id, connection_id, inbox_id, sha256('x'), 'x', 1, now(), 'read' FROM mails LIMIT 1`,
    ],
    /never sent like this/,
  ],
  [
    'a mail waits for ever',
    [`UPDATE mails SET state = 'waiting' WHERE id = ${one('mails')}`],
    /another outcome/,
  ],
  [
    'a mail is for people',
    [`UPDATE mails SET state = 'failed' WHERE id = ${one('mails')}`],
    /another outcome/,
  ],
  [
    'a mail has no inquiry',
    ['DELETE FROM inquiry_mails WHERE mail_id = (SELECT min(mail_id::text)::uuid FROM inquiry_mails)'],
    /another outcome/,
  ],
  ['an inquiry is lost', [`DELETE FROM inquiries WHERE id = ${one('inquiries')}`], /became no inquiry/],
  [
    'a request became two inquiries',
    [
      `INSERT INTO inquiries SELECT (jsonb_populate_record(q, jsonb_build_object('id', gen_random_uuid()))).* FROM inquiries q WHERE id = ${one('inquiries')}`,
    ],
    /became two inquiries/,
  ],
  [
    'a person became two customers',
    [
      `WITH twin AS (INSERT INTO customers (id, organization_id, inquiry_count) SELECT gen_random_uuid(), organization_id, 1 FROM customers LIMIT 1 RETURNING id)
       UPDATE inquiries SET customer_id = (SELECT id FROM twin) WHERE id = (SELECT max(id::text)::uuid FROM inquiries WHERE is_repeat)`,
    ],
    /became 2 customers/,
  ],
  [
    'a customer nobody asked for',
    [
      'INSERT INTO customers (id, organization_id) SELECT gen_random_uuid(), organization_id FROM customers LIMIT 1',
    ],
    /came of no request/,
  ],
  [
    'an inquiry is counted twice',
    [`UPDATE customers SET inquiry_count = inquiry_count + 1 WHERE id = ${one('customers')}`],
    /counts \d+ inquiries and has \d+/, // whichever customer the table gives
  ],
  [
    'an inquiry is added to its customer twice',
    [
      "INSERT INTO customer_history SELECT (jsonb_populate_record(h, jsonb_build_object('id', gen_random_uuid()))).* FROM customer_history h WHERE event->>'type' = 'inquiry-added' LIMIT 1",
    ],
    /was added to its customer 2 times/,
  ],
  [
    'strangers are suspected to be one person',
    [
      "INSERT INTO duplicate_candidates (organization_id, customer_id, other_id, suspected_id, suspected_other_id, reason) SELECT a.organization_id, a.id, b.id, a.id, b.id, 'x' FROM customers a, customers b WHERE a.id <> b.id LIMIT 1",
    ],
    /1 pairs of different people/,
  ],
  ['a notice is lost', [`DELETE FROM outgoing_mails WHERE id = ${one('outgoing_mails')}`], /has 0 notices/],
  [
    'a notice is told twice',
    [
      `INSERT INTO outgoing_mails SELECT (jsonb_populate_record(o, jsonb_build_object('id', gen_random_uuid(), 'recipient_address', 'x@example.jp'))).* FROM outgoing_mails o WHERE id = ${one('outgoing_mails')}`,
    ],
    /has 2 notices/,
  ],
  [
    'a notice is stuck',
    [`UPDATE outgoing_mails SET state = 'handing-over' WHERE id = ${one('outgoing_mails')}`],
    /is handing-over in the end/,
  ],
  [
    'a job was given up',
    [
      "INSERT INTO jobs (id, organization_id, kind, subject_id, state) SELECT gen_random_uuid(), organization_id, 'tell-owner', id, 'dead' FROM inquiries LIMIT 1",
    ],
    /a job tell-owner was given up/,
  ],
])('%s', async (_, damage, named) => {
  await owner.query("BEGIN; SET LOCAL session_replication_role = 'replica'"); // no foreign key stands in the way
  try {
    for (const text of damage) expect((await owner.query(text)).rowCount, text).toBe(1);
    const { broken } = await audit({ query, ledgerFile, relayed });
    expect(broken.join('\n')).toMatch(named);
  } finally {
    await owner.query('ROLLBACK');
  }
});

test('the relay got a notice twice, never, or one that nobody wrote', async () => {
  const [first = ''] = relayed;
  const says = async (messageIds: string[]) =>
    (await audit({ query, ledgerFile, relayed: messageIds })).broken;
  expect(await says([...relayed, first])).toEqual([expect.stringMatching(/is sent and arrived 2 times/)]);
  expect(await says(relayed.slice(1))).toEqual([expect.stringMatching(/is sent and arrived 0 times/)]);
  expect(await says([...relayed, '<other@inbox.localhost>'])).toEqual([
    expect.stringMatching(/which is in no outbox/),
  ]);
});

test('a 250 for bytes that are not there, and a ledger of nothing', async () => {
  const damaged = `${ledgerFile}.damaged`;
  copyFileSync(ledgerFile, damaged);
  const mail = { token: 'x', to: [program.inboxAddress], sha256: '00', number: 'X', person: 'x' };
  appendFileSync(damaged, `${JSON.stringify({ what: 'sending', ...mail })}\n`);
  expect((await audit({ query, ledgerFile: damaged, relayed })).broken).toEqual([]);
  appendFileSync(damaged, `${JSON.stringify({ what: 'accepted', ...mail })}\n`);
  expect((await audit({ query, ledgerFile: damaged, relayed })).broken).toEqual([
    'x was told 250 and is not stored',
  ]);
  // The last line torn: whoever wrote it was to outlive everything.
  writeFileSync(damaged, readFileSync(ledgerFile, 'utf8').slice(0, -10));
  await expect(audit({ query, ledgerFile: damaged, relayed })).rejects.toThrow(SyntaxError);
  writeFileSync(damaged, '');
  expect((await audit({ query, ledgerFile: damaged, relayed })).broken).toContain('no mail was sent at all');
});
