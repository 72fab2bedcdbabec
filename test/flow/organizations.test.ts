// Somebody who belongs to several firms works in one at a time, and enters only where they belong.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asOwner } from '../support/database.ts';
import { buildFirm, PASSWORD } from '../support/factories.ts';
import { join } from '../support/people.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { signIn } from '../support/session.ts';

let program: TestProgram;
let theirs: Awaited<ReturnType<typeof buildFirm>>;
beforeAll(async () => {
  program = await startTestProgram();
  theirs = await buildFirm(program.db, '株式会社べつの不動産');
});
afterAll(() => program.stop());

const addTo = (organizationId: string, userId: string) =>
  asOwner(program.server, (client) =>
    client.query(
      `INSERT INTO member (id, organization_id, user_id, role) VALUES (gen_random_uuid(), $1, $2, 'manager')`,
      [organizationId, userId],
    ),
  );

test('they see both, and everything is the entered one’s from then on, for this session alone', async () => {
  const person = await join(program, 'member', '二社の人');
  await addTo(theirs.organizationId, person.userId);
  const [here, there] = [await signIn(program, person), await signIn(program, person)];
  const mine = { id: program.firm.organizationId, name: '株式会社みほん不動産' };
  const other = { id: theirs.organizationId, name: '株式会社べつの不動産' };
  expect((await here('GET', '/organizations')).data.items).toEqual([
    { ...mine, isCurrent: true },
    { ...other, isCurrent: false },
  ]);
  expect((await here('POST', `/organizations/${other.id}/enter`)).status).toBe(204);
  expect((await here('GET', '/me')).data).toMatchObject({ organization: other, user: { role: 'manager' } });
  expect((await here('GET', '/connections')).data.items[0].id).toBe(theirs.connectionId);
  expect((await there('GET', '/me')).data).toMatchObject({ organization: mine, user: { role: 'member' } });
});

test('who leaves the one they work in goes on in the other', async () => {
  const person = await join(program, 'member', '残る人');
  await addTo(theirs.organizationId, person.userId);
  const session = await signIn(program, person);
  const owner = await signIn(program, program.owner);
  await owner('POST', `/users/${person.userId}/deactivate`, {});
  expect((await session('GET', '/me')).data.organization.id).toBe(theirs.organizationId);
  expect((await session('GET', '/organizations')).data.items).toHaveLength(1);
  const back = await session('POST', `/organizations/${program.firm.organizationId}/enter`);
  expect(back.status).toBe(404);
});

test('a page that was opened in one firm writes nothing into the other, where its person works by now', async () => {
  const person = await join(program, 'member', '移る人');
  await addTo(theirs.organizationId, person.userId);
  const session = await signIn(program, person);
  const page = { 'Digima-Organization': program.firm.organizationId };
  const named = (name: string) => session('POST', '/customers', { name, phone: '090-0000-7001' }, page);
  expect((await named('前の会社の客')).status).toBe(201);
  const owner = await signIn(program, program.owner);
  await owner('POST', `/users/${person.userId}/deactivate`, {});
  expect(await named('前の会社の別の客')).toMatchObject({
    status: 409,
    data: { code: 'organization-changed' },
  });
  expect((await session('GET', '/customers', undefined, page)).data.items).toEqual([]);
  page['Digima-Organization'] = theirs.organizationId;
  expect((await named('今の会社の客')).status).toBe(201);
});

test('nobody enters where they do not belong, and a key is no person', async () => {
  const owner = await signIn(program, program.owner);
  const stranger = await signIn(program, { email: theirs.owner.email, password: PASSWORD });
  expect((await owner('POST', `/organizations/${theirs.organizationId}/enter`)).status).toBe(404);
  expect((await owner('GET', '/me')).data.organization.id).toBe(program.firm.organizationId);
  expect((await stranger('GET', '/organizations')).data.items).toHaveLength(1);
  expect((await program.api('/organizations')).status).toBe(401);
});
