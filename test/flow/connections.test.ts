// Connections over the API: drafts and edits, who may, what is refused and what it says, two people at once.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createMember, switchOption } from '../../src/accounts/index.ts';
import { createGroup, createStatus } from '../../src/customers/index.ts';
import { newId } from '../../src/lib/ids.ts';
import { asOwner } from '../support/database.ts';
import { buildFirm, PASSWORD } from '../support/factories.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { type Session, signIn } from '../support/session.ts';

let program: TestProgram;
let owner: Session;
let admin: Session;
let manager: Session;
let stranger: Session;
beforeAll(async () => {
  program = await startTestProgram();
  owner = await signIn(program, program.owner);
  admin = await signIn(program, await join('鈴木 由美', 'admin'));
  manager = await signIn(program, await join('田中 浩二', 'manager'));
  const other = await buildFirm(program.db, '株式会社べつの不動産');
  stranger = await signIn(program, { email: other.owner.email, password: PASSWORD });
});
afterAll(() => program.stop());

async function join(name: string, role: 'admin' | 'manager' | 'member') {
  const email = `${newId()}@firm.example.jp`;
  const person = { name, email, password: PASSWORD, role };
  const userId = await createMember(program.db, program.firm.organizationId, person);
  return { ...person, userId };
}

let made = 0;
const newDraft = (over: object = {}) => ({
  requestKey: newId(),
  portal: 're-guide',
  name: `リガイド ${++made}号店`,
  ...over,
});
const draft = async (over: object = {}) => {
  const { status, data } = await owner('POST', '/connections', newDraft(over));
  expect(status).toBe(201);
  return data;
};
const sql = (text: string, values: unknown[] = []) =>
  asOwner(program.server, async (client) => (await client.query(text, values)).rows);
const inFirm = <T>(work: Parameters<typeof program.db.withOrganization<T>>[1]) =>
  program.db.withOrganization(program.firm.organizationId, work);

test('the first step makes a draft with its address, and everything a page needs to go on', async () => {
  const { firm } = program;
  const given = newDraft({
    name: '  リガイド　本店\t',
    assigneeId: firm.salesperson.userId,
    statusId: firm.statusId,
    groupId: firm.groupId,
  });
  const { status, data } = await owner('POST', '/connections', given);
  expect(status).toBe(201);
  expect(data).toEqual({
    id: expect.any(String),
    portal: 're-guide',
    portalName: 'リガイド',
    name: 'リガイド　本店',
    state: 'draft',
    version: 1,
    inboxAddress: expect.stringMatching(/^[a-z2-7]{26}@inbox\.localhost$/),
    assigneeId: firm.salesperson.userId,
    statusId: firm.statusId,
    groupId: firm.groupId,
    assignee: { id: firm.salesperson.userId, name: '佐藤 健一' },
    status: { id: firm.statusId, name: '新規', color: 'blue' },
    group: { id: firm.groupId, name: '反響客' },
    login: expect.objectContaining({ state: 'none', isSetUp: false }),
    activatedAt: null,
    firstMailAt: null,
    lastMailAt: null,
    silence: null,
    inquiriesByDay: [0, 0, 0, 0, 0, 0, 0],
    asideCount: 0,
    confirmationCount: 0,
    retiredInboxes: [],
    forwardTo: [],
    createdBy: { id: firm.owner.userId, name: '高橋 誠' },
    createdAt: expect.any(String),
    deletedAt: null,
    keptUntil: null,
    needsAttention: false,
    isEditable: true,
  });
  expect((await owner('GET', `/connections/${data.id}`)).data).toEqual(data);
  expect((await owner('GET', '/connections')).data.items[0]).toEqual(data);
  expect((await owner('GET', `/connections/${data.id}/history`)).data.items).toEqual([
    {
      at: expect.any(String),
      actor: '高橋 誠',
      action: 'connection.created',
      details: {
        portal: 're-guide',
        name: 'リガイド　本店',
        assignee: '佐藤 健一',
        status: '新規',
        group: '反響客',
      },
    },
  ]);
});

