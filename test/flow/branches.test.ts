// 店舗: made, ordered and left by admins; a person belongs to one or none; 反響 are narrowed to one by their assignee.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listAudit } from '../../src/accounts/index.ts';
import { newId } from '../../src/lib/ids.ts';
import { buildFirm, PASSWORD } from '../support/factories.ts';
import { joinAndSignIn } from '../support/people.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { type Session, signIn } from '../support/session.ts';

let program: TestProgram;
let owner: Session;
let admin: Awaited<ReturnType<typeof joinAndSignIn>>;
let member: Awaited<ReturnType<typeof joinAndSignIn>>;
let stranger: Session;
beforeAll(async () => {
  program = await startTestProgram();
  owner = await signIn(program, program.owner);
  admin = await joinAndSignIn(program, 'admin', '鈴木 由美');
  member = await joinAndSignIn(program, 'member', '渡辺 さくら');
  const other = await buildFirm(program.db, '株式会社べつの不動産');
  stranger = await signIn(program, { email: other.owner.email, password: PASSWORD });
});
afterAll(() => program.stop());

type Item = { id: string; name: string; uses: { people: number } };
const branches = async (): Promise<Item[]> => (await program.get('/branches')).items;
const names = async () => (await branches()).map(({ name }) => name);
const add = async (name: string) => (await admin.call('POST', '/branches', { name })).data.id as string;
const put = (userId: string, branchId: string | null, as = admin.call) =>
  as('PATCH', `/users/${userId}`, { branchId });
const branchOf = async (userId: string) =>
  (await program.get('/users')).items.find(({ id }: { id: string }) => id === userId).branch;
const auditOf = (id: string) =>
  program.db.withOrganization(program.firm.organizationId, (tx) =>
    listAudit(tx, program.firm.organizationId, id),
  );

test('admins make, rename and order them; names are one each; others only look', async () => {
  const first = await add('　横浜店 ');
  const second = await add('川崎店');
  expect(await names()).toEqual(['横浜店', '川崎店']);
  expect((await admin.call('POST', '/branches', { name: '横浜店' })).data.errors).toEqual({
    name: 'この名前はすでに使われています。',
  });
  for (const name of ['', ' 　', '\u0000', 'あ'.repeat(10_000), 3])
    expect(Object.keys((await owner('POST', '/branches', { name })).data.errors)).toEqual(['name']);
  await owner('PATCH', `/branches/${first}`, { name: '横浜西口店' });
  expect((await admin.call('PUT', '/branches/order', { ids: [second, first] })).status).toBe(200);
  expect(await names()).toEqual(['川崎店', '横浜西口店']);
  expect((await program.get('/masters')).branches).toEqual([
    { id: second, name: '川崎店' },
    { id: first, name: '横浜西口店' },
  ]);
  for (const ids of [[first], [first, second, newId()], [first, first]])
    expect((await admin.call('PUT', '/branches/order', { ids })).data.code).toBe('changed-meanwhile');
  expect((await member.call('POST', '/branches', { name: '無断店' })).data.code).toBe('role-required');
  expect((await member.call('DELETE', `/branches/${first}`)).data.code).toBe('role-required');
  expect((await stranger('GET', '/branches')).data).toEqual({ items: [] });
  expect((await stranger('PATCH', `/branches/${first}`, { name: '盗' })).status).toBe(404);
  expect((await stranger('DELETE', `/branches/${first}`)).status).toBe(404);
  expect((await auditOf(first)).map(({ action }) => action)).toEqual(['branch.renamed', 'branch.added']);
});

test('of the same name sent many times at once one is made', async () => {
  const answers = await Promise.all([1, 2, 3, 4].map(() => owner('POST', '/branches', { name: '同時店' })));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 422, 422, 422]);
  const made = answers.find(({ status }) => status === 201)?.data.id;
  expect((await owner('DELETE', `/branches/${made}`)).status).toBe(200);
});

test('an admin says where somebody works; it must be a branch of the firm', async () => {
  const [branch] = await branches();
  if (!branch) throw new Error('no branch');
  expect((await put(member.userId, branch.id)).status).toBe(200);
  expect(await branchOf(member.userId)).toEqual({ id: branch.id, name: branch.name });
  expect((await branches())[0]?.uses).toEqual({ people: 1 });
  expect((await put(member.userId, null, member.call)).data.code).toBe('role-required');
  expect((await put(program.firm.owner.userId, branch.id)).data.code).toBe('role-too-high');
  const theirs = (await stranger('POST', '/branches', { name: 'よその店' })).data.id;
  for (const wrong of [theirs, newId()])
    expect(Object.keys((await put(member.userId, wrong)).data.errors)).toEqual(['branchId']);
  expect((await put(member.userId, null)).status).toBe(200);
  expect(await branchOf(member.userId)).toBeNull();
  expect((await auditOf(member.userId))[0]).toMatchObject({
    action: 'user.branch-changed',
    details: { from: branch.name, to: null },
  });
});

test('one that has people goes only when it is said where they belong then', async () => {
  const [from, to] = [await add('閉店'), await add('新店')];
  await put(member.userId, from);
  const refused = await owner('DELETE', `/branches/${from}`);
  expect(refused).toMatchObject({ status: 409, data: { code: 'in-use', data: { people: 1 } } });
  for (const wrong of [from, newId()])
    expect((await owner('DELETE', `/branches/${from}?replacementId=${wrong}`)).data.errors).toHaveProperty(
      'replacementId',
    );
  expect((await owner('DELETE', `/branches/${from}?replacementId=${to}`)).status).toBe(200);
  expect(await branchOf(member.userId)).toEqual({ id: to, name: '新店' });
  expect((await owner('DELETE', `/branches/${to}?replacementId=none`)).status).toBe(200);
  expect(await branchOf(member.userId)).toBeNull();
  expect((await auditOf(to))[0]?.details).toEqual({ name: '新店', replacement: null, people: 1 });
});

test('a view keeps a branch; inquiries of one that is gone are none', async () => {
  const id = await add('一時店');
  const view = await owner('POST', '/inquiry-views', { name: '一時店', filter: { branchId: id } });
  expect([view.status, view.data.filter]).toEqual([201, { branchId: id }]);
  await owner('DELETE', `/branches/${id}`);
  expect((await owner('GET', `/inquiries?branchId=${id}`)).data.items).toEqual([]);
  expect((await owner('GET', '/inquiries?branchId=x')).status).toBe(422);
});
