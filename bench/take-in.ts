// Mails stored → customers per second: a backlog is stored first, then the worker starts on it, alone with its PostgreSQL.
// Usable at any number of customers that are there before (seeded by SQL). Run it by itself: node bench/take-in.ts 0 3000
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { createOrganization, switchOption } from '../src/accounts/index.ts';
import { createConnection } from '../src/connections/index.ts';
import { createStatus } from '../src/customers/index.ts';
import { changes, onMailRead, onMailsRead } from '../src/flow.ts';
import { openMailStore } from '../src/intake/index.ts';
import { type Database, openDatabase } from '../src/platform/database.ts';
import { type Log, openLog } from '../src/platform/log.ts';
import { migrateDatabase } from '../src/platform/migrate.ts';
import { startEmbeddedPostgres } from '../src/platform/postgres/embedded.ts';
import { openSignals } from '../src/platform/signals.ts';
import { portalsModule } from '../src/portals/load.ts';
import { openReaders, startReading } from '../src/reading/index.ts';
import { composeMail } from './load.ts';
import { seedCustomers } from './seed-customers.ts';

/** A database with one firm and its active connection. */
export interface TakeInBench {
  db: Database;
  log: Log;
  organizationId: string;
  inboxId: string;
  connectionId: string;
  /** As the owner, past row-level security. */
  owner: pg.Client;
  close(): Promise<void>;
}

/** Opens it on an embedded PostgreSQL of its own, with so many customers there before. */
export async function openTakeIn(customers: number): Promise<TakeInBench> {
  const folder = mkdtempSync(join(tmpdir(), 'digima-take-in-'));
  const log = openLog('error');
  const postgres = await startEmbeddedPostgres(folder, log);
  const server = { socketDir: postgres.socketDir, database: 'postgres' };
  await migrateDatabase(server);
  const db = await openDatabase(server, log);
  const organizationId = await createOrganization(db, '株式会社計測不動産');
  const made = await db.withOrganization(organizationId, async (tx) => {
    await switchOption(tx, organizationId, 'portal-integration', true, null);
    const statusId = await createStatus(tx, organizationId, {
      name: '新規',
      color: 'blue',
      position: 0,
      isDefault: true,
    });
    const connection = await createConnection(tx, organizationId, {
      portal: 're-guide',
      name: '計測',
      state: 'active',
      assigneeId: null,
      statusId,
      groupId: null,
      createdBy: null,
    });
    return { statusId, ...connection };
  });
  const owner = new pg.Client({ host: postgres.socketDir, database: 'postgres', user: 'postgres' });
  await owner.connect();
  const { rows } = await owner.query<{ id: string }>('SELECT id FROM inboxes');
  const inboxId = rows[0]?.id ?? '';
  const { connectionId, statusId } = made;
  await seedCustomers(owner, { organizationId, connectionId, inboxId, statusId }, customers);
  return {
    db,
    log,
    organizationId,
    inboxId,
    connectionId,
    owner,
    async close() {
      await owner.end();
      await db.close();
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Stores `mails` mails (6 KB), then reads them; resolves with mails read into customers per second. */
export async function measureTakeIn(bench: TakeInBench, mails: number): Promise<number> {
  const { db, log, inboxId, owner } = bench;
  const store = openMailStore(db);
  for (let left = mails; left > 0; left -= 500)
    await Promise.all(
      Array.from({ length: Math.min(500, left) }, () =>
        store({
          raw: composeMail(6_000).raw,
          receivedAt: new Date(),
          envelopeFrom: 'noreply@re-guide.jp',
          recipients: [{ address: 'x@inbox.localhost', inboxId }],
          clientAddress: '127.0.0.1',
          clientName: 'bench',
          tls: null,
        }),
      ),
    );
  const signals = await openSignals(db, [], log);
  const readers = openReaders({ portals: portalsModule });
  const customers = async () =>
    Number(
      (
        await owner.query(
          'SELECT count(*) FROM inquiries WHERE customer_id IS NOT NULL AND connection_id = $1 AND received_at > $2',
          [bench.connectionId, begun],
        )
      ).rows[0].count,
    );
  const waiting = async () =>
    (await owner.query("SELECT EXISTS (SELECT FROM mails WHERE state = 'waiting') AS some")).rows[0].some;
  const begun = new Date(Date.now() - 3_600_000);
  const before = await customers();
  // The first thread is there before the program takes mail; here too.
  await readers.read(composeMail(6_000).raw);
  const onSettled = changes(signals);
  const started = performance.now();
  const reading = startReading({
    db,
    signals,
    readers,
    log,
    onRead: onMailRead,
    onReadTogether: onMailsRead,
    onSettled,
  });
  while (await waiting()) await new Promise((resolve) => setTimeout(resolve, 20));
  const seconds = (performance.now() - started) / 1_000;
  await reading.stop();
  await readers.close();
  await signals.close();
  const made = (await customers()) - before;
  if (made !== mails) throw new Error(`${mails} mails became ${made} customers' inquiries`);
  return mails / seconds;
}

if (import.meta.main) {
  const [customers = 0, mails = 3_000] = process.argv.slice(2).map(Number);
  const bench = await openTakeIn(customers);
  for (let round = 0; round < 3; round++)
    console.log(
      `${customers} customers before: ${Math.round(await measureTakeIn(bench, mails))} mails/s to customers`,
    );
  await bench.close();
}
