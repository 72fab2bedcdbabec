// 動的な顧客グループ: kept by the firm, with names of their own; another's are out of reach, and odd conditions refused.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asOwner } from '../support/database.ts';
import { buildFirm, PASSWORD } from '../support/factories.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { type Session, signIn } from '../support/session.ts';

let program: TestProgram;
let mine: Session;
let theirs: Session;
beforeAll(async () => {
  program = await startTestProgram();
  const other = await buildFirm(program.db, '株式会社べつの不動産');
  mine = await signIn(program, program.owner);
  theirs = await signIn(program, { email: other.owner.email, password: PASSWORD });
});
afterAll(() => program.stop());

test('one is kept, changed and removed', async () => {
  const made = await mine('POST', '/dynamic-groups', { name: '未割当', filter: { assigneeId: 'none' } });
  expect(made).toMatchObject({ status: 201, data: { name: '未割当', filter: { assigneeId: 'none' } } });
  const { id } = made.data;
  expect((await mine('GET', '/dynamic-groups')).data.items).toEqual([made.data]);
  const changed = await mine('PATCH', `/dynamic-groups/${id}`, { filter: { q: '桜丘', duplicate: true } });
  expect(changed.data).toEqual({ id, name: '未割当', filter: { q: '桜丘', duplicate: true } });
  expect((await theirs('GET', '/dynamic-groups')).data.items).toEqual([]);
  expect((await theirs('PATCH', `/dynamic-groups/${id}`, { name: 'x' })).status).toBe(404);
  expect((await theirs('DELETE', `/dynamic-groups/${id}`)).status).toBe(404);
  expect((await mine('DELETE', `/dynamic-groups/${id}`)).status).toBe(204);
  expect((await mine('DELETE', `/dynamic-groups/${id}`)).status).toBe(404);
});

test('a name is one group’s; a condition says something, and nothing else', async () => {
  const filter = { period: '7-days' };
  expect((await mine('POST', '/dynamic-groups', { name: '今週', filter })).status).toBe(201);
  const again = await mine('POST', '/dynamic-groups', { name: '今週', filter });
  expect(again).toMatchObject({ status: 422, data: { errors: { name: expect.any(String) } } });
  for (const odd of [{}, { q: '' }, { limit: 5 }, { statusId: 'x' }, { from: '2026-13-01' }, null])
    expect(
      (await mine('POST', '/dynamic-groups', { name: '変', filter: odd })).status,
      JSON.stringify(odd),
    ).toBe(422);
});

test('groups are given to several customers at once in one’s own firm alone', async () => {
  const made = await mine('POST', '/customers', { name: '来店　花子' });
  const change = { type: 'join', groupId: program.firm.groupId };
  const stranger = await theirs('POST', '/customers/changes', { customerIds: [made.data.id], change });
  expect(stranger.status).toBe(422);
  const done = await mine('POST', '/customers/changes', { customerIds: [made.data.id], change });
  expect(done.data).toMatchObject({ changed: 1, unchanged: 0 });
  expect((await mine('POST', '/customers/changes', { customerIds: [made.data.id], change })).data).toEqual({
    changeId: null,
    looked: 1,
    changed: 0,
    unchanged: 1,
    overtaken: 0,
    were: [],
  });
  const { changeId } = done.data;
  expect((await theirs('POST', `/customers/changes/${changeId}/undo`)).status).toBe(404);
  const undo = () => mine('POST', `/customers/changes/${changeId}/undo`);
  expect((await undo()).data).toEqual({ restored: 1, kept: 0 });
  expect((await undo()).data).toEqual({ restored: 0, kept: 0 });
  const { data } = await mine('GET', `/customers/${made.data.id}`);
  expect(data).toMatchObject({ groups: [], version: 3 });
});

test('what was changed of one stands in the records with what it was; the same once more is no change', async () => {
  const made = (await mine('POST', '/dynamic-groups', { name: '記録', filter: { q: '桜' } })).data;
  const save = async (body: object) => (await mine('PATCH', `/dynamic-groups/${made.id}`, body)).status;
  expect(await save({ name: '記録', filter: { q: '桜' } })).toBe(200);
  expect(await save({ filter: { q: '梅' } })).toBe(200);
  const audited = await asOwner(program.server, (client) =>
    client.query(
      "SELECT details FROM audit_events WHERE action = 'dynamic-group.changed' AND subject_id = $1",
      [made.id],
    ),
  );
  const from = { name: '記録', filter: { q: '桜' } };
  expect(audited.rows).toEqual([{ details: { from, to: { ...from, filter: { q: '梅' } } } }]);
});
