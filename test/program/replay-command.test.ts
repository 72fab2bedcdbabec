// `digima replay` as people run it: which firms, connections and mails it means, what it asks, and what comes of the answer.
import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startReplay } from '../../src/customers/replay/start-replay.ts';
import { openReplaying } from '../../src/program/replaying.ts';
import { ctrlCUnderNpm, killStarted, runCommand, startCommand, startInTerminal } from '../support/command.ts';
import { emptyDatabase, urlOf } from '../support/database.ts';
import { buildConnection, buildFirm } from '../support/factories.ts';
import { type Kept, openKept } from '../support/kept-mails.ts';
import { composeInquiry } from '../support/mails.ts';
import { blindReader } from '../support/older-reader.ts';
import { openDatabaseProxy } from '../support/proxy.ts';

// Each of these starts several programs, on machines that are busy.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let kept: Kept;
let env: Record<string, string>;
const blind = await blindReader();
beforeEach(async () => {
  kept = await openKept();
  env = {
    DATABASE_URL: urlOf(kept.server),
    SECRET_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
  };
});
afterEach(() => kept.close());
afterAll(killStarted);

const replay = (...args: string[]) => runCommand(['replay', ...args], env);
const asked = (...args: string[]) => startInTerminal(['replay', ...args], env);
const customers = async () =>
  (await kept.sql('SELECT name FROM customers ORDER BY name')).map(({ name }) => name);
const phases = () => kept.sql('SELECT phase, state FROM replays ORDER BY id');
/** Mails that nobody could read when they came. */
async function keepUnread(...given: [name: string, receivedAt?: string][]): Promise<void> {
  for (const [i, [name, receivedAt]] of given.entries())
    await kept.keep(
      composeInquiry({ number: `RG${i}`, name, phone: `090-0000-000${i}` }),
      receivedAt === undefined ? new Date() : new Date(receivedAt),
    );
  await kept.read(blind);
}

test('--dry-run shows what would come and changes nothing; --yes applies it; a second time changes nothing', async () => {
  await keepUnread(['一　子'], ['二　子']);
  const dry = await replay('--dry-run');
  expect(dry).toMatchObject({
    code: 0,
    text: expect.stringMatching(
      /^株式会社みほん不動産 \(.*\)\n {2}preview: 2 mails\n +2 can be read now\n +2 new customers\n/,
    ),
  });
  expect(dry.text).toContain('contact.name: ― → 一　子');
  expect([await customers(), await phases()]).toEqual([[], [{ phase: 'preview', state: 'previewed' }]]);

  const done = await replay('--yes');
  expect(done).toMatchObject({
    code: 0,
    text: expect.stringMatching(
      /applied: 2 mails\n +2 can be read now\n +2 new customers\n +2 told to whoever is in charge\n$/,
    ),
  });
  expect(await customers()).toEqual(['一　子', '二　子']);
  const before = await kept.everything();
  expect((await replay('--yes')).text).toMatch(
    /applied: 2 mails\n +2 unchanged\n +0 new customers\n +0 told to whoever is in charge\n$/,
  );
  expect(await kept.everything()).toEqual(before);
});

test('--quiet: nobody is told', async () => {
  await keepUnread(['一　子']);
  expect((await replay('--yes', '--quiet')).text).toMatch(
    /1 new customers\n +0 told to whoever is in charge\n$/,
  );
  expect(await kept.sql("SELECT 1 FROM jobs WHERE kind = 'tell-owner'")).toEqual([]);
});

