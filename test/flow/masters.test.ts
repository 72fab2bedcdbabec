// 顧客ステータス and 顧客グループ: order, default, names; what is used does not vanish without a replacement.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listAudit } from '../../src/accounts/index.ts';
import { newId } from '../../src/lib/ids.ts';
import { buildConnection, buildFirm, PASSWORD } from '../support/factories.ts';
import { composeInquiry } from '../support/mails.ts';
import { joinAndSignIn } from '../support/people.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { type Session, signIn } from '../support/session.ts';

let program: TestProgram;
let owner: Session;
let admin: Session;
let member: Session;
let stranger: Session;
beforeAll(async () => {
  program = await startTestProgram();
  owner = await signIn(program, program.owner);
  admin = (await joinAndSignIn(program, 'admin')).call;
  member = (await joinAndSignIn(program, 'member')).call;
  const other = await buildFirm(program.db, '株式会社べつの不動産');
  stranger = await signIn(program, { email: other.owner.email, password: PASSWORD });
});
afterAll(() => program.stop());

type Item = {
  id: string;
  name: string;
  isDefault: boolean;
  isContract: boolean;
  uses: { connections: number; customers: number };
};
const statuses = async (): Promise<Item[]> => (await program.get('/statuses')).items;
const groups = async (): Promise<Item[]> => (await program.get('/groups')).items;
const named = (items: Item[], name: string) => items.find((item) => item.name === name) as Item;
const addStatus = async (name: string) =>
  (await admin('POST', '/statuses', { name, color: 'teal' })).data.id as string;
const addGroup = async (name: string) => (await admin('POST', '/groups', { name })).data.id as string;
let inquiries = 0;
/** A connection of its own with one customer who came through it. */
async function takeIn(given: { statusId?: string; groupId?: string }) {
  inquiries += 1;
  const { connectionId, localPart } = await buildConnection(program.db, program.firm.organizationId, {
    name: `リガイド ${inquiries}号店`,
    ...given,
  });
  const phone = `090-0000-80${String(inquiries).padStart(2, '0')}`;
  await program.sendMail(composeInquiry({ number: `MASTER-${inquiries}`, phone }), [
    `${localPart}@inbox.localhost`,
  ]);
  await program.settled();
  const [customer] = (await program.get(`/customers?phone=${phone}`)).items;
  return { connectionId, customer };
}
const historyOf = async (customerId: string) =>
  (await program.get(`/customers/${customerId}/history`)).items.map((line: { event: object }) => line.event);

test('owner and admin add, rename, recolour and reorder statuses; lists follow the order', async () => {
  expect((await statuses()).map((s) => s.name)).toEqual(['新規', '追客中']);
  const added = await admin('POST', '/statuses', { name: '　商談中 ', color: 'grape' });
  expect(added).toMatchObject({ status: 201, data: { name: '商談中' } });
  const renamed = await owner('PATCH', `/statuses/${added.data.id}`, { name: '契約交渉', color: 'orange' });
  expect(named(renamed.data.items, '契約交渉')).toMatchObject({ color: 'orange', isDefault: false });
  const ids = (await statuses()).map((s) => s.id).reverse();
  expect((await admin('PUT', '/statuses/order', { ids })).status).toBe(200);
  const inOrder = ['契約交渉', '追客中', '新規'];
  expect((await statuses()).map((s) => s.name)).toEqual(inOrder);
  expect((await program.get('/masters')).statuses.map((s: Item) => s.name)).toEqual(inOrder);
  const lines = await program.db.withOrganization(program.firm.organizationId, (tx) =>
    listAudit(tx, program.firm.organizationId, added.data.id),
  );
  expect(lines.map((line) => line.action)).toEqual(['status.changed', 'status.added']);
});

