// The mail row as its own job: leased once, fenced, for people after five failures or twenty workers that were lost with it.
import { afterAll, beforeEach, expect, test } from 'vitest';
import {
  failMail,
  type LeasedMail,
  leaseLeftMails,
  leaseMails,
  openMailStore,
  type StoreMail,
  settleMail,
} from '../../src/intake/index.ts';
import { type Database, openDatabase } from '../../src/platform/database.ts';
import { openFront } from '../../src/platform/front.ts';
import { openLog } from '../../src/platform/log.ts';
import { openSignals } from '../../src/platform/signals.ts';
import { portalsModule } from '../../src/portals/load.ts';
import { openReaders, startReading } from '../../src/reading/index.ts';
import { breakFunction } from '../support/broken-function.ts';
import { asOwner, asServerOwner, cloneDatabase, connectAsOwner } from '../support/database.ts';
import { buildFirm } from '../support/factories.ts';
import { openKeptLog } from '../support/kept-log.ts';

let server: Awaited<ReturnType<typeof cloneDatabase>>;
let db: Database;
let firm: Awaited<ReturnType<typeof buildFirm>>;
let inboxId: string;
let storeMail: StoreMail;
const open: Database[] = [];
beforeEach(async () => {
  server = await cloneDatabase();
  db = await openDatabase(server, openLog('silent'));
  open.push(db);
  storeMail = openMailStore(db);
  firm = await buildFirm(db);
  const [inbox] = await query('SELECT id FROM inboxes');
  inboxId = inbox.id;
});
afterAll(() => Promise.all(open.map((d) => d.close())));

const query = (text: string) => asOwner(server, async (client) => (await client.query(text)).rows);
const store = (text: string) =>
  storeMail({
    raw: Buffer.from(text),
    receivedAt: new Date(),
    envelopeFrom: '',
    recipients: [{ address: 'x@inbox.localhost', inboxId }],
    clientAddress: '127.0.0.1',
    clientName: 'test',
    tls: null,
  });
const leaseOver = () =>
  query("UPDATE mails SET lease_until = now() - interval '1 second' WHERE lease_until IS NOT NULL");
const settle = (mail: LeasedMail) =>
  db.withOrganization(firm.organizationId, (tx) =>
    settleMail(tx, mail, {
      readerVersion: '1',
      outcome: 'unreadable',
      portal: null,
      subject: '',
      fromName: null,
      fromAddress: null,
      warnings: [],
    }),
  );
const leaseLeft = () => leaseLeftMails(db, 10, Number.MAX_SAFE_INTEGER);
const one = ([mail]: LeasedMail[]): LeasedMail => {
  if (!mail) throw new Error('no mail was leased');
  return mail;
};

test('workers that ask at once share the mails, each mail once', async () => {
  for (let i = 0; i < 40; i++) await store(`m${i}`);
  const batches = await Promise.all(Array.from({ length: 8 }, () => leaseMails(db, openFront(), 5)));
  const ids = batches.flat().map((m) => m.id);
  expect(ids).toHaveLength(40);
  expect(new Set(ids).size).toBe(40);
});

test('a lease lasts at most 60 seconds', async () => {
  await store('m');
  await leaseMails(db, openFront(), 5);
  expect(await query("SELECT lease_until <= now() + interval '60 seconds' AS ok FROM mails")).toEqual([
    { ok: true },
  ]);
  expect(await leaseMails(db, openFront(), 5)).toEqual([]);
});

test('a worker that wakes up late cannot settle what another leased meanwhile', async () => {
  await store('m');
  const late = one(await leaseMails(db, openFront(), 5));
  await leaseOver();
  const next = one(await leaseMails(db, openFront(), 5));
  expect(await settle(late)).toBeNull();
  expect(await settle(next)).toEqual({ isTest: false });
  expect(await settle(next)).toBeNull();
  expect(await query('SELECT state, attempts, died FROM mails')).toEqual([
    { state: 'read', attempts: 1, died: 1 },
  ]);
});

test('after five failures, or twenty readers that died with it, a mail is for people', async () => {
  await store('fails');
  for (let tries = 1; tries <= 5; tries++) {
    const mail = one(await leaseMails(db, openFront(), 5));
    const next = await db.withOrganization(firm.organizationId, (tx) => failMail(tx, mail, 'boom', null));
    expect(next).toBe(tries < 5 ? 'again' : 'given-up');
    await leaseOver();
  }
  await store('kills');
  for (let tries = 1; tries <= 20; tries++) {
    one(tries <= 2 ? await leaseMails(db, openFront(), 5) : await leaseLeft());
    await leaseOver();
  }
  expect(await leaseLeft()).toEqual([]);
  expect(await leaseMails(db, openFront(), 5)).toEqual([]);
  expect(await query('SELECT state, attempts + died AS tries, last_error FROM mails ORDER BY id')).toEqual([
    { state: 'failed', tries: 5, last_error: 'boom' },
    { state: 'failed', tries: 20, last_error: 'lease-expired' },
  ]);
});

