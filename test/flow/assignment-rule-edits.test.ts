// 振り分けルール as people edit them: versions, the history, who may, and what is refused.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ruleOf, teamOf } from '../support/assignment-rules.ts';
import { buildConnection, buildFirm, PASSWORD } from '../support/factories.ts';
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
  member = await signIn(program, { email: program.firm.salesperson.email, password: PASSWORD });
  const other = await buildFirm(program.db, '株式会社べつの不動産');
  stranger = await signIn(program, { email: other.owner.email, password: PASSWORD });
});
afterAll(() => program.stop());

/** A connection of its own, with these rules. */
async function connect(rules: object[]) {
  const { connectionId: id } = await buildConnection(program.db, program.firm.organizationId);
  const path = `/connections/${id}/assignment-rules`;
  const { status, data } = await owner('PUT', path, { version: 1, rules });
  expect(status).toBe(200);
  return { id, path, saved: data };
}
const historyOf = async (id: string) => (await owner('GET', `/connections/${id}/history`)).data.items;

test('of two who save at once the second sees what the first saved; the history says what was done to which rule', async () => {
  const { id, path, saved } = await connect([ruleOf({ name: '甲' }), ruleOf({ name: '乙' })]);
  const [first, second] = saved.rules.map((one: { id: string; name: string }) =>
    ruleOf({ id: one.id, name: one.name }),
  );
  const mine = {
    version: saved.version,
    rules: [second, { ...first, isPaused: true }, ruleOf({ name: '丙' })],
  };
  expect((await admin('PUT', path, mine)).status).toBe(200);
  expect(await owner('PUT', path, { version: saved.version, rules: [first] })).toMatchObject({
    status: 409,
    data: { code: 'changed-meanwhile', data: { current: { version: 3 } } },
  });
  expect((await owner('PUT', path, { version: 3, rules: [{ ...first, name: '甲の新名' }] })).status).toBe(
    200,
  );
  const whats = (await historyOf(id)).map(({ details }: { details: { changes: { what: string }[] } }) =>
    details.changes?.map(({ what }) => what),
  );
  expect(whats).toEqual([
    ['renamed', 'resumed', 'removed', 'removed'],
    ['paused', 'added', 'ordered'],
    ['added', 'added'],
  ]);
});

test('only owners and admins of the firm change or try rules; wrong ones are refused at their fields', async () => {
  const { path, saved } = await connect([]);
  const empty = { version: saved.version, rules: [] };
  expect(await member('GET', path)).toMatchObject({ status: 200, data: { isEditable: false } });
  for (const [method, at] of [
    ['PUT', path],
    ['POST', `${path}/trial`],
  ] as const) {
    expect((await member(method, at, empty)).status).toBe(403);
    expect((await stranger(method, at, empty)).status).toBe(404);
  }
  expect((await stranger('GET', path)).status).toBe(404);
  const { salesperson } = program.firm;
  const wrong = [
    ruleOf({ name: ' ' }),
    ruleOf({ name: '同じ' }),
    ruleOf({ name: '同じ', conditions: { prices: [{ from: 5, below: 3 }] } }),
    ruleOf({ assignee: teamOf('person', [salesperson, program.firm.owner]) }),
  ];
  const { status, data } = await owner('PUT', path, { ...empty, rules: wrong });
  expect(status).toBe(422);
  expect(Object.keys(data.errors).sort()).toEqual([
    'rules.0.name',
    'rules.2.conditions.prices.0',
    'rules.2.name',
    'rules.3.assignee',
  ]);
  const nobody = await owner('PUT', path, { ...empty, rules: [ruleOf({ assignee: teamOf('person', []) })] });
  expect(nobody).toMatchObject({
    status: 422,
    data: { errors: { 'rules.0.assigneeId': expect.any(String) } },
  });
});
