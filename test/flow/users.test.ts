// ユーザー: who may change whom, leaving and handing over, and that an organization never loses its last owner.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createOrganization, listAudit } from '../../src/accounts/index.ts';
import { ruleOf, teamOf } from '../support/assignment-rules.ts';
import { asOwner, countWaiting } from '../support/database.ts';
import { buildConnection, buildFirm, PASSWORD } from '../support/factories.ts';
import { composeInquiry } from '../support/mails.ts';
import { join, joinAndSignIn } from '../support/people.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { type Session, signIn } from '../support/session.ts';

let program: TestProgram;
let owner: Session;
let admin: Awaited<ReturnType<typeof joinAndSignIn>>;
let manager: Awaited<ReturnType<typeof joinAndSignIn>>;
let stranger: Session;
beforeAll(async () => {
  program = await startTestProgram();
  owner = await signIn(program, program.owner);
  admin = await joinAndSignIn(program, 'admin', '鈴木 由美');
  manager = await joinAndSignIn(program, 'manager', '田中 浩二');
  const other = await buildFirm(program.db, '株式会社べつの不動産');
  stranger = await signIn(program, { email: other.owner.email, password: PASSWORD });
});
afterAll(() => program.stop());

const inFirm = <T>(work: Parameters<typeof program.db.withOrganization<T>>[1]) =>
  program.db.withOrganization(program.firm.organizationId, work);
const userOf = async (id: string) =>
  (await program.get('/users')).items.find((user: { id: string }) => user.id === id);
const historyOf = async (customerId: string) =>
  (await program.get(`/customers/${customerId}/history`)).items.map(
    (line: { event: object; actor: { name: string } }) => ({ ...line.event, by: line.actor.name }),
  );

test('everybody sees the people, what they are responsible for, and nobody of another organization', async () => {
  const { items, invitations } = await program.get('/users');
  const salesperson = items.find((user: { name: string }) => user.name === '佐藤 健一');
  expect(salesperson).toEqual({
    id: program.firm.salesperson.userId,
    name: '佐藤 健一',
    email: program.firm.salesperson.email,
    role: 'member',
    branch: null,
    isActive: true,
    deactivatedAt: null,
    uses: { connections: 1, customers: 0, tasks: 0 },
  });
  expect(items).toHaveLength(4);
  expect(invitations).toEqual([]);
  const theirs = (await stranger('GET', '/users')).data.items.map((user: { id: string }) => user.id);
  expect(theirs).not.toContain(program.firm.salesperson.userId);
});

test('a role is changed by owner and admin, and both see it at once; the change is kept with who did it', async () => {
  const person = await join(program, 'member', '渡辺 さくら');
  const { status, data } = await admin.call('PATCH', `/users/${person.userId}`, { role: 'manager' });
  expect(status).toBe(200);
  expect(data.items.find((user: { id: string }) => user.id === person.userId).role).toBe('manager');
  const [line] = await inFirm((tx) => listAudit(tx, program.firm.organizationId, person.userId));
  expect(line).toMatchObject({
    action: 'user.role-changed',
    actorName: '鈴木 由美',
    details: { name: '渡辺 さくら', from: 'member', to: 'manager' },
  });
});

test('nobody reaches above their own role: not as manager, not as admin, not by an API key', async () => {
  const person = await join(program, 'member');
  const change = { role: 'admin' };
  expect((await manager.call('PATCH', `/users/${person.userId}`, change)).data.code).toBe('role-required');
  expect((await manager.call('PATCH', `/users/${manager.userId}`, change)).data.code).toBe('role-required');
  expect((await manager.call('POST', `/users/${person.userId}/deactivate`, {})).data.code).toBe(
    'role-required',
  );
  const withKey = await program.api(`/users/${person.userId}`, {
    method: 'PATCH',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(change),
  });
  expect(withKey.status).toBe(401);
  for (const [path, body] of [
    [`/users/${person.userId}`, { role: 'owner' }],
    [`/users/${admin.userId}`, { role: 'owner' }],
    [`/users/${program.firm.owner.userId}`, { role: 'member' }],
    [`/users/${program.firm.owner.userId}`, { name: '変えた名前' }],
  ] as const)
    expect(await admin.call('PATCH', path, body), path).toMatchObject({
      status: 403,
      data: { code: 'role-too-high' },
    });
  const deactivated = await admin.call('POST', `/users/${program.firm.owner.userId}/deactivate`, {});
  expect(deactivated.data.code).toBe('role-too-high');
  expect((await userOf(person.userId)).role).toBe('member');
});