test('readers that died with it cost a mail none of its five tries', async () => {
  await store('m');
  for (let died = 0; died < 2; died++) {
    await leaseMails(db, openFront(), 5);
    await leaseOver();
  }
  for (let died = 2; died < 10; died++) {
    one(await leaseLeft());
    await leaseOver();
  }
  let mail = one(await leaseLeft());
  for (let tries = 1; tries <= 5; tries++) {
    expect(mail).toMatchObject({ attempts: tries, died: 10 });
    const next = await db.withOrganization(firm.organizationId, (tx) => failMail(tx, mail, 'boom', null));
    expect(next).toBe(tries < 5 ? 'again' : 'given-up');
    await leaseOver();
    if (tries < 5) mail = one(await leaseMails(db, openFront(), 5));
  }
});

test('where no connection could be had a mail has not been tried, however often', async () => {
  await store('fine');
  for (let i = 0; i < 6; i++) {
    const mail = one(await leaseMails(db, openFront(), 5));
    expect(mail.attempts).toBe(1);
    const next = await db.withOrganization(firm.organizationId, (tx) =>
      failMail(tx, mail, 'ECONNREFUSED', 'away'),
    );
    expect(next).toBe('again');
    await leaseOver();
  }
});

test('mails whose reader died twice are leased without any other, then one at a time, and hold up nobody', async () => {
  await store('poison 1');
  await store('poison 2');
  await store('poison 3');
  for (let died = 0; died < 2; died++) {
    expect(await leaseLeft()).toEqual([]);
    expect(await leaseMails(db, openFront(), 5)).toHaveLength(3);
    expect(await leaseLeft()).toEqual([]);
    await leaseOver();
  }
  for (let i = 0; i < 3; i++) await store(`good ${i}`);
  const leased = await leaseMails(db, openFront(), 10);
  expect(leased.map((m) => m.raw.toString()).sort()).toEqual(['good 0', 'good 1', 'good 2']);
  for (const mail of leased) await settle(mail);
  const left = async () => (await leaseLeft()).map((m) => m.raw.toString()).sort();
  // As much as fits, and at least one.
  expect((await leaseLeftMails(db, 10, 1)).map((m) => m.raw.toString())).toEqual(['poison 1']);
  expect(await left()).toEqual(['poison 2', 'poison 3']);
  await leaseOver();
  expect([await left(), await left(), await left(), await left()]).toEqual([
    ['poison 1'],
    ['poison 2'],
    ['poison 3'],
    [],
  ]);
});

test('a worker reads those that two others left behind a few at a time, and what comes meanwhile has its turn', async () => {
  const LEFT = 160;
  for (let i = 0; i < LEFT; i++) await store(`left ${i}`);
  for (let died = 0; died < 2; died++) {
    await leaseMails(db, openFront(), LEFT);
    await leaseOver();
  }
  const [{ id: last }] = await query('SELECT id FROM mails ORDER BY received_at DESC, id DESC LIMIT 1');
  const signals = await openSignals(db, [], openLog('silent'));
  const readers = openReaders({ portals: portalsModule });
  const order: { mailId: string; atOnce: number }[] = [];
  const allRead = Promise.withResolvers<void>();
  let underWay = 0;
  const reading = startReading({
    db,
    signals,
    readers,
    log: openLog('silent'),
    onRead: async (tx, { mailId }) => {
      underWay += 1;
      await tx.execute('SELECT pg_sleep(0.03)');
      order.push({ mailId, atOnce: underWay });
      underWay -= 1;
      if (order.length === 1) await store('came meanwhile');
      if (order.length === LEFT + 1) allRead.resolve();
    },
    onReadTogether: async () => [],
    onSettled: () => {},
  });
  await allRead.promise;
  await reading.stop();
  await readers.close();
  await signals.close();
  const [{ id: newest }] = await query("SELECT id FROM mails WHERE raw = 'came meanwhile'");
  const places = order.map(({ mailId }) => mailId);
  expect(places.indexOf(newest)).toBeLessThan(places.indexOf(last));
  expect(order.find(({ mailId }) => mailId === newest)?.atOnce).toBe(1);
  expect(Math.max(...order.map(({ atOnce }) => atOnce))).toBeGreaterThan(1);
});

