// Storing while the database, or the way to it, does what it should not: everybody is answered within 10 s, and what was
// answered is true.
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { openInboxFinder } from '../../src/connections/find-inbox.ts';
import { openMailStore, type StoreMail } from '../../src/intake/index.ts';
import { newId } from '../../src/lib/ids.ts';
import { type Database, openDatabase } from '../../src/platform/database.ts';
import { openLog } from '../../src/platform/log.ts';
import { asOwner, cloneDatabase } from '../support/database.ts';
import { buildFirm } from '../support/factories.ts';
import { openDatabaseProxy } from '../support/proxy.ts';

const TEN_SECONDS = 10_000;
let server: Awaited<ReturnType<typeof cloneDatabase>>;
let inboxId: string;
let proxy: Awaited<ReturnType<typeof openDatabaseProxy>>;
let db: Database;
let storeMail: StoreMail;

beforeAll(async () => {
  server = await cloneDatabase();
  const direct = await openDatabase(server, openLog('silent'));
  await buildFirm(direct);
  await direct.close();
  [{ id: inboxId }] = await query('SELECT id FROM inboxes');
});
beforeEach(async () => {
  proxy = await openDatabaseProxy(server);
  db = await openDatabase({ url: proxy.url }, log);
  storeMail = openMailStore(db);
  await storeMail(mail()); // connections are open
});
afterEach(async () => {
  await proxy.close();
  await db.close();
});
afterAll(() =>
  query(
    'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
  ),
);

const log = openLog('silent');
// biome-ignore lint/suspicious/noExplicitAny: rows of every shape
const query = (text: string, values: unknown[] = []): Promise<any[]> =>
  asOwner(server, async (client) => (await client.query(text, values)).rows);
const mail = (text = newId()) => ({
  raw: Buffer.from(text),
  receivedAt: new Date(),
  envelopeFrom: 'noreply@re-guide.jp',
  recipients: [{ address: 'r@inbox.localhost', inboxId }],
  clientAddress: '127.0.0.1',
  clientName: 'test',
  tls: null,
});
/** How often it is there: rows of mails, rows of deliveries. */
const counts = async (text: string) =>
  (
    await query(
      'SELECT count(DISTINCT m.id)::int AS mails, count(d.id)::int AS deliveries FROM mails m LEFT JOIN deliveries d ON d.mail_id = m.id WHERE m.raw = $1',
      [Buffer.from(text)],
    )
  )[0];
const NONE = { mails: 0, deliveries: 0 };
const ONCE = { mails: 1, deliveries: 1 };

async function timed(storing: Promise<void>) {
  const started = performance.now();
  const outcome = await storing.then(
    () => 'stored',
    (error) => String(error.code),
  );
  return { outcome, tookMs: performance.now() - started };
}

/** Holds all of `mails` while `meanwhile` runs. */
async function whileLocked<T>(meanwhile: () => Promise<T>): Promise<T> {
  return asOwner(server, async (client) => {
    await client.query('BEGIN; LOCK TABLE mails IN ACCESS EXCLUSIVE MODE');
    const result = await meanwhile();
    await client.query('COMMIT');
    return result;
  });
}
const waitingForLock = async () =>
  (
    await query(
      "SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%store_mails%'",
    )
  )[0].n;

test('a locked table is a refusal within 10 s for everybody who waits, and over with the lock', async () => {
  const outcomes = await whileLocked(() =>
    Promise.all(Array.from({ length: 200 }, () => timed(storeMail(mail())))),
  );
  for (const { outcome, tookMs } of outcomes) {
    expect(outcome).not.toBe('stored');
    expect(tookMs).toBeLessThan(TEN_SECONDS);
  }
  expect((await timed(storeMail(mail()))).outcome).toBe('stored');
});

test('a network that swallows everything is a refusal within 10 s, and storing goes on within 10 s of its repair', async () => {
  proxy.swallow({ there: true, back: true });
  const outcomes = await Promise.all(Array.from({ length: 200 }, () => timed(storeMail(mail()))));
  for (const { outcome, tookMs } of outcomes) {
    expect(outcome).not.toBe('stored');
    expect(tookMs).toBeLessThan(TEN_SECONDS);
  }
  expect(await db.condition()).toBe('away');
  proxy.swallow({ there: false, back: false });
  const repaired = performance.now();
  await expect
    .poll(async () => (await timed(storeMail(mail()))).outcome, { timeout: TEN_SECONDS })
    .toBe('stored');
  await expect.poll(() => db.across('one', 'SELECT 1 AS one', []).catch(() => null)).toEqual([{ one: 1 }]);
  expect(performance.now() - repaired).toBeLessThan(TEN_SECONDS);
  expect(await db.condition()).toBe('ready');
});

