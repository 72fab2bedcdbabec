// 顧客 made and edited by hand: what they are known by, who else it may be, two people at once, and what the history says.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../src/lib/ids.ts';
import { buildFirm, PASSWORD } from '../support/factories.ts';
import { composeInquiry } from '../support/mails.ts';
import { join, joinAndSignIn } from '../support/people.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { type Session, signIn } from '../support/session.ts';

let program: TestProgram;
let member: Session;
let other: Session;
let stranger: Session;
let theirs: Awaited<ReturnType<typeof buildFirm>>;
beforeAll(async () => {
  program = await startTestProgram();
  member = (await joinAndSignIn(program, 'member', '渡辺 さくら')).call;
  other = (await joinAndSignIn(program, 'manager', '田中 浩二')).call;
  theirs = await buildFirm(program.db, '株式会社べつの不動産');
  stranger = await signIn(program, { email: theirs.owner.email, password: PASSWORD });
});
afterAll(() => program.stop());

let numbers = 0;
const newPhone = () => `090-0000-${String(3_000 + ++numbers)}`;
const make = async (given: object) => {
  const { status, data } = await member('POST', '/customers', given);
  expect(status, JSON.stringify(data)).toBe(201);
  return data;
};
const edit = (id: string, body: object, as = member) => as('PATCH', `/customers/${id}`, body);
const historyOf = async (id: string) =>
  (await program.get(`/customers/${id}/history`)).items.map((line: { event: object }) => line.event);
async function mailedIn(number: string, given: Parameters<typeof composeInquiry>[0]) {
  await program.sendMail(composeInquiry({ number, ...given }));
  await program.settled();
  return (await program.get(`/inquiries?requestNumber=${number}`)).items[0].customer.id as string;
}

test('a customer is made by hand with all that a page shows, and the history says by whom', async () => {
  const { firm } = program;
  const made = await make({
    name: '  髙橋　美咲 ',
    nameKana: 'タカハシ　ミサキ',
    phones: ['０９０（００００）２０００', '', '03-0000-2001'],
    emails: ['a..b.@docomo.example', ''],
    postalCode: '154-0000',
    address: '東京都世田谷区桜丘99丁目9番9号',
    assigneeId: firm.salesperson.userId,
    statusId: firm.otherStatusId,
    groupIds: [firm.groupId, firm.groupId],
  });
  expect(made).toMatchObject({
    name: '髙橋　美咲',
    phones: ['+819000002000', '+81300002001'],
    phonesAsSent: ['０９０（００００）２０００', '03-0000-2001'],
    emails: ['a..b.@docomo.example'],
    otherNames: [],
    assignee: { name: '佐藤 健一' },
    status: { name: '追客中' },
    groups: [{ name: '反響客' }],
    inquiryCount: 0,
    version: 1,
  });
  expect(await program.get(`/customers/${made.id}`)).toMatchObject({ ...made, duplicates: [] });
  const { items } = await program.get(`/customers/${made.id}/history`);
  expect(items.map((line: { event: object }) => line.event).reverse()).toEqual([
    { type: 'created' },
    { type: 'assigned', to: '佐藤 健一' },
    { type: 'status-set', to: '追客中' },
    { type: 'group-added', group: '反響客' },
  ]);
  expect(items[0].actor).toEqual({ type: 'user', name: '渡辺 さくら' });
});

test('without a choice the status is the default one, and nobody is the assignee; none is none', async () => {
  const plain = await make({ name: '山田 花子' });
  expect(plain).toMatchObject({ status: { name: '新規' }, assignee: null, groups: [] });
  expect(await make({ name: '山田 花子', statusId: null })).toMatchObject({ status: null });
});

