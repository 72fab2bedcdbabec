// Mails handed in over HTTP: signed, once for each delivery id, in the same rows as those that come by SMTP.
import { spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { signDelivery } from '../../src/intake/index.ts';
import { asOwner } from '../support/database.ts';
import { composeInquiry } from '../support/mails.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';

const KEYS = `other:${Buffer.alloc(32, 1).toString('base64')},relay:${Buffer.alloc(32, 2).toString('base64')}`;
const KEY = { id: 'relay', bytes: Buffer.alloc(32, 2) };
let program: TestProgram;
beforeAll(async () => {
  program = await startTestProgram(undefined, { INTAKE_KEYS: KEYS });
});
afterAll(() => program.stop());

const sha256 = (raw: Buffer | string) => createHash('sha256').update(raw).digest();
const query = (sql: string, values: unknown[] = []) =>
  asOwner(program.server, async (client) => (await client.query(sql, values)).rows);
const stored = async (raw: Buffer | string) =>
  (
    await query(
      'SELECT count(DISTINCT m.id)::int AS mails, count(d.id)::int AS deliveries FROM mails m JOIN deliveries d ON d.mail_id = m.id WHERE m.sha256 = $1',
      [sha256(raw)],
    )
  )[0];

/** What is signed, and then what is sent instead of it. */
async function hand(
  raw: Buffer | string,
  given: { id?: string; to?: string[]; at?: number; key?: typeof KEY } = {},
  sent: { raw?: string; to?: string[]; sender?: string; headers?: Record<string, string> } = {},
) {
  const recipients = given.to ?? [program.inboxAddress];
  const delivery = {
    timestamp: String(Math.floor((given.at ?? Date.now()) / 1_000)),
    deliveryId: given.id ?? randomUUID(),
    sha256: sha256(raw).toString('hex'),
    sender: 'noreply@re-guide.jp',
    recipients,
  };
  const url = new URL('/api/v1/intake/raw', program.url);
  url.searchParams.set('sender', sent.sender ?? delivery.sender);
  for (const recipient of sent.to ?? recipients) url.searchParams.append('recipient', recipient);
  const answer = await fetch(url, {
    method: 'POST',
    body: sent.raw ?? new Uint8Array(Buffer.from(raw)),
    headers: {
      'Content-Type': 'message/rfc822',
      'Digima-Timestamp': delivery.timestamp,
      'Digima-Delivery': delivery.deliveryId,
      'Digima-Sha256': delivery.sha256,
      'Digima-Signature': signDelivery(given.key ?? KEY, delivery),
      ...sent.headers,
    },
  });
  return {
    status: answer.status,
    retryAfter: answer.headers.get('retry-after'),
    // biome-ignore lint/suspicious/noExplicitAny: an answer, or a problem
    body: (await answer.json()) as any,
  };
}

test('a signed mail is kept as it came, and becomes a customer', async () => {
  const raw = composeInquiry({ number: 'HTTP1', name: '橋渡　受子' });
  const id = randomUUID();
  expect(await hand(raw, { id })).toMatchObject({
    status: 200,
    body: { deliveryId: id, recipients: [{ address: program.inboxAddress, outcome: 'stored' }] },
  });
  expect(
    await query(
      'SELECT m.raw, d.envelope_from, d.envelope_to, d.client_name FROM mails m JOIN deliveries d ON d.mail_id = m.id WHERE m.sha256 = $1',
      [sha256(raw)],
    ),
  ).toEqual([
    {
      raw: Buffer.from(raw),
      envelope_from: 'noreply@re-guide.jp',
      envelope_to: program.inboxAddress,
      client_name: 'http relay',
    },
  ]);
  await program.settled();
  expect((await program.get('/inquiries?requestNumber=HTTP1')).items).toHaveLength(1);
});

test('any bytes are kept, also none', async () => {
  const raw = Buffer.from('\x00\xff bare\nLF bare\rCR\r\n.dot\r\n', 'latin1');
  for (const bytes of [raw, Buffer.alloc(0)]) {
    expect((await hand(bytes)).status).toBe(200);
    expect(await stored(bytes)).toEqual({ mails: 1, deliveries: 1 });
  }
});

test('what was not signed exactly so is refused, with one answer, and nothing is kept', async () => {
  const raw = 'never kept';
  const minutes = (n: number) => Date.now() + n * 60_000;
  const h = (name: string, value: string) => hand(raw, {}, { headers: { [name]: value } });
  const answers = await Promise.all([
    hand(raw, { key: { id: 'relay', bytes: Buffer.alloc(32, 3) } }),
    hand(raw, { key: { id: 'nobody', bytes: Buffer.alloc(32, 2) } }),
    hand(raw, { key: { id: 'other', bytes: Buffer.alloc(32, 2) } }),
    hand(raw, { at: minutes(-5.1) }),
    hand(raw, { at: minutes(5.1) }),
    hand(raw, {}, { raw: 'something else' }),
    hand(raw, {}, { to: [program.inboxAddress, program.inboxAddress] }),
    hand(raw, {}, { to: [`x@inbox.localhost`] }),
    hand(raw, {}, { sender: 'other@example.jp' }),
    hand(raw, { to: [`${program.inboxAddress}\nx@y`] }, { to: [program.inboxAddress, 'x@y'] }),
    hand(raw, { to: [`${program.inboxAddress}\nx@y`] }),
    h('Digima-Delivery', randomUUID()),
    h('Digima-Timestamp', String(Math.floor(Date.now() / 1_000) - 1)),
    h('Digima-Timestamp', ''),
    h('Digima-Sha256', sha256('something else').toString('hex')),
    h('Digima-Signature', ''),
    h('Digima-Signature', `relay=${'0'.repeat(64)}`),
    h('Digima-Signature', 'relay=00'),
    h('Digima-Signature', `constructor=${'0'.repeat(64)}`),
  ]);
  for (const { status, body } of answers)
    expect({ status, code: body.code }).toEqual({ status: 401, code: 'signature-refused' });
  expect(await query("SELECT FROM mails WHERE raw IN ('never kept', 'something else')")).toEqual([]);
});

test('the same delivery twice adds nothing; the same bytes as another delivery are one mail with two', async () => {
  const id = randomUUID();
  const first = await hand('twice', { id });
  expect(await hand('twice', { id })).toEqual(first);
  expect(await stored('twice')).toEqual({ mails: 1, deliveries: 1 });
  expect((await hand('twice')).status).toBe(200);
  expect(await stored('twice')).toEqual({ mails: 1, deliveries: 2 });
});

test('one delivery fifty times at once is one', async () => {
  const id = randomUUID();
  const answers = await Promise.all(Array.from({ length: 50 }, () => hand('fifty', { id })));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  expect(await stored('fifty')).toEqual({ mails: 1, deliveries: 1 });
});

test('a delivery id used for other bytes is refused: nothing is lost behind a false success', async () => {
  const id = randomUUID();
  expect((await hand('these', { id })).status).toBe(200);
  expect(await hand('others', { id })).toMatchObject({ status: 409, body: { code: 'delivery-id-used' } });
});

test('recipients that are not ours are one answer; beside others they are named', async () => {
  for (const to of [
    ['sales@inbox.localhost'],
    [`${'a'.repeat(26)}@inbox.localhost`],
    ['x@elsewhere.example.jp', ''],
  ])
    expect(await hand('to nobody', { to })).toMatchObject({ status: 404, body: { code: 'no-such-inbox' } });
  const both = await hand('to one of two', { to: [program.inboxAddress, 'x@inbox.localhost'] });
  expect(both.body.recipients.map(({ outcome }: { outcome: string }) => outcome)).toEqual([
    'stored',
    'unknown',
  ]);
  expect((await hand('x', { to: Array(101).fill(program.inboxAddress) })).status).toBe(422);
  expect((await hand('x', { to: [] })).status).toBe(422);
  expect((await hand('x', { id: 'no-uuid' })).status).toBe(422);
});

test('25 MiB are taken, one byte more is not', async () => {
  const most = Buffer.alloc(25 * 1024 * 1024, 'a\r\n');
  expect((await hand(most)).status).toBe(200);
  expect(await hand(Buffer.concat([most, Buffer.from('x')]))).toMatchObject({
    status: 413,
    body: { code: 'too-large' },
  });
});

test('what cannot be stored is told so with when to try again, and then it can', async () => {
  await program.settled();
  await query('ALTER TABLE mails ADD CONSTRAINT no_room CHECK (false) NOT VALID');
  const id = randomUUID();
  expect(await hand('later', { id })).toMatchObject({
    status: 503,
    retryAfter: '30',
    body: { code: 'unavailable' },
  });
  await query('ALTER TABLE mails DROP CONSTRAINT no_room');
  expect((await hand('later', { id })).status).toBe(200);
});

test('without INTAKE_KEYS the door is closed, in words', async () => {
  const closed = await startTestProgram({ ...program, port: 0 });
  const answer = await fetch(`${closed.url}/api/v1/intake/raw`, { method: 'POST', body: 'x' });
  expect(answer.status).toBe(404);
  expect(await answer.json()).toMatchObject({
    code: 'intake-closed',
    detail: expect.stringContaining('INTAKE_KEYS'),
  });
  await closed.stop();
});

/** Runs it with this on standard input. */
async function deliver(raw: string, args: string[], settings: Record<string, string> = {}) {
  const child = spawn(process.execPath, [resolve('bin/digima.mjs'), 'deliver', ...args], {
    env: { PATH: process.env.PATH, PUBLIC_URL: program.url, INTAKE_KEYS: KEYS, ...settings },
  });
  child.stdin.end(raw);
  const [code, said] = await Promise.all([
    new Promise((ended) => child.once('exit', ended)),
    text(child.stderr),
  ]);
  return { code, said };
}

test('digima deliver speaks to a mail server by its exit code', { timeout: 60_000 }, async () => {
  const args = ['--sender', '<>', program.inboxAddress];
  expect(await deliver('by pipe', args)).toEqual({ code: 0, said: '' });
  expect(await stored('by pipe')).toEqual({ mails: 1, deliveries: 1 });
  expect((await deliver('x', ['nobody@inbox.localhost'])).code).toBe(67);
  expect((await deliver('x', args, { PUBLIC_URL: 'http://127.0.0.1:1' })).code).toBe(75);
  // Kept by the mail server while somebody mends the settings: it returns mails for anything else.
  expect((await deliver('x', args, { INTAKE_KEYS: `k:${Buffer.alloc(32).toString('base64')}` })).code).toBe(
    75,
  );
  expect(await deliver('x', args, { INTAKE_KEYS: '' })).toEqual({
    code: 75,
    said: expect.stringContaining('INTAKE_KEYS must be the same'),
  });
  expect(await deliver('x', ['--url', 'inbox.example.jp', ...args])).toEqual({
    code: 75,
    said: expect.stringMatching(/^digima: not stored, try again \(.*\)\n$/),
  });
});

test.each([
  ['a page', 200, { 'Content-Type': 'text/html' }, '<h1>メンテナンス中</h1>'],
  ['JSON of somebody else’s', 200, { 'Content-Type': 'application/json' }, '{"recipients":[]}'],
  ['a page to sign in at', 302, { Location: '/login' }, ''],
  ['something that is not there', 404, { 'Content-Type': 'application/json' }, '{"code":404}'],
])(
  'what another program answers (%s) says nothing of the mail: it stays with the mail server',
  async (_, status, headers, body) => {
    const other = createServer((request, response) =>
      response.writeHead(request.url === '/login' ? 200 : status, headers).end(body),
    ).listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const answer = await deliver('x', ['--url', `http://127.0.0.1:${port}`, program.inboxAddress]);
    expect(answer.code, answer.said).toBe(75);
    other.close();
  },
);
