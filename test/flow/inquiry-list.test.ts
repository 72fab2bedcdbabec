// The 反響 list: what it can be narrowed to, the 未対応 first page after page, changes at once that can be undone, kept views.
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../src/lib/ids.ts';
import { asOwner } from '../support/database.ts';
import { buildConnection, buildFirm, PASSWORD } from '../support/factories.ts';
import { composeInquiry, composeNotice } from '../support/mails.ts';
import { joinAndSignIn } from '../support/people.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { type Session, signIn } from '../support/session.ts';

let program: TestProgram;
let member: Session;
let owner: Session;
let stranger: Session;
let branch: Awaited<ReturnType<typeof buildConnection>>;
/** By the number it came with. */
const ids: Record<string, string> = {};

beforeAll(async () => {
  program = await startTestProgram();
  const { firm, db } = program;
  member = (await joinAndSignIn(program, 'member', '渡辺 さくら')).call;
  owner = await signIn(program, program.owner);
  const theirs = await buildFirm(db, '株式会社べつの不動産');
  stranger = await signIn(program, { email: theirs.owner.email, password: PASSWORD });
  // Gives nobody and another status.
  branch = await buildConnection(db, firm.organizationId, {
    name: 'リガイド 横浜支店',
    statusId: firm.otherStatusId,
  });
  const elsewhere = [`${branch.localPart}@inbox.localhost`];
  const mails: [number: string, raw: string, to?: string[]][] = [
    ['A', composeInquiry({ number: 'A', name: '一郎', phone: '090-0000-1001' })],
    ['B', composeInquiry({ number: 'B', name: '二郎', phone: '090-0000-1002' }), elsewhere],
    // The same person once more, and another name with the same phone.
    ['C', composeInquiry({ number: 'C', name: '一郎', phone: '090-0000-1001' })],
    ['D', composeInquiry({ number: 'D', name: '別人', phone: '090-0000-1002' })],
    ['E', composeNotice('E')],
    ['F', composeInquiry({ number: 'F', name: '三郎', phone: '090-0000-1003' })],
  ];
  for (const [number, raw, to] of mails) {
    await program.sendMail(raw, to);
    await program.settled();
    ids[number] = (await program.get(`/inquiries?requestNumber=${number}`)).items[0].id;
  }
});
afterAll(() => program.stop());

type Listed = { id: string; requestNumber: string };
const list = async (query: string) => {
  const { items } = await program.get(`/inquiries?limit=100&${query}`);
  return items.map(({ requestNumber }: Listed) => requestNumber).join('');
};
const idsOf = (numbers: string) => [...numbers].map((number) => ids[number]);
const change = (numbers: string, given: object, as = member) =>
  as('POST', '/inquiries/changes', { inquiryIds: idsOf(numbers), change: given });
const undo = (id: string, as = member) => as('POST', `/inquiries/changes/${id}/undo`);
async function state() {
  const { items } = await program.get('/inquiries?limit=100');
  // biome-ignore lint/suspicious/noExplicitAny: as the API gives them
  return items.map(({ requestNumber, assignee, status, respondedAt }: any) => [
    requestNumber,
    assignee?.name,
    status?.name,
    respondedAt,
  ]);
}

test('the list is narrowed by portal, connection, assignee, status, response, repeat and possible duplicates', async () => {
  const { firm } = program;
  const cases: [query: string, numbers: string][] = [
    ['', 'FEDCBA'],
    ['portal=re-guide', 'FEDCBA'],
    ['portal=nowhere', ''],
    [`connectionId=${branch.connectionId}`, 'B'],
    [`assigneeId=${firm.salesperson.userId}`, 'FDCA'],
    ['assigneeId=none', 'EB'],
    [`statusId=${firm.otherStatusId}`, 'B'],
    [`statusId=${firm.statusId}&assigneeId=${firm.salesperson.userId}`, 'FDCA'],
    ['statusId=none', ''],
    ['repeat=true', 'C'],
    ['repeat=false', 'FEDBA'],
    ['duplicate=true', 'DB'],
    ['duplicate=false', 'FECA'],
    ['outcome=notice', 'E'],
    ['response=open', 'FEDCBA'],
    ['response=done', ''],
    [`connectionId=${newId()}`, ''],
    ['period=7-days', 'FEDCBA'],
    ['period=yesterday', ''],
  ];
  for (const [query, numbers] of cases) expect(await list(query), query).toBe(numbers);
  expect(await list('order=open-first&duplicate=true')).toBe('DB');
  expect((await program.get('/inquiries?requestNumber=B')).items[0]).toMatchObject({
    isDuplicate: true,
    status: { name: '追客中' },
    customer: { inquiryCount: 1 },
  });
});

