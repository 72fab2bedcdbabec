// What a scenario of `npm run faults` is: one promise, faults thrown at it, and counts of what was seen.
import { openRandom } from '../support/random.ts';

/** `short`: in CI, all together minutes · `normal`: npm run faults · `long`: the fullest counts. */
export type Mode = 'short' | 'normal' | 'long';

export interface Scenario {
  /** As in --only. */
  name: string;
  /** The promise, in one line. */
  proves: string;
  /** It looks at every system call of a server: no other runs beside it. */
  isAlone?: true;
  /** Its short form takes longer than most: it begins first. */
  isLong?: true;
  run(context: Context): Promise<void>;
}

/** What a scenario is given. All its randomness comes from `random`, so that a printed seed repeats it. */
export interface Context {
  mode: Mode;
  seed: number;
  random: ReturnType<typeof openRandom>;
  /** The value for this mode. */
  by<T>(values: Record<Mode, T>): T;
  /** Counts what was done or seen; printed. */
  count(what: string, n?: number): void;
  /** A promise: when it does not hold it is printed, the scenario goes on, and the run fails. */
  check(holds: boolean, promise: string): void;
}

/** What came of one scenario. */
export interface Outcome {
  name: string;
  proves: string;
  seed: number;
  seconds: number;
  counts: Map<string, number>;
  broken: string[];
}

const SHOWN_OF_A_KIND = 20;

/** Runs one; never throws: what it throws is a promise that did not hold. */
export async function runScenario(scenario: Scenario, mode: Mode, seed: number): Promise<Outcome> {
  const { name, proves } = scenario;
  const counts = new Map<string, number>();
  const broken: string[] = [];
  let checks = 0;
  const started = performance.now();
  try {
    await scenario.run({
      mode,
      seed,
      random: openRandom(seed),
      by: (values) => values[mode],
      count: (what, n = 1) => counts.set(what, (counts.get(what) ?? 0) + n),
      check: (holds, promise) => {
        checks++;
        if (!holds && broken.length < SHOWN_OF_A_KIND) broken.push(promise);
      },
    });
  } catch (error) {
    broken.push(`it threw: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  }
  counts.set('promises checked', checks);
  if (checks === 0) broken.push('it checked nothing');
  return { name, proves, seed, seconds: (performance.now() - started) / 1_000, counts, broken };
}
