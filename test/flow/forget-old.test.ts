// What is of no use any more goes after its time, in every firm, and nothing else does: a program that starts on a database that
// has been in use for years.
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { firstIdAt, newId } from '../../src/lib/ids.ts';
import { openDatabase } from '../../src/platform/database.ts';
import { openLog } from '../../src/platform/log.ts';
import { asOwner, cloneDatabase } from '../support/database.ts';
import { buildFirm } from '../support/factories.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { signIn } from '../support/session.ts';

const DAY_MS = 86_400_000;
const days = (n: number) => new Date(Date.now() - n * DAY_MS);
const YEAR = 365.25;
/** More than go in one transaction. */
const MANY = 1_100;

let server: Awaited<ReturnType<typeof cloneDatabase>>;
let program: TestProgram;
let firms: Awaited<ReturnType<typeof buildFirm>>[];
const marks: string[] = [];

/** An id as it was made then; each is another. */
function idOf(at: Date): string {
  return firstIdAt(at).slice(0, 24) + randomBytes(6).toString('hex');
}

const insert = (table: string, rows: Record<string, unknown>[]) =>
  asOwner(server, (client) =>
    client.query(`INSERT INTO ${table} SELECT * FROM json_populate_recordset(NULL::${table}, $1)`, [
      JSON.stringify(rows),
    ]),
  );
/** Which of the marked rows are there, by their mark. */
const left = async (table: string, mark: string, where = 'true') =>
  asOwner(
    server,
    async (client) =>
      (
        await client.query<{ mark: string }>(`SELECT ${mark} AS mark FROM ${table} WHERE ${where} ORDER BY 1`)
      ).rows.map((row) => row.mark),
    // Other rows than the marked are the program's own of just now.
  ).then((found) => found.filter((one) => marks.includes(one)));
const marked = (mark: string) => {
  marks.push(mark);
  return mark;
};