test('a name is changed by its bearer or an admin; what is no name is refused at the field', async () => {
  expect((await manager.call('PATCH', `/users/${manager.userId}`, { name: '  田中　浩三 ' })).status).toBe(
    200,
  );
  expect((await userOf(manager.userId)).name).toBe('田中　浩三');
  expect((await admin.call('PATCH', `/users/${manager.userId}`, { name: '田中 浩二' })).status).toBe(200);
  const other = await manager.call('PATCH', `/users/${admin.userId}`, { name: 'x' });
  expect(other.data.code).toBe('role-required');
  for (const name of ['', ' \u3000 ', '\u0000', '\u200b', 'あ'.repeat(10_000), 7]) {
    const { status, data } = await owner('PATCH', `/users/${manager.userId}`, { name });
    expect(status, String(name).slice(0, 5)).toBe(422);
    expect(Object.keys(data.errors)).toEqual(['name']);
  }
  const hostile = `\u202e<b>"'; DROP TABLE member; --\u0000`;
  expect((await owner('PATCH', `/users/${manager.userId}`, { name: hostile })).status).toBe(200);
  expect((await userOf(manager.userId)).name).toBe(hostile.replace('\u0000', ''));
  await owner('PATCH', `/users/${manager.userId}`, { name: '田中 浩二' });
});

test('the name of somebody who belongs to another organization too is theirs alone', async () => {
  const person = await join(program, 'member', '山本 直樹');
  const elsewhere = await createOrganization(program.db, '株式会社よその不動産');
  await asOwner(program.server, (client) =>
    client.query(
      `INSERT INTO member (id, organization_id, user_id, role) VALUES (gen_random_uuid(), $1, $2, 'member')`,
      [elsewhere, person.userId],
    ),
  );
  const refused = await owner('PATCH', `/users/${person.userId}`, { name: '別の名前' });
  expect(refused).toMatchObject({ status: 403, data: { code: 'name-is-theirs' } });
  const session = await signIn(program, person);
  expect((await session('PATCH', `/users/${person.userId}`, { name: '山本 直之' })).status).toBe(200);
});

test('who leaves hands over: connections and customers get the other one, and each history says so', async () => {
  const leaving = await join(program, 'member', '小林 恵');
  const staying = await join(program, 'member', '加藤 翔');
  const { connectionId, localPart } = await buildConnection(program.db, program.firm.organizationId, {
    name: 'リガイド 引継支店',
    assigneeId: leaving.userId,
  });
  await program.sendMail(composeInquiry({ number: 'HAND-1', phone: '090-0000-7001' }), [
    `${localPart}@inbox.localhost`,
  ]);
  await program.settled();
  const [customer] = (await program.get(`/customers?assigneeId=${leaving.userId}`)).items;
  expect((await userOf(leaving.userId)).uses).toEqual({ connections: 1, customers: 1, tasks: 0 });

  const unchosen = await owner('POST', `/users/${leaving.userId}/deactivate`, {});
  expect(unchosen).toMatchObject({
    status: 409,
    data: { code: 'in-use', data: { connections: 1, customers: 1, tasks: 0 } },
  });
  const done = await owner('POST', `/users/${leaving.userId}/deactivate`, { replacementId: staying.userId });
  expect(done.status).toBe(200);
  expect(await userOf(leaving.userId)).toMatchObject({
    isActive: false,
    deactivatedAt: expect.any(String),
    uses: { connections: 0, customers: 0, tasks: 0 },
  });
  const now = await program.get(`/customers/${customer.id}`);
  expect(now).toMatchObject({ assignee: { name: '加藤 翔' }, version: customer.version + 1 });
  expect((await historyOf(customer.id))[0]).toEqual({ type: 'assigned', to: '加藤 翔', by: '高橋 誠' });
  expect((await program.get(`/connections/${connectionId}`)).assigneeId).toBe(staying.userId);
  const [line] = await inFirm((tx) => listAudit(tx, program.firm.organizationId, connectionId));
  expect(line).toMatchObject({
    action: 'connection.rule-replaced',
    details: { from: '小林 恵', to: '加藤 翔' },
  });
  const masters = await program.get('/masters');
  expect(masters.members.map((m: { id: string }) => m.id)).not.toContain(leaving.userId);
});