test('--organization, --connection and --since: the others are left alone', async () => {
  // 2026-11-01 begins in Japan nine hours before it does by UTC.
  await keepUnread(['前日　子', '2026-10-31T14:59:59Z'], ['当日　子', '2026-10-31T15:00:00Z']);
  const other = await buildFirm(kept.db, '株式会社別の不動産');
  await buildConnection(kept.db, kept.organizationId, { name: 'リガイド 別の支店' });
  const looked = async (...args: string[]) => {
    const { code, text } = await replay('--dry-run', ...args);
    expect(code, text).toBe(0);
    return [...text.matchAll(/^(\S+) \(.*\)\n {2}preview: (\d) mails$/gm)].map(([, firm, mails]) => [
      firm,
      Number(mails),
    ]);
  };
  const [mine, theirs] = ['株式会社みほん不動産', '株式会社別の不動産'];
  expect(await looked('--organization', '株式会社　みほん不動産')).toEqual([[mine, 2]]);
  expect(await looked('--organization', other.organizationId)).toEqual([[theirs, 0]]);
  expect(await looked('--since', '2026-11-01')).toEqual([
    [mine, 1],
    [theirs, 0],
  ]);
  expect(await looked('--connection', 'リガイド 別の支店')).toEqual([[mine, 0]]);
  expect(await looked('--connection', kept.firm.connectionId)).toEqual([[mine, 2]]);
  // Each firm has one of this name.
  expect(await looked('--connection', 'リガイド 世田谷支店', '--since', '2026-10-31')).toEqual([
    [mine, 2],
    [theirs, 0],
  ]);
});

test('what cannot be is said in one sentence, with exit code 1, and nothing is begun', async () => {
  const other = await buildFirm(kept.db, '株式会社同名');
  await buildFirm(kept.db, '株式会社同名');
  const wrong: [string[], RegExp][] = [
    [[], /^digima: Say --dry-run to look, or --yes to apply: there is nobody to ask here\.$/m],
    [['--dry-run', '--since', '昨日'], /^digima: 昨日 is no day: write 2026-11-01\.$/m],
    [['--dry-run', '--since', '2026-02-30'], /^digima: 2026-02-30 is no day/m],
    [['--dry-run', '--organization', 'だれでもない会社'], /^digima: There is no firm だれでもない会社: /m],
    [['--dry-run', '--organization', '株式会社同名'], /^digima: 2 firms have this name: give the id/m],
    [['--dry-run', '--connection', '無い支店'], /^digima: There is no connection 無い支店\.$/m],
    [
      ['--dry-run', '--organization', other.organizationId, '--connection', kept.firm.connectionId],
      /^digima: There is no connection /m,
    ],
  ];
  const says = await Promise.all(wrong.map(([args]) => replay(...args)));
  for (const [i, { code, text }] of says.entries()) {
    expect([code, text.split('\n').length], text).toEqual([1, 2]);
    expect(text).toMatch(wrong[i]?.[1] ?? '');
  }
  expect(await phases()).toEqual([]);
});

test('a database that cannot be reached, or was never prepared, is said in one sentence', async () => {
  const elsewhere = (DATABASE_URL: string) =>
    runCommand(['replay', '--dry-run'], { ...env, DATABASE_URL }).then(({ code, text }) => [code, text]);
  const unprepared = urlOf(await emptyDatabase());
  expect(
    await Promise.all([elsewhere('postgres://postgres@127.0.0.1:1/postgres'), elsewhere(unprepared)]),
  ).toEqual([
    [1, expect.stringMatching(/^digima: PostgreSQL cannot be reached: .*ECONNREFUSED.*\n$/)],
    [1, 'digima: The database is not prepared yet: run digima start once.\n'],
  ]);
});

test('at a terminal it asks: only a yes applies', async () => {
  await keepUnread(['一　子']);
  const no = asked();
  await no.says('Apply it? [y/N]');
  no.child.stdin.write('\r');
  expect([await no.ended, no.said.text]).toEqual([0, expect.stringMatching(/ not applied\r\n$/)]);
  expect([await customers(), await phases()]).toEqual([[], [{ phase: 'preview', state: 'cancelled' }]]);
  const yes = asked('--quiet');
  await yes.says('Apply it? [y/N]');
  yes.child.stdin.write('yes\r');
  expect([await yes.ended, yes.said.text]).toEqual([0, expect.stringMatching(/applied: 1 mails\r\n/)]);
  expect(await customers()).toEqual(['一　子']);
});

