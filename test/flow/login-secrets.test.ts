// A login's secrets are nowhere: not in the log, the database, jobs, answers or errors; and they open after a change of keys.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ReGuideSite, startReGuideSite } from '../../simulator/re-guide/start.ts';
import { asOwner } from '../support/database.ts';
import { buildConnection } from '../support/factories.ts';
import { openKeptLog } from '../support/kept-log.ts';
import { passTime, setReGuideLogin } from '../support/portal-login.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { type Answer, type Session, signIn } from '../support/session.ts';

const SOON = { timeout: 10_000, interval: 20 };
// Letters that are written differently in JSON, forms, Shift_JIS and HTML.
const canary = { userId: 'カナリヤ"u&<7f3e9a>', password: 'ひみつ%p+\\"c41b7d>鍵' };
const wrong = { ...canary, password: 'まちがい%p+\\"9e02aa>鍵' };
/** What would be left of them in any spelling: letters that no encoding changes, and whole values as bytes. */
const traces = [canary.userId, canary.password, wrong.password].flatMap((value) => [
  value,
  encodeURIComponent(value),
  JSON.stringify(value).slice(1, -1),
  Buffer.from(value).toString('base64').slice(0, -4),
  Buffer.from(value).toString('hex'),
  /[0-9a-f]{6}/.exec(value)?.[0] ?? value,
]);

let site: ReGuideSite;
let program: TestProgram;
let owner: Session;
const { log, text } = openKeptLog('trace');
const answers: string[] = [];
beforeAll(async () => {
  site = await startReGuideSite({ accounts: [canary] });
  program = await startTestProgram(undefined, { OUTBOUND_ALLOW: new URL(site.url).host }, log);
  owner = await signIn(program, program.owner);
  await setReGuideLogin(program.server, { url: site.loginUrl });
});
afterAll(async () => {
  await program.stop();
  await site.stop();
});

async function call(...given: Parameters<Session>): Promise<Answer> {
  const answer = await owner(...given);
  answers.push(answer.text);
  return answer;
}
/** Everything every table holds, bytes as hex. */
const dump = () =>
  asOwner(program.server, async (client) => {
    const { rows: tables } = await client.query(
      "SELECT quote_ident(table_name) AS name FROM information_schema.tables WHERE table_schema = 'public'",
    );
    expect(tables.length).toBeGreaterThan(25);
    let text = '';
    for (const { name } of tables)
      for (const row of (await client.query(`SELECT t::text AS row FROM ${name} t`)).rows)
        text += `${row.row}\n`;
    return text;
  });
function expectNowhere(where: string, text: string): void {
  for (const trace of traces) expect(text.includes(trace), `${trace} in ${where}`).toBe(false);
}

test('whatever happens to a login, its user ID and password stand nowhere', async () => {
  const { connectionId: id } = await buildConnection(program.db, program.firm.organizationId, {
    state: 'draft',
  });
  const path = `/connections/${id}/login`;
  const state = async () => (await call('GET', `/connections/${id}`)).data.login;

  site.set('slow', { ms: 200 });
  await call('PUT', path, wrong);
  expectNowhere('the database while it is checked', await dump());
  await expect.poll(async () => (await state()).outcome, SOON).toBe('wrong-credentials');
  site.set(null);
  expect((await call('PUT', path, wrong)).status).toBe(409);
  expect((await call('POST', `${path}/check`, {})).status).toBe(409);
  expect((await call('PUT', path, { ...canary, userId: canary.userId.repeat(20) })).status).toBe(422);
  expect((await call('PUT', path, { userId: canary.userId, password: [canary.password] })).status).toBe(422);
  expect((await call('PUT', `${path}x`, canary)).status).toBe(404);

  const warned = { isSame: true, isStrong: true };
  for (const what of ['error', 'drop', 'huge', 'elsewhere', 'changed-page'] as const) {
    site.set(what, { on: 'answer' });
    await call('PUT', path, { ...canary, warned });
    await expect.poll(async () => (await state()).state, SOON).toBe('failed');
  }
  site.set(null);
  // A bug on our side, in the middle of a check: its stack is logged.
  await asOwner(program.server, (client) =>
    client.query("ALTER TABLE login_attempts ADD CONSTRAINT broken CHECK (trigger <> 'person') NOT VALID"),
  );
  await call('POST', `${path}/check`, { warned });
  await expect.poll(() => text().includes('a job failed'), SOON).toBe(true);
  await asOwner(program.server, (client) =>
    client.query('ALTER TABLE login_attempts DROP CONSTRAINT broken'),
  );
  await passTime(program.server, id);
  await expect.poll(async () => (await state()).state, SOON).toBe('verified');

  for (const one of ['/me', '/connections', `/connections/${id}/history`, '/openapi.json', '/outgoing-mails'])
    await call('GET', one);
  expect(site.attempts.map(({ password }) => password)).toContain(canary.password);
  expect(text()).toContain(id);
  expectNowhere('the log', text());
  expectNowhere('the answers', answers.join('\n'));
  expectNowhere('the database', await dump());
});

test('after a change of keys the login opens, what was refused stays refused, and without the old key nothing starts', async () => {
  const account = { userId: 'rotated', password: 'right' };
  site.open(account);
  const { connectionId: id } = await buildConnection(program.db, program.firm.organizationId);
  const path = `/connections/${id}/login`;
  const settled = async () => {
    await expect
      .poll(async () => (await owner('GET', `/connections/${id}`)).data.login.state, SOON)
      .not.toBe('checking');
    return (await owner('GET', `/connections/${id}`)).data.login;
  };
  await owner('PUT', path, { ...account, password: 'wrong' });
  expect((await settled()).failures.mine).toBe(1);
  await owner('PUT', path, account);
  expect((await settled()).state).toBe('verified');

  const k2 = { id: 'k2', bytes: Buffer.alloc(32, 8) };
  const old = program.secretKeys;
  await program.stop();
  const allow = { OUTBOUND_ALLOW: new URL(site.url).host };
  program = await startTestProgram({ ...program, secretKeys: [k2, ...old] }, allow, log);
  owner = await signIn(program, program.owner);
  await owner('POST', `${path}/check`, {});
  expect(await settled()).toMatchObject({ state: 'verified', failures: { mine: 1 } });
  expect((await owner('PUT', path, { ...account, password: 'wrong' })).data.data).toMatchObject({
    failures: { mine: 1, others: 0 },
    isSame: true,
  });
  await owner('PUT', path, account);
  expect((await settled()).state).toBe('verified');
  const [row] = await asOwner(
    program.server,
    async (client) =>
      (await client.query('SELECT sealed FROM portal_logins WHERE connection_id = $1', [id])).rows,
  );
  expect(Buffer.from(row.sealed.split('.')[0], 'base64url').toString()).toContain('"kid":"k2"');

  await program.stop();
  await expect(startTestProgram({ ...program, secretKeys: [k2] }, allow, log)).rejects.toThrow(
    /key k1 .* not given/,
  );
  program = await startTestProgram({ ...program, secretKeys: [k2, ...old] }, allow, log);
});