test('what cannot be is refused at its field: nobody, no phone, no address, things that are gone', async () => {
  const gone = await join(program, 'member');
  const owner = await signIn(program, program.owner);
  await owner('POST', `/users/${gone.userId}/deactivate`, {});
  const tries: [body: object, ...fields: string[]][] = [
    [{}, 'name'],
    [{ name: ' \u3000 ', phones: [''], emails: [' '] }, 'name'],
    [{ name: 'あ'.repeat(10_000) }, 'name'],
    [{ name: 5 }, 'name'],
    [{ phones: [newPhone(), 'でんわ'], emails: ['a b@example.jp', 'x'] }, 'emails.0', 'emails.1', 'phones.1'],
    [{ name: '山田', phones: Array(11).fill('03-0000-0000') }, 'phones'],
    [
      { name: '山田', assigneeId: gone.userId, statusId: newId(), groupIds: [newId()] },
      'assigneeId',
      'groupIds',
      'statusId',
    ],
    [
      {
        name: '山田',
        assigneeId: theirs.owner.userId,
        statusId: theirs.statusId,
        groupIds: [theirs.groupId],
      },
      'assigneeId',
      'groupIds',
      'statusId',
    ],
    [{ name: '山田', assigneeId: 'x' }, 'assigneeId'],
  ];
  for (const [body, ...fields] of tries) {
    const { status, data } = await member('POST', '/customers', body);
    expect([status, Object.keys(data.errors).sort()], JSON.stringify(body).slice(0, 60)).toEqual([
      422,
      fields,
    ]);
  }
});

test('hostile text is only text', async () => {
  const name = `\u202e<script>alert(1)</script>'; DROP TABLE customers;--\u0000\ud800`;
  const made = await make({ name, address: `{{7*7}}\u0000` });
  expect(made).toMatchObject({ name: name.replace('\u0000', '').toWellFormed(), address: '{{7*7}}' });
});

test('somebody known by the same phone or mail address is shown first; who insists makes a possible duplicate', async () => {
  const phone = newPhone();
  const known = await make({ name: '小川 誠', phones: [phone], emails: ['Ogawa@Example.jp'] });
  for (const body of [
    { name: '別の 名前', phones: [phone.replaceAll('-', '')] },
    { name: '別の 名前', emails: ['ｏｇａｗａ@example.jp'] },
  ])
    expect(await member('POST', '/customers', body)).toMatchObject({
      status: 409,
      data: { code: 'customer-exists', data: { customers: [{ id: known.id, name: '小川 誠' }] } },
    });
  const insisted = await make({ name: '小川 花', phones: [phone], insist: true });
  const { duplicates } = await program.get(`/customers/${insisted.id}`);
  expect(duplicates).toEqual([{ id: known.id, name: '小川 誠', reason: 'registered-anyway' }]);
});

test('of one person typed in twice at the same moment, the second is told', async () => {
  const phones = [newPhone()];
  const answers = await Promise.all(
    [1, 2, 3].map(() => member('POST', '/customers', { name: '同時 太郎', phones })),
  );
  expect(answers.map((a) => a.status).sort()).toEqual([201, 409, 409]);
});

test('a mail of somebody made by hand finds them, by the same rules as any', async () => {
  const phone = newPhone();
  const made = await make({ name: '髙橋　一', phones: [phone] });
  expect(await mailedIn('HAND-A', { name: '高橋 一', phone })).toBe(made.id);
});

test('an edit changes what it names, and each change is a line of the history', async () => {
  const { firm } = program;
  const [old, next] = [newPhone(), newPhone()];
  const made = await make({
    name: '旧姓 京子',
    phones: [old],
    emails: ['k@example.jp'],
    groupIds: [firm.groupId],
  });
  const { status, data } = await edit(made.id, {
    version: 1,
    name: '新姓 京子',
    phones: [next, old],
    emails: [],
    address: '東京都港区',
    assigneeId: firm.salesperson.userId,
    statusId: null,
    groupIds: [],
  });
  expect(status).toBe(200);
  expect(data).toMatchObject({
    name: '新姓 京子',
    otherNames: [],
    phonesAsSent: [next, old],
    emails: [],
    address: '東京都港区',
    assignee: { name: '佐藤 健一' },
    status: null,
    groups: [],
    version: 2,
  });
  expect((await historyOf(made.id)).slice(0, -3).reverse()).toEqual([
    { type: 'edited', field: 'name', from: '旧姓 京子', to: '新姓 京子' },
    { type: 'edited', field: 'address', from: null, to: '東京都港区' },
    { type: 'contact-added', kind: 'phone', value: next },
    { type: 'contact-removed', kind: 'email', value: 'k@example.jp' },
    { type: 'group-removed', group: '反響客' },
    { type: 'assigned', to: '佐藤 健一' },
    { type: 'status-set', to: null },
  ]);
  const idle = await edit(made.id, { version: 2, name: '新姓 京子', phones: [next, old] });
  expect(idle.data.version).toBe(2);
});

