// The store by itself, without SMTP: what is left of the database's speed before a door costs anything.
import { openMailStore } from '../src/intake/index.ts';
import type { Database } from '../src/platform/database.ts';
import { nextMail } from './mails.ts';
import { quantile } from './table.ts';

/** Mails a second, and the time from the call to the commit's answer. */
export interface Stored {
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
}

/** `callers` that each hand in one mail after the other, into this inbox. */
export async function measureStoreAlone(
  db: Database,
  inboxId: string,
  { callers = 50, seconds = 3 } = {},
): Promise<Stored> {
  const storeMail = openMailStore(db);
  return measure(callers, seconds, async () => {
    await storeMail({
      raw: nextMail().bytes,
      receivedAt: new Date(),
      envelopeFrom: 'noreply@re-guide.jp',
      recipients: [{ address: 'bench@inbox.localhost', inboxId }],
      clientAddress: '127.0.0.1',
      clientName: 'bench.example.jp',
      tls: null,
    });
  });
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