test('one request of the page makes one draft, however often and however fast it comes', async () => {
  const given = newDraft();
  const all = await Promise.all(Array.from({ length: 5 }, () => owner('POST', '/connections', given)));
  expect(all.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 201]);
  expect(new Set(all.map(({ data }) => data.id)).size).toBe(1);
  const [first] = all;
  const { version } = first?.data ?? {};
  await owner('PATCH', `/connections/${first?.data.id}`, { version, name: `${given.name} 改` });
  const again = await owner('POST', '/connections', given);
  expect([again.status, again.data.name]).toEqual([200, `${given.name} 改`]);
  const rows = await sql('SELECT id FROM connections WHERE request_key = $1', [given.requestKey]);
  expect(rows).toHaveLength(1);
});

test.each([
  ['nothing', ''],
  ['blanks', ' 　\t'],
  ['letters nobody sees', '\u200b\ufeff'],
  ['NUL', '\u0000'],
  ['101 letters', 'あ'.repeat(101)],
  ['10,000 letters', '店'.repeat(10_000)],
  ['a number', 7],
  ['null', null],
])('a name of %s is refused at its field, in a draft and in an edit', async (_, name) => {
  const { id, version } = await draft();
  for (const { status, data } of [
    await owner('POST', '/connections', newDraft({ name })),
    await owner('PATCH', `/connections/${id}`, { version, name }),
  ]) {
    expect(status).toBe(422);
    expect(data.errors).toEqual({ name: expect.stringMatching(/^連携名称は?.*ください/) });
  }
});

test('a name of 100 letters, also of the rare ones, is kept as typed', async () => {
  const name = '𠮷'.repeat(100);
  expect((await draft({ name })).name).toBe(name);
});

test('a name used by another connection is refused, however it is spelled; one’s own and a deleted one’s is free', async () => {
  const first = await draft({ name: 'リガイド Ａ支店' });
  for (const name of ['リガイド Ａ支店', ' リガイド　a支店 ', 'ﾘｶﾞｲﾄﾞA支店']) {
    const { status, data } = await admin('POST', '/connections', newDraft({ name }));
    expect([status, data.errors]).toEqual([422, { name: expect.stringContaining('すでに使われています') }]);
  }
  const second = await draft();
  const edit = { version: second.version, name: 'リガイド A支店' };
  expect((await owner('PATCH', `/connections/${second.id}`, edit)).data.errors).toHaveProperty('name');
  const own = await owner('PATCH', `/connections/${first.id}`, {
    version: first.version,
    name: 'リガイド A支店',
  });
  expect([own.status, own.data.name]).toEqual([200, 'リガイド A支店']);
  expect((await owner('DELETE', `/connections/${first.id}`)).status).toBe(204);
  expect((await owner('PATCH', `/connections/${second.id}`, edit)).status).toBe(200);
});

test('of two drafts and of two edits that take one name at the same moment, one gets it', async () => {
  const name = 'リガイド 同時店';
  const drafts = await Promise.all([
    owner('POST', '/connections', newDraft({ name })),
    admin('POST', '/connections', newDraft({ name })),
  ]);
  expect(drafts.map(({ status }) => status).sort()).toEqual([201, 422]);
  const [a, b] = [await draft(), await draft()];
  const edits = await Promise.all([
    owner('PATCH', `/connections/${a.id}`, { version: a.version, name: 'リガイド 改名店' }),
    admin('PATCH', `/connections/${b.id}`, { version: b.version, name: 'リガイド 改名店' }),
  ]);
  expect(edits.map(({ status }) => status).sort()).toEqual([200, 422]);
});

test('what is chosen must be there: an assignee, status or group deleted between the steps is refused at its field', async () => {
  const { organizationId } = program.firm;
  const other = await buildFirm(program.db, '株式会社ほかの不動産');
  const gone = await inFirm(async (tx) => ({
    statusId: await createStatus(tx, organizationId, {
      name: '消える',
      color: 'red',
      position: 9,
      isDefault: false,
    }),
    groupId: await createGroup(tx, organizationId, '消える'),
  }));
  await sql('DELETE FROM statuses WHERE id = $1', [gone.statusId]);
  await sql('DELETE FROM groups WHERE id = $1', [gone.groupId]);
  const left = await join('去った 人', 'member');
  await sql('UPDATE member SET deactivated_at = now() WHERE user_id = $1', [left.userId]);
  const { id, version } = await draft();
  for (const chosen of [
    gone,
    { assigneeId: left.userId },
    { assigneeId: newId(), statusId: newId(), groupId: newId() },
    { assigneeId: other.salesperson.userId, statusId: other.statusId, groupId: other.groupId },
    { assigneeId: 'nobody' },
  ])
    for (const { status, data } of [
      await owner('POST', '/connections', newDraft(chosen)),
      await owner('PATCH', `/connections/${id}`, { version, ...chosen }),
    ]) {
      expect(status).toBe(422);
      expect(Object.keys(data.errors).sort()).toEqual(Object.keys(chosen).sort());
      for (const text of Object.values(data.errors)) expect(text).toMatch(/お選びください。$/);
    }
  expect((await owner('POST', '/connections', newDraft({ portal: 'suumo' }))).data.errors).toEqual({
    portal: expect.stringContaining('対応していません'),
  });
});