test('which statuses count as 成約 is said, by admins, and kept with who said it', async () => {
  const id = await addStatus('申込');
  expect((await statuses()).filter((s) => s.isContract)).toEqual([]);
  const { data } = await admin('PATCH', `/statuses/${id}`, { isContract: true });
  expect(data.items.filter((s: Item) => s.isContract).map((s: Item) => s.name)).toEqual(['申込']);
  await admin('PATCH', `/statuses/${id}`, { name: '売買契約' });
  expect(named(await statuses(), '売買契約').isContract).toBe(true);
  expect((await member('PATCH', `/statuses/${id}`, { isContract: false })).status).toBe(403);
  const [, line] = await program.db.withOrganization(program.firm.organizationId, (tx) =>
    listAudit(tx, program.firm.organizationId, id),
  );
  expect(line?.details).toMatchObject({ from: { isContract: false }, to: { isContract: true } });
  await admin('DELETE', `/statuses/${id}`);
  const made = await admin('POST', '/statuses', { name: '成約', color: 'green', isContract: true });
  expect(named(await statuses(), '成約').isContract).toBe(true);
  await admin('DELETE', `/statuses/${made.data.id}`);
});

test('there is one default, and a new customer gets it', async () => {
  const id = await addStatus('初回対応');
  const { data } = await admin('PATCH', `/statuses/${id}`, { isDefault: true });
  expect(data.items.filter((s: Item) => s.isDefault).map((s: Item) => s.name)).toEqual(['初回対応']);
  const { customer } = await takeIn({});
  expect(customer.status.name).toBe('初回対応');
  const off = await admin('PATCH', `/statuses/${id}`, { isDefault: false });
  expect(off.data.errors.isDefault).toMatch(/別のステータス/);
  await admin('PATCH', `/statuses/${program.firm.statusId}`, { isDefault: true });
});

test('of many who make theirs the default at once, one stays', async () => {
  const ids = await Promise.all(['同時1', '同時2', '同時3'].map(addStatus));
  await Promise.all(ids.map((id) => admin('PATCH', `/statuses/${id}`, { isDefault: true })));
  expect((await statuses()).filter((s) => s.isDefault)).toHaveLength(1);
  await admin('PATCH', `/statuses/${program.firm.statusId}`, { isDefault: true });
});

test('an order that is not of all statuses is refused with what is there now', async () => {
  const ids = (await statuses()).map((s) => s.id);
  for (const wrong of [ids.slice(1), [...ids, newId()], [...ids.slice(1), ids[1]], []]) {
    const refused = await admin('PUT', '/statuses/order', { ids: wrong });
    expect(refused).toMatchObject({ status: 409, data: { code: 'changed-meanwhile' } });
    expect(refused.data.data.current.items.map((s: Item) => s.id)).toEqual(ids);
  }
});

test('names that are none, too long or taken are refused at the field; hostile ones are only text', async () => {
  const paths = ['/statuses', '/groups'];
  for (const path of paths) {
    const color = path === '/statuses' ? { color: 'blue' } : {};
    for (const name of ['', '　 ', '\u200b', '\u0000', 'あ'.repeat(10_000), 3, null]) {
      const { status, data } = await admin('POST', path, { name, ...color });
      expect([status, Object.keys(data.errors)], `${path} ${String(name).slice(0, 3)}`).toEqual([
        422,
        ['name'],
      ]);
    }
    const hostile = `\u202e<img src=x onerror=alert(1)>'; DROP TABLE statuses;--\u0000\ud800`;
    const made = await admin('POST', path, { name: hostile, ...color });
    expect(made.status).toBe(201);
    expect(made.data.name).toBe(hostile.replace('\u0000', '').toWellFormed());
    const again = await admin('POST', path, { name: hostile, ...color });
    expect(again.data.errors).toEqual({ name: 'この名前はすでに使われています。' });
    const twin = await admin('POST', path, { name: 'ふたご', ...color });
    const taken = await admin('PATCH', `${path}/${twin.data.id}`, { name: made.data.name });
    expect(taken.data.errors).toEqual({ name: 'この名前はすでに使われています。' });
  }
  expect((await admin('POST', '/statuses', { name: '色', color: 'url(x)' })).data.errors).toHaveProperty(
    'color',
  );
});

test('of the same name sent many times at once, one is made', async () => {
  const answers = await Promise.all([1, 2, 3, 4].map(() => admin('POST', '/groups', { name: '同じ名前' })));
  expect(answers.map((a) => a.status).sort()).toEqual([201, 422, 422, 422]);
});

