// Invitations: a link by mail lets somebody in, once, within seven days; who has an account proves it is theirs.
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asOwner } from '../support/database.ts';
import { buildFirm, PASSWORD } from '../support/factories.ts';
import { tokenOf } from '../support/letters.ts';
import { join, joinAndSignIn } from '../support/people.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { type Answer, type Session, signIn } from '../support/session.ts';
import { openSink, type Sink } from '../support/sink.ts';

let sink: Sink;
let program: TestProgram;
let owner: Session;
let admin: Session;
let member: Session;
let stranger: Session;
let theirs: Awaited<ReturnType<typeof buildFirm>>;
beforeAll(async () => {
  sink = await openSink();
  program = await startTestProgram(undefined, { SMTP_URL: sink.url });
  owner = await signIn(program, program.owner);
  admin = (await joinAndSignIn(program, 'admin', '鈴木 由美')).call;
  member = (await joinAndSignIn(program, 'member')).call;
  theirs = await buildFirm(program.db, '株式会社べつの不動産');
  stranger = await signIn(program, { email: theirs.owner.email, password: PASSWORD });
});
afterAll(async () => {
  await program.stop();
  await sink.close();
});

let count = 0;
const newAddress = () => `new${++count}@firm.example.jp`;
const sql = (text: string, values: unknown[] = []) =>
  asOwner(program.server, async (client) => (await client.query(text, values)).rows);
const post = async (
  path: string,
  body: object,
  headers: Record<string, string> = {},
): Promise<Pick<Answer, 'status' | 'data'>> => {
  const answer = await fetch(`${program.url}/api/invitations/${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: program.url, ...headers },
    body: JSON.stringify(body),
  });
  return { status: answer.status, data: await answer.json() };
};
const look = (token: string) => post('look', { token });
const accept = (body: object, headers?: Record<string, string>) => post('accept', body, headers);
const invite = async (email: string, role = 'member', as = admin) => {
  const { status, data } = await as('POST', '/invitations', { email, role });
  expect(status, JSON.stringify(data)).toBe(201);
  return data.id as string;
};
const open = async () => (await program.get('/users')).invitations;

test('somebody new is invited, sees what for, comes in with name and password, and the link is used up', async () => {
  const email = newAddress();
  const id = await invite(email.toUpperCase(), 'manager');
  expect(await open()).toEqual([
    {
      id,
      email,
      role: 'manager',
      expiresAt: expect.any(String),
      isExpired: false,
      invitedBy: { id: expect.any(String), name: '鈴木 由美' },
    },
  ]);
  const token = await tokenOf(sink, email, 'invitation');
  expect(await look(token)).toEqual({
    status: 200,
    data: { organizationName: '株式会社みほん不動産', email, role: 'manager', needsAccount: true },
  });
  const wrong = await accept({ token, name: ' ', password: PASSWORD });
  expect(wrong.data.errors).toHaveProperty('name');
  expect((await accept({ token, name: '新人 一郎', password: 'short' })).data.errors).toHaveProperty(
    'password',
  );
  expect((await accept({ token })).data.errors).toMatchObject({
    name: expect.stringMatching(/入力/),
    password: expect.stringMatching(/10文字/),
  });
  expect(await accept({ token, name: ' 新人　一郎 ', password: PASSWORD })).toEqual({
    status: 200,
    data: { email, organizationId: program.firm.organizationId },
  });

  const session = await signIn(program, { email, password: PASSWORD });
  expect((await session('GET', '/me')).data).toMatchObject({
    organization: { name: '株式会社みほん不動産' },
    user: { name: '新人　一郎', role: 'manager' },
  });
  expect(await open()).toEqual([]);
  expect(await look(token)).toMatchObject({ status: 403, data: { code: 'invitation-over' } });
  expect((await accept({ token, name: 'x', password: PASSWORD })).status).toBe(403);
});

test('only the token’s hash is stored, and the mail’s words are gone once it was sent', async () => {
  const email = newAddress();
  const id = await invite(email);
  const token = await tokenOf(sink, email, 'invitation');
  expect(Buffer.from(token, 'base64url')).toHaveLength(32);
  const [row] = await sql('SELECT token_hash FROM invitation WHERE id = $1', [id]);
  expect(row.token_hash).toEqual(createHash('sha256').update(token).digest());
  const tables = await sql(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'`,
  );
  for (const { name } of tables)
    expect(await sql(`SELECT 1 FROM "${name}" t WHERE strpos(t::text, $1) > 0`, [token]), name).toEqual([]);
});

test('a link is good for seven days; sent anew it is another one, and the first is over', async () => {
  const email = newAddress();
  const id = await invite(email);
  const first = await tokenOf(sink, email, 'invitation');
  const days = `SELECT round(extract(epoch FROM expires_at - now()) / 86400)::int AS days FROM invitation WHERE id = $1`;
  expect(await sql(days, [id])).toEqual([{ days: 7 }]);
  await sql(`UPDATE invitation SET expires_at = now() WHERE id = $1`, [id]);
  expect((await look(first)).status).toBe(403);
  expect((await open()).find((one: { id: string }) => one.id === id).isExpired).toBe(true);

  expect((await admin('POST', `/invitations/${id}/resend`)).status).toBe(204);
  const second = await tokenOf(sink, email, 'invitation', 2);
  expect(await sql(days, [id])).toEqual([{ days: 7 }]);
  expect([(await look(first)).status, (await look(second)).status]).toEqual([403, 200]);
});

test('what was taken back is over', async () => {
  const email = newAddress();
  const id = await invite(email);
  const token = await tokenOf(sink, email, 'invitation');
  expect((await admin('DELETE', `/invitations/${id}`)).status).toBe(204);
  expect((await look(token)).status).toBe(403);
  expect((await accept({ token, name: 'x', password: PASSWORD })).status).toBe(403);
  expect((await admin('POST', `/invitations/${id}/resend`)).status).toBe(404);
  await invite(email); // and can be invited anew
});

