// 振り分けルール over real SMTP: which rule chooses, whose turn it is with two workers, who is given what when people leave, and that
// trying rules out says what then happens.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ruleOf, setagaya, teamOf } from '../support/assignment-rules.ts';
import { asOwner } from '../support/database.ts';
import { buildConnection, buildFirm, PASSWORD } from '../support/factories.ts';
import { composeInquiry, type Given } from '../support/mails.ts';
import { join, joinAndSignIn } from '../support/people.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { type Session, signIn } from '../support/session.ts';

let program: TestProgram;
let owner: Session;
let admin: Session;
beforeAll(async () => {
  program = await startTestProgram();
  owner = await signIn(program, program.owner);
  admin = (await joinAndSignIn(program, 'admin')).call;
});
afterAll(() => program.stop());

let count = 0;
/** A connection of its own: with the salesperson as its own assignee, and these rules. */
async function connect(rules: object[]) {
  const made = await buildConnection(program.db, program.firm.organizationId, {
    name: `リガイド ${++count}号店`,
    assigneeId: program.firm.salesperson.userId,
  });
  const id = made.connectionId;
  const path = `/connections/${id}/assignment-rules`;
  const saved = await owner('PUT', path, { version: 1, rules });
  expect(saved.status, saved.text).toBe(200);
  return { id, path, address: `${made.localPart}@inbox.localhost`, saved: saved.data };
}
/** A request of somebody nobody knows. */
function somebody(given: Given = {}): string {
  const n = ++count;
  const phone = `090-0000-${String(n).padStart(4, '0')}`;
  return composeInquiry({ number: `RULE-${n}`, name: `試験　${n}号`, phone, ...given });
}
async function arrive(address: string, mails: string[]) {
  for (const mail of mails) {
    await program.sendMail(mail, [address]);
    await program.settled();
  }
}
/** Inquiries of a connection as they came. */
const inquiriesOf = async (id: string) =>
  (await program.get(`/inquiries?connectionId=${id}&limit=100`)).items.reverse();
const namesOf = async (id: string): Promise<string[]> =>
  (await inquiriesOf(id)).map((one: { assignee: { name: string } }) => one.assignee?.name ?? null);
const historyOf = async (id: string) => (await owner('GET', `/connections/${id}/history`)).data.items;

test('the first rule that holds chooses, what it leaves open the connection says, and each inquiry keeps why', async () => {
  const { firm } = program;
  const tanaka = await join(program, 'member', '田中 一郎');
  const { id, address, path, saved } = await connect([
    ruleOf({ name: '休み', isPaused: true, assignee: teamOf('person', [tanaka]) }),
    ruleOf({
      name: '世田谷の査定',
      conditions: { kinds: ['appraisal'], ...setagaya },
      assignee: teamOf('person', [tanaka]),
      statusId: firm.otherStatusId,
      groupId: firm.groupId,
    }),
    ruleOf({ name: '渋谷店', conditions: { addressees: ['渋谷店'] }, groupId: firm.groupId }),
  ]);
  const mail = somebody();
  const known = mail.replace(/RULE-\d+/, 'RULE-AGAIN');
  await arrive(address, [
    mail,
    somebody({ property: '東京都渋谷区1-1', addressee: 'みほん不動産　渋谷店' }),
    somebody({ property: '東京都港区1-1' }),
    known,
  ]);
  const [first, second, third, again] = await inquiriesOf(id);
  expect(first).toMatchObject({
    assignee: { name: '田中 一郎' },
    status: { name: '追客中' },
    assignment: {
      rule: { id: saved.rules[1].id, name: '世田谷の査定' },
      reasons: [
        { condition: 'kind', value: 'appraisal' },
        { condition: 'area', value: '東京都世田谷区' },
      ],
      assignee: 'person',
      assigneeName: '田中 一郎',
    },
  });
  expect(second).toMatchObject({
    addressee: 'みほん不動産　渋谷店',
    assignee: { name: firm.salesperson.name },
    status: { name: '新規' },
    assignment: {
      rule: { name: '渋谷店' },
      reasons: [{ condition: 'addressee', value: '渋谷店' }],
      assignee: 'default',
    },
  });
  expect(third).toMatchObject({
    assignee: { name: firm.salesperson.name },
    assignment: { rule: null, reasons: [], assignee: 'default' },
  });
  expect(again.customer.id).toBe(first.customer.id);
  expect(again).toMatchObject({
    assignee: { name: '田中 一郎' },
    assignment: { rule: { name: '世田谷の査定' }, assignee: 'kept', assigneeName: null },
  });
  const lines = (await program.get(`/customers/${first.customer.id}/history`)).items;
  expect(lines.map((line: { event: { type: string } }) => line.event)).toContainEqual({
    type: 'rule-chosen',
    assignment: first.assignment,
  });
  const [customer] = (await program.get(`/customers/${second.customer.id}`)).groups;
  expect(customer).toMatchObject({ name: '反響客' });

  // What was chosen stays as it was said, whatever becomes of the rule.
  expect((await owner('PUT', path, { version: saved.version, rules: [] })).status).toBe(200);
  expect((await inquiriesOf(id))[0].assignment).toEqual(first.assignment);
  await arrive(address, [somebody()]);
  expect((await inquiriesOf(id))[4].assignment).toBeNull();
});

