// /replays as pages call it: by whom, of which firm, and when a replay can be begun, applied or cancelled.
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { newId } from '../../src/lib/ids.ts';
import { asOwner } from '../support/database.ts';
import { buildFirm, PASSWORD } from '../support/factories.ts';
import { composeInquiry } from '../support/mails.ts';
import { joinAndSignIn } from '../support/people.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { type Session, signIn } from '../support/session.ts';

let program: TestProgram;
let owner: Session;
let admin: Session;
let member: Session;
let stranger: Session;
let theirConnection: string;
beforeAll(async () => {
  program = await startTestProgram();
  owner = await signIn(program, program.owner);
  admin = (await joinAndSignIn(program, 'admin')).call;
  member = await signIn(program, { email: program.firm.salesperson.email, password: PASSWORD });
  const other = await buildFirm(program.db, '株式会社べつの不動産');
  theirConnection = other.connectionId;
  stranger = await signIn(program, { email: other.owner.email, password: PASSWORD });
  await program.sendMail(composeInquiry());
  await program.settled();
});
afterAll(() => program.stop());
afterEach(() => sql("UPDATE replays SET state = 'cancelled' WHERE state IN ('running', 'previewed')"));

const sql = (text: string, values: unknown[] = []) =>
  asOwner(program.server, async (client) => (await client.query(text, values)).rows);
const stateOf = async (id: string) => (await owner('GET', `/replays/${id}`)).data.state;
const ends = async (id: string, state: string) => {
  await expect.poll(() => stateOf(id), { timeout: 10_000 }).toBe(state);
  return id;
};
const begin = async () => (await owner('POST', '/replays', {})).data.id as string;
const previewed = async () => ends(await begin(), 'previewed');
/** One that goes on until somebody ends it. */
async function running(): Promise<string> {
  const id = newId();
  await sql(
    "INSERT INTO replays (id, organization_id, created_by_name, reader_version, counts, phase, state) SELECT $1, organization_id, created_by_name, reader_version, counts, 'preview', 'running' FROM replays LIMIT 1",
    [id],
  );
  return id;
}
const refusal = (status: number, code: string) => ({ status, data: { code } });
const over = refusal(409, 'replay-over');

test('begun as a preview, applied, listed; both may be asked for by an admin', async () => {
  const begun = await admin('POST', '/replays', { connectionId: program.firm.connectionId });
  expect(begun).toMatchObject({
    status: 201,
    data: { phase: 'preview', connection: { id: program.firm.connectionId } },
  });
  const { id } = begun.data;
  await ends(id, 'previewed');
  expect(await admin('POST', `/replays/${id}/apply`, { isQuiet: true })).toMatchObject({
    status: 200,
    data: { phase: 'apply', isQuiet: true },
  });
  await ends(id, 'done');
  const { data } = await owner('GET', '/replays');
  expect(data.items[0]).toMatchObject({ id, state: 'done', total: 1, read: 1, counts: { unchanged: 1 } });
});

test('what is not there, or another firm’s, is 404', async () => {
  const id = await previewed();
  for (const [method, path, body] of [
    ['GET', ''],
    ['POST', '/apply', {}],
    ['POST', '/cancel'],
  ] as const) {
    expect(await stranger(method, `/replays/${id}${path}`, body), path).toMatchObject(
      refusal(404, 'not-found'),
    );
    expect(await owner(method, `/replays/${newId()}${path}`, body), path).toMatchObject(
      refusal(404, 'not-found'),
    );
    expect((await owner(method, `/replays/no-id${path}`, body)).status, path).toBe(422);
  }
  for (const connectionId of [theirConnection, newId()])
    expect(await owner('POST', '/replays', { connectionId })).toMatchObject(refusal(404, 'not-found'));
  expect((await stranger('GET', '/replays')).data.items).toEqual([]);
  expect(await stateOf(id)).toBe('previewed');
});

test('only owners and admins: others are refused 403, a key and nobody too, and nothing happens', async () => {
  const id = await previewed();
  const [{ before }] = await sql('SELECT count(*)::int AS before FROM replays');
  for (const [method, path, body] of [
    ['GET', '/replays'],
    ['POST', '/replays', {}],
    ['GET', `/replays/${id}`],
    ['POST', `/replays/${id}/apply`, {}],
    ['POST', `/replays/${id}/cancel`],
  ] as const) {
    const where = `${method} ${path}`;
    expect(await member(method, path, body), where).toMatchObject(refusal(403, 'role-required'));
    const headers = { 'Content-Type': 'application/json', Origin: program.url };
    const init = { method, headers, ...(body && { body: JSON.stringify(body) }) };
    expect((await program.api(path, init)).status, where).toBe(401);
    expect((await fetch(`${program.url}/api/v1${path}`, init)).status, where).toBe(401);
  }
  expect(await sql('SELECT count(*)::int AS before FROM replays')).toEqual([{ before }]);
  expect(await stateOf(id)).toBe('previewed');
});

