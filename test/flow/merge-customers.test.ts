// 統合: two customers become one and two again, what comes in between reaches the right one, and what may not be is refused.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../src/lib/ids.ts';
import { buildFirm, PASSWORD } from '../support/factories.ts';
import { newPhone, openMerges } from '../support/merges.ts';
import { joinAndSignIn } from '../support/people.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { type Session, signIn } from '../support/session.ts';

let program: TestProgram;
let member: Session;
let owner: Session;
let merges: ReturnType<typeof openMerges>;
let stranger: Session;
let theirs: Awaited<ReturnType<typeof buildFirm>>;
beforeAll(async () => {
  program = await startTestProgram();
  member = (await joinAndSignIn(program, 'member', '渡辺 さくら')).call;
  owner = await signIn(program, program.owner);
  merges = openMerges(program, member);
  theirs = await buildFirm(program.db, '株式会社べつの不動産');
  stranger = await signIn(program, { email: theirs.owner.email, password: PASSWORD });
});
afterAll(() => program.stop());

test('one of two who may be one is merged into the other: chosen values, all that both asked, both histories', async () => {
  const { customer, two, merge, historyOf, expectNoLeftovers } = merges;
  const { first, second, phone, emailA, emailB } = await two({}, { kana: 'ヤマダ　ハナコ' });
  expect((await customer(first)).duplicates).toMatchObject([{ id: second, reason: 'same-phone-other-name' }]);
  const asked = { otherId: second, choices: { name: 'absorbed', emails: 'absorbed' } };
  const preview = await member('POST', `/customers/${first}/merge-preview`, asked);
  expect(preview).toMatchObject({
    status: 200,
    data: {
      survivor: { id: first, name: '山田　太郎', version: 1 },
      absorbed: { id: second, name: '山田　花子', version: 1 },
      choices: { name: 'absorbed', nameKana: 'survivor', emails: 'absorbed', groups: 'both' },
    },
  });
  const merged = await merge(first, second, asked.choices);
  expect(merged.status, merged.text).toBe(201);
  const now = await customer(first);
  expect(now).toMatchObject({
    id: first,
    name: '山田　花子',
    nameKana: 'ヤマダ　タロウ',
    phonesAsSent: [phone],
    emails: [emailB, emailA],
    otherNames: ['山田　太郎'],
    inquiryCount: 2,
    duplicates: [],
    merges: [
      { id: merged.data.id, by: '渡辺 さくら', other: { id: second, name: '山田　花子' }, canBeUndone: true },
    ],
  });
  expect(now).toMatchObject(preview.data.result);
  const history = await historyOf(first);
  expect(history).toContainEqual({ type: 'merged', otherId: second, name: '山田　花子' });
  expect(history).toContainEqual({ type: 'edited', field: 'name', from: '山田　太郎', to: '山田　花子' });
  expect(history.filter(({ type }) => type === 'created')).toHaveLength(2);
  const inquiries = (await program.get(`/inquiries?customerId=${first}`)).items;
  expect(inquiries).toHaveLength(2);
  expect(inquiries.map((one: { isDuplicate: boolean }) => one.isDuplicate)).toEqual([false, false]);
  await expectNoLeftovers();
});

test('who was merged away is in no list and found by nothing; a link to them leads to the one they are now', async () => {
  const { customer, two, merge, historyOf, expectNoLeftovers } = merges;
  const { first, second, emailB } = await two();
  await merge(first, second);
  const ids = async (query: string) =>
    (await program.get(`/customers?${query}`)).items.map(({ id }: { id: string }) => id);
  expect(await ids(`email=${emailB}`)).toEqual([first]);
  expect(await ids(`q=${emailB}`)).toEqual([first]);
  for (const query of [
    'limit=100',
    'q=%E3%80%82',
    'assigneeId=none',
    'statusId=none',
    'order=name&limit=100',
  ])
    expect(await ids(query), query).not.toContain(second);
  const redirected = await program.api(`/customers/${second}`, { redirect: 'manual' });
  expect([redirected.status, redirected.headers.get('location')]).toEqual([
    307,
    `/api/v1/customers/${first}`,
  ]);
  expect(await customer(second)).toMatchObject({ id: first });
  expect((await historyOf(second))[0]).toEqual({ type: 'merged-away', otherId: first, name: '山田　太郎' });
  const { groupId } = program.firm;
  for (const change of [
    { type: 'leave', groupId },
    { type: 'join', groupId },
    { type: 'assign', assigneeId: program.firm.owner.userId },
  ])
    await member('POST', '/customers/changes', { customerIds: [second], change });
  await expectNoLeftovers();
  const late = await member('PATCH', `/customers/${second}`, { version: 1, name: '遅い 編集' });
  expect(late).toMatchObject({
    status: 409,
    data: { code: 'customer-merged', data: { into: { id: first, name: '山田　太郎' } } },
  });
});

