// What the HTTP door must never give or do: secrets, sign-in's hidden routes, bodies without end.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { composeInquiry } from '../support/mails.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { connectSmtp } from '../support/smtp-client.ts';

let program: TestProgram;
beforeAll(async () => {
  program = await startTestProgram();
});
afterAll(() => program.stop());

const signIn = (email: string, password: string, headers: Record<string, string> = {}) =>
  fetch(`${program.url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: program.url, ...headers },
    body: JSON.stringify({ email, password }),
  });
const cookieOf = (answer: Response) =>
  answer.headers
    .getSetCookie()
    .map((c) => c.split(';')[0])
    .join('; ');

test('/me gives what it declares and not one field more', async () => {
  const me = await program.get('/me');
  expect(Object.keys(me).sort()).toEqual([
    'attentionCount',
    'openCount',
    'options',
    'organization',
    'portals',
    'productName',
    'reviewCount',
    'screen',
    'shortcomings',
    'support',
    'taskCount',
    'user',
  ]);
  expect(me.portals).toEqual([{ id: 're-guide', name: 'リガイド' }]);
});

test('of sign-in’s routes only the declared ones answer', async () => {
  const cookie = cookieOf(await signIn(program.owner.email, program.owner.password));
  const headers = { Cookie: cookie, Origin: program.url, 'Content-Type': 'application/json' };
  const closed = [
    'organization/delete',
    'organization/leave',
    'organization/update-member-role',
    'organization/remove-member',
    'organization/invite-member',
    'organization/create',
    'update-user',
    'delete-user',
    'change-email',
    'sign-up/email',
    'verify-email',
  ];
  for (const path of closed) {
    const answer = await fetch(`${program.url}/api/auth/${path}`, { method: 'POST', headers, body: '{}' });
    expect(answer.status, path).toBe(404);
    expect(answer.headers.get('content-type'), path).toBe('application/problem+json');
  }
  expect((await fetch(`${program.url}/api/auth/verify-email?token=x`, { headers })).status).toBe(404);
  expect((await fetch(`${program.url}/api/auth/get-session`, { headers })).status).toBe(200);
});

test('nothing of the API is kept by a cache, refusals neither', async () => {
  for (const path of ['/api/v1/me', '/api/first-start', '/api/auth/get-session'])
    expect((await fetch(`${program.url}${path}`)).headers.get('cache-control'), path).toBe('no-store');
});

test('tries to sign in are counted by address; behind a proxy on this machine by the address it names', async () => {
  const from = (address: string) => ({ 'X-Forwarded-For': `203.0.113.99, ${address}` });
  for (let i = 0; i < 20; i++)
    expect((await signIn(program.owner.email, 'wrong password', from('203.0.113.1'))).status).toBe(401);
  expect((await signIn(program.owner.email, program.owner.password, from('203.0.113.1'))).status).toBe(429);
  expect((await signIn(program.owner.email, program.owner.password, from('203.0.113.2'))).status).toBe(200);
});

test('a mail from an address that RFC 5321 forbids is taken', async () => {
  const client = await connectSmtp(program.smtpPort);
  for (const from of ['a..b.@docomo.example', '.x@ezweb.example', 'x@sub_domain.example', ''])
    expect(
      await client.deliver(
        Buffer.from(composeInquiry({ number: `ODD${from.length}` })),
        [program.inboxAddress],
        from,
      ),
    ).toMatch(/^250 /);
  client.close();
});

// Last: the server closes the connection on it, and the next request would be sent over it.
test('a body without end is refused', async () => {
  const answer = await fetch(`${program.url}/api/first-start`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ token: 'x'.repeat(1_100_000) }),
  });
  expect(answer.status).toBe(413);
  expect(await answer.json()).toMatchObject({ code: 'too-large' });
});
