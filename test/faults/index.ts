// npm run faults [-- --short | --long] [--only NAME[,NAME]] [--seed N] [--report FILE]: throws faults at the real program
// and says, with counts, what held. Ends with 1 when anything did not. A seed repeats a run's random choices.
import { readdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { type Mode, type Outcome, runScenario, type Scenario } from './scenario.ts';

const { values: given } = parseArgs({
  options: {
    short: { type: 'boolean', default: false },
    long: { type: 'boolean', default: false },
    only: { type: 'string' },
    seed: { type: 'string' },
    report: { type: 'string' },
  },
});
const mode: Mode = given.long ? 'long' : given.short ? 'short' : 'normal';
const firstSeed = Number(given.seed ?? Math.floor(Math.random() * 2 ** 31));
if (!Number.isSafeInteger(firstSeed)) throw new TypeError('--seed must be a whole number');

const folder = new URL('./scenarios/', import.meta.url);
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.ts'))
  .sort();
const all: Scenario[] = [];
for (const file of files) all.push(...Object.values<Scenario>(await import(new URL(file, folder).href)));
const wanted = given.only?.split(',');
const unknown = wanted?.filter((name) => !all.some((scenario) => scenario.name === name)) ?? [];
if (unknown.length > 0)
  throw new TypeError(
    `no scenario ${unknown.join(', ')}; there are: ${all.map(({ name }) => name).join(', ')}`,
  );

// They wait more than they work, so the short ones go three at a time; what the others count is counted alone.
const lanes = mode === 'short' ? 3 : 1;
const chosen = wanted ? all.filter(({ name }) => wanted.includes(name)) : all;
const outcomes: Outcome[] = [];
const inLanes = async (scenarios: Scenario[], many: number) => {
  const waiting = [...scenarios];
  const lane = async () => {
    for (let scenario = waiting.shift(); scenario; scenario = waiting.shift()) {
      console.log(`▶ ${scenario.name}: ${scenario.proves}`);
      const outcome = await runScenario(scenario, mode, firstSeed);
      outcomes.push(outcome);
      console.log(`${outcome.broken.length === 0 ? '✓' : '✗'} ${summary(outcome)}`);
      for (const promise of outcome.broken) console.log(`  ✗ ${promise}`);
    }
  };
  await Promise.all(Array.from({ length: many }, lane));
};
const isAlone = (scenario: Scenario) => scenario.isAlone === true;
const beside = chosen.filter((scenario) => !isAlone(scenario));
const [long, others] = [beside.filter(({ isLong }) => isLong), beside.filter(({ isLong }) => !isLong)];
await inLanes([...long, ...others], lanes);
await inLanes(chosen.filter(isAlone), 1);

const failed = outcomes.filter(({ broken }) => broken.length > 0).length;
if (given.report) writeFileSync(given.report, report());
console.log(`\nfaults: ${outcomes.length - failed} passed, ${failed} failed`);
process.exit(failed > 0 || outcomes.length === 0 ? 1 : 0);

function summary({ name, seed, seconds, counts }: Outcome): string {
  const counted = [...counts].map(([what, n]) => `${n.toLocaleString('en-US')} ${what}`).join(' · ');
  return `${name} (seed ${seed}, ${seconds.toFixed(1)} s): ${counted}`;
}

function report(): string {
  const [cpu] = cpus();
  const rows = outcomes.map(
    ({ name, proves, seed, seconds, counts, broken }) =>
      `| ${broken.length === 0 ? '✓' : '✗'} | ${name} | ${proves} | ${[...counts].map(([what, n]) => `${n.toLocaleString('en-US')} ${what}`).join(' · ')} | ${seed} | ${seconds.toFixed(0)} s |`,
  );
  return `| | scenario | what it proves | counts | seed | took |\n|---|---|---|---|---|---|\n${rows.join('\n')}\n\n\`npm run faults${mode === 'normal' ? '' : ` -- --${mode}`}\`, ${new Date().toISOString().slice(0, 10)}, ${cpus().length} × ${cpu?.model.trim()}, Node ${process.version}\n`;
}
