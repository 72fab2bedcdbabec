// Mails decoded and read into inquiries per second in one process, over the portals' samples. No database, no I/O
// while it runs. Run it by itself (`node bench/read.ts`) or through `npm run bench`.
import { readdirSync, readFileSync } from 'node:fs';
import { loadPortals } from '../src/portals/load.ts';
import { decodeMail } from '../src/reading/mime/index.ts';
import { readMail } from '../src/reading/read-mail.ts';

const SAMPLES = new URL('../src/portals/re-guide/samples/', import.meta.url);
const portals = await loadPortals();

/** Mails per second, decoding and reading together: the median of `rounds` rounds of `roundMs`, after one to warm up. */
export function measureRead({ rounds = 5, roundMs = 2_500 } = {}): number {
  const mails = readdirSync(SAMPLES)
    .filter((name) => name.endsWith('.eml'))
    .map((name) => readFileSync(new URL(name, SAMPLES)));
  const rates: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    const started = performance.now();
    let read = 0;
    while (performance.now() - started < roundMs) {
      for (const raw of mails) readMail(decodeMail(raw), portals);
      read += mails.length;
    }
    if (round > 0) rates.push((read / (performance.now() - started)) * 1_000);
  }
  return Math.round(rates.sort((a, b) => a - b)[rates.length >> 1] ?? 0);
}

if (import.meta.main) console.log(`decode + read: ${measureRead().toLocaleString('en-US')} mails/s`);
