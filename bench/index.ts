// npm run bench [-- --short] [--only PART[,PART]]: what the performance claims rest on, one table. Run it on an otherwise
// idle machine; --short shows in a minute or two that everything can be measured, and its numbers claim nothing. Needs root
// and Debian's packages for Postfix; without --only it takes most of an hour.
import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { measureAccept } from './accept.ts';
import { measureImport } from './import.ts';
import { measureLists } from './lists.ts';
import { measureMemory } from './memory.ts';
import { measurePages } from './pages.ts';
import { measureRead } from './read.ts';
import { measureScreen } from './screen.ts';
import { measureSearch } from './search.ts';
import { measureSustain } from './sustain.ts';
import { n, type Pace, print, type Row } from './table.ts';
import { measureGrowth, measureVisible } from './visible.ts';

const parts: Record<string, (pace: Pace) => Promise<Row[]> | Row[]> = {
  accept: measureAccept,
  sustain: measureSustain,
  visible: measureVisible,
  growth: measureGrowth,
  memory: measureMemory,
  search: measureSearch,
  lists: measureLists,
  pages: measurePages,
  import: measureImport,
  read: ({ isShort }) => {
    const read = measureRead(isShort ? { rounds: 1, roundMs: 500 } : {});
    return [
      {
        what: 'mails decoded and read per second, one process',
        measured: `${n(read)} /s`,
        aim: '≥ 4,000 /s',
        holds: read >= 4_000,
      },
    ];
  },
  screen: () => {
    const script = measureScreen();
    return [
      {
        what: 'JavaScript of the first load, gzip',
        measured: `${n(script / 1e3)} kB`,
        aim: '< 250 kB',
        holds: script < 250e3,
      },
    ];
  },
};

/** Left out of the short form: what they take is seeding and a browser, which other parts and tests show. */
const LONG_TO_SHOW = ['lists', 'pages', 'import'];

const { values: given } = parseArgs({
  options: { short: { type: 'boolean', default: false }, only: { type: 'string' } },
});
const usual = Object.keys(parts).filter((part) => !given.short || !LONG_TO_SHOW.includes(part));
const wanted = given.only?.split(',') ?? usual;
const rows: Row[] = [];
for (const part of wanted) {
  const measure = parts[part];
  if (!measure) throw new TypeError(`there is no part ${part}; there are: ${Object.keys(parts).join(', ')}`);
  console.error(`measuring ${part} …`);
  rows.push(...(await measure({ isShort: given.short })));
}

const [cpu] = cpus();
console.log(
  `\n${cpus().length} × ${cpu?.model.trim()}, ${n(totalmem() / 2 ** 30)} GiB, Node ${process.version}, embedded PostgreSQL, ${new Date().toISOString().slice(0, 10)}\n`,
);
print(rows);
if (given.short) console.log('\nA short run: it shows that all this can be measured, and claims no number.');
else if (rows.some(({ aim, holds }) => aim !== null && !holds)) process.exitCode = 1;