test('a removed phone is no longer theirs; a name they asked under stays known, a slip of the hand does not', async () => {
  const phone = newPhone();
  const id = await mailedIn('HAND-B', { name: '誤読　太朗', phone });
  const fixed = await edit(id, { version: 1, name: '語読 太郎' });
  expect(fixed.data.otherNames).toEqual(['誤読　太朗']);
  const again = await edit(id, { version: 2, name: '五読 太郎' });
  expect(again.data.otherNames).toEqual(['誤読　太朗']);
  expect(await mailedIn('HAND-C', { name: '誤読 太朗', phone })).toBe(id);
  const { version } = await program.get(`/customers/${id}`);
  expect((await edit(id, { version, phones: [] })).data.phones).toEqual([]);
  expect(await mailedIn('HAND-D', { name: '誤読 太朗', phone })).not.toBe(id);
});

test('two people edit at once: the second is told with what is there now, and nothing is lost', async () => {
  const made = await make({ name: '編集 一郎' });
  expect((await edit(made.id, { version: 1, address: '先の人の住所' })).status).toBe(200);
  const second = await edit(made.id, { version: 1, address: '後の人の住所' }, other);
  expect(second).toMatchObject({
    status: 409,
    data: { code: 'changed-meanwhile', data: { current: { address: '先の人の住所', version: 2 } } },
  });
  const both = await Promise.all([
    edit(made.id, { version: 2, name: 'A' }),
    edit(made.id, { version: 2, name: 'B' }, other),
  ]);
  expect(both.map((a) => a.status).sort()).toEqual([200, 409]);
});

test('a request that comes while somebody edits loses nothing: its new phone survives the edit', async () => {
  const [first, second] = [newPhone(), newPhone()];
  const id = await mailedIn('HAND-E', { name: '同じ 人', phone: first, email: 'same@example.jp' });
  const open = await program.get(`/customers/${id}`);
  expect(await mailedIn('HAND-F', { name: '同じ 人', phone: second, email: 'same@example.jp' })).toBe(id);
  const late = await edit(id, { version: open.version, phones: open.phonesAsSent });
  expect(late).toMatchObject({ status: 409, data: { code: 'changed-meanwhile' } });
  expect((await program.get(`/customers/${id}`)).phonesAsSent).toEqual([first, second]);
});

test('a phone of somebody else is shown before it is added; one’s own stays without a question', async () => {
  const [mine, taken] = [newPhone(), newPhone()];
  const holder = await make({ name: '持ち主', phones: [taken] });
  const made = await make({ name: '借り主', phones: [mine] });
  const asked = await edit(made.id, { version: 1, phones: [mine, taken] });
  expect(asked.data).toMatchObject({ code: 'customer-exists', data: { customers: [{ id: holder.id }] } });
  const insisted = await edit(made.id, { version: 1, phones: [mine, taken], insist: true });
  expect(insisted.data.version).toBe(2);
  expect((await edit(made.id, { version: 2, phones: [taken, mine], address: '番地' })).status).toBe(200);
  expect((await historyOf(made.id)).map((event: { type: string }) => event.type)).toContain(
    'duplicate-suspected',
  );
});

test('an open page hears of a customer made by hand', async () => {
  let heard = false;
  const off = program.live.subscribe(program.firm.organizationId, () => {
    heard = true;
  });
  await make({ name: '聞こえる 人' });
  await expect.poll(() => heard).toBe(true);
  off();
});

test('a program with a key may not, and another organization’s customer is not there', async () => {
  const made = await make({ name: '隣の 人' });
  for (const [method, path] of [
    ['POST', '/customers'],
    ['PATCH', `/customers/${made.id}`],
  ] as const) {
    const withKey = await program.api(path, {
      method,
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ name: 'x', version: 1 }),
    });
    expect(withKey.status).toBe(401);
  }
  expect((await edit(made.id, { version: 1, name: 'x' }, stranger)).status).toBe(404);
  expect((await edit(newId(), { version: 1, name: 'x' })).status).toBe(404);
  expect((await edit(made.id, { name: 'x' })).data.errors).toHaveProperty('version');
  // Whose phone it is elsewhere is nobody's business here.
  const phones = [newPhone()];
  expect((await stranger('POST', '/customers', { name: '隣', phones })).status).toBe(201);
  expect((await member('POST', '/customers', { name: '隣', phones })).status).toBe(201);
});
