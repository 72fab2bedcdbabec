// Changing all that match: as many as were counted, in pieces, nobody who came after and nobody of another firm; undone as one.
// Whoever does it and dies half-way leaves what can be finished, or taken back.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { changeMatchingCustomers } from '../../src/customers/matching/change-matching.ts';
import { undoWhole } from '../../src/customers/matching/undo-matching.ts';
import { newId } from '../../src/lib/ids.ts';
import { asOwner } from '../support/database.ts';
import { buildFirm, PASSWORD } from '../support/factories.ts';
import { composeInquiry, composeNotice } from '../support/mails.ts';
import { openMerges } from '../support/merges.ts';
import { Life } from '../support/mortal.ts';
import { joinAndSignIn } from '../support/people.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { type Session, signIn } from '../support/session.ts';

let program: TestProgram;
let mine: Session;
let theirs: Session;
/** More than two pieces. */
const MANY = 1_100;

beforeAll(async () => {
  program = await startTestProgram();
  const other = await buildFirm(program.db, '株式会社べつの不動産');
  mine = await signIn(program, program.owner);
  theirs = await signIn(program, { email: other.owner.email, password: PASSWORD });
  await asOwner(program.server, async (client) => {
    for (const [organizationId, many] of [
      [program.firm.organizationId, MANY],
      [other.organizationId, 3],
    ] as const)
      await client.query(
        "INSERT INTO customers (id, organization_id, name) SELECT id, $2, '名簿　' || n FROM unnest($1::uuid[]) WITH ORDINALITY AS l (id, n)",
        [Array.from({ length: many }, newId), organizationId],
      );
  });
});
afterAll(() => program.stop());

const counted = async (query: string, as = mine) => (await as('GET', `/customers/counts?${query}`)).data;
const assign = () => ({ type: 'assign', assigneeId: program.firm.salesperson.userId });

test('as many as were counted, not who came since, and back as one', async () => {
  const before = await counted('assigneeId=none');
  expect(before).toEqual({ count: MANY, isMore: false, upTo: expect.any(String), asOf: expect.any(String) });
  const late = (await mine('POST', '/customers', { name: '後から　来た' })).data.id;
  const matching = { filter: { assigneeId: 'none' }, upTo: before.upTo };
  const done = await mine('POST', '/customers/changes', { matching, change: assign() });
  expect(done.data).toEqual({
    ...{ changeId: expect.any(String), looked: MANY, changed: MANY, unchanged: 0, overtaken: 0 },
    were: [],
  });
  const { data: lateOne } = await mine('GET', `/customers/${late}`);
  expect([lateOne.assignee, (await counted('assigneeId=none')).count]).toEqual([null, 1]);
  expect(await counted('assigneeId=none', theirs)).toMatchObject({ count: 3 });
  const audited = await asOwner(program.server, (client) =>
    client.query("SELECT subject_id, details FROM audit_events WHERE action = 'customers.changed'"),
  );
  expect(audited.rows).toEqual([
    { subject_id: done.data.changeId, details: { filter: matching.filter, change: assign() } },
  ]);

  // Somebody changes one of them; that stays. Another firm cannot take anything back.
  const [one] = (await mine('GET', '/customers?limit=1&order=oldest')).data.items;
  await mine('POST', '/customers/changes', {
    customerIds: [one.id],
    change: { type: 'assign', assigneeId: program.firm.owner.userId },
  });
  const undo = (as: Session) => as('POST', `/customers/changes/${done.data.changeId}/undo`);
  expect((await undo(theirs)).status).toBe(404);
  expect((await undo(mine)).data).toEqual({ restored: MANY - 1, kept: 1 });
  expect((await undo(mine)).data).toEqual({ restored: 0, kept: 0 });
  expect((await counted('assigneeId=none')).count).toBe(MANY);
});

test('two at once end as one of them, each changing every customer once or not at all', async () => {
  const { upTo } = await counted('');
  const give = (userId: string) =>
    mine('POST', '/customers/changes', {
      matching: { filter: {}, upTo },
      change: { type: 'assign', assigneeId: userId },
    });
  const both = await Promise.all([give(program.firm.salesperson.userId), give(program.firm.owner.userId)]);
  expect(both.map(({ status }) => status)).toEqual([200, 200]);
  const { count: left } = await counted('assigneeId=none');
  const { count: first } = await counted(`assigneeId=${program.firm.salesperson.userId}`);
  const { count: second } = await counted(`assigneeId=${program.firm.owner.userId}`);
  expect({ left, all: first + second }).toEqual({ left: 0, all: MANY + 1 });
});