test('two workers with many mails at once give a team equal shares, in turn and by fewest', async () => {
  const people = await Promise.all(['甲', '乙', '丙'].map((name) => join(program, 'member', `輪番 ${name}`)));
  const turn = await connect([ruleOf({ assignee: teamOf('round-robin', people) })]);
  const few = await Promise.all(['丁', '戊'].map((name) => join(program, 'member', `未対応 ${name}`)));
  const fewest = await connect([ruleOf({ assignee: teamOf('fewest-open', few) })]);
  const second = await startTestProgram({ ...program, port: 0 });
  try {
    const mails = Array.from({ length: 20 }, () => [
      { mail: somebody(), address: turn.address },
      { mail: somebody(), address: fewest.address },
    ]).flat();
    await Promise.all(
      mails.map(({ mail, address }, i) => (i % 4 < 2 ? program : second).sendMail(mail, [address])),
    );
    await expect.poll(async () => (await inquiriesOf(turn.id)).length, { timeout: 20_000 }).toBe(20);
    await expect.poll(async () => (await inquiriesOf(fewest.id)).length, { timeout: 20_000 }).toBe(20);
  } finally {
    await second.stop();
  }
  const shares = async (id: string) => {
    const names = await namesOf(id);
    return [...new Set(names)].map((name) => names.filter((one) => one === name).length).sort();
  };
  expect(await shares(turn.id)).toEqual([6, 7, 7]);
  expect(await shares(fewest.id)).toEqual([10, 10]);
}, 60_000);

test('the one with the fewest 未対応 is next, whoever’s turn it was', async () => {
  const [busy, free] = await Promise.all([
    join(program, 'member', '多忙 太郎'),
    join(program, 'member', '余裕 花子'),
  ]);
  const own = await connect([ruleOf({ assignee: teamOf('person', [busy]) })]);
  await arrive(own.address, [somebody(), somebody()]);
  const { id, address } = await connect([ruleOf({ assignee: teamOf('fewest-open', [busy, free]) })]);
  await arrive(address, [somebody(), somebody(), somebody()]);
  expect(await namesOf(id)).toEqual(['余裕 花子', '余裕 花子', '多忙 太郎']);
  for (const answered of await inquiriesOf(own.id))
    expect((await owner('POST', `/inquiries/${answered.id}/activities`, { kind: 'call' })).status).toBe(201);
  await arrive(address, [somebody()]);
  expect((await namesOf(id))[3]).toBe('多忙 太郎');
});

