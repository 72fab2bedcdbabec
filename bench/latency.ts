// From a mail's final dot to its customer in the API's list of inquiries, at a steady rate.
import type { Installation, Running } from './installation.ts';
import { sendLoad } from './smtp-load.ts';
import { quantile } from './table.ts';

type Page = {
  items: { id: string; requestNumber?: string; customer: object | null }[];
  nextCursor: string | null;
};

const LOOK_EVERY_MS = 5;
/** Greater than every id. */
const NONE = 'z';
const GIVEN_UP_MS = 120_000;

export interface Latency {
  p50Ms: number;
  p99Ms: number;
  mails: number;
}

/** Sends for `seconds` while one client asks for the newest inquiries again and again. @throws when a mail is not seen within two minutes */
export async function measureLatency(
  program: Running,
  { to, apiKey }: Installation,
  { rate, seconds }: { rate: number; seconds: number },
): Promise<Latency> {
  const waiting = new Map<string, number>();
  const latencies: number[] = [];
  let isSending = true;
  const headers = { Authorization: `Bearer ${apiKey}` };

  // The newest page, and older ones back to what the last look saw.
  async function lookOnce(newest: string): Promise<string> {
    let before: string | null = null;
    let first = newest === NONE ? '' : newest;
    do {
      const page: string = before ? `&cursor=${encodeURIComponent(before)}` : '';
      const answer = await fetch(`${program.url}/api/v1/inquiries?limit=100${page}`, { headers });
      const { items, nextCursor } = (await answer.json()) as Page;
      const now = performance.now();
      if (!before) first = items[0]?.id ?? newest;
      for (const { requestNumber = '', customer } of items) {
        const sent = waiting.get(requestNumber);
        if (sent === undefined || customer === null) continue;
        waiting.delete(requestNumber);
        latencies.push(now - sent);
      }
      // Ids are in the order they were made, which overlapping commits may show a moment later: a page more than needed.
      before = items.some(({ id }) => id <= newest) ? null : nextCursor;
    } while (before);
    return first;
  }

  async function look(): Promise<void> {
    const first = await lookOnce(NONE);
    let newest = first;
    let sentAll = 0;
    while (isSending || waiting.size > 0) {
      // At the end everything since the beginning: nothing stays overlooked.
      newest = await lookOnce(isSending ? newest : first);
      if (!isSending) sentAll ||= performance.now();
      if (sentAll && performance.now() - sentAll > GIVEN_UP_MS)
        throw new Error(`${waiting.size} mails were not seen`);
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
  }

  const looking = look();
  await sendLoad({
    port: program.smtpPort,
    to,
    connections: Math.max(4, Math.ceil(rate / 20)),
    sessions: 'kept-open',
    seconds,
    rate,
    onSent: (number) => waiting.set(number, performance.now()),
  });
  isSending = false;
  await looking;
  return { p50Ms: quantile(latencies, 0.5), p99Ms: quantile(latencies, 0.99), mails: latencies.length };
}