test('tasks that are not done are work too: with nothing else, somebody is still to be named for them', async () => {
  const leaving = await join(program, 'member', '用事 多子');
  const customer = (await owner('POST', '/customers', { name: '用事の客' })).data;
  const task = async (title: string) =>
    (await owner('POST', `/customers/${customer.id}/tasks`, { title, assigneeId: leaving.userId })).data;
  const [open, done, deleted] = [await task('電話'), await task('済んだ'), await task('消した')];
  await owner('PUT', `/tasks/${done.id}/done`);
  await owner('DELETE', `/tasks/${deleted.id}`);
  const work = { connections: 0, customers: 0, tasks: 1 };
  expect((await userOf(leaving.userId)).uses).toEqual(work);
  const unchosen = await owner('POST', `/users/${leaving.userId}/deactivate`, {});
  expect(unchosen).toMatchObject({ status: 409, data: { code: 'in-use', data: work } });
  await owner('POST', `/users/${leaving.userId}/deactivate`, { replacementId: admin.userId });
  const { items } = (await owner('GET', `/tasks?state=open&customerId=${customer.id}`)).data;
  expect(items).toMatchObject([{ id: open.id, assignee: { id: admin.userId } }]);
  const [line] = await inFirm((tx) => listAudit(tx, program.firm.organizationId, leaving.userId));
  expect(line).toMatchObject({ action: 'user.deactivated', details: { replacement: '鈴木 由美', ...work } });
});

test('work can be left to nobody only by saying so; a replacement must be somebody else who is active here', async () => {
  const leaving = await join(program, 'member', '中村 葵');
  const gone = await join(program, 'member', '斎藤 大輔');
  await owner('POST', `/users/${gone.userId}/deactivate`, {});
  await buildConnection(program.db, program.firm.organizationId, { assigneeId: leaving.userId });
  const other = await buildFirm(program.db, '株式会社となりの不動産');
  for (const replacementId of [leaving.userId, gone.userId, other.salesperson.userId]) {
    const refused = await owner('POST', `/users/${leaving.userId}/deactivate`, { replacementId });
    expect(refused).toMatchObject({ status: 422, data: { errors: { replacementId: expect.any(String) } } });
  }
  const done = await owner('POST', `/users/${leaving.userId}/deactivate`, { replacementId: null });
  expect(done.status).toBe(200);
  // Once more: it is done already.
  expect((await owner('POST', `/users/${leaving.userId}/deactivate`, {})).status).toBe(200);
});

test('a connection, customers and mails given to somebody who leaves at that moment: none stays theirs', async () => {
  for (let i = 0; i < 5; i++) {
    const leaving = await join(program, 'member', `去る人 ${i}`);
    const busy = await buildConnection(program.db, program.firm.organizationId, {
      name: `リガイド 多忙${i}号店`,
      assigneeId: leaving.userId,
    });
    const idle = await buildConnection(program.db, program.firm.organizationId, {
      name: `リガイド 閑${i}号店`,
    });
    const customer = (await owner('POST', '/customers', { name: `既存 ${i}` })).data;
    const mails = [0, 1, 2].map((n) =>
      program.sendMail(composeInquiry({ number: `LEAVE-${i}-${n}`, phone: `090-0000-91${i}${n}` }), [
        `${busy.localPart}@inbox.localhost`,
      ]),
    );
    const assigneeId = leaving.userId;
    const [left, ...others] = await Promise.all([
      owner('POST', `/users/${leaving.userId}/deactivate`, { replacementId: admin.userId }),
      admin.call('PATCH', `/connections/${idle.connectionId}`, { version: 1, assigneeId }),
      admin.call('PATCH', `/customers/${customer.id}`, { version: 1, assigneeId }),
      manager.call('POST', '/customers', { name: `新規 ${i}`, assigneeId }),
      ...mails,
    ]);
    expect(left.status).toBe(200);
    for (const answer of others)
      if (typeof answer === 'object') expect([200, 201, 422]).toContain(answer.status);
    await program.settled();
    expect((await userOf(leaving.userId)).uses).toEqual({ connections: 0, customers: 0, tasks: 0 });
    for (const n of [0, 1, 2])
      expect((await program.get(`/customers?phone=090-0000-91${i}${n}`)).items).toHaveLength(1);
  }
}, 60_000);

