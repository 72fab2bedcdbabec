// Passwords: changed by who knows the old one, reset by who reads the mail; every other session ends.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asOwner } from '../support/database.ts';
import { PASSWORD } from '../support/factories.ts';
import { tokenOf } from '../support/letters.ts';
import { join, joinAndSignIn } from '../support/people.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { signIn } from '../support/session.ts';
import { openSink, type Sink } from '../support/sink.ts';

let sink: Sink;
let program: TestProgram;
beforeAll(async () => {
  sink = await openSink();
  program = await startTestProgram(undefined, { SMTP_URL: sink.url });
});
afterAll(async () => {
  await program.stop();
  await sink.close();
});

const NEXT = 'another horse battery';
let addresses = 0;
/** Each call from a client of its own, as if behind the proxy: tries are counted by address. */
const auth = (path: string, body: object, headers: Record<string, string> = {}) =>
  fetch(`${program.url}/api/auth/${path}`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      Origin: program.url,
      'X-Forwarded-For': `203.0.113.${++addresses % 250}`,
      ...headers,
    },
    body: JSON.stringify(body),
  });
const canSignIn = async (email: string, password: string) =>
  (await auth('sign-in/email', { email, password })).status === 200;
const cookieOf = (answer: Response) =>
  answer.headers
    .getSetCookie()
    .map((c) => c.split(';')[0])
    .join('; ');
const sql = (text: string, values: unknown[] = []) =>
  asOwner(program.server, async (client) => (await client.query(text, values)).rows);
const askForReset = async (email: string) => {
  const answer = await auth('request-password-reset', { email });
  return { status: answer.status, body: await answer.json() };
};

test('who knows the old password sets a new one; the other sessions end, also when the page did not ask for that', async () => {
  const person = await joinAndSignIn(program, 'member');
  const cookie = cookieOf(await auth('sign-in/email', person));
  const change = (currentPassword: string, newPassword: string) =>
    auth('change-password', { currentPassword, newPassword, revokeOtherSessions: false }, { Cookie: cookie });
  expect((await change('wrong password', NEXT)).status).toBe(400);
  expect((await change(PASSWORD, 'too short')).status).toBe(400);
  expect((await person.call('GET', '/me')).status).toBe(200);
  const changed = await change(PASSWORD, NEXT);
  expect(changed.status).toBe(200);
  expect((await person.call('GET', '/me')).status).toBe(401);
  const me = await fetch(`${program.url}/api/v1/me`, { headers: { Cookie: cookieOf(changed) } });
  expect(me.status).toBe(200);
  expect([await canSignIn(person.email, PASSWORD), await canSignIn(person.email, NEXT)]).toEqual([
    false,
    true,
  ]);
  expect((await auth('change-password', { currentPassword: NEXT, newPassword: NEXT })).status).toBe(401);
});

test('a forgotten password is reset over a mailed link, once; every session ends', async () => {
  const person = await joinAndSignIn(program, 'manager', '高橋　文子');
  const asked = await askForReset(person.email.toUpperCase());
  expect(asked.status).toBe(200);
  const token = await tokenOf(sink, person.email, 'reset-password');
  const [mail] = sink.to(person.email);
  expect(mail?.text).toContain('高橋　文子');
  expect(mail?.text).toContain(`${program.url}/reset-password#${token}`);

  expect((await auth('reset-password', { token, newPassword: 'too short' })).status).toBe(400);
  expect((await auth('reset-password', { token: `${token}x`, newPassword: NEXT })).status).toBe(400);
  expect((await person.call('GET', '/me')).status).toBe(200);
  const many = await Promise.all([1, 2, 3].map(() => auth('reset-password', { token, newPassword: NEXT })));
  expect(many.map((answer) => answer.status).sort()).toEqual([200, 400, 400]);
  expect((await person.call('GET', '/me')).status).toBe(401);
  expect([await canSignIn(person.email, PASSWORD), await canSignIn(person.email, NEXT)]).toEqual([
    false,
    true,
  ]);
  expect((await auth('reset-password', { token, newPassword: PASSWORD })).status).toBe(400);
});

test('a mailed link’s token stands nowhere in the database', async () => {
  const person = await join(program, 'member');
  await askForReset(person.email);
  const token = await tokenOf(sink, person.email, 'reset-password');
  const tables = await sql(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'`,
  );
  for (const { name } of tables) {
    const found = await sql(`SELECT 1 FROM "${name}" t WHERE strpos(t::text, $1) > 0`, [token]);
    expect(found, name).toEqual([]);
  }
});

test('an address that is nobody’s gets the same answer in the same time, and no mail', async () => {
  const person = await join(program, 'member');
  const known = await askForReset(person.email);
  await tokenOf(sink, person.email, 'reset-password');
  const unknown = await askForReset('nobody@firm.example.jp');
  expect(unknown).toEqual(known);
  const times = { known: [] as number[], unknown: [] as number[] };
  for (let i = 0; i < 3; i++)
    for (const [who, email] of [
      ['known', person.email],
      ['unknown', `nobody${i}@firm.example.jp`],
    ] as const) {
      const begun = performance.now();
      await askForReset(email);
      times[who].push(performance.now() - begun);
    }
  for (const time of [...times.known, ...times.unknown]) expect(time).toBeGreaterThan(490);
  expect(sink.mails.filter(({ to }) => to.startsWith('nobody'))).toEqual([]);
});

test('a mailbox is not flooded: a few mails an hour, then none, with the same answer', async () => {
  const person = await join(program, 'member');
  for (let i = 0; i < 5; i++) expect((await askForReset(person.email)).status).toBe(200);
  await tokenOf(sink, person.email, 'reset-password', 3);
  // Another person's mail is the sign that nothing of the first is on its way any more.
  const other = await join(program, 'member');
  await askForReset(other.email);
  await tokenOf(sink, other.email, 'reset-password');
  expect(sink.to(person.email)).toHaveLength(3);
});

test('one address asks ten times in ten minutes', async () => {
  const from = { 'X-Forwarded-For': '198.51.100.7' };
  const ask = () => auth('request-password-reset', { email: 'nobody@firm.example.jp' }, from);
  const answers = await Promise.all(Array.from({ length: 12 }, ask));
  expect(answers.filter((answer) => answer.status === 429)).toHaveLength(2);
});

test('a link is good for an hour', async () => {
  const person = await join(program, 'member');
  await askForReset(person.email);
  const token = await tokenOf(sink, person.email, 'reset-password');
  const [{ minutes }] = (await sql(
    `SELECT round(extract(epoch FROM max(expires_at) - now()) / 60)::int AS minutes FROM verification WHERE value = $1`,
    [person.userId],
  )) as [{ minutes: number }];
  expect(minutes).toBe(60);
  await sql('UPDATE verification SET expires_at = now() WHERE value = $1', [person.userId]);
  expect((await auth('reset-password', { token, newPassword: NEXT })).status).toBe(400);
  expect(await canSignIn(person.email, PASSWORD)).toBe(true);
});

test('who was deactivated gets no link', async () => {
  const person = await join(program, 'member');
  const owner = await signIn(program, program.owner);
  await owner('POST', `/users/${person.userId}/deactivate`, {});
  expect((await askForReset(person.email)).status).toBe(200);
  const other = await join(program, 'member');
  await askForReset(other.email);
  await tokenOf(sink, other.email, 'reset-password');
  expect(sink.to(person.email)).toEqual([]);
});
