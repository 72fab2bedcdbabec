// The whole program with the PostgreSQL it brought, killed: alone, with what guards it, or with everything it started.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Scenario } from '../scenario.ts';
import { openOwnDatabase } from '../support/own-database.ts';
import { startTrial } from '../support/trial.ts';

/** What dies: `program`: its watchdog then ends PostgreSQL · `guarded`: the watchdog too, PostgreSQL is an orphan · `all`. */
const MANNERS = ['program', 'guarded', 'all'] as const;

export const kill9Embedded: Scenario = {
  name: 'kill-9-embedded',
  proves:
    'the program killed with or without its embedded PostgreSQL starts again by itself and has lost nothing',
  async run(context) {
    const { by, check, count, random } = context;
    const cycles = by({ short: 3, normal: 30, long: 150 });
    const dataDir = mkdtempSync(join(tmpdir(), 'digima-killed-'));
    const installation = await openOwnDatabase(dataDir);
    try {
      let program = installation.start({ env: installation.withEveryDoor });
      await program.up;
      const trial = await startTrial(context, installation, { perSecond: 15, doors: installation.doors });
      let died = new Date();
      for (let cycle = 0; cycle < cycles; cycle++) {
        await delay(500 + random.below(2_500));
        const manner = MANNERS[cycle % MANNERS.length] ?? 'all';
        const postmaster = installation.postmaster();
        const others = childrenOf(program.child.pid).filter((pid) => manner === 'all' || pid !== postmaster);
        check(
          postmaster !== undefined && others.length > 0,
          'there was no PostgreSQL, or nothing to guard it',
        );
        if (manner !== 'program') for (const pid of others) process.kill(pid, 'SIGKILL');
        program.child.kill('SIGKILL');
        await program.ended;
        count(
          `kills of ${manner === 'all' ? 'everything' : manner === 'guarded' ? 'program and guard' : manner}`,
        );
        died = new Date();
        program = installation.start({ env: installation.withEveryDoor });
        await program.up;
        check(installation.postmaster() !== postmaster, 'the orphan of the dead program serves on');
      }
      if (context.mode !== 'long') await installation.endLeases(died);
      await trial.finish(180_000);
    } finally {
      await installation.close();
      rmSync(dataDir, { recursive: true, force: true });
    }
  },
};

/** Process ids of what it started (proc(5)). */
function childrenOf(pid: number | undefined): number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8');
  return children
    .split(' ')
    .map(Number)
    .filter((child) => child > 0);
}