beforeAll(async () => {
  server = await cloneDatabase();
  const db = await openDatabase(server, openLog('silent'));
  firms = [await buildFirm(db), await buildFirm(db, '株式会社べつの不動産')];
  await db.close();
  const [{ owner }] = firms as [(typeof firms)[0]];
  for (const { organizationId, connectionId, owner: by } of firms) {
    const audit = (age: number, mark: string) => ({
      id: idOf(days(age)),
      organization_id: organizationId,
      at: days(age),
      actor_name: '高橋 誠',
      action: marked(mark),
      details: {},
    });
    await insert('audit_events', [
      ...Array.from({ length: MANY }, () => audit(7 * YEAR + 2, 'audit.old')),
      audit(7 * YEAR - 3, 'audit.kept'),
    ]);
    const attempt = (age: number, secret: string, mark: string, more: Record<string, unknown> = {}) => ({
      id: idOf(days(age)),
      organization_id: organizationId,
      connection_id: connectionId,
      portal: marked(mark),
      account_key: `\\x${Buffer.from('account').toString('hex')}`,
      secret_key: `\\x${Buffer.from(secret).toString('hex')}`,
      trigger: 'schedule',
      started_at: days(age),
      submitted_at: days(age),
      finished_at: days(age),
      outcome: 'verified',
      ...more,
    });
    await insert('login_attempts', [
      attempt(300, 'a', 'a1', { outcome: 'rejected' }),
      attempt(200, 'a', 'a2'),
      attempt(150, 'a', 'a3-last-sending'),
      attempt(120, 'a', 'a4-down', { outcome: 'unavailable' }),
      attempt(110, 'a', 'a5-not-sent', { submitted_at: null, outcome: null }),
      attempt(400, 'b', 'b1-refused-last', { outcome: 'rejected' }),
      attempt(95, 'c', 'c1'),
      attempt(95, 'c', 'c1-open', { finished_at: null, outcome: null, submitted_at: null }),
      attempt(89, 'c', 'c2'),
      attempt(88, 'c', 'c3'),
    ]);
    const whole = (age: number, movedAge: number | null) => ({
      id: idOf(days(age)),
      organization_id: organizationId,
      made_by: by.userId,
      subject: 'customers',
      change: { type: 'assign', assigneeId: null },
      filter: {},
      up_to: newId(),
      total: 2,
      looked: 2,
      changed: 2,
      unchanged: 0,
      left: 0,
      overtaken: 0,
      is_undone: false,
      created_at: days(age),
      moved_at: movedAge === null ? null : days(movedAge),
    });
    const piece = (age: number, mark: string, partOf: string | null) => ({
      id: idOf(days(age)),
      organization_id: organizationId,
      made_by: by.userId,
      change: { type: 'assign', assigneeId: null, mark: marked(mark) },
      items: [],
      part_of: partOf,
      created_at: days(age),
    });
    const [old, young, moving, stopped] = [whole(40, 40), whole(30, 30), whole(40, 0.5), whole(40, null)];
    await insert('matching_changes', [old, young, moving, stopped]);
    for (const { id } of [old, young, moving, stopped]) marks.push(id);
    await insert('bulk_changes', [
      piece(40, 'old.1', old.id),
      piece(10, 'old.2', old.id),
      piece(30, 'young.1', young.id),
      piece(40, 'moving.1', moving.id),
      piece(40, 'stopped.1', stopped.id),
      piece(32, 'alone.old', null),
      piece(30, 'alone.young', null),
      piece(32, 'orphan.old', newId()),
    ]);
    const looked = (age: number, created_by_name: string, more: Record<string, unknown> = {}) => ({
      id: idOf(days(age + 1)),
      organization_id: organizationId,
      phase: 'preview',
      state: 'previewed',
      is_quiet: false,
      created_by_name: marked(created_by_name),
      reader_version: '1',
      total: 0,
      counts: {},
      differences: [],
      created_at: days(age + 1),
      ended_at: days(age),
      ...more,
    });
    const stuck = looked(40, 'replay.stuck', { state: 'failed' });
    await insert('replays', [
      looked(32, 'replay.old'),
      looked(32, 'replay.old-cancelled', { state: 'cancelled' }),
      looked(30.5, 'replay.young'),
      looked(40, 'replay.running', { state: 'running', ended_at: null }),
      stuck,
      looked(7 * YEAR - 3, 'replay.applied', { phase: 'apply', state: 'done' }),
      looked(7 * YEAR + 2, 'replay.applied-long-ago', { phase: 'apply', state: 'done' }),
    ]);
    const tried = (removedAge: number | null, mark: string) => ({
      id: idOf(days(removedAge ?? 40)),
      organization_id: organizationId,
      connection_id: connectionId,
      mark_hash: `\\x${randomBytes(32).toString('hex')}`,
      created_by: by.userId,
      sent_at: days(removedAge ?? 40),
      result: { customerName: marked(mark) },
      removed_at: removedAge === null ? null : days(removedAge),
    });
    const there = tried(40, 'test.its-mail-is-there');
    await insert('test_inquiries', [
      tried(32, 'test.old'),
      tried(29, 'test.young'),
      tried(null, 'test.stuck'),
      there,
    ]);
    await asOwner(server, (client) =>
      client.query(
        `INSERT INTO mails (id, organization_id, connection_id, inbox_id, sha256, raw, size, received_at, state, is_test)
         SELECT $1, organization_id, connection_id, id, $3, 'x', 1, $4, 'read', true FROM inboxes WHERE connection_id = $2`,
        [newId(), connectionId, Buffer.from(there.mark_hash.slice(2), 'hex'), days(40)],
      ),
    );
    const brought = (age: number, file_name: string, more: Record<string, unknown> = {}) => ({
      id: idOf(days(age + 1)),
      organization_id: organizationId,
      file_name: marked(file_name),
      file_bytes: 1,
      actor: { type: 'user', userId: by.userId, name: '高橋 誠' },
      phase: 'preview',
      state: 'cancelled',
      headers: [],
      cursor: 0,
      counts: {},
      rows: [],
      forgotten_at: days(age),
      created_at: days(age + 1),
      ended_at: days(age),
      ...more,
    });
    const broken = brought(40, 'import.stuck', { state: 'failed' });
    await insert('customer_imports', [
      brought(32, 'import.old'),
      brought(30.5, 'import.young'),
      brought(40, 'import.applied', { phase: 'apply', state: 'done' }),
      brought(40, 'import.its-file-is-there', { forgotten_at: null }),
      broken,
    ]);
    await insert(
      'jobs',
      [
        ['replay', stuck.id],
        ['customer-import', broken.id],
      ].map(([kind, subject_id]) => ({
        id: newId(),
        organization_id: organizationId,
        kind,
        subject_id,
        payload: {},
        state: 'dead',
        run_at: days(40),
        attempts: 5,
        lost: 0,
        died: 0,
        created_at: days(40),
      })),
    );
  }
  await insert(
    'session',
    [
      ['ended', 30, 8],
      ['ended-just-now', 30, 6],
      ['open', 60, -3],
    ].map(([token, made, over]) => ({
      id: idOf(days(made as number)),
      token: marked(token as string),
      user_id: owner.userId,
      expires_at: days(over as number),
      created_at: days(made as number),
      updated_at: days(made as number),
    })),
  );
  await insert(
    'verification',
    [
      ['used-long-ago', 9, 8],
      ['over', 6, 5],
    ].map(([identifier, made, over]) => ({
      id: idOf(days(made as number)),
      identifier: marked(identifier as string),
      value: 'x',
      expires_at: days(over as number),
      created_at: days(made as number),
      updated_at: days(made as number),
    })),
  );
  program = await startTestProgram({ server, firm: firms[0] as never, port: 0 });
});
afterAll(() => program.stop());