test('applied once: again, by two at once, and after it was cancelled is 409', async () => {
  const id = await previewed();
  const both = await Promise.all([owner, admin].map((call) => call('POST', `/replays/${id}/apply`, {})));
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect(both.find(({ status }) => status === 409)).toMatchObject(over);
  await ends(id, 'done');
  for (const path of ['apply', 'cancel'])
    expect(await owner('POST', `/replays/${id}/${path}`, {}), path).toMatchObject(over);

  const unwanted = await previewed();
  expect(await owner('POST', `/replays/${unwanted}/cancel`)).toMatchObject({
    status: 200,
    data: { state: 'cancelled' },
  });
  for (const path of ['apply', 'cancel'])
    expect(await owner('POST', `/replays/${unwanted}/${path}`, {}), path).toMatchObject(over);
  await sql("UPDATE replays SET state = 'failed' WHERE id = $1", [unwanted]);
  expect(await owner('POST', `/replays/${unwanted}/apply`, {})).toMatchObject(over);
});

test('while one runs none is begun or applied, and it cannot be applied itself: 409 names it', async () => {
  const waiting = await previewed();
  const id = await running();
  const busy = { status: 409, data: { code: 'replay-running', data: { id } } };
  expect(await owner('POST', '/replays', {})).toMatchObject(busy);
  expect(await owner('POST', `/replays/${waiting}/apply`, {})).toMatchObject(busy);
  expect(await owner('POST', `/replays/${id}/apply`, {})).toMatchObject(over);
  expect((await stranger('POST', '/replays', {})).status).toBe(201);
  expect((await owner('POST', `/replays/${id}/cancel`)).data.state).toBe('cancelled');
  expect((await owner('POST', `/replays/${waiting}/apply`, {})).status).toBe(200);
  await ends(waiting, 'done');
});

test('one that ends just as another is begun lets it begin, or is said to run; nothing else comes of it', async () => {
  for (let round = 0; round < 60; round += 1) {
    const id = await running();
    const [{ status, data }] = await Promise.all([
      owner('POST', '/replays', {}),
      sql("UPDATE replays SET state = 'done' WHERE id = $1", [id]),
    ]);
    if (status === 201) await owner('POST', `/replays/${data.id}/cancel`);
    else
      expect({ status, data }).toMatchObject({ status: 409, data: { code: 'replay-running', data: { id } } });
  }
});

test('of previews applied at the same time one is; the others are refused, and can be applied after it', async () => {
  const many = [];
  for (let nr = 0; nr < 8; nr += 1) many.push(await previewed());
  for (let left = many; left.length > 0; ) {
    const answers = await Promise.all(left.map((id) => owner('POST', `/replays/${id}/apply`, {})));
    const applied = left.filter((_, nr) => answers[nr]?.status === 200);
    expect(answers.every(({ status, data }) => status === 200 || data.code === 'replay-running')).toBe(true);
    expect(applied.length).toBeGreaterThan(0);
    for (const id of applied) await ends(id, 'done');
    left = left.filter((id) => !applied.includes(id));
  }
});

test('one that was given up and is asked for again waits for the end of another, and loses no try by it', async () => {
  const id = await previewed();
  await sql("UPDATE replays SET state = 'failed' WHERE id = $1", [id]);
  const job = newId();
  await sql(
    "INSERT INTO jobs (id, organization_id, kind, subject_id, payload, state, attempts) SELECT $1, organization_id, 'replay', id, '{}', 'dead', 5 FROM replays WHERE id = $2",
    [job, id],
  );
  const other = await running();
  expect((await owner('POST', `/dead-jobs/${job}/reprocess`)).status).toBe(204);
  const put = () =>
    sql('SELECT state, attempts, last_error, run_at > now() AS later FROM jobs WHERE subject_id = $1', [id]);
  await expect.poll(put).toEqual([{ state: 'waiting', attempts: 0, last_error: null, later: true }]);
  expect(await stateOf(id)).toBe('failed');
  await owner('POST', `/replays/${other}/cancel`);
  await sql('UPDATE jobs SET run_at = now() WHERE subject_id = $1', [id]);
  await ends(id, 'previewed');
});