test('whom others gave somebody else since they were counted is told; who matches no more is left, and so are the merged', async () => {
  const { call: admin } = await joinAndSignIn(program, 'admin', '鈴木 由美');
  const { salesperson, owner } = program.firm;
  const [first, second, third, fourth, fifth] = await Promise.all(
    [1, 2, 3, 4, 5].map(async (n) => (await mine('POST', '/customers', { name: `数え　${n}` })).data.id),
  );
  const give = (as: Session, customerIds: string[], assigneeId: string | null) =>
    as('POST', '/customers/changes', { customerIds, change: { type: 'assign', assigneeId } });
  // What was before they were counted, what one did oneself, and what is as it shall be, is not told.
  await give(admin, [first, second, third, fourth, fifth], owner.userId);
  const asked = await counted(`assigneeId=${owner.userId}&q=数え`);
  expect(asked.count).toBe(5);
  await give(mine, [first], null);
  await give(mine, [first], owner.userId);
  await give(admin, [second], null);
  await give(admin, [second], owner.userId);
  await give(admin, [third], salesperson.userId);
  expect((await openMerges(program, admin).merge(fourth, fifth)).status).toBeLessThan(300);
  const { upTo, asOf } = asked;
  const change = { type: 'assign', assigneeId: salesperson.userId };
  const matching = { filter: { assigneeId: owner.userId, q: '数え' }, upTo };
  const one = await mine('POST', '/customers/changes', { matching: { ...matching, asOf }, change });
  expect(one.data).toMatchObject({ looked: 3, changed: 3, unchanged: 0, overtaken: 1 });
  expect((await mine('POST', `/customers/changes/${one.data.changeId}/undo`)).data.restored).toBe(3);
  // Who does not say when they counted is told nothing of it.
  const other = await mine('POST', '/customers/changes', { matching, change });
  expect(other.data).toMatchObject({ looked: 3, changed: 3, overtaken: 0 });
  const marked = await give(mine, [first, third, fifth, newId()], null);
  expect(marked.data).toMatchObject({ looked: 2, changed: 2, unchanged: 0 });
});

test('ids or a condition, not both, not neither; a group that is gone is refused before anything is changed', async () => {
  const { upTo } = await counted('');
  const matching = { filter: {}, upTo };
  for (const odd of [
    { change: assign() },
    { matching, customerIds: [upTo], change: assign() },
    { matching: { filter: { limit: 3 }, upTo }, change: assign() },
    { matching, change: { type: 'join', groupId: newId() } },
  ])
    expect((await mine('POST', '/customers/changes', odd)).status, JSON.stringify(odd)).toBe(422);
  expect((await mine('POST', '/inquiries/changes', { change: { type: 'respond' } })).status).toBe(422);
});

test('inquiries give their customers a group, marked or matching; a notice alone is left', async () => {
  const { otherGroupId: groupId = newId() } = program.firm as { otherGroupId?: string };
  const made = await mine('POST', '/groups', { name: 'まとめて' });
  const group =
    made.data.items?.find(({ name }: { name: string }) => name === 'まとめて')?.id ?? made.data.id ?? groupId;
  for (const n of [1, 2])
    await program.sendMail(
      composeInquiry({ number: `M${n}`, name: `反響　${n}`, phone: `090-0000-300${n}` }),
    );
  await program.sendMail(composeNotice('M3'));
  await program.settled();
  const { data } = await mine('GET', '/inquiries/matching?response=open');
  expect(data).toMatchObject({ count: 3, isMore: false, upTo: expect.any(String) });
  const [first] = (await mine('GET', '/inquiries?requestNumber=M1')).data.items;
  const join = { type: 'join', groupId: group };
  const one = await mine('POST', '/inquiries/changes', { inquiryIds: [first.id], change: join });
  expect(one.data).toMatchObject({ changed: 1, unchanged: 0, left: 0 });
  const matching = { filter: { response: 'open' }, upTo: data.upTo };
  const rest = await mine('POST', '/inquiries/changes', { matching, change: join });
  expect(rest.data).toMatchObject({ changed: 1, unchanged: 1, left: 1 });
  expect((await counted(`groupId=${group}`)).count).toBe(2);
  expect((await mine('POST', `/inquiries/changes/${rest.data.changeId}/undo`)).data).toEqual({
    restored: 1,
    kept: 0,
  });
  const handled = await mine('POST', '/inquiries/changes', { matching, change: { type: 'respond' } });
  expect(handled.data).toMatchObject({ changed: 3, unchanged: 0, left: 0 });
  expect((await mine('GET', '/inquiries/matching?response=open')).data).toMatchObject({
    count: 0,
    upTo: null,
  });
});

