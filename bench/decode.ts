// Mails decoded per second in one process, over the torture set and the portals' samples. Decoding alone: no portal
// reads them, nothing is stored. Run it by itself (`node bench/decode.ts`) or through `npm run bench`.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { decodeMail } from '../src/reading/mime/index.ts';

export interface DecodeMeasure {
  /** Median over the rounds. */
  mailsPerSecond: number;
  /** Of the raw mails, over the same time. */
  megabytesPerSecond: number;
  mails: number;
  bytes: number;
  rounds: number;
}

const SOURCE = fileURLToPath(new URL('../src/', import.meta.url));

function readMails(): Buffer[] {
  return readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.eml'))
    .sort()
    .map((name) => readFileSync(join(SOURCE, name)));
}

/** Decodes all mails again and again for `rounds` rounds of `roundMs` each, after one round to warm up. */
export function measureDecode({ rounds = 5, roundMs = 800 } = {}): DecodeMeasure {
  const mails = readMails();
  const bytes = mails.reduce((sum, mail) => sum + mail.length, 0);
  const rates: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    const start = performance.now();
    let decoded = 0;
    while (performance.now() - start < roundMs) {
      for (const mail of mails) decodeMail(mail);
      decoded += mails.length;
    }
    if (round > 0) rates.push((decoded / (performance.now() - start)) * 1_000);
  }
  const mailsPerSecond = rates.sort((a, b) => a - b)[Math.floor(rates.length / 2)] ?? 0;
  return {
    mailsPerSecond: Math.round(mailsPerSecond),
    megabytesPerSecond: Math.round((mailsPerSecond * bytes) / mails.length / 1e5) / 10,
    mails: mails.length,
    bytes,
    rounds,
  };
}

if (import.meta.main) {
  const { mailsPerSecond, megabytesPerSecond, mails, bytes } = measureDecode();
  console.log(
    `decode: ${mailsPerSecond.toLocaleString('en-US')} mails/s, ${megabytesPerSecond} MB/s (${mails} mails of ${Math.round(bytes / mails)} bytes on average)`,
  );
}