test('a used status goes only with a replacement: connections, drafts and customers get it, histories say so', async () => {
  const old = await addStatus('古い');
  const { connectionId, customer } = await takeIn({ statusId: old });
  const draft = await buildConnection(program.db, program.firm.organizationId, {
    name: '下書き店',
    state: 'draft',
    statusId: old,
  });
  expect(named(await statuses(), '古い').uses).toEqual({ connections: 2, customers: 1 });
  const refused = await admin('DELETE', `/statuses/${old}`);
  expect(refused).toMatchObject({
    status: 409,
    data: { code: 'in-use', data: { connections: 2, customers: 1 } },
  });
  for (const wrong of [old, newId()]) {
    const { data } = await admin('DELETE', `/statuses/${old}?replacementId=${wrong}`);
    expect(data.errors).toHaveProperty('replacementId');
  }
  const { otherStatusId } = program.firm;
  const done = await admin('DELETE', `/statuses/${old}?replacementId=${otherStatusId}`);
  expect(done.status).toBe(200);
  expect(done.data.items.map((s: Item) => s.id)).not.toContain(old);
  for (const id of [connectionId, draft.connectionId])
    expect(await program.get(`/connections/${id}`)).toMatchObject({ statusId: otherStatusId, version: 2 });
  const now = await program.get(`/customers/${customer.id}`);
  expect(now).toMatchObject({ status: { name: '追客中' }, version: customer.version + 1 });
  expect((await historyOf(customer.id))[0]).toEqual({ type: 'status-set', to: '追客中' });
});

test('what nobody uses goes at once; the default’s successor is the default', async () => {
  const id = await addStatus('使わない');
  await admin('PATCH', `/statuses/${id}`, { isDefault: true });
  const { status, data } = await admin('DELETE', `/statuses/${id}`);
  expect(status).toBe(200);
  expect(data.items.filter((s: Item) => s.isDefault)).toEqual([data.items[0]]);
  expect((await admin('DELETE', `/statuses/${id}`)).status).toBe(404);
});

test('a group moves its customers to another, or to none when that is said', async () => {
  const [from, to] = [await addGroup('元の会'), await addGroup('次の会')];
  const first = await takeIn({ groupId: from });
  const both = await takeIn({ groupId: from });
  await admin('PATCH', `/customers/${both.customer.id}`, {
    version: both.customer.version,
    groupIds: [from, to],
  });
  const refused = await admin('DELETE', `/groups/${from}`);
  expect(refused.data).toMatchObject({ code: 'in-use', data: { connections: 2, customers: 2 } });
  expect((await admin('DELETE', `/groups/${from}?replacementId=${from}`)).status).toBe(422);
  expect((await admin('DELETE', `/groups/${from}?replacementId=${to}`)).status).toBe(200);
  expect(named(await groups(), '次の会').uses).toEqual({ connections: 2, customers: 2 });
  expect((await historyOf(first.customer.id)).slice(0, 2)).toEqual(
    expect.arrayContaining([
      { type: 'group-removed', group: '元の会' },
      { type: 'group-added', group: '次の会' },
    ]),
  );
  expect((await admin('DELETE', `/groups/${to}?replacementId=none`)).status).toBe(200);
  expect((await program.get(`/customers/${both.customer.id}`)).groups).toEqual([]);
  expect((await program.get(`/connections/${first.connectionId}`)).groupId).toBeNull();
});

test('a deleted connection holds nothing back', async () => {
  const id = await addStatus('削除済みの店だけ');
  await buildConnection(program.db, program.firm.organizationId, {
    name: '閉めた店',
    state: 'deleted',
    statusId: id,
  });
  expect(named(await statuses(), '削除済みの店だけ').uses).toEqual({ connections: 0, customers: 0 });
  expect((await admin('DELETE', `/statuses/${id}`)).status).toBe(200);
});

