// Verbs on connections at the same moment as others on them and on what they set: nobody is left with half of anything.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createMember } from '../../src/accounts/index.ts';
import { createGroup, createStatus } from '../../src/customers/index.ts';
import { newId } from '../../src/lib/ids.ts';
import { asOwner } from '../support/database.ts';
import { PASSWORD } from '../support/factories.ts';
import { composeInquiry } from '../support/mails.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { type Session, signIn } from '../support/session.ts';

let program: TestProgram;
let owner: Session;
beforeAll(async () => {
  program = await startTestProgram();
  owner = await signIn(program, program.owner);
});
afterAll(() => program.stop());

const LOGIN = { userId: 'mihon-0001', password: 'invented password' };
const sql = (text: string, values: unknown[] = []) =>
  asOwner(program.server, async (client) => (await client.query(text, values)).rows);
let count = 0;
async function draft() {
  const given = { requestKey: newId(), portal: 're-guide', name: `リガイド ${++count}号店` };
  const { data } = await owner('POST', '/connections', given);
  return { path: `/connections/${data.id}`, id: data.id as string, address: data.inboxAddress as string };
}
const statusesOf = (answers: { status: number }[]) => answers.map(({ status }) => status);

test('whatever happens to one connection at once, it ends in one state with one address to show', async () => {
  for (let round = 0; round < 8; round++) {
    const { id, path } = await draft();
    await owner('PUT', `${path}/login`, LOGIN);
    const answers = await Promise.all([
      owner('POST', `${path}/activate`, { isRegistered: true }),
      owner('POST', `${path}/rotate-inbox`),
      owner('PUT', `${path}/login`, { ...LOGIN, password: `another ${round}` }),
      owner('PATCH', path, { version: 2, name: `リガイド 競争 ${round}` }),
      owner('POST', `${path}/pause`),
      owner('POST', `${path}/rotate-inbox`),
      owner('POST', `${path}/login/check`, {}),
      owner('POST', `${path}/resume`, { takeIn: true }),
      ...(round % 2 ? [owner('DELETE', path), owner('DELETE', path)] : []),
    ]);
    for (const status of statusesOf(answers)) expect([200, 204, 404, 409, 422]).toContain(status);
    const [left] = await sql(
      `SELECT c.state, (SELECT count(*)::int FROM inboxes i WHERE i.connection_id = c.id AND i.state = 'active') AS shown,
         (SELECT count(*)::int FROM inboxes i WHERE i.connection_id = c.id AND i.expires_at IS NULL) AS endless,
         EXISTS (SELECT FROM portal_logins l WHERE l.connection_id = c.id) AS has_login,
         (SELECT count(*)::int FROM audit_events a WHERE a.subject_id = c.id AND a.action = 'connection.activated') AS activated
       FROM connections c WHERE c.id = $1`,
      [id],
    );
    const isDeleted = round % 2 === 1;
    expect(left).toMatchObject({
      shown: 1,
      endless: isDeleted ? 0 : 1,
      has_login: !isDeleted,
      state: isDeleted ? 'deleted' : expect.stringMatching(/^(active|paused)$/),
    });
    expect(left.activated).toBeLessThanOrEqual(1);
  }
});

test('somebody deactivated while a connection is given to them: it is refused, or handed on', async () => {
  for (let round = 0; round < 10; round++) {
    const { id, path } = await draft();
    const userId = await createMember(program.db, program.firm.organizationId, {
      name: `去る 人${round}`,
      email: `${newId()}@firm.example.jp`,
      password: PASSWORD,
      role: 'member',
    });
    const [given, drafted, gone] = await Promise.all([
      owner('PATCH', path, { version: 1, assigneeId: userId }),
      owner('POST', '/connections', {
        requestKey: newId(),
        portal: 're-guide',
        name: `リガイド 渡す ${round}`,
        assigneeId: userId,
      }),
      owner('POST', `/users/${userId}/deactivate`, { replacementId: null }),
    ]);
    expect(gone.status).toBeLessThan(300);
    expect([200, 409, 422]).toContain(given.status);
    expect([201, 422]).toContain(drafted.status);
    const left = await sql('SELECT id FROM connections WHERE assignee_id = $1', [userId]);
    expect([id, left]).toEqual([id, []]);
  }
});

test('a status or group deleted while a connection begins to set it: it is refused, or replaced', async () => {
  const { organizationId, otherStatusId } = program.firm;
  for (let round = 0; round < 10; round++) {
    const { path } = await draft();
    const { statusId, groupId } = await program.db.withOrganization(organizationId, async (tx) => ({
      statusId: await createStatus(tx, organizationId, {
        name: `消える ${round}`,
        color: 'red',
        position: 50 + round,
        isDefault: false,
      }),
      groupId: await createGroup(tx, organizationId, `消える ${round}`),
    }));
    const [given, ...gone] = await Promise.all([
      owner('PATCH', path, { version: 1, statusId, groupId }),
      owner('DELETE', `/statuses/${statusId}?replacementId=${otherStatusId}`),
      owner('DELETE', `/groups/${groupId}?replacementId=none`),
    ]);
    expect(statusesOf(gone)).toEqual([200, 200]);
    expect([200, 409, 422]).toContain(given?.status);
    const shown = (await owner('GET', path)).data;
    expect(shown.statusId === null || shown.statusId === otherStatusId).toBe(true);
    expect(shown.groupId).toBeNull();
  }
});

test('mails that come while a connection is activated, paused and resumed are all there: taken in, or aside', async () => {
  const { id, path, address } = await draft();
  await owner('PUT', `${path}/login`, LOGIN);
  const numbers = Array.from({ length: 30 }, (_, n) => `M${n}`);
  const clicks = async () => {
    expect((await owner('POST', `${path}/activate`, { isRegistered: true })).status).toBe(200);
    for (let round = 0; round < 3; round++) {
      expect((await owner('POST', `${path}/pause`)).status).toBe(200);
      expect((await owner('POST', `${path}/rotate-inbox`)).status).toBe(200);
      expect((await owner('POST', `${path}/resume`, { takeIn: true })).status).toBe(200);
    }
  };
  const mails = async () => {
    for (const number of numbers)
      await program.sendMail(
        composeInquiry({ number, phone: `090-0000-2${number.slice(1).padStart(3, '0')}` }),
        [address],
      );
  };
  await Promise.all([clicks(), mails()]);
  await program.settled();
  // Active since the last click: nothing may have stayed aside.
  expect((await owner('GET', path)).data).toMatchObject({ state: 'active', asideCount: 0 });
  const taken = await sql(
    'SELECT DISTINCT request_number AS number FROM inquiries WHERE connection_id = $1',
    [id],
  );
  expect(taken.map(({ number }) => number).sort()).toEqual([...numbers].sort());
});