test('a look-up of an inbox that waited for a connection, and then for a database that fell silent, is over within 10 s', {
  timeout: 30_000,
}, async () => {
  const find = openInboxFinder(db, () => new Date());
  await asOwner(server, async (client) => {
    await client.query('BEGIN; LOCK TABLE inboxes IN ACCESS EXCLUSIVE MODE');
    const busy = Array.from({ length: 8 }, () => db.acrossForIntake('nap', 'SELECT pg_sleep(4.6)', []));
    const looking = timed(find('r@inbox.localhost').then(() => {}));
    await Promise.all(busy);
    proxy.swallow({ there: true, back: true });
    const { outcome, tookMs } = await looking;
    expect(outcome).not.toBe('stored');
    expect(tookMs).toBeLessThan(TEN_SECONDS);
    await client.query('ROLLBACK');
  });
});

test('a database that is away for a moment costs nobody anything; one that stays away refuses soon', async () => {
  const { port } = proxy;
  await proxy.close();
  const text = newId();
  const waiting = timed(storeMail(mail(text)));
  proxy = await openDatabaseProxy(server, port);
  expect((await waiting).outcome).toBe('stored');
  expect(await counts(text)).toEqual(ONCE);

  await proxy.close();
  const first = await timed(storeMail(mail()));
  expect(first.outcome).toBe('ECONNREFUSED');
  expect(first.tookMs).toBeLessThan(TEN_SECONDS);
  const second = await timed(storeMail(mail()));
  expect(second.outcome).toBe('ECONNREFUSED');
  expect(second.tookMs).toBeLessThan(2_000);
});

test('the answer to the commit is lost: it is asked for, and the mail counts once', async () => {
  const text = newId();
  proxy.swallow({ back: true });
  const storing = timed(storeMail(mail(text)));
  await expect.poll(() => counts(text)).toEqual(ONCE);
  proxy.swallow({ back: false });
  proxy.cut();
  expect((await storing).outcome).toBe('stored');
  expect(await counts(text)).toEqual(ONCE);
});

test('the statement is lost on its way: it is sent again, and the mail counts once', async () => {
  const text = newId();
  proxy.swallow({ there: true });
  const storing = timed(storeMail(mail(text)));
  expect(await counts(text)).toEqual(NONE);
  proxy.swallow({ there: false });
  proxy.cut();
  expect((await storing).outcome).toBe('stored');
  expect(await counts(text)).toEqual(ONCE);
});

test('the connection is lost while its statement still works: the second waits for the first, and the mail counts once', async () => {
  // Asked sooner what became of the first ones: the second ones begin while those still wait.
  const hasty: Database['acrossForIntake'] = (name, text, values, withinMs) =>
    db.acrossForIntake(name, text, values, name === 'find_deliveries' ? 500 : withinMs);
  const storeMail = openMailStore({ ...db, acrossForIntake: hasty });
  const texts = Array.from({ length: 20 }, () => newId());
  const storing = await whileLocked(async () => {
    const begun = texts.map((text) => timed(storeMail(mail(text))));
    await expect.poll(waitingForLock).toBe(2);
    proxy.cut(); // the server does not notice while it waits for a lock
    await expect.poll(waitingForLock).toBe(4);
    return begun;
  });
  for (const one of storing) expect((await one).outcome).toBe('stored');
  for (const text of texts) expect(await counts(text)).toEqual(ONCE);
});

test('a mail that comes again waits for nobody who has its row, and no other waits with it', async () => {
  const again = newId();
  await storeMail(mail(again));
  const all = [again, newId(), newId()];
  const outcomes = await asOwner(server, async (client) => {
    await client.query('BEGIN');
    await client.query("UPDATE mails SET state = 'read' WHERE raw = $1", [Buffer.from(again)]);
    const stored = await Promise.all(all.map((text) => timed(storeMail(mail(text)))));
    await client.query('COMMIT');
    return stored;
  });
  expect(outcomes.map(({ outcome }) => outcome)).toEqual(['stored', 'stored', 'stored']);
  expect(await Promise.all(all.map(counts))).toEqual([{ ...ONCE, deliveries: 2 }, ONCE, ONCE]);
});

test('screens and readers that use up all their connections keep no mail waiting', async () => {
  const busy = Array.from({ length: 40 }, () => db.across('busy', 'SELECT pg_sleep(3)', []));
  const waiting = timed(db.across('one', 'SELECT 1 AS one', []).then(() => {}));
  const stored = await Promise.all(Array.from({ length: 50 }, () => timed(storeMail(mail()))));
  for (const { outcome, tookMs } of stored) {
    expect(outcome).toBe('stored');
    expect(tookMs).toBeLessThan(2_000);
  }
  expect((await waiting).tookMs).toBeGreaterThan(2_000); // whoever shares their connections does wait
  await Promise.allSettled(busy);
});