test('who leaves is out at once, also with a session from before, and comes in again when let', async () => {
  const person = await joinAndSignIn(program, 'admin', '吉田 遥');
  expect((await person.call('GET', '/me')).status).toBe(200);
  await owner('POST', `/users/${person.userId}/deactivate`, {});
  expect((await person.call('GET', '/me')).status).toBe(401);
  const again = await signIn(program, person);
  expect(await again('GET', '/customers')).toMatchObject({ status: 403, data: { code: 'no-organization' } });
  expect((await owner('POST', `/users/${person.userId}/reactivate`)).status).toBe(200);
  expect((await again('GET', '/me')).data.user.role).toBe('admin');
  expect((await userOf(person.userId)).isActive).toBe(true);
});

test('an open page hears that somebody left', async () => {
  const person = await join(program, 'member', '山口 凛');
  let heard = false;
  const off = program.live.subscribe(program.firm.organizationId, () => {
    heard = true;
  });
  await owner('POST', `/users/${person.userId}/deactivate`, {});
  await expect.poll(() => heard).toBe(true);
  off();
});

test('nobody deactivates oneself, and the last owner stays owner', async () => {
  const self = await admin.call('POST', `/users/${admin.userId}/deactivate`, {});
  expect(self).toMatchObject({ status: 409, data: { code: 'own-account' } });
  const last = await owner('PATCH', `/users/${program.firm.owner.userId}`, { role: 'admin' });
  expect(last).toMatchObject({ status: 409, data: { code: 'last-owner' } });
});

test('another organization’s people are not there', async () => {
  const id = program.firm.salesperson.userId;
  expect((await stranger('PATCH', `/users/${id}`, { role: 'member' })).status).toBe(404);
  expect((await stranger('PATCH', `/users/${id}`, { name: '別の名前' })).status).toBe(404);
  expect((await stranger('POST', `/users/${id}/deactivate`, { replacementId: null })).status).toBe(404);
  expect((await stranger('POST', `/users/${id}/reactivate`)).status).toBe(404);
  expect((await userOf(id)).isActive).toBe(true);
});

test('how the screen is shown is one’s own: columns and language, each kept without the other', async () => {
  const screenOf = async (call: Session) => (await call('GET', '/me')).data.screen;
  const set = async (call: Session, given: object) => (await call('PATCH', '/me/screen', given)).status;
  expect(await set(manager.call, { language: 'ja' })).toBe(204);
  expect(await set(owner, { customerColumns: ['name', 'address'] })).toBe(204);
  expect(await set(owner, { language: 'en' })).toBe(204);
  expect(await screenOf(owner)).toEqual({ language: 'en', customerColumns: ['name', 'address'] });
  expect(await screenOf(manager.call)).toEqual({ language: 'ja', customerColumns: null });
  expect(await set(owner, { customerColumns: ['お名前'] })).toBe(422);
  expect(await set(owner, { customerColumns: null })).toBe(204);
  expect(await screenOf(owner)).toEqual({ language: 'en', customerColumns: null });
});

test('people who change each other, and work given to both meanwhile, wait in one order: nobody is told of a mistake', async () => {
  const target = await join(program, 'member');
  const later = await joinAndSignIn(program, 'admin');
  const { connectionId } = await buildConnection(program.db, program.firm.organizationId);
  const rules = {
    version: 1,
    rules: [ruleOf({ assignee: teamOf('round-robin', [target, later]) })],
  };
  await asOwner(program.server, async (client) => {
    await client.query('BEGIN');
    await client.query('SELECT FROM member WHERE user_id = $1 FOR UPDATE', [target.userId]);
    const saving = owner('PUT', `/connections/${connectionId}/assignment-rules`, rules);
    await expect.poll(() => countWaiting(program.server)).toBe(1);
    const leaving = later.call('POST', `/users/${target.userId}/deactivate`, { replacementId: null });
    await expect.poll(() => countWaiting(program.server)).toBe(2);
    await client.query('COMMIT');
    expect([(await saving).status, (await leaving).status]).toEqual([200, 200]);
  });
});