test('a period is Japanese days, both included, by when the mail came', async () => {
  const at = async (number: string, receivedAt: string) =>
    asOwner(program.server, (client) =>
      client.query('UPDATE inquiries SET received_at = $2 WHERE id = $1', [ids[number], receivedAt]),
    );
  await at('A', '2026-11-19T14:59:59Z');
  await at('B', '2026-11-19T15:00:00Z');
  await at('C', '2026-11-20T14:59:59Z');
  await at('D', '2026-11-20T15:00:00Z');
  expect(await list('from=2026-11-20&to=2026-11-20')).toBe('CB');
  expect(await list('to=2026-11-19')).toBe('A');
  expect(await list('from=2026-11-21&to=2026-11-21')).toBe('D');
});

test('the 未対応 stand first, the newest first in both parts, whatever the size of a page; the count is theirs', async () => {
  for (const number of ['F', 'B', 'D'])
    await member('POST', `/inquiries/${ids[number]}/activities`, { kind: 'call' });
  expect(await list('order=open-first')).toBe('ECAFDB');
  expect(await list('response=done')).toBe('FDB');
  expect(await program.get('/inquiries/counts')).toEqual({ open: 3 });
  expect(await program.get('/inquiries/counts?repeat=true')).toEqual({ open: 1 });
  expect((await member('GET', '/me')).data.openCount).toBe(3);
  for (const limit of [1, 2, 3, 4, 6]) {
    let read = '';
    let cursor = '';
    do {
      const { items, nextCursor } = await program.get(
        `/inquiries?order=open-first&limit=${limit}${cursor && `&cursor=${cursor}`}`,
      );
      read += items.map(({ requestNumber }: Listed) => requestNumber).join('');
      cursor = nextCursor ?? '';
    } while (cursor);
    expect(read, `by ${limit}`).toBe('ECAFDB');
  }
});

test('what cannot be asked is refused', async () => {
  for (const query of [
    'assigneeId=x',
    'from=20261120',
    'period=ever',
    'from=2026-02-30',
    'to=9999-12-31',
    'repeat=maybe',
    'response=late',
    'order=oldest',
  ])
    expect((await program.api(`/inquiries?${query}`)).status, query).toBe(422);
  for (const cursor of [
    'x',
    Buffer.from('open|x').toString('base64url'),
    Buffer.from(newId()).toString('base64url'),
  ])
    expect((await program.api(`/inquiries?order=open-first&cursor=${cursor}`)).status).toBe(400);
});

test('several are given an assignee at once; undone, each has the one it had, but for what changed since', async () => {
  const { firm } = program;
  const before = await state();
  const { data } = await change('ABCE', { type: 'assign', assigneeId: firm.owner.userId });
  // A and C are of one customer; the notice has none.
  expect(data).toMatchObject({ changed: 2, unchanged: 0, left: 1 });
  // Whoever saw another there learns of it.
  expect(data.were).toContainEqual({
    customerId: (await program.get(`/inquiries/${ids.A}`)).customer.id,
    from: firm.salesperson.userId,
  });
  expect(await list(`assigneeId=${firm.owner.userId}`)).toBe('CBA');
  const { customer } = await program.get(`/inquiries/${ids.A}`);
  const { items } = await program.get(`/customers/${customer.id}/history?limit=1`);
  expect(items[0]).toMatchObject({
    event: { type: 'assigned', to: '高橋 誠' },
    actor: { name: '渡辺 さくら' },
  });
  expect((await undo(data.changeId, owner)).status).toBe(404);
  expect((await undo(data.changeId)).data).toEqual({ restored: 2, kept: 0 });
  expect((await undo(data.changeId)).data).toEqual({ restored: 0, kept: 0 });
  expect(await state()).toEqual(before);

  const again = (await change('AB', { type: 'assign', assigneeId: null })).data;
  expect(again).toMatchObject({ changed: 1, unchanged: 1 });
  await change('A', { type: 'assign', assigneeId: firm.owner.userId }, owner);
  expect((await undo(again.changeId)).data).toEqual({ restored: 0, kept: 1 });
  expect((await program.get(`/inquiries/${ids.A}`)).assignee.name).toBe('高橋 誠');
});

test('undoing leaves what somebody else chose since, also where it is again what was given', async () => {
  const { firm } = program;
  const group = (await owner('POST', '/groups', { name: '戻さない' })).data;
  const assign = (userId: string | null) => ({ type: 'assign', assigneeId: userId });
  const status = (statusId: string | null) => ({ type: 'status', statusId });
  const join = { type: 'join', groupId: group.id };
  const leave = { type: 'leave', groupId: group.id };
  for (const [given, away] of [
    [assign(firm.owner.userId), assign(null)],
    [status(firm.otherStatusId), status(null)],
    [join, leave],
  ] as const) {
    await change('BF', away);
    const mine = (await change('BF', given)).data;
    expect(mine.changed, given.type).toBe(2);
    await change('F', away, owner);
    await change('F', given, owner);
    expect((await undo(mine.changeId)).data, given.type).toEqual({ restored: 1, kept: 1 });
    // One's own change of it in between is nobody's loss.
    const again = (await change('B', given)).data;
    await change('B', away);
    await change('B', given);
    expect((await undo(again.changeId)).data, given.type).toEqual({ restored: 1, kept: 0 });
  }
  const { customer } = await program.get(`/inquiries/${ids.F}`);
  const now = await program.get(`/customers/${customer.id}`);
  const isIn = now.groups.some(({ id }: { id: string }) => id === group.id);
  expect([now.assignee.id, now.status.id, isIn]).toEqual([firm.owner.userId, firm.otherStatusId, true]);
});