test('a database that is away for a moment costs a mail seconds, not its lease', {
  timeout: 30_000,
}, async () => {
  const away = (allow: boolean) =>
    asServerOwner(async (client) => {
      await client.query(`ALTER DATABASE ${server.database} ALLOW_CONNECTIONS ${allow}`);
      if (!allow)
        await client.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [
          server.database,
        ]);
    });
  await store('m');
  let failed = 0;
  let reads = 0;
  const signals = await openSignals(db, [], openLog('silent'));
  const read = Promise.withResolvers<string>();
  const readers = openReaders({ portals: portalsModule });
  const reading = startReading({
    // Looks on: once giving the mail back has failed too, the database is there again.
    db: {
      ...db,
      withOrganization: (organizationId, work, how) =>
        db.withOrganization(organizationId, work, how).catch(async (error) => {
          failed += 1;
          if (failed === 2) await away(true);
          throw error;
        }),
    },
    signals,
    readers,
    log: openLog('silent'),
    onRead: async () => {
      reads += 1;
      if (reads === 1) await away(false);
    },
    onReadTogether: async () => [],
    onSettled: read.resolve,
  });
  expect(await read.promise).toBe(firm.organizationId);
  await reading.stop();
  await readers.close();
  await signals.close();
  expect(await query('SELECT state, attempts FROM mails')).toEqual([{ state: 'read', attempts: 1 }]);
});

test('that mails cannot be leased is said once, and once they are read again', async () => {
  await store('m');
  const { log, lines } = openKeptLog('info');
  const signals = await openSignals(db, [], openLog('silent'));
  const readers = openReaders({ portals: portalsModule });
  const read = Promise.withResolvers<string>();
  const broken = await breakFunction(server, 'lease_mails');
  await broken.failsWith('42883');
  const reading = startReading({
    db,
    signals,
    readers,
    log,
    onRead: async () => {},
    onReadTogether: async () => [],
    onSettled: read.resolve,
  });
  await expect.poll(broken.calls).toBeGreaterThan(2);
  await broken.mend();
  await read.promise;
  await reading.stop();
  await readers.close();
  await signals.close();
  expect(lines()).toMatchObject([
    { level: 50, query: 'lease_mails', code: '42883', msg: 'mails could not be leased, looking again' },
    { level: 30, query: 'lease_mails', msg: 'mails are leased again' },
  ]);
});

test('beside an old transaction a look from the front walks past nothing of what was done since', async () => {
  const old = await connectAsOwner(server);
  await old.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
  await old.query('SELECT count(*) FROM mails');
  // What a busy hour leaves behind, in one go: 10,000 mails came and were read. Their index entries stay while `old` is open.
  await store('the first');
  await query(`INSERT INTO mails SELECT (jsonb_populate_record(m, jsonb_build_object('id', gen_random_uuid(),
      'sha256', '\\x' || encode(sha256(n::text::bytea), 'hex'), 'received_at', now() - interval '1 hour' + n * interval '0.2 s'))).*
    FROM mails m, generate_series(1, 10000) n`);
  await query("UPDATE mails SET state = 'read'");
  // The first look at the whole takes 5 s by this clock, so those after it rest for 30.
  let at = 0;
  const front = openFront(Date.now, () => (at += 5_000));
  const walked = async (look: () => Promise<unknown>) => {
    const before = await blocksOf('mails_waiting');
    await look();
    return (await blocksOf('mails_waiting')) - before;
  };
  expect(await leaseMails(db, front, 5)).toEqual([]);
  const whole = await walked(() => leaseMails(db, openFront(), 5));
  await store('came since');
  const fromFront = await walked(async () =>
    expect((await leaseMails(db, front, 5)).map((m) => m.raw.toString())).toEqual(['came since']),
  );
  expect(whole).toBeGreaterThan(20);
  expect(fromFront).toBeLessThan(8);
  // What comes to be free again further in front is found by the next look at the whole.
  await query("UPDATE mails SET state = 'waiting' WHERE id = (SELECT min(id::text)::uuid FROM mails)");
  const found: LeasedMail[] = [];
  for (let looks = 0; looks < 10 && found.length === 0; looks++)
    found.push(...(await leaseMails(db, front, 5)));
  expect(found).toHaveLength(1);
  await old.end();
});

/** Blocks of an index that were looked at by now, by all who are not in the middle of it. */
async function blocksOf(index: string): Promise<number> {
  await db.across('pg_stat_force_next_flush', 'SELECT pg_stat_force_next_flush()', []).catch(() => {});
  const [row] = await query(
    `SELECT idx_blks_hit + idx_blks_read AS blocks FROM pg_statio_user_indexes WHERE indexrelname = '${index}'`,
  );
  return Number(row.blocks);
}
