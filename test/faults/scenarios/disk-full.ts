// The disk under the embedded PostgreSQL is filled to its last byte by something else, and freed again, while mails come:
// once so that tables cannot grow (53100), once so that its log cannot, which it does not survive (PANIC).
import { setTimeout as delay } from 'node:timers/promises';
import type { Scenario } from '../scenario.ts';
import type { Installation } from '../support/installation.ts';
import { openOwnDatabase } from '../support/own-database.ts';
import { settle, stillRuns, untilNextAccepted } from '../support/repair.ts';
import { openSmallDisk } from '../support/small-disk.ts';
import { startTrial } from '../support/trial.ts';

const MIB = 1024 * 1024;
const REPAIRED_WITHIN_MS = 10_000;

export const diskFull: Scenario = {
  name: 'disk-full',
  proves:
    'a full disk: senders are told to try again, nothing acknowledged is lost, 250 again within 10 s of room',
  async run(context) {
    const { by, check, count, random } = context;
    // Room for what the scenario itself stores: what fills the disk is somebody else.
    const disk = openSmallDisk(by({ short: 200, normal: 200, long: 800 }) * MIB);
    try {
      const installation = await openOwnDatabase(disk.folder);
      try {
        const program = installation.start();
        await program.up;
        const trial = await startTrial(context, installation, { perSecond: 25 });
        let slowest = 0;
        for (let n = 0; n < by({ short: 2, normal: 12, long: 40 }) && stillRuns(program); n++) {
          const needsLog = n % 2 === 1;
          const pid = installation.postmaster();
          const retried = trial.sender.seen.retried;
          count('bytes taken by somebody else', disk.fill());
          if (needsLog) await demandLog(installation);
          const isTold = await until(() => trial.sender.seen.retried >= retried + 3, 20_000);
          check(isTold, `round ${n + 1}: the disk was full, and nobody was told to try again`);
          await delay(random.below(by({ short: 1_000, normal: 5_000, long: 15_000 })));
          disk.free();
          const took = await untilNextAccepted(trial.sender, 3 * REPAIRED_WITHIN_MS);
          slowest = Math.max(slowest, took ?? Number.POSITIVE_INFINITY);
          check(
            took !== null && took <= REPAIRED_WITHIN_MS,
            `round ${n + 1}: the next 250 came ${took === null ? 'never' : `${(took / 1_000).toFixed(1)} s`} after there was room again`,
          );
          count(needsLog ? 'times full for its log' : 'times full for tables');
          if (installation.postmaster() !== pid) count('restarts by the launcher');
        }
        check(stillRuns(program), `the program ended: ${program.said.text.slice(-1_000)}`);
        await settle(context, installation, trial);
        count('ms from room to the next 250, at most', Math.round(slowest));
        // Both kinds of full must have been met, or the rounds proved less than they say.
        const refusals = program.said.text.match(/"code":"53100"/g)?.length ?? 0;
        const recoveries = installation.serverLog().match(/automatic recovery in progress/g)?.length ?? 0;
        count('refusals for want of room (53100)', refusals);
        count('recoveries after a crash', recoveries);
        check(refusals > 0, 'PostgreSQL never said 53100');
        check(recoveries > 0, 'PostgreSQL never crashed for want of room for its log');
      } finally {
        await installation.close();
      }
    } finally {
      await disk.close();
    }
  },
};

// Its next record needs a new file; the statement that meets that dies with the server.
async function demandLog({ query }: Installation): Promise<void> {
  for (let n = 0; n < 3; n++) await query('SELECT pg_switch_wal()').catch(() => {});
}

/** @returns whether it came true in time. */
async function until(isTrue: () => boolean, withinMs: number): Promise<boolean> {
  for (const end = performance.now() + withinMs; performance.now() < end; await delay(20))
    if (isTrue()) return true;
  return isTrue();
}