test('mails of either reach the one that is left, and make nobody anew', async () => {
  const { customer, mailedIn, two, merge } = merges;
  const { first, second, emailA, emailB } = await two({ phone: newPhone() });
  await merge(first, second);
  const { items: before } = await program.get('/customers?limit=100');
  const late = await mailedIn(
    { name: '別の　名前', phone: null, email: emailB },
    { name: '別の　名前', phone: null, email: emailA },
  );
  expect(late).toEqual([first, first]);
  expect((await program.get('/customers?limit=100')).items).toHaveLength(before.length);
  expect(await customer(first)).toMatchObject({ inquiryCount: 4, duplicates: [] });
});

test('undone at once, both are as they were: values, points and their order, groups, inquiries, suspicions', async () => {
  const { customer, mailedIn, two, merge, undo, historyOf, stored } = merges;
  const { first, second, phone } = await two();
  const [third] = await mailedIn({ name: '山田　次郎', phone });
  const { firm } = program;
  await member('PATCH', `/customers/${second}`, {
    version: (await customer(second)).version,
    address: '東京都港区',
    assigneeId: null,
    statusId: firm.otherStatusId,
    groupIds: [],
  });
  const all = [first, second, third];
  const before = await stored(all);
  const sides = ['survivor', 'absorbed'] as const;
  for (const side of sides) {
    const fields = [
      'name',
      'nameKana',
      'postalCode',
      'address',
      'assigneeId',
      'statusId',
      'phones',
      'emails',
      'groups',
    ];
    const choices = Object.fromEntries(fields.map((field) => [field, side]));
    const { data } = await merge(second, first, choices);
    expect(await stored(all)).not.toEqual(before);
    expect((await customer(second)).duplicates).toMatchObject([{ id: third }]);
    const undone = await undo(data.id);
    expect(undone, undone.text).toMatchObject({
      status: 200,
      data: { survivor: { id: second }, absorbed: { id: first } },
    });
    expect(await stored(all)).toEqual(before);
  }
  expect((await historyOf(first))[0]).toEqual({ type: 'merge-undone', otherId: second, name: '山田　花子' });
  expect(await customer(first)).toMatchObject({ id: first, merges: [] });
});

test('what came since goes where it belongs when the merge is undone, and it is said before', async () => {
  const { customer, mailedIn, two, merge, undo, stored, expectNoLeftovers } = merges;
  const phoneB = newPhone();
  const { first, second, emailB } = await two({}, { name: '田中　花', phone: phoneB });
  const before = await stored([second]);
  const { data } = await merge(first, second, { address: 'absorbed' });
  const version = (await customer(first)).version;
  await member('PATCH', `/customers/${first}`, { version, nameKana: 'アタラシイ　カナ' });
  const newOfB = newPhone();
  // One after the other: the second is known by what the first one brought.
  const since = [
    ...(await mailedIn({ name: '田中　花', phone: newOfB, email: emailB })),
    ...(await mailedIn({ name: '山田　太郎', phone: newOfB })),
  ];
  expect(since).toEqual([first, first]);
  const preview = await member('GET', `/customer-merges/${data.id}`);
  expect(preview.data).toMatchObject({
    survivor: {
      id: first,
      now: { inquiryCount: 4 },
      result: { inquiryCount: 2, nameKana: 'アタラシイ　カナ' },
    },
    absorbed: { id: second, result: { name: '田中　花', inquiryCount: 2, phonesAsSent: [phoneB, newOfB] } },
    since: [{ goesTo: 'absorbed' }, { goesTo: 'survivor' }],
    edited: ['nameKana'],
    gone: [],
  });
  const stale = await member('POST', `/customer-merges/${data.id}/undo`, { version });
  expect(stale).toMatchObject({
    status: 409,
    data: { code: 'changed-meanwhile', data: { current: { id: first, nameKana: 'アタラシイ　カナ' } } },
  });
  await undo(data.id);
  const after = await stored([second]);
  expect(after.points.slice(0, before.points.length)).toEqual(before.points);
  expect(after.inquiries).toHaveLength(2);
  expect(await customer(second)).toMatchObject(preview.data.absorbed.result);
  expect(await customer(first)).toMatchObject(preview.data.survivor.result);
  await expectNoLeftovers();
});

test('merges of merges are undone from the newest on; a link goes all the way', async () => {
  const { customer, two, merge, undo, stored } = merges;
  const { first, second } = await two();
  const { first: third, second: fourth } = await two();
  const all = [first, second, third, fourth];
  const before = await stored(all);
  const a = await merge(first, second);
  const b = await merge(third, first);
  const c = await merge(third, fourth);
  expect(await customer(second)).toMatchObject({ id: third, inquiryCount: 4 });
  expect((await customer(third)).merges).toMatchObject([
    { id: c.data.id, canBeUndone: true },
    { id: b.data.id, canBeUndone: false },
  ]);
  for (const early of [a, b]) {
    const next = early === a ? b : c;
    expect(await member('GET', `/customer-merges/${early.data.id}`)).toMatchObject({
      status: 409,
      data: { code: 'merged-again', data: { mergeId: next.data.id } },
    });
  }
  for (const { data } of [c, b, a]) expect((await undo(data.id)).status).toBe(200);
  expect(await stored(all)).toEqual(before);
  const again = await member('POST', `/customer-merges/${a.data.id}/undo`, { version: 1 });
  expect(again).toMatchObject({ status: 409, data: { code: 'merge-undone' } });
});

