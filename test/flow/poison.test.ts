// Mails that make their reader run away, sent to the whole running program: they cost nobody else anything, come up in
// 要確認 with their reason, and become customers by 「再処理」 once a reader can read them.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asOwner } from '../support/database.ts';
import { PASSWORD } from '../support/factories.ts';
import { composeInquiry } from '../support/mails.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { type Session, signIn } from '../support/session.ts';

const portals = new URL('../support/poison-portals.ts', import.meta.url);
let program: TestProgram;
let member: Session;
const comeIn = async () => {
  member = await signIn(program, { email: program.firm.salesperson.email, password: PASSWORD });
};
beforeAll(async () => {
  program = await startTestProgram(undefined, {}, undefined, portals);
  await comeIn();
});
afterAll(() => program.stop());

const sql = (text: string, values: unknown[] = []) =>
  asOwner(program.server, async (client) => (await client.query(text, values)).rows);
const customers = async () => new Set((await sql('SELECT name FROM customers')).map(({ name }) => name));
let sent = 0;
/** An inquiry; with this subject where one is given. */
async function send(name: string, subject?: string): Promise<void> {
  sent += 1;
  const raw = composeInquiry({ number: `RG${sent}`, name, phone: `090-0000-${1000 + sent}` });
  await program.sendMail(subject === undefined ? raw : raw.replace(/^Subject: .*$/m, `Subject: ${subject}`));
}
const poisonous = async (name: string) => {
  const [mail] = await sql(
    'SELECT id, state, attempts, last_error FROM mails WHERE position($1 IN raw) > 0',
    [Buffer.from(name)],
  );
  return mail;
};

test.each([
  ['hang', 'reader-timeout', /時間がかかりすぎた/],
  ['eat', 'reader-memory', /メモリー/],
])('%s', { timeout: 120_000 }, async (what, code, reason) => {
  const name = `毒　${what}`;
  const others = (when: string) => Array.from({ length: 10 }, (_, i) => `${what} ${when} ${i}`);
  const [beside, after] = [others('beside'), others('after')];
  await Promise.all([send(name, `poison ${what}`), ...beside.map((one) => send(one))]);
  for (const one of after) await send(one);
  const all = [...beside, ...after];
  await expect.poll(async () => [...(await customers())]).toEqual(expect.arrayContaining(all));
  expect(await sql("SELECT 1 FROM mails WHERE state = 'read' AND (attempts > 1 OR died > 0)")).toEqual([]);
  const { id, ...mail } = await poisonous(name);
  // What fills its memory is over within seconds, which is nobody's delay; for 10 s of hanging others would have waited.
  if (what === 'hang') expect(mail).toMatchObject({ state: 'waiting', attempts: 1, last_error: null });

  // Its first try ends, and its last one is all that is left.
  await expect.poll(async () => (await poisonous(name)).last_error, { timeout: 30_000 }).toBe(code);
  await sql('UPDATE mails SET attempts = 4, lease_until = now() WHERE id = $1', [id]);
  await expect.poll(async () => (await poisonous(name)).state, { timeout: 30_000 }).toBe('failed');
  expect((await member('GET', `/mails/${id}`)).data).toMatchObject({
    attempts: 5,
    givenUp: { code, reason: expect.stringMatching(reason) },
  });
  const review = async () =>
    (await member('GET', '/mails?review=true')).data.items.map((one: { id: string }) => one.id);
  expect(await review()).toContain(id);
  expect(await customers()).not.toContain(name);
});

test('with a reader that can read them 「再処理」 makes them customers, each once', async () => {
  const before = await customers();
  await program.stop();
  program = await startTestProgram(program);
  await comeIn();
  const failed = (await sql("SELECT id FROM mails WHERE state = 'failed'")).map(({ id }) => id);
  expect(failed).toHaveLength(2);
  expect((await member('POST', '/mails/reprocess', { ids: failed })).data).toEqual({ reprocessed: 2 });
  await program.settled();
  expect([...(await customers())].filter((one) => !before.has(one)).sort()).toEqual(['毒　eat', '毒　hang']);
  expect((await sql('SELECT count(*)::int AS n FROM customers'))[0].n).toBe(sent);
  expect((await member('GET', '/mails?review=true')).data.items).toEqual([]);
});
