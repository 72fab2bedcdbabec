// The program dies at named moments of a lead's way, from the last byte of its mail to the notice of it.
import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Context, Scenario } from '../scenario.ts';
import { CRASH_POINTS, type CrashPoint } from '../support/crash-points.ts';
import { type Installation, openInstallation, type Part } from '../support/installation.ts';
import { startTrial } from '../support/trial.ts';

const DYING = resolve(import.meta.dirname, '../support/dying-program.ts');
const REACHED_WITHIN_MS = 60_000;

export const crashPoints: Scenario = {
  name: 'crash-points',
  proves: `killed at each of ${CRASH_POINTS.length} named moments, doors and workers lose no mail and double nothing`,
  async run(context) {
    const { by, check, count } = context;
    const rounds = by({ short: 1, normal: 5, long: 20 });
    const installation = await openInstallation();
    try {
      const trial = await startTrial(context, installation, { perSecond: 10, unreadAtMost: 30 });
      // Doors and workers are different processes: one of each is always on its way to its death.
      const die = async (part: CrashPoint['part']) => {
        const points = CRASH_POINTS.filter((point) => point.part === part);
        for (const point of shuffled(
          context,
          points.flatMap((one) => Array<CrashPoint>(rounds).fill(one)),
        )) {
          const how = await dieAt(context, installation, point);
          check(how === 'there', `${part} was to die at: ${point.name}, but ${how}`);
          if (how === 'there') count(`deaths of a ${part}`);
          // Only workers hold leases, and the only one is dead.
          if (part === 'worker') await installation.endLeases();
        }
        await installation.start({ parts: [part] }).up;
      };
      await Promise.all([die('smtp'), die('worker')]);
      await trial.finish(120_000);
    } finally {
      await installation.close();
    }
  },
};

/** Runs its part until it dies at the point. @returns `there`, or what became of it instead. */
async function dieAt({ random }: Context, installation: Installation, point: CrashPoint): Promise<string> {
  // Not at the first time: what was under way when the one before died is done first, so that no mail uses up its tries.
  const nth = 2 + random.below(3);
  const part = installation.start({
    parts: [point.part],
    script: DYING,
    env: { DIE_AT: point.name, DIE_NTH: String(nth) },
  });
  if (point.at === 'inside statement') return dieInside(installation, part, point);
  const how = await Promise.race([part.ended, delay(REACHED_WITHIN_MS, 'late', { ref: false })]);
  await part.kill();
  if (how === 'SIGKILL' && part.said.text.includes(`died at: ${point.name}\n`)) return 'there';
  return `${how}: ${part.said.text.slice(-2_000)}`;
}

// The statement waits for the lock: it has begun and cannot commit. Its process dies, and then what it asked for.
async function dieInside(
  installation: Installation,
  part: Part,
  { table, waits }: Extract<CrashPoint, { at: 'inside statement' }>,
): Promise<string> {
  await part.up;
  await delay(500); // some mails go through
  return installation.locked(table, async (query) => {
    for (const until = performance.now() + REACHED_WITHIN_MS; performance.now() < until; await delay(10)) {
      const blocked = await query<{ pid: number; query: string }>(
        `SELECT pid, query FROM pg_stat_activity WHERE application_name = $1 AND wait_event_type = 'Lock'`,
        [part.name],
      );
      const pids = blocked.filter(({ query: text }) => waits.test(text)).map(({ pid }) => pid);
      if (pids.length === 0) continue;
      part.child.kill('SIGKILL');
      await part.ended;
      await query('SELECT pg_terminate_backend(pid) FROM unnest($1::int[]) AS pid', [pids]);
      await part.kill();
      return 'there';
    }
    await part.kill();
    return 'no statement waited';
  });
}

function shuffled<T>({ random }: Context, all: T[]): T[] {
  for (let i = all.length - 1; i > 0; i--) {
    const j = random.below(i + 1);
    [all[i], all[j]] = [all[j] as T, all[i] as T];
  }
  return all;
}
