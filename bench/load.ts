// Starts the program to be measured, and sends it mail over kept-open SMTP connections.
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectSmtp } from '../test/support/smtp-client.ts';

export interface Running {
  url: string;
  smtpPort: number;
  apiKey: string;
  active: string;
  paused: string;
  /** Resident memory of the program's own process, bytes. */
  memory(): Promise<number>;
  stop(): Promise<void>;
}

/** Starts it on the embedded database in a folder of its own. */
export async function startMeasured(): Promise<Running> {
  const folder = mkdtempSync(join(tmpdir(), 'digima-bench-'));
  const child = fork(new URL('./program.ts', import.meta.url), {
    execArgv: ['--max-semi-space-size=8'], // as bin/digima.mjs does
    env: { ...process.env, DATA_DIR: folder, HTTP_PORT: '0', SMTP_PORT: '0', SMTP_HOST: '127.0.0.1' },
  });
  // biome-ignore lint/suspicious/noExplicitAny: the shape is bench/program.ts's
  const told = () => new Promise<any>((resolve) => child.once('message', resolve));
  const where = await told();
  return {
    ...where,
    async memory() {
      const answer = told();
      child.send('memory');
      return (await answer).rss;
    },
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.send('stop');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

let count = 0;

/** A mail of about `bytes`, each with its own number and person. */
export function composeMail(bytes: number): { raw: Buffer; number: string } {
  const n = ++count;
  const number = `BENCH${process.pid}X${n}`;
  const form = `査定番号：${number}\r\n依頼日時：2026/11/20 14:03:22\r\n物件種別：分譲マンション\r\n物件所在地：東京都世田谷区桜丘99丁目9番9号\r\nお名前：計測　${n}\r\n電話番号：090-0000-${String(n % 10_000).padStart(4, '0')}\r\nメールアドレス：bench${n}@mail.example.jp\r\n`;
  const head = `From: <noreply@re-guide.jp>\r\nMessage-ID: <${number}@re-guide.jp>\r\nSubject: =?utf-8?B?${Buffer.from('【リガイド】査定依頼のお知らせ').toString('base64')}?=\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n`;
  const text = Buffer.from(head + form);
  const filler = Buffer.alloc(
    Math.max(0, bytes - text.length),
    '-----------------------------------------------------------------------\r\n',
  );
  return { raw: Buffer.concat([text, Buffer.from('\r\n'), filler]), number };
}

/** Sends from `connections` kept-open connections for `seconds`; resolves with accepted mails per second and latencies (ms). */
export async function sendFor(port: number, to: string, connections: number, seconds: number, bytes: number) {
  const clients = await Promise.all(Array.from({ length: connections }, () => connectSmtp(port)));
  const latencies: number[] = [];
  const end = performance.now() + seconds * 1_000;
  const started = performance.now();
  await Promise.all(
    clients.map(async (client) => {
      while (performance.now() < end) {
        const { raw } = composeMail(bytes);
        const at = performance.now();
        const answer = await client.deliver(raw, [to]);
        if (!answer.startsWith('250')) throw new Error(`refused: ${answer}`);
        latencies.push(performance.now() - at);
      }
    }),
  );
  const took = (performance.now() - started) / 1_000;
  for (const client of clients) client.close();
  return { perSecond: latencies.length / took, latencies };
}

/** The value below which `share` of the values lie. */
export function quantile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
