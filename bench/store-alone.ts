// The store by itself, without SMTP: what it reaches, and what a bare loop of one-row inserts reaches on the same database.
import pg from 'pg';
import { openMailStore } from '../src/intake/index.ts';
import { newId } from '../src/lib/ids.ts';
import { connectionFor, type Database, type Server } from '../src/platform/database.ts';
import { composeMail, quantile } from './load.ts';

/** Mails a second, and the time from the call to the commit's answer. */
export interface Stored {
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
}

/** `callers` that each hand in one mail of `bytes` after the other, into this inbox. */
export async function measureStoreAlone(
  db: Database,
  inboxId: string,
  { callers = 50, seconds = 4, bytes = 5_000 } = {},
): Promise<Stored> {
  const storeMail = openMailStore(db);
  return measure(callers, seconds, async () => {
    await storeMail({
      raw: composeMail(bytes).raw,
      receivedAt: new Date(),
      envelopeFrom: 'noreply@re-guide.jp',
      recipients: [{ address: 'bench@inbox.localhost', inboxId }],
      clientAddress: '127.0.0.1',
      clientName: 'bench.example.jp',
      tls: null,
    });
  });
}

/** One durable, prepared insert of a row of the same size after the other, on `connections` of them. */
export async function measureBareInsert(
  server: Server,
  { connections = 32, seconds = 4, bytes = 5_000 } = {},
): Promise<Stored> {
  const pool = new pg.Pool({ ...connectionFor(server, null), max: connections });
  await pool.query('CREATE TABLE IF NOT EXISTS bench_rows (id uuid PRIMARY KEY, raw bytea NOT NULL)');
  try {
    return await measure(connections, seconds, async () => {
      await pool.query({
        name: 'bare',
        text: 'INSERT INTO bench_rows (id, raw) VALUES ($1, $2)',
        values: [newId(), composeMail(bytes).raw],
      });
    });
  } finally {
    await pool.query('DROP TABLE bench_rows');
    await pool.end();
  }
}

async function measure(atOnce: number, seconds: number, one: () => Promise<void>): Promise<Stored> {
  const latencies: number[] = [];
  const run = async (forMs: number, noted: boolean) => {
    const end = performance.now() + forMs;
    const worker = async () => {
      for (let at = performance.now(); at < end; ) {
        await one();
        const now = performance.now();
        if (noted) latencies.push(now - at);
        at = now;
      }
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
  };
  await run(500, false); // connections, prepared statements
  const started = performance.now();
  await run(seconds * 1_000, true);
  const took = (performance.now() - started) / 1_000;
  return {
    perSecond: latencies.length / took,
    p50Ms: quantile(latencies, 0.5),
    p99Ms: quantile(latencies, 0.99),
  };
}
