// The login of a connection goes in sealed and never comes out; who may save it, and what is refused.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createMember } from '../../src/accounts/index.ts';
import { newId } from '../../src/lib/ids.ts';
import { asOwner, connectAsOwner, countWaiting } from '../support/database.ts';
import { buildConnection, buildFirm, PASSWORD } from '../support/factories.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { type Session, signIn } from '../support/session.ts';

let program: TestProgram;
let owner: Session;
const given = { userId: 'mihon-0001', password: 'ひみつ pass ' };
beforeAll(async () => {
  program = await startTestProgram();
  owner = await signIn(program, program.owner);
});
afterAll(() => program.stop());

const newConnection = async () =>
  (await buildConnection(program.db, program.firm.organizationId, { state: 'draft' })).connectionId;

test('it is kept as typed, sealed, and the answer shows everything but the login', async () => {
  const id = await newConnection();
  const { status, data, text } = await owner('PUT', `/connections/${id}/login`, given);
  expect(status).toBe(200);
  expect(data).toMatchObject({
    state: 'unverified',
    outcome: null,
    version: 1,
    isSetUp: false,
    updatedBy: { id: program.firm.owner.userId, name: '高橋 誠' },
    failures: { mine: 0, others: 0 },
  });
  expect(text).not.toContain('mihon-0001');
  expect(text).not.toContain('ひみつ');
  const [row] = await asOwner(
    program.server,
    async (client) => (await client.query('SELECT * FROM portal_logins WHERE connection_id = $1', [id])).rows,
  );
  expect(row.sealed).toMatch(/^eyJ/);
  expect(JSON.stringify(row)).not.toContain('mihon-0001');
  expect((await owner('PUT', `/connections/${id}/login`, given)).data.version).toBe(2);
});

test('two saves at the same moment are two versions', async () => {
  const id = await newConnection();
  const all = await Promise.all(
    ['a', 'b', 'c'].map((password) =>
      owner('PUT', `/connections/${id}/login`, { userId: 'twice', password }),
    ),
  );
  expect(all.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(all.map(({ data }) => data.version).sort()).toEqual([1, 2, 3]);
});

test('whoever began before there was a check and whoever begins after it do not wait for each other', async () => {
  const id = await newConnection();
  const save = (password: string) => owner('PUT', `/connections/${id}/login`, { userId: 'twice', password });
  const before = await connectAsOwner(program.server);
  try {
    // Somebody who saves, and has not committed: the first waits before there is a check, the second sees it.
    await before.query('BEGIN');
    await before.query('SELECT FROM connections WHERE id = $1 FOR NO KEY UPDATE', [id]);
    const first = save('a');
    await expect.poll(() => countWaiting(program.server)).toBe(1);
    await asOwner(program.server, (client) =>
      client.query(
        `INSERT INTO jobs (id, organization_id, kind, subject_id, state, payload, run_at)
        VALUES ($1, $2, 'check-login', $3, 'waiting', '{"version": 0}', now() + interval '1 hour')`,
        [newId(), program.firm.organizationId, id],
      ),
    );
    const second = save('b');
    await expect.poll(() => countWaiting(program.server)).toBe(2);
    await before.query('COMMIT');
    const all = await Promise.all([first, second]);
    expect(all.map(({ status, data }) => [status, data.version])).toEqual([
      [200, 1],
      [200, 2],
    ]);
  } finally {
    await before.end();
  }
});

test.each([
  [{ userId: '', password: 'x' }, 'userId'],
  [{ userId: 'x' }, 'password'],
  [{ userId: 'x', password: 'y'.repeat(201) }, 'password'],
  [{ userId: 'x\0', password: 'y' }, 'userId'],
  [{ userId: 'x', password: '\ud800' }, 'password'],
])('%j is refused at its field', async (body, field) => {
  const { status, data } = await owner('PUT', `/connections/${await newConnection()}/login`, body);
  expect(status).toBe(422);
  expect(Object.keys(data.errors)).toEqual([field]);
});

test('managers, API keys, other organizations and a firm without the option may not', async () => {
  const id = await newConnection();
  const { organizationId } = program.firm;
  await createMember(program.db, organizationId, {
    name: '田中 浩二',
    email: 'manager@firm.example.jp',
    password: PASSWORD,
    role: 'manager',
  });
  const manager = await signIn(program, { email: 'manager@firm.example.jp', password: PASSWORD });
  for (const [method, path] of [
    ['PUT', `/connections/${id}/login`],
    ['POST', `/connections/${id}/login/check`],
  ] as const) {
    expect((await manager(method, path, given)).status).toBe(403);
    const headers = { 'Content-Type': 'application/json' };
    expect((await program.api(path, { method, headers, body: JSON.stringify(given) })).status).toBe(401);
  }
  const theirs = await buildFirm(program.db, '株式会社べつの不動産');
  const other = await signIn(program, { email: theirs.owner.email, password: PASSWORD });
  expect((await other('PUT', `/connections/${id}/login`, given)).status).toBe(404);
  expect((await owner('PUT', `/connections/${newId()}/login`, given)).status).toBe(404);

  await asOwner(program.server, (client) => client.query('UPDATE organization_options SET is_on = false'));
  expect((await owner('PUT', `/connections/${id}/login`, given)).data).toMatchObject({ code: 'option-off' });
  await asOwner(program.server, (client) => client.query('UPDATE organization_options SET is_on = true'));
});

test('without a saved login there is nothing to check, and without the page’s address nothing is tried', async () => {
  const id = await newConnection();
  expect((await owner('POST', `/connections/${id}/login/check`, {})).status).toBe(422);
  await owner('PUT', `/connections/${id}/login`, given);
  const { status, data } = await owner('POST', `/connections/${id}/login/check`, {});
  expect([status, data.state]).toEqual([200, 'unverified']);
});
