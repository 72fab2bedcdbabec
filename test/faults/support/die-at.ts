// Has a process of the product run until it dies at a crash point.
import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Context } from '../scenario.ts';
import { CRASH_POINTS, type CrashPoint } from './crash-points.ts';
import type { Installation, Part } from './installation.ts';

const DYING = resolve(import.meta.dirname, 'dying-program.ts');
/** Patience alone: what is promised is looked at after the death. */
const REACHED_WITHIN_MS = 180_000;
/** The command that replays. */
export const REPLAY = ['replay', '--yes'];

export const pointsOf = (part: CrashPoint['part']) => CRASH_POINTS.filter((point) => point.part === part);

/** Runs its process until it dies at the point. @returns `there`, or what became of it instead. */
export async function dieAt(
  { random }: Context,
  installation: Installation,
  point: CrashPoint,
): Promise<string> {
  // Not at the first time: what was under way when the one before died is done first, so that no mail is left again and again.
  const nth = point.part === 'replay' ? 1 : 2 + random.below(3);
  const part = installation.start({
    ...(point.part === 'replay'
      ? { command: REPLAY, name: 'replay' }
      : { parts: [point.part as 'smtp' | 'worker'] }),
    script: DYING,
    env: { DIE_AT: point.name, DIE_NTH: String(nth) },
  });
  if (point.at === 'inside statement') return dieInside(installation, part, point);
  const how = await Promise.race([part.ended, delay(REACHED_WITHIN_MS, 'late', { ref: false })]);
  await part.kill();
  if (how === 'SIGKILL' && part.said.text.includes(`died at: ${point.name}\n`)) return 'there';
  return `${how}, ${await mailsOf(installation)}: ${part.said.text.slice(-2_000)}`;
}

/** For whoever wonders why nothing came to where it was to die. */
async function mailsOf({ query }: Installation): Promise<string> {
  const counted = await query<{ state: string; n: number }>(
    `SELECT CASE WHEN lease_until > now() THEN 'leased' WHEN state = 'waiting' AND attempts > 0 THEN 'left' ELSE state END AS state,
       count(*)::int AS n FROM mails GROUP BY 1 ORDER BY 1`,
  );
  return counted.map(({ state, n }) => `${n} mails ${state}`).join(', ');
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
    return `no statement waited, ${await mailsOf(installation)}`;
  });
}

/** Each once, 5 or 20 times, in any order. */
export function inRounds({ by, random }: Context, points: CrashPoint[]): CrashPoint[] {
  const rounds = by({ short: 1, normal: 5, long: 20 });
  const all = points.flatMap((point) => Array<CrashPoint>(rounds).fill(point));
  for (let i = all.length - 1; i > 0; i--) {
    const j = random.below(i + 1);
    [all[i], all[j]] = [all[j] as CrashPoint, all[i] as CrashPoint];
  }
  return all;
}