const twice = (...of: string[]) => of.flatMap((one) => [one, one]).sort();

test('what is over goes, in every firm, however much it is; what is younger or still counts stays', async () => {
  await expect.poll(() => left('audit_events', 'action'), { timeout: 30_000 }).toEqual(twice('audit.kept'));
  expect(await left('login_attempts', 'portal')).toEqual(
    twice('a3-last-sending', 'b1-refused-last', 'c1-open', 'c2', 'c3'),
  );
  expect(await left('bulk_changes', "change ->> 'mark'")).toEqual(
    twice('alone.young', 'moving.1', 'young.1'),
  );
  expect(await left('matching_changes', 'id::text')).toHaveLength(2 * 2);
  expect(await left('session', 'token')).toEqual(['ended-just-now', 'open']);
  expect(await left('verification', 'identifier')).toEqual(['over']);
  expect(await left('replays', 'created_by_name')).toEqual(
    twice('replay.applied', 'replay.running', 'replay.stuck', 'replay.young'),
  );
  expect(await left('test_inquiries', "result ->> 'customerName'")).toEqual(
    twice('test.its-mail-is-there', 'test.stuck', 'test.young'),
  );
  expect(await left('customer_imports', 'file_name')).toEqual(
    twice('import.applied', 'import.its-file-is-there', 'import.stuck', 'import.young'),
  );
});

test('while it is there a change can be taken back, and not by halves', async () => {
  const call = await signIn(program, program.owner);
  const [firm] = firms;
  const rows = await asOwner(server, async (client) =>
    client.query<{ id: string; mark: string }>(
      "SELECT id, change ->> 'mark' AS mark FROM bulk_changes WHERE organization_id = $1",
      [firm?.organizationId],
    ),
  );
  const young = rows.rows.find(({ mark }) => mark === 'alone.young');
  expect(await call('POST', `/inquiries/changes/${young?.id}/undo`)).toMatchObject({ status: 200 });
  expect(await call('POST', `/inquiries/changes/${newId()}/undo`)).toMatchObject({ status: 404 });
});

test('a moment’s first id is the same to the database and to the program', async () => {
  const at = new Date('2026-11-29T08:00:00.123Z');
  const { rows } = await asOwner(server, (client) => client.query('SELECT first_id_at($1) AS id', [at]));
  expect(rows).toEqual([{ id: firstIdAt(at) }]);
});
