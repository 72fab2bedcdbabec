// npm run bench: what the performance claims rest on, one table. Run it on an otherwise idle machine.
import { cpus, totalmem } from 'node:os';
import { measureLatency } from './latency.ts';
import { quantile, startMeasured } from './load.ts';
import { measureRead } from './read.ts';
import { measureScreen } from './screen.ts';
import { measureStore } from './store.ts';

const n = (value: number, digits = 0) => value.toLocaleString('en-US', { maximumFractionDigits: digits });
const rows: [what: string, measured: string, aim: string, holds: boolean][] = [];

const program = await startMeasured();
await new Promise((resolve) => setTimeout(resolve, 5_000));
const idle = await program.memory();
rows.push(['idle memory of the program’s own process', `${n(idle / 1e6)} MB`, '< 250 MB', idle < 250e6]);

const rounds = [];
for (let i = 0; i < 3; i++) rounds.push(await measureLatency(program, 15));
const p50 = quantile(
  rounds.map((r) => r.p50Ms),
  0.5,
);
const p99s = rounds.map((r) => r.p99Ms);
const p99 = quantile(p99s, 0.5);
rows.push([
  '"." → customer visible by API at 20 mails/s (medians of 3 × 300 mails)',
  `p50 ${n(p50)} ms, p99 ${n(p99)} ms (${n(Math.min(...p99s))}–${n(Math.max(...p99s))})`,
  'p50 < 150 ms, p99 < 500 ms',
  p50 < 150 && p99 < 500,
]);

const store = await measureStore(program);
rows.push([
  'mails (5 KB) stored per second, 50 kept-open connections (median of 5)',
  `${n(store.perSecond)} /s (${n(store.spread[0])}–${n(store.spread[1])}), p99 ${n(store.p99Ms, 1)} ms`,
  '≥ 2,500 /s',
  store.perSecond >= 2_500,
]);
await program.stop();

const read = measureRead();
rows.push(['mails decoded and read per second, one process', `${n(read)} /s`, '≥ 4,000 /s', read >= 4_000]);
const script = measureScreen();
rows.push(['JavaScript of the first load, gzip', `${n(script / 1e3)} kB`, '< 250 kB', script < 250e3]);

const [cpu] = cpus();
console.log(
  `\n${cpus().length} × ${cpu?.model.trim()}, ${n(totalmem() / 2 ** 30)} GiB, Node ${process.version}, embedded PostgreSQL\n`,
);
console.log('| what | measured | aim | |\n|---|---|---|---|');
for (const [what, measured, aim, holds] of rows)
  console.log(`| ${what} | ${measured} | ${aim} | ${holds ? '✓' : '✗'} |`);
if (rows.some(([, , , holds]) => !holds)) process.exitCode = 1;