test('who has an account proves it: by the password, or signed in; another’s session proves nothing', async () => {
  const known = { email: theirs.salesperson.email, password: PASSWORD };
  await invite(known.email);
  const token = await tokenOf(sink, known.email, 'invitation');
  expect((await look(token)).data).toMatchObject({ needsAccount: false });
  const cookieOf = async (person: object) => {
    const answer = await fetch(`${program.url}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Origin: program.url },
      body: JSON.stringify(person),
    });
    return answer.headers
      .getSetCookie()
      .map((c) => c.split(';')[0])
      .join('; ');
  };
  const others = { Cookie: await cookieOf(program.owner) };
  for (const tried of [
    await accept({ token }),
    await accept({ token, name: '乗っ取り', password: 'my own password' }),
    await accept({ token }, others),
  ])
    expect(tried).toMatchObject({ status: 422, data: { errors: { password: expect.any(String) } } });

  const cookie = await cookieOf(known);
  expect((await accept({ token }, { Cookie: cookie })).status).toBe(200);
  const me = await fetch(`${program.url}/api/v1/me`, { headers: { Cookie: cookie } });
  expect(await me.json()).toMatchObject({
    organization: { name: '株式会社みほん不動産' },
    user: { name: '佐藤 健一', role: 'member' },
  });

  const other = await join(program, 'member', '二社目の人', theirs.organizationId);
  await invite(other.email);
  const token2 = await tokenOf(sink, other.email, 'invitation');
  expect((await accept({ token: token2, password: PASSWORD })).status).toBe(200);
  const users = (await program.get('/users')).items;
  expect(users.map((user: { email: string }) => user.email)).toContain(other.email);
});

test('a password is not guessed by way of an invitation', async () => {
  const known = await join(program, 'member', '狙われる人', theirs.organizationId);
  await invite(known.email);
  const token = await tokenOf(sink, known.email, 'invitation');
  for (let i = 0; i < 10; i++)
    expect((await accept({ token, password: `wrong guess ${i}` })).status).toBe(422);
  expect(await accept({ token, password: PASSWORD })).toMatchObject({
    status: 429,
    data: { code: 'too-many-tries' },
  });
});

test('of many who use one link at once, one comes in', async () => {
  const email = newAddress();
  await invite(email);
  const token = await tokenOf(sink, email, 'invitation');
  const answers = await Promise.all(
    [1, 2, 3, 4].map((i) => accept({ token, name: `同時 ${i}`, password: PASSWORD })),
  );
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  for (const { status } of answers) expect([200, 403, 422]).toContain(status);
  const users = (await program.get('/users')).items;
  expect(users.filter((user: { email: string }) => user.email === email)).toHaveLength(1);
});

test('an address that is a member’s, was a member’s, or is invited already is refused at the field', async () => {
  const gone = await join(program, 'member');
  await owner('POST', `/users/${gone.userId}/deactivate`, {});
  const email = newAddress();
  await invite(email);
  for (const taken of [program.owner.email, program.owner.email.toUpperCase(), gone.email, email]) {
    const { status, data } = await admin('POST', '/invitations', { email: taken, role: 'member' });
    expect([status, Object.keys(data.errors)]).toEqual([422, ['email']]);
  }
  for (const wrong of [
    '',
    'x',
    'a b@example.jp',
    `${'あ'.repeat(10_000)}@example.jp`,
    'a\u0000@example.jp',
    5,
  ]) {
    const { status, data } = await admin('POST', '/invitations', { email: wrong, role: 'member' });
    expect([status, Object.keys(data.errors)], String(wrong).slice(0, 9)).toEqual([422, ['email']]);
  }
  const both = await Promise.all(
    [1, 2].map(() => admin('POST', '/invitations', { email: 'twice@firm.example.jp', role: 'member' })),
  );
  expect(both.map(({ status }) => status).sort()).toEqual([201, 422]);
});

test('who may not invite is refused: members, keys, and nobody invites above their own role', async () => {
  const body = { email: newAddress(), role: 'member' };
  const id = await invite(newAddress());
  expect((await member('POST', '/invitations', body)).data.code).toBe('role-required');
  expect((await member('POST', `/invitations/${id}/resend`)).data.code).toBe('role-required');
  expect((await member('DELETE', `/invitations/${id}`)).data.code).toBe('role-required');
  const withKey = await program.api('/invitations', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(withKey.status).toBe(401);
  expect((await admin('POST', '/invitations', { ...body, role: 'owner' })).data.code).toBe('role-too-high');
  const owners = await invite(newAddress(), 'owner', owner);
  expect((await admin('POST', `/invitations/${owners}/resend`)).data.code).toBe('role-too-high');
  expect((await admin('DELETE', `/invitations/${owners}`)).data.code).toBe('role-too-high');
  expect((await admin('POST', '/invitations', { ...body, role: 'root' })).data.errors).toHaveProperty('role');
});

test('another organization’s invitation is not there', async () => {
  const id = await invite(newAddress());
  expect((await stranger('POST', `/invitations/${id}/resend`)).status).toBe(404);
  expect((await stranger('DELETE', `/invitations/${id}`)).status).toBe(404);
  expect((await stranger('GET', '/users')).data.invitations).toEqual([]);
});

test('what is no token is the same as one that is over', async () => {
  for (const token of ['', 'x', '\u0000', `'; DROP TABLE invitation; --`, 'あ'])
    expect((await look(token)).status, token).toBe(403);
  expect((await look('x'.repeat(101))).status).toBe(422);
});
