// A disk that answers a sync with an error: PostgreSQL cannot know what is on it then, and stops at once (PANIC). strace
// puts the error between PostgreSQL and the kernel.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Scenario } from '../scenario.ts';
import { openOwnDatabase } from '../support/own-database.ts';
import { settle, stillRuns, untilNextAccepted } from '../support/repair.ts';
import { injectInto, requireStrace } from '../support/strace.ts';
import { startTrial } from '../support/trial.ts';

const REPAIRED_WITHIN_MS = 10_000;
const INJECTED_WITHIN_MS = 10_000;

export const fsyncError: Scenario = {
  name: 'fsync-error',
  proves:
    'syncs that fail (EIO), also while PostgreSQL recovers from that: it panics, is up again within 10 s of a well disk, and nothing acknowledged is lost',
  async run(context) {
    const { by, check, count, random } = context;
    requireStrace();
    const dataDir = mkdtempSync(join(tmpdir(), 'digima-fsync-'));
    const installation = await openOwnDatabase(dataDir);
    try {
      const program = installation.start();
      await program.up;
      const trial = await startTrial(context, installation, { perSecond: 20 });
      let slowest = 0;
      for (let n = 0; n < by({ short: 2, normal: 20, long: 100 }) && stillRuns(program); n++) {
        await delay(500 + random.below(1_500));
        const pid = installation.postmaster();
        if (pid === undefined) throw new Error('there is no PostgreSQL to hit');
        // A disk that errs once, and one that goes on erring while PostgreSQL tries to recover on it.
        const goesOn = n % 2 === 1;
        const first = 1 + random.below(3);
        const when = goesOn ? `${first}+` : String(first);
        const fault = await injectInto(familyOf(pid), `fdatasync,fsync:error=EIO:when=${when}`);
        for (const end = performance.now() + INJECTED_WITHIN_MS; performance.now() < end; await delay(10))
          if (fault.injected() > 0) break;
        if (goesOn) await delay(1_000 + random.below(2_000));
        await fault.end();
        check(fault.injected() > 0, `round ${n + 1}: no sync was made to fail`);
        count('syncs that failed', fault.injected());
        const wellAt = new Date();
        const took = await untilNextAccepted(trial.sender, 3 * REPAIRED_WITHIN_MS);
        slowest = Math.max(slowest, took ?? Number.POSITIVE_INFINITY);
        check(
          took !== null && took <= REPAIRED_WITHIN_MS,
          `round ${n + 1}: the next 250 came ${took === null ? 'never' : `${(took / 1_000).toFixed(1)} s`} after the disk was well again, ${wellAt.toISOString()}: ${tail(program.said.text)}\n${tail(installation.serverLog())}`,
        );
        if (installation.postmaster() !== pid) count('restarts by the launcher');
      }
      check(stillRuns(program), `the program ended: ${program.said.text.slice(-1_000)}`);
      await settle(context, installation, trial);
      const panics = installation.serverLog().match(/PANIC: .*could not (?:fdata|f)sync/g)?.length ?? 0;
      count('panics', panics);
      check(panics > 0, 'PostgreSQL never panicked: what it does about an error was not seen');
      count('ms from repair to the next 250, at most', Math.round(slowest));
    } finally {
      await installation.close();
      rmSync(dataDir, { recursive: true, force: true });
    }
  },
};

/** What somebody asks for who reads of a failure. */
const tail = (text: string): string => text.slice(-3_000);

/** A process and its children, as /proc tells (proc(5), stat: the parent is the second field after the name). */
function familyOf(pid: number): number[] {
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => parentOf(name) === pid);
  return [pid, ...children.map(Number)];
}

function parentOf(pid: string): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return null; // ended meanwhile
  }
}