test('it dies between two pieces: its person sees how far it went, and finishes it or takes it back', async () => {
  const { organizationId, owner } = program.firm;
  const by = { userId: owner.userId, name: owner.name };
  const { data: group } = await mine('POST', '/groups', { name: '途中まで' });
  const groupId: string =
    group.items?.find(({ name }: { name: string }) => name === '途中まで')?.id ?? group.id;
  const { count, upTo } = await counted('');
  const members = async () => (await counted(`groupId=${groupId}`)).count;
  const unfinished = async (as = mine) => (await as('GET', '/matching-changes')).data.items;
  const change = { type: 'join' as const, groupId };
  /** Its beginning and one piece are committed, then nothing more of it is. */
  async function die() {
    const life = new Life();
    life.endAfter(5);
    await expect(
      changeMatchingCustomers(life.database(program.db), organizationId, by, { filter: {}, upTo }, change),
    ).rejects.toThrow();
    expect(await members()).toBe(500);
    // Whoever makes it may still be alive: for a while nobody is told.
    expect(await unfinished()).toEqual([]);
    await asOwner(program.server, (client) =>
      client.query(
        "UPDATE matching_changes SET moved_at = now() - interval '1 minute' WHERE ended_at IS NULL",
      ),
    );
    const [one] = await unfinished();
    expect(one).toMatchObject({
      ...{ subject: 'customers', type: 'join', total: count, looked: 500, changed: 500, isUndone: false },
    });
    expect(await unfinished(theirs)).toEqual([]);
    return one.id as string;
  }

  const first = await die();
  expect((await theirs('POST', `/matching-changes/${first}/finish`)).status).toBe(404);
  const finished = await mine('POST', `/matching-changes/${first}/finish`);
  expect(finished.data).toEqual({
    ...{ changeId: first, looked: count, changed: count, unchanged: 0, left: 0, overtaken: 0 },
  });
  expect([await members(), await unfinished()]).toEqual([count, []]);
  expect((await mine('POST', `/matching-changes/${first}/finish`)).data).toEqual(finished.data);
  // Taking it back dies too, and is asked for again.
  const life = new Life();
  life.endAfter(7);
  await expect(undoWhole(life.database(program.db), organizationId, by, first)).rejects.toThrow();
  expect(await members()).toBe(count - 500);
  await asOwner(program.server, (client) =>
    client.query("UPDATE matching_changes SET moved_at = now() - interval '1 minute' WHERE ended_at IS NULL"),
  );
  expect(await unfinished()).toMatchObject([{ id: first, isUndone: true }]);
  expect((await mine('POST', `/customers/changes/${first}/undo`)).data).toEqual({
    restored: count - 500,
    kept: 0,
  });
  expect([await members(), await unfinished()]).toEqual([0, []]);

  const second = await die();
  expect((await mine('POST', `/customers/changes/${second}/undo`)).data).toEqual({ restored: 500, kept: 0 });
  expect([await members(), await unfinished()]).toEqual([0, []]);
  // What was taken back is not gone on with.
  expect((await mine('POST', `/matching-changes/${second}/finish`)).data).toMatchObject({ changed: 500 });
  expect(await members()).toBe(0);

  const third = await die();
  expect((await mine('POST', `/matching-changes/${third}/leave`)).status).toBe(204);
  expect([await members(), await unfinished()]).toEqual([500, []]);
});

test('what is refused half-way is told of at once; what has not begun is over', async () => {
  const { organizationId, owner } = program.firm;
  const { data: group } = await mine('POST', '/groups', { name: '消える' });
  const groupId: string =
    group.items?.find(({ name }: { name: string }) => name === '消える')?.id ?? group.id;
  const { upTo } = await counted('');
  const change = { type: 'join' as const, groupId };
  const removeGroup = () =>
    asOwner(program.server, async (client) => {
      await client.query('DELETE FROM customer_groups WHERE group_id = $1', [groupId]);
      await client.query('DELETE FROM groups WHERE id = $1', [groupId]);
    });
  let calls = 0;
  const db: typeof program.db = {
    ...program.db,
    async withOrganization(id, run) {
      if (++calls === 3) await removeGroup(); // behind its beginning and one piece
      return program.db.withOrganization(id, run);
    },
  };
  const by = { userId: owner.userId, name: owner.name };
  await expect(
    changeMatchingCustomers(db, organizationId, by, { filter: {}, upTo }, change),
  ).rejects.toMatchObject({ code: 'input-invalid' });
  const unfinished = async () => (await mine('GET', '/matching-changes')).data.items;
  const [one] = await unfinished();
  expect(one).toMatchObject({ looked: 500, changed: 500 });
  expect((await mine('POST', `/matching-changes/${one.id}/finish`)).status).toBe(422);
  expect(await unfinished()).toHaveLength(1);
  await mine('POST', `/matching-changes/${one.id}/leave`);
  expect((await mine('POST', '/customers/changes', { matching: { filter: {}, upTo }, change })).status).toBe(
    422,
  );
  expect(await unfinished()).toEqual([]);
});
