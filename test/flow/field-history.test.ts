// 項目ごとの履歴: who changed one field when, from what to what, and whether a request, a person or a merge brought it.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildFirm, PASSWORD } from '../support/factories.ts';
import { newPhone, openMerges } from '../support/merges.ts';
import { joinAndSignIn } from '../support/people.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { type Session, signIn } from '../support/session.ts';

let program: TestProgram;
let member: Session;
let merges: ReturnType<typeof openMerges>;
beforeAll(async () => {
  program = await startTestProgram();
  member = (await joinAndSignIn(program, 'member', '渡辺 さくら')).call;
  merges = openMerges(program, member);
});
afterAll(() => program.stop());

const historyOf = async (id: string, field: string) =>
  (await program.get(`/customers/${id}/field-history/${field}`)).items;
async function edit(id: string, change: object) {
  const { version } = await merges.customer(id);
  expect((await member('PATCH', `/customers/${id}`, { version, ...change })).status).toBe(200);
}

test('a field’s own changes and no other’s, each with its hand, from the request that made the customer on', async () => {
  const [id] = await merges.mailedIn({ number: 'FIELD-1', phone: newPhone() });
  await edit(id, { address: '見本区1-1' });
  await edit(id, { name: '山田　花子', address: '見本区2-2' });
  const lines = await historyOf(id, 'address');
  expect(lines).toMatchObject([
    {
      event: { type: 'edited', from: '見本区1-1', to: '見本区2-2' },
      actor: { name: '渡辺 さくら' },
      inquiry: null,
    },
    { event: { type: 'edited', to: '見本区1-1' } },
    { event: { type: 'created' }, inquiry: { kind: 'appraisal', requestNumber: 'FIELD-1' } },
  ]);
  expect((await historyOf(id, 'name')).length).toBe(2);
  await edit(id, { assigneeId: null });
  await edit(id, { assigneeId: program.firm.salesperson.userId });
  expect(
    (await historyOf(id, 'assigneeId')).map(({ event }: { event: { to?: string } }) => event.to),
  ).toEqual(['佐藤 健一', null, '佐藤 健一', undefined]);
});

test('a phone that a later request brought names the request; what a merge brought says so', async () => {
  const email = 'field@mail.example.jp';
  const [first] = await merges.mailedIn({ number: 'FIELD-2', phone: newPhone(), email });
  await merges.mailedIn({ number: 'FIELD-3', phone: newPhone(), email });
  const [added] = await historyOf(first, 'phones');
  expect(added).toMatchObject({
    event: { type: 'contact-added', kind: 'phone' },
    inquiry: { requestNumber: 'FIELD-3' },
    isMerge: false,
  });
  const [second] = await merges.mailedIn({
    name: '別　人',
    phone: newPhone(),
    email: 'field2@mail.example.jp',
  });
  const merged = await merges.merge(first, second, { name: 'absorbed' });
  const names = await historyOf(first, 'name');
  const edited = (lines: { event: { type: string } }[]) => lines.find(({ event }) => event.type === 'edited');
  expect(edited(names)).toMatchObject({ event: { to: '別　人' }, isMerge: true, customerId: first });
  // Their own beginnings are told, and whose they were.
  expect(names.map(({ customerId }: { customerId: string }) => customerId)).toContain(second);
  await merges.undo(merged.data.id);
  expect(edited(await historyOf(first, 'name'))).toMatchObject({ event: { from: '別　人' }, isMerge: true });
  expect((await historyOf(second, 'name')).length).toBe(1);
});

test('another firm reads none of it, and there are no other fields', async () => {
  const theirs = await buildFirm(program.db, '株式会社べつの不動産');
  const stranger = await signIn(program, { email: theirs.owner.email, password: PASSWORD });
  const [id] = await merges.mailedIn({ phone: newPhone() });
  expect((await stranger('GET', `/customers/${id}/field-history/name`)).status).toBe(404);
  expect((await member('GET', `/customers/${id}/field-history/version`)).status).toBe(422);
});