test('who leaves is asked a replacement for, has no more turns, and a rule without anybody leaves it to the connection', async () => {
  const [one, two, heir] = await Promise.all(
    ['退職 一', '在籍 二', '後任 三'].map((name) => join(program, 'member', name)),
  );
  if (!one || !two || !heir) throw new Error('nobody there');
  const pair = await connect([ruleOf({ name: '二人', assignee: teamOf('round-robin', [one, two]) })]);
  const alone = await connect([ruleOf({ name: '一人', assignee: teamOf('person', [one]) })]);
  const refused = await owner('POST', `/users/${one.userId}/deactivate`, {});
  expect(refused).toMatchObject({
    status: 409,
    data: { code: 'in-use', data: { connections: 2, customers: 0 } },
  });
  expect((await owner('POST', `/users/${one.userId}/deactivate`, { replacementId: null })).status).toBe(200);
  await arrive(pair.address, [somebody(), somebody()]);
  expect(await namesOf(pair.id)).toEqual(['在籍 二', '在籍 二']);
  await arrive(alone.address, [somebody()]);
  expect((await inquiriesOf(alone.id))[0]).toMatchObject({
    assignee: { name: program.firm.salesperson.name },
    assignment: { rule: { name: '一人' }, assignee: 'nobody-left' },
  });
  expect((await historyOf(alone.id))[0]).toMatchObject({
    action: 'connection.assignment-replaced',
    details: { rules: ['一人'], from: '退職 一', to: null },
  });
  // Everybody's turn goes to one who takes over.
  const taken = await owner('POST', `/users/${two.userId}/deactivate`, { replacementId: heir.userId });
  expect(taken.status).toBe(200);
  await arrive(pair.address, [somebody()]);
  expect((await namesOf(pair.id))[2]).toBe('後任 三');
  // A stale page cannot bring back who left.
  const back = await owner('PUT', pair.path, {
    version: (await owner('GET', pair.path)).data.version,
    rules: [ruleOf({ assignee: teamOf('person', [two]) })],
  });
  expect(back).toMatchObject({ status: 422, data: { errors: { 'rules.0.assigneeId': expect.any(String) } } });
});

test('a status and a group that only a rule sets do not vanish without a replacement', async () => {
  const statusId = (await admin('POST', '/statuses', { name: 'ルールのみ', color: 'teal' })).data.id;
  const groupId = (await admin('POST', '/groups', { name: 'ルールのみ' })).data.id;
  const { path } = await connect([ruleOf({ statusId, groupId })]);
  const inUse = { status: 409, data: { code: 'in-use', data: { connections: 1, customers: 0 } } };
  expect(await admin('DELETE', `/statuses/${statusId}`)).toMatchObject(inUse);
  expect(await admin('DELETE', `/groups/${groupId}`)).toMatchObject(inUse);
  const { otherStatusId } = program.firm;
  await admin('DELETE', `/statuses/${statusId}?replacementId=${otherStatusId}`);
  await admin('DELETE', `/groups/${groupId}?replacementId=none`);
  const { data } = await owner('GET', path);
  expect(data).toMatchObject({ version: 4, rules: [{ status: { name: '追客中' }, group: null }] });
});

