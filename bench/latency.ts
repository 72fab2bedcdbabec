// From a mail's first command (so a little before its final dot) to its customer in the API, at 20 mails a second.
import { connectSmtp } from '../test/support/smtp-client.ts';
import { composeMail, quantile, type Running } from './load.ts';

type Inquiry = { requestNumber?: string; customer: object | null };

/** Sends `seconds` × 20 mails, one every 50 ms, while one client asks the API for the newest inquiries again and again. */
export async function measureLatency(program: Running, seconds = 20) {
  const waiting = new Map<string, number>();
  const latencies: number[] = [];
  let sending = true;

  async function look(): Promise<void> {
    const headers = { Authorization: `Bearer ${program.apiKey}` };
    while (sending || waiting.size > 0) {
      const answer = await fetch(`${program.url}/api/v1/inquiries?limit=20`, { headers });
      const { items } = (await answer.json()) as { items: Inquiry[] };
      const now = performance.now();
      for (const { requestNumber = '', customer } of items) {
        const sent = waiting.get(requestNumber);
        if (sent === undefined || customer === null) continue;
        waiting.delete(requestNumber);
        latencies.push(now - sent);
      }
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  const looking = look();
  // A client sends one mail at a time; the next one goes over whichever is free.
  const free = [await connectSmtp(program.smtpPort)];
  const started = performance.now();
  for (let i = 0; i < seconds * 20; i++) {
    const due = started + i * 50;
    while (performance.now() < due) await new Promise((resolve) => setTimeout(resolve, 1));
    const client = free.pop() ?? (await connectSmtp(program.smtpPort));
    const { raw, number } = composeMail(5_000);
    waiting.set(number, performance.now());
    client.deliver(raw, [program.active]).then((answer) => {
      if (!answer.startsWith('250')) throw new Error(`refused: ${answer}`);
      free.push(client);
    });
  }
  sending = false;
  await looking;
  for (const client of free) client.close();
  return { p50Ms: quantile(latencies, 0.5), p99Ms: quantile(latencies, 0.99), mails: latencies.length };
}