test.each([
  ['Ctrl-C', '\x03'],
  ['Ctrl-D', '\x04'],
])('%s at the question ends it without a trace, and asks of no other firm', async (_, typed) => {
  await keepUnread(['一　子']);
  await buildFirm(kept.db, '株式会社別の不動産');
  const { child, ended, said, says } = asked();
  await says('Apply it? [y/N]');
  child.stdin.write(typed);
  expect(await ended).toBe(1);
  expect(said.text).toMatch(/\ndigima: The replay was broken off: nothing more was applied\.\r\n$/);
  expect(said.text).not.toContain('別の不動産');
  expect([await customers(), await phases()]).toEqual([[], [{ phase: 'preview', state: 'cancelled' }]]);
});

test('a no while the database is away waits for it', async () => {
  await keepUnread(['一　子']);
  const proxy = await openDatabaseProxy(kept.server);
  const { child, ended, said, says } = startInTerminal(['replay'], { ...env, DATABASE_URL: proxy.url });
  await says('Apply it? [y/N]');
  await proxy.close();
  child.stdin.write('n\r');
  await says('the database is away');
  const again = await openDatabaseProxy(kept.server, proxy.port);
  expect([await ended, said.text]).toEqual([0, expect.stringMatching(/ not applied\r\n$/)]);
  expect(await phases()).toEqual([{ phase: 'preview', state: 'cancelled' }]);
  await again.close();
});

test('while the database is away, firms and connections are waited for', async () => {
  const proxy = await openDatabaseProxy(kept.server);
  for (const [name, value] of Object.entries({ ...env, DATABASE_URL: proxy.url })) vi.stubEnv(name, value);
  const away = Promise.withResolvers<void>();
  const replaying = await openReplaying(away.resolve);
  vi.unstubAllEnvs();
  await proxy.close();
  const finding = replaying.find(undefined, kept.firm.connectionId);
  await Promise.race([away.promise, finding]);
  const again = await openDatabaseProxy(kept.server, proxy.port);
  expect(await finding).toMatchObject([{ connectionId: kept.firm.connectionId }]);
  await replaying.close();
  await again.close();
});

test('it also ends where what it says goes through a pipe', async () => {
  await keepUnread(['一　子']);
  const { child, ended, said, says } = startInTerminal(['replay'], env, '2>&1 | cat');
  await says('Apply it? [y/N]');
  child.stdin.write('\x04');
  await ended;
  expect(said.text).toMatch(/\ndigima: The replay was broken off: nothing more was applied\.\r\n$/);
  expect(await phases()).toEqual([{ phase: 'preview', state: 'cancelled' }]);
});

test('another that runs in this firm is waited for; Ctrl-C ends the waiting, not the other', async () => {
  await keepUnread(['一　子']);
  const begun = () =>
    kept.db.withOrganization(kept.organizationId, (tx) =>
      startReplay(tx, kept.organizationId, { connectionId: null, since: null }, '高橋 誠'),
    );
  await begun();
  // Somebody else works on it, and takes long.
  await kept.sql("UPDATE jobs SET lease_until = now() + interval '1 hour' WHERE kind = 'replay'");
  const { child, ended, says } = startCommand(['replay', '--dry-run'], env);
  await says('another replay runs in this firm');
  ctrlCUnderNpm(child);
  expect(await ended).toBe(1);
  expect(await phases()).toEqual([{ phase: 'preview', state: 'running' }]);
});

test('Ctrl-C in the moment one firm’s is done begins none in another', async () => {
  await keepUnread(['一　子']);
  await buildFirm(kept.db, '株式会社別の不動産');
  const applied = async () =>
    (await kept.sql("SELECT 1 FROM replays WHERE phase = 'apply' AND state = 'done'")).length;
  const { child, ended } = startCommand(['replay', '--yes'], env);
  await expect.poll(applied, { interval: 5, timeout: 20_000 }).toBe(1);
  child.kill('SIGINT');
  expect(await ended).toBe(1);
  expect(await applied()).toBe(1);
});