test('undoing does not give back what is gone meanwhile', async () => {
  const { status, data: made } = await owner('POST', '/statuses', { name: '短命', color: 'gray' });
  expect(status).toBe(201);
  await change('F', { type: 'status', statusId: made.id });
  const { data } = await change('F', { type: 'status', statusId: null });
  expect((await owner('DELETE', `/statuses/${made.id}`, {})).status).toBeLessThan(300);
  expect((await undo(data.changeId)).data).toEqual({ restored: 0, kept: 1 });
});

test('whatever is changed at once and undone leaves all as it was', async () => {
  const { firm } = program;
  const changes = fc.oneof(
    fc.record({
      type: fc.constant('assign'),
      assigneeId: fc.constantFrom(null, firm.owner.userId, firm.salesperson.userId),
    }),
    fc.record({
      type: fc.constant('status'),
      statusId: fc.constantFrom(null, firm.statusId, firm.otherStatusId),
    }),
    fc.record({ type: fc.constant('respond') }),
  );
  const step = fc.tuple(fc.subarray([...'ABCDEF'], { minLength: 1 }), changes);
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 3 }), async (steps) => {
      const before = await state();
      const made: string[] = [];
      for (const [numbers, given] of steps) {
        const { data } = await change(numbers.join(''), given);
        if (data.changeId) made.unshift(data.changeId);
      }
      for (const id of made) expect((await undo(id)).data.kept).toBe(0);
      expect(await state()).toEqual(before);
    }),
    { numRuns: 12 },
  );
});

test('what is not there, or another firm’s, is neither given nor changed', async () => {
  const { firm } = program;
  const before = await state();
  const refused: [body: object, field: string][] = [
    [{ type: 'assign', assigneeId: newId() }, 'assigneeId'],
    [{ type: 'status', statusId: newId() }, 'statusId'],
    [{ type: 'paint' }, 'change.type'],
  ];
  for (const [given, field] of refused) {
    const { status, data } = await change('A', given);
    expect([status, Object.keys(data.errors)], field).toEqual([422, [field]]);
  }
  const theirs = await change('AB', { type: 'respond' }, stranger);
  expect(theirs.data).toEqual({
    ...{ changeId: null, looked: 0, changed: 0, unchanged: 0, left: 0, overtaken: 0 },
    were: [],
  });
  const given = await change('AB', { type: 'assign', assigneeId: firm.owner.userId }, stranger);
  expect(given.status).toBe(422);
  expect(await state()).toEqual(before);
});

test('a person keeps filters under names; nobody else sees them', async () => {
  const filter = { response: 'open', assigneeId: 'none', from: '2026-11-20', repeat: true };
  const made = await member('POST', '/inquiry-views', { name: ' 未割当 ', filter });
  expect(made).toMatchObject({ status: 201, data: { name: '未割当', filter } });
  const { id } = made.data;
  const same = await member('POST', '/inquiry-views', { name: '未割当', filter: {} });
  expect(same.data.errors).toEqual({ name: 'この名前はすでに使われています。' });
  const odd = await member('POST', '/inquiry-views', { name: 'x', filter: { colour: 'red' } });
  expect(odd.status).toBe(422);
  const other = (await member('POST', '/inquiry-views', { name: '再反響', filter: { repeat: true } })).data
    .id;
  expect((await member('PATCH', `/inquiry-views/${other}`, { name: '未割当' })).status).toBe(422);
  expect((await member('PATCH', `/inquiry-views/${id}`, { name: '急ぎ' })).data).toMatchObject({ filter });
  expect((await member('PATCH', `/inquiry-views/${id}`, { filter: {} })).data).toMatchObject({
    name: '急ぎ',
    filter: {},
  });
  for (const as of [owner, stranger]) {
    expect((await as('GET', '/inquiry-views')).data.items).toEqual([]);
    expect((await as('PATCH', `/inquiry-views/${id}`, { name: 'x' })).status).toBe(404);
    expect((await as('DELETE', `/inquiry-views/${id}`)).status).toBe(404);
  }
  expect((await member('DELETE', `/inquiry-views/${id}`)).status).toBe(204);
  const left = (await member('GET', '/inquiry-views')).data.items;
  expect(left.map(({ name }: { name: string }) => name)).toEqual(['再反響']);
});