test('an edit changes what it names, tells the history by name, and null takes a rule away', async () => {
  const { firm } = program;
  const { id, version, name } = await draft({ statusId: firm.statusId, groupId: firm.groupId });
  const path = `/connections/${id}`;
  const edited = await owner('PATCH', path, {
    version,
    name: `${name} 改`,
    assigneeId: firm.salesperson.userId,
    groupId: null,
  });
  expect(edited.data).toMatchObject({
    version: version + 1,
    name: `${name} 改`,
    assignee: { name: '佐藤 健一' },
    status: { name: '新規' },
    group: null,
  });
  const { items } = (await owner('GET', `${path}/history`)).data;
  expect(items[0]).toMatchObject({
    actor: '高橋 誠',
    action: 'connection.edited',
    details: {
      changes: {
        name: { from: name, to: `${name} 改` },
        assignee: { from: null, to: '佐藤 健一' },
        group: { from: '反響客', to: null },
      },
    },
  });
  const nothing = await owner('PATCH', path, { version: version + 1, groupId: null });
  expect([nothing.status, nothing.data.version]).toEqual([200, version + 1]);
  expect((await owner('GET', `${path}/history`)).data.items).toHaveLength(items.length);
});

test('of two admins who edit one version, the second is told what it is now, and nothing is lost', async () => {
  const { firm } = program;
  const { id, version } = await draft();
  const path = `/connections/${id}`;
  const edits = [
    { version, statusId: firm.statusId },
    { version, groupId: firm.groupId },
  ];
  const both = await Promise.all([owner('PATCH', path, edits[0]), admin('PATCH', path, edits[1])]);
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  const won = both.find(({ status }) => status === 200)?.data;
  const lost = both.find(({ status }) => status === 409)?.data;
  expect(lost).toMatchObject({ code: 'changed-meanwhile', data: { current: { version: version + 1 } } });
  expect(lost.data.current).toEqual(won);
  expect((await owner('GET', path)).data).toEqual(won);
  const winner = edits[both.findIndex(({ status }) => status === 200)];
  expect((await owner('PATCH', path, winner)).status).toBe(200); // a double click is no conflict
  const again = { ...edits[both.findIndex(({ status }) => status === 409)], version: version + 1 };
  expect((await admin('PATCH', path, again)).data).toMatchObject({
    version: version + 2,
    statusId: firm.statusId,
    groupId: firm.groupId,
  });
});

const verbs = (id: string): [method: string, path: string, body?: object][] => [
  ['POST', '/connections', newDraft()],
  ['PATCH', `/connections/${id}`, { version: 1, name: 'ほかの名前' }],
  ['POST', `/connections/${id}/activate`, { isRegistered: true }],
  ['POST', `/connections/${id}/pause`],
  ['POST', `/connections/${id}/resume`, { takeIn: true }],
  ['POST', `/connections/${id}/rotate-inbox`],
  ['DELETE', `/connections/${id}`],
];

test('managers and API keys look and change nothing', async () => {
  const before = await draft();
  for (const [method, path, body] of verbs(before.id)) {
    const refused = await manager(method, path, body);
    expect([method, path, refused.status, refused.data.code]).toEqual([method, path, 403, 'role-required']);
    const init = { method, ...(body && { body: JSON.stringify(body) }) };
    const headers = { 'Content-Type': 'application/json' };
    expect((await program.api(path, { ...init, headers })).status, path).toBe(401);
  }
  const seen = (await manager('GET', `/connections/${before.id}`)).data;
  expect(seen).toEqual({ ...before, isEditable: false });
  expect(await program.get(`/connections/${before.id}`)).toEqual({ ...before, isEditable: false });
});