test('a connection, a customer and a mail that begin to use a status while it goes: nobody breaks', async () => {
  for (let i = 0; i < 6; i++) {
    const id = await addStatus(`競争${i}`);
    const { connectionId, customer } = await takeIn({});
    const connection = await program.get(`/connections/${connectionId}`);
    const busy = await takeIn({ statusId: id });
    const { inboxAddress } = await program.get(`/connections/${busy.connectionId}`);
    const answers = await Promise.all([
      admin('PATCH', `/connections/${connectionId}`, { version: connection.version, statusId: id }),
      admin('DELETE', `/statuses/${id}?replacementId=${program.firm.otherStatusId}`),
      member('PATCH', `/customers/${customer.id}`, { version: customer.version, statusId: id }),
      member('POST', '/customers', { name: `競争 ${i}`, statusId: id }),
      program.sendMail(composeInquiry({ number: `RACE-${i}`, phone: `090-0000-82${i}0` }), [inboxAddress]),
    ]);
    await program.settled();
    expect((answers[1] as { status: number }).status).toBe(200);
    for (const answer of [answers[0], answers[2], answers[3]])
      expect([200, 201, 422]).toContain(answer.status);
    for (const { statusId } of (await program.get('/connections')).items) expect(statusId).not.toBe(id);
    expect((await program.get(`/customers?statusId=${id}`)).items).toEqual([]);
    const [raced] = (await program.get(`/customers?phone=090-0000-82${i}0`)).items;
    expect(raced.status.id).toBe(program.firm.otherStatusId);
  }
}, 90_000);

test('a group that goes while customers enter and leave it: nobody breaks', async () => {
  for (let i = 0; i < 6; i++) {
    const [from, to] = [await addGroup(`去る会${i}`), await addGroup(`残る会${i}`)];
    const make = async (groupIds: string[]) =>
      (await member('POST', '/customers', { name: 'x', groupIds })).data;
    const [inside, outside] = [await make([from]), await make([])];
    const busy = await takeIn({ groupId: from });
    const { inboxAddress } = await program.get(`/connections/${busy.connectionId}`);
    const [gone, ...others] = await Promise.all([
      admin('DELETE', `/groups/${from}?replacementId=${to}`),
      member('PATCH', `/customers/${inside.id}`, { version: 1, groupIds: [] }),
      member('PATCH', `/customers/${outside.id}`, { version: 1, groupIds: [from] }),
      program.sendMail(composeInquiry({ number: `GROUP-${i}`, phone: `090-0000-84${i}0` }), [inboxAddress]),
    ]);
    await program.settled();
    expect(gone.status).toBe(200);
    for (const answer of others)
      if (typeof answer === 'object') expect([200, 409, 422]).toContain(answer.status);
    const [raced] = (await program.get(`/customers?phone=090-0000-84${i}0`)).items;
    expect(raced.groups.map((group: Item) => group.id)).toEqual([to]);
    expect((await program.get(`/customers?groupId=${from}`)).items).toEqual([]);
  }
}, 90_000);

test('managers, members and programs with a key look, and change nothing', async () => {
  const { statusId, groupId } = program.firm;
  const tries = [
    ['POST', '/statuses', { name: 'x', color: 'blue' }],
    ['PATCH', `/statuses/${statusId}`, { name: 'x' }],
    ['PUT', '/statuses/order', { ids: [] }],
    ['DELETE', `/statuses/${statusId}`, undefined],
    ['POST', '/groups', { name: 'x' }],
    ['PATCH', `/groups/${groupId}`, { name: 'x' }],
    ['DELETE', `/groups/${groupId}`, undefined],
  ] as const;
  for (const [method, path, body] of tries) {
    const refused = await member(method, path, body);
    expect([refused.status, refused.data.code], `${method} ${path}`).toEqual([403, 'role-required']);
    const withKey = await program.api(path, {
      method,
      headers: { 'Content-Type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    expect(withKey.status, `${method} ${path}`).toBe(401);
    if (!path.includes(statusId) && !path.includes(groupId)) continue;
    expect((await stranger(method, path, body)).status, `${method} ${path}`).toBe(404);
  }
  expect(named(await statuses(), '新規').id).toBe(statusId);
  expect((await member('GET', '/groups')).status).toBe(200);
});
