// A firm whose mails were read by one reader and can be replayed by another, without doors: bytes go straight into the store.

import { applyReplay, startReplay } from '../../src/customers/replay/start-replay.ts';
import { getReplay, type Replay } from '../../src/customers/replay/store.ts';
import { onMailRead, onMailsRead, replaying } from '../../src/flow.ts';
import { openMailStore } from '../../src/intake/index.ts';
import { openDatabase } from '../../src/platform/database.ts';
import { startJobs } from '../../src/platform/jobs.ts';
import { openLog } from '../../src/platform/log.ts';
import { openSignals } from '../../src/platform/signals.ts';
import { startReading } from '../../src/reading/index.ts';
import type { Readers } from '../../src/reading/readers.ts';
import { asOwner, cloneDatabase } from './database.ts';
import { buildFirm } from './factories.ts';

const log = openLog('silent');

export type Kept = Awaited<ReturnType<typeof openKept>>;

/** Opens it on a database of its own. */
export async function openKept() {
  const server = await cloneDatabase();
  const db = await openDatabase(server, log);
  const signals = await openSignals(db, [], log);
  const firm = await buildFirm(db);
  const { organizationId } = firm;
  // biome-ignore lint/suspicious/noExplicitAny: rows of every shape
  const sql = (text: string, values: unknown[] = []): Promise<any[]> =>
    asOwner(server, async (client) => (await client.query(text, values)).rows);
  const [{ id: inboxId }] = await sql('SELECT id FROM inboxes WHERE connection_id = $1', [firm.connectionId]);
  const store = openMailStore(db);

  const until = async (over: () => Promise<boolean>) => {
    while (!(await over())) await new Promise((soon) => setTimeout(soon, 10));
  };
  const replay = (id: string) =>
    db.withOrganization(organizationId, (tx) => getReplay(tx, organizationId, id));

  async function runJobs(readers: Readers, over: () => Promise<boolean>): Promise<void> {
    const jobs = startJobs({ db, signals, log, handlers: replaying({ db, readers }), onChanged: () => {} });
    await until(over);
    await jobs.stop();
  }

  async function preview(
    readers: Readers,
    scope: { since?: Date; connectionId?: string } = {},
  ): Promise<Replay> {
    const { replay: begun } = await db.withOrganization(organizationId, (tx) =>
      startReplay(tx, organizationId, { connectionId: null, since: null, ...scope }, '高橋 誠'),
    );
    await runJobs(readers, async () => (await replay(begun.id))?.state !== 'running');
    return (await replay(begun.id)) as Replay;
  }

  async function apply(readers: Readers, id: string, isQuiet = false): Promise<Replay> {
    await db.withOrganization(organizationId, (tx) => applyReplay(tx, organizationId, id, { isQuiet }));
    await runJobs(readers, async () => (await replay(id))?.state !== 'running');
    return (await replay(id)) as Replay;
  }

  return {
    server,
    db,
    signals,
    firm,
    organizationId,
    sql,
    /** Keeps it as if it had come then. */
    async keep(raw: string | Buffer, receivedAt = new Date()): Promise<void> {
      await store({
        raw: Buffer.from(raw),
        receivedAt,
        envelopeFrom: 'noreply@re-guide.jp',
        recipients: [{ address: 'x@inbox.localhost', inboxId }],
        clientAddress: '127.0.0.1',
        clientName: 'test',
        tls: null,
      });
    },
    /** Reads whatever waits, one after the other as they came, and takes it in. */
    async read(readers: Readers): Promise<void> {
      const reading = startReading({
        db,
        signals,
        readers,
        log,
        onRead: onMailRead,
        onReadTogether: onMailsRead,
        onSettled: () => {},
      });
      await until(async () => (await sql("SELECT 1 FROM mails WHERE state = 'waiting'")).length === 0);
      await reading.stop();
    },
    preview,
    apply,
    /** Preview and application. */
    async replay(readers: Readers, isQuiet = false): Promise<Replay> {
      return apply(readers, (await preview(readers)).id, isQuiet);
    },
    /** Every row of every table but the runs' own, to be compared. */
    async everything(): Promise<Record<string, unknown[]>> {
      const tables = await sql(
        `SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname <> 'replays' ORDER BY 1`,
      );
      const rows: Record<string, unknown[]> = {};
      for (const { name } of tables)
        rows[name] = (await sql(`SELECT to_jsonb(t)::text AS row FROM "${name}" t ORDER BY 1`)).map(
          (r) => r.row,
        );
      return rows;
    },
    async close(): Promise<void> {
      await signals.close();
      await db.close();
    },
  };
}