test('trying rules out changes nothing, and says what then happens to the same mails', async () => {
  const build = async (name: string) => {
    const firm = await buildFirm(program.db, name);
    const call = await signIn(program, { email: firm.owner.email, password: PASSWORD });
    const people = [];
    for (const who of ['輪番 一', '輪番 二', '最少 三'])
      people.push(await join(program, 'member', who, firm.organizationId));
    const [a, b, c] = people as [(typeof people)[0], (typeof people)[0], (typeof people)[0]];
    const rules = [
      ruleOf({
        name: '世田谷',
        conditions: setagaya,
        assignee: teamOf('round-robin', [a, b]),
      }),
      ruleOf({ name: '港区', conditions: { areas: [{ prefecture: '東京都', city: '港区' }] } }),
      ruleOf({
        name: 'ほか',
        conditions: { kinds: ['appraisal'] },
        assignee: teamOf('fewest-open', [c, a]),
      }),
    ];
    return { firm, call, rules, path: `/connections/${firm.connectionId}/assignment-rules` };
  };
  const tried = await build('試す不動産');
  const done = await build('決める不動産');
  expect((await done.call('PUT', done.path, { version: 1, rules: done.rules })).status).toBe(200);
  // Whoever gets three of the first five is not given one of the last three.
  const places = [1, 2, 3, 4, 5].map((n) => `世田谷区${n}`);
  places.push('港区1', '新宿区1', '新宿区2', '渋谷区1');
  const mails = places.map((place) => somebody({ property: `東京都${place}` }));
  const repeat = mails[0]?.replace(/RULE-\d+/, 'RULE-REPEAT') ?? '';
  const asked = async ({ call }: { call: Session }) => (await call('GET', '/inquiries?limit=100')).data.items;
  for (const [n, mail] of [...mails, repeat].entries())
    for (const one of [tried, done]) {
      await program.sendMail(mail, [`${one.firm.localPart}@inbox.localhost`]);
      await expect.poll(async () => (await asked(one)).length).toBe(n + 1);
    }
  const before = await tried.call('GET', '/customers');
  const { data: trial } = await tried.call('POST', `${tried.path}/trial`, { rules: tried.rules });
  expect(await tried.call('GET', '/customers')).toEqual(before);
  expect((await tried.call('GET', tried.path)).data).toMatchObject({
    version: 1,
    rules: [],
    recentCount: 10,
  });

  const after = await asked(done);
  const tally = (names: (string | null)[]) =>
    Object.fromEntries([...new Set(names)].map((name) => [name, names.filter((one) => one === name).length]));
  type Shown = {
    isRepeat: boolean;
    assignee: { name: string } | null;
    assignment: { rule: { name: string } };
  };
  const given = after.filter((one: Shown) => !one.isRepeat).map((one: Shown) => one.assignee?.name ?? null);
  const by = after.map(({ assignment }: Shown) => assignment.rule?.name ?? null);
  const counts = (rows: { name: string | null; after: number }[]) =>
    Object.fromEntries(rows.filter((one) => one.after > 0).map((one) => [one.name, one.after]));
  expect(counts(trial.assignees)).toEqual(tally(given));
  expect(counts(trial.rules)).toEqual(tally(by));
  expect(tally(by)).toEqual({ 世田谷: 6, 港区: 1, ほか: 3 });
  expect(counts(trial.assignees)).toMatchObject({ '最少 三': 3 });
  expect(trial).toMatchObject({ total: 10, repeats: 1, changed: 10, isCut: false });
  expect(trial.assignees.find((one: { name: string }) => one.name === '佐藤 健一')).toMatchObject({
    before: 9,
    after: 1,
  });
  expect(trial.samples[0]).toMatchObject({ before: { rule: null }, after: { rule: '世田谷' } });
  // Saved now, the same trial finds nothing that would change.
  await tried.call('PUT', tried.path, { version: 1, rules: tried.rules });
  const { rules } = (await tried.call('GET', tried.path)).data;
  type Saved = { assignee: { way: string; people: { id: string }[] } | null };
  const again = rules.map(({ assignee, status: _, group: __, ...rest }: Saved & Record<string, unknown>) => ({
    ...rest,
    assignee: assignee && { way: assignee.way, userIds: assignee.people.map(({ id }) => id) },
    statusId: null,
    groupId: null,
  }));
  const { data: same } = await tried.call('POST', `${tried.path}/trial`, { rules: again });
  expect(same).toMatchObject({ total: 10, changed: 0, samples: [] });
}, 30_000);

test('mails read again keep what was chosen for them', async () => {
  const tanaka = await join(program, 'member', '再読 一郎');
  const { id, address, path, saved } = await connect([]);
  await arrive(address, [somebody({ addressee: 'みほん不動産　目黒店' })]);
  // As an older reader left it, which knew of no addressee.
  await asOwner(program.server, (client) =>
    client.query(`UPDATE inquiries SET content = content - 'addressee' WHERE connection_id = $1`, [id]),
  );
  const rules = [ruleOf({ conditions: { addressees: ['目黒店'] }, assignee: teamOf('person', [tanaka]) })];
  await owner('PUT', path, { version: saved.version, rules });
  const { data: replay } = await owner('POST', '/replays', { connectionId: id });
  const state = async () => (await owner('GET', `/replays/${replay.id}`)).data.state;
  await expect.poll(state, { timeout: 10_000 }).toBe('previewed');
  await owner('POST', `/replays/${replay.id}/apply`, { isQuiet: true });
  await expect.poll(state, { timeout: 10_000 }).toBe('done');
  expect((await inquiriesOf(id))[0]).toMatchObject({
    addressee: 'みほん不動産　目黒店',
    assignee: { name: program.firm.salesperson.name },
    assignment: null,
  });
});
