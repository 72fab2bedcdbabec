// CSV取り込み in the moment in which another begins, or its time is over: one runs at a time, and no file is kept for good.
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { newId } from '../../src/lib/ids.ts';
import { asOwner, countWaiting } from '../support/database.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { type Session, signIn } from '../support/session.ts';
import { whileStuck } from '../support/stuck.ts';

vi.setConfig({ testTimeout: 120_000 });

let program: TestProgram;
let owner: Session;
beforeAll(async () => {
  program = await startTestProgram();
  owner = await signIn(program, program.owner);
});
afterAll(() => program.stop());

const sql = (text: string, values: unknown[] = []) =>
  asOwner(program.server, async (client) => (await client.query(text, values)).rows);
const waiting = (many: number) => expect.poll(() => countWaiting(program.server)).toBe(many);
const upload = (name: string) =>
  owner('POST', '/customer-imports?fileName=a.csv', new TextEncoder().encode(`氏名\n${name}\n`));
const ends = (id: string, state: string) =>
  expect.poll(async () => (await owner('GET', `/customer-imports/${id}`)).data.state).toBe(state);
async function previewed(name: string): Promise<string> {
  const { id } = (await upload(name)).data;
  await ends(id, 'previewed');
  return id;
}
/** One whose job was given up while it was applied; the job's id. */
async function givenUp(id: string): Promise<string> {
  const job = newId();
  await sql("UPDATE customer_imports SET state = 'failed', phase = 'apply' WHERE id = $1", [id]);
  await sql(
    `INSERT INTO jobs (id, organization_id, kind, subject_id, payload, state, attempts)
     SELECT $1, organization_id, 'customer-import', id, '{}', 'dead', 5 FROM customer_imports WHERE id = $2`,
    [job, id],
  );
  return job;
}

test.each<[string, (id: string) => Promise<{ status: number; data: object }>]>([
  ['a file comes', () => upload('次の人')],
  [
    'another is previewed',
    async (id) => owner('POST', `/customer-imports/${id}/preview`, await optionsOf(id)),
  ],
  ['another is applied', (id) => owner('POST', `/customer-imports/${id}/apply`)],
])(
  'one that was given up is begun again just as %s: the other is refused in a sentence',
  async (_, begin) => {
    const [first, second] = [await previewed('一番 目'), await previewed('二番 目')];
    const job = await givenUp(first);
    const isFirst = `NEW.id = '${first}' AND OLD.state = 'failed'`;
    const refused = await whileStuck(program, 'UPDATE ON customer_imports', isFirst, async (go) => {
      expect((await owner('POST', `/dead-jobs/${job}/reprocess`)).status).toBe(204);
      await waiting(1);
      const beginning = begin(second);
      await waiting(2);
      await go();
      return beginning;
    });
    expect(refused).toMatchObject({ status: 409, data: { code: 'import-running', data: { id: first } } });
    await ends(first, 'done');
  },
);

const optionsOf = async (id: string) => (await owner('GET', `/customer-imports/${id}`)).data.options;

test('one that is applied in the moment its time is over is forgotten later, and not never', async () => {
  const id = await previewed('間際 の人');
  const forgetting = () =>
    sql(
      "SELECT run_at > now() + '1 hour' AS later FROM jobs WHERE kind = 'forget-customer-import' AND subject_id = $1",
      [id],
    );
  const applying = await asOwner(program.server, async (client) => {
    await client.query('BEGIN');
    await client.query('SELECT FROM customer_imports WHERE id = $1 FOR UPDATE', [id]);
    const begun = owner('POST', `/customer-imports/${id}/apply`);
    await waiting(1);
    await sql("UPDATE jobs SET run_at = now() WHERE kind = 'forget-customer-import' AND subject_id = $1", [
      id,
    ]);
    await waiting(2);
    await client.query('COMMIT');
    return { begun };
  });
  expect((await applying.begun).status).toBe(200);
  await ends(id, 'done');
  await expect.poll(forgetting).toEqual([{ later: true }]);
  // Its time comes again: the file goes, and what came of its rows stays while it can be taken back.
  await sql("UPDATE jobs SET run_at = now() WHERE kind = 'forget-customer-import' AND subject_id = $1", [id]);
  await expect.poll(async () => (await owner('GET', `/customer-imports/${id}`)).data.hasFile).toBe(false);
  expect(await forgetting()).toEqual([{ later: true }]);
});

test('what somebody previewed anew is not applied by whoever saw it read otherwise', async () => {
  const id = await previewed('二見 太郎');
  const look = async () => (await owner('GET', `/customer-imports/${id}`)).data;
  const seen = await look();
  await owner('POST', `/customer-imports/${id}/preview`, { ...seen.options, known: 'fill' });
  await ends(id, 'previewed');
  const anew = await look();
  const apply = (at: string) => owner('POST', `/customer-imports/${id}/apply?previewed=${at}`);
  expect(await apply(seen.endedAt)).toMatchObject({ status: 409, data: { code: 'changed-meanwhile' } });
  expect((await apply(anew.endedAt)).status).toBe(200);
  await ends(id, 'done');
});