test('another organization’s connection is not there, whatever is asked of it', async () => {
  const { id } = await draft();
  const asked = [
    ...verbs(id).slice(1),
    ['GET', `/connections/${id}`] as const,
    ['GET', `/connections/${id}/guide`] as const,
    ['GET', `/connections/${id}/history`] as const,
    ['POST', `/connections/${id}/presence`] as const,
  ];
  for (const [method, path, body] of asked) {
    const { status, data } = await stranger(method, path, body);
    expect([method, path, status, data.code]).toEqual([method, path, 404, 'not-found']);
  }
  expect((await stranger('GET', '/connections?deleted=true')).text).not.toContain(id);
  expect((await owner('GET', `/connections/${id}`)).data.state).toBe('draft');
});

test('with the option off everything is seen and nothing can be changed', async () => {
  const before = await draft();
  const { organizationId } = program.firm;
  const turn = (isOn: boolean) =>
    inFirm((tx) => switchOption(tx, organizationId, 'portal-integration', isOn, null));
  await turn(false);
  try {
    for (const [method, path, body] of verbs(before.id)) {
      const { status, data } = await owner(method, path, body);
      expect([method, path, status, data.code]).toEqual([method, path, 403, 'option-off']);
    }
    expect((await owner('GET', `/connections/${before.id}`)).data).toEqual({ ...before, isEditable: false });
    expect((await owner('POST', `/connections/${before.id}/presence`)).status).toBe(204);
    expect((await stranger('GET', '/connections')).data.items[0].isEditable).toBe(true);
  } finally {
    await turn(true);
  }
  expect((await owner('GET', `/connections/${before.id}`)).data).toEqual(before);
});

test('bodies that are none are refused in words', async () => {
  const { id } = await draft();
  for (const [method, path, body] of [
    ['POST', '/connections', 'text'],
    ['POST', '/connections', { ...newDraft(), requestKey: 'x' }],
    ['POST', '/connections', { ...newDraft(), portal: 5 }],
    ['PATCH', `/connections/${id}`, { name: 'x' }],
    ['PATCH', `/connections/${id}`, []],
    ['POST', `/connections/${id}/resume`, {}],
    ['POST', `/connections/${id}/resume`, { takeIn: 'yes' }],
  ] as const) {
    const { status, data } = await owner(method, path, body);
    expect([path, status]).toEqual([path, 422]);
    for (const text of Object.values(data.errors)) expect(text).toMatch(/ください。$/);
  }
});

test('the portals to choose from say what a card shows', async () => {
  expect((await manager('GET', '/portals')).data).toEqual({
    items: [
      {
        id: 're-guide',
        name: 'リガイド',
        summary: expect.stringContaining('RE-Guide(リガイド)'),
        addressLimit: 3,
        hasLogin: true,
        isLoginSetUp: false,
        isAvailable: true,
      },
    ],
  });
});

test('the guide has the address filled in, as HTML to read and as texts to paste', async () => {
  const { id, inboxAddress } = await draft();
  const { sections, copyTexts, addressLimit } = (await manager('GET', `/connections/${id}/guide`)).data;
  expect(addressLimit).toBe(3);
  expect(sections.map(({ key }: { key: string }) => key)).toEqual(['steps', 'limit', 'phone']);
  const [{ html }] = sections;
  for (const text of [
    inboxAddress,
    '「RE-Guide(リガイド)運営事務局へのお問い合わせ」',
    '「メールアドレスのご変更」',
    '「ご変更(差し替え・追加)をご希望されるメールアドレス」',
    '「お問い合わせ」',
    '<ol>',
  ])
    expect(html).toContain(text);
  const texts = Object.fromEntries(
    copyTexts.map(({ key, text }: { key: string; text: string }) => [key, text]),
  );
  expect(Object.keys(texts)).toEqual(['add', 'replace', 'phone']);
  expect(texts.add.split('\n')).toContain(inboxAddress);
  expect(texts.replace.split('\n')).toContain(inboxAddress);
  expect(texts.phone).toContain('顧客管理システム');
  expect(JSON.stringify({ sections, copyTexts })).not.toMatch(/\{\{|```/);
});