test('with itself, with another organization’s, twice, or unseen: refused with what stands in the way', async () => {
  const { two, merge } = merges;
  const { first, second } = await two();
  const other = (await stranger('POST', '/customers', { name: '隣の 人' })).data;
  const seen = { version: 1, otherVersion: 1 };
  const tries: [Session, path: string, otherId: string, status: number, code: string][] = [
    [member, first, first, 422, 'merge-with-itself'],
    [member, first, other.id, 404, 'not-found'],
    [member, other.id, first, 404, 'not-found'],
    [stranger, first, second, 404, 'not-found'],
    [member, first, newId(), 404, 'not-found'],
  ];
  for (const [as, path, otherId, status, code] of tries) {
    expect(await as('POST', `/customers/${path}/merges`, { otherId, ...seen })).toMatchObject({
      status,
      data: { code },
    });
    expect(await as('POST', `/customers/${path}/merge-preview`, { otherId })).toMatchObject({
      status,
      data: { code },
    });
  }
  await member('PATCH', `/customers/${second}`, { version: 1, address: '新しい住所' });
  const unseen = await member('POST', `/customers/${first}/merges`, { otherId: second, ...seen });
  expect(unseen).toMatchObject({
    status: 409,
    data: {
      code: 'changed-meanwhile',
      data: { current: { id: first, version: 1 }, other: { id: second, address: '新しい住所', version: 2 } },
    },
  });
  const { data } = await merge(first, second);
  for (const [path, otherId] of [
    [first, second],
    [second, first],
  ])
    expect(await member('POST', `/customers/${path}/merges`, { otherId, ...seen })).toMatchObject({
      status: 409,
      data: { code: 'customer-merged', data: { into: { id: first } } },
    });
  for (const [method, path, body] of [
    ['GET', `/customer-merges/${data.id}`, undefined],
    ['POST', `/customer-merges/${data.id}/undo`, { version: 2 }],
  ] as const) {
    expect((await stranger(method, path, body)).status).toBe(404);
    const withKey = await program.api(path, {
      method,
      headers: { 'Content-Type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    expect(withKey.status).toBe(401);
  }
});

test('a status, a group or a person that is gone by then is not given back, and it is said', async () => {
  const { customer, two, merge, undo } = merges;
  const status = (await owner('POST', '/statuses', { name: '一時', color: 'red' })).data;
  const group = (await owner('POST', '/groups', { name: '一時のグループ' })).data;
  const leaver = await joinAndSignIn(program, 'member', '去る 人');
  const { first, second } = await two();
  await member('PATCH', `/customers/${second}`, {
    version: (await customer(second)).version,
    assigneeId: leaver.userId,
    statusId: status.id,
    groupIds: [group.id],
  });
  const { data } = await merge(first, second, { groups: 'survivor' });
  expect((await owner('DELETE', `/statuses/${status.id}`)).status).toBeLessThan(300);
  expect((await owner('DELETE', `/groups/${group.id}`)).status).toBeLessThan(300);
  expect((await owner('POST', `/users/${leaver.userId}/deactivate`, {})).status).toBeLessThan(300);
  const preview = await member('GET', `/customer-merges/${data.id}`);
  expect(preview.data.gone).toEqual(['assigneeId', 'statusId', 'groups']);
  expect((await undo(data.id)).status).toBe(200);
  expect(await customer(second)).toMatchObject({
    status: { name: '新規' },
    assignee: { name: '佐藤 健一' },
    groups: [],
  });
});

test('別人として扱う: the two are held apart, also by later mails, until that is taken back', async () => {
  const { customer, two, historyOf } = merges;
  const { first, second, phone } = await two();
  const path = `/customers/${first}/distinct-from/${second}`;
  expect((await member('PUT', path)).status).toBe(204);
  expect((await member('PUT', path)).status).toBe(204);
  expect((await customer(first)).duplicates).toEqual([]);
  expect((await customer(second)).duplicates).toEqual([]);
  const asked = await program.get(`/inquiries?customerId=${second}`);
  expect(asked.items[0]).toMatchObject({ isDuplicate: false });
  const { version } = await customer(second);
  await member('PATCH', `/customers/${second}`, { version, phones: [] });
  await member('PATCH', `/customers/${second}`, { version: version + 1, phones: [phone], insist: true });
  expect((await customer(second)).duplicates).toEqual([]);
  expect((await historyOf(first)).filter(({ type }) => type === 'duplicate-dismissed')).toHaveLength(1);
  expect((await member('DELETE', path)).status).toBe(204);
  expect((await customer(first)).duplicates).toMatchObject([{ id: second }]);
  expect((await stranger('PUT', path)).status).toBe(404);
  expect((await member('PUT', `/customers/${first}/distinct-from/${newId()}`)).status).toBe(404);
});
