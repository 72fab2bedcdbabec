// PostgreSQL is stopped `immediate` (SIGQUIT: no checkpoint, no goodbye) again and again while mails come in: once the
// embedded one, which the program's own launcher starts again, once one of the operator's behind DATABASE_URL.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Context, Scenario } from '../scenario.ts';
import { openGivenServer } from '../support/given-server.ts';
import { type Installation, openInstallation } from '../support/installation.ts';
import { openOwnDatabase } from '../support/own-database.ts';
import { settle, stillRuns, untilNextAccepted } from '../support/repair.ts';
import { startTrial } from '../support/trial.ts';

const REPAIRED_WITHIN_MS = 10_000;

export const postgresImmediate: Scenario = {
  name: 'postgres-immediate',
  proves:
    'PostgreSQL stopped immediate while mails come: nothing acknowledged is lost, 250 again within 10 s of each repair',
  async run(context) {
    await embedded(context);
    await given(context);
  },
};

async function embedded(context: Context): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'digima-immediate-'));
  const installation = await openOwnDatabase(dataDir);
  try {
    await underFire(context, installation, async () => {
      const pid = installation.postmaster();
      if (pid === undefined) throw new Error('there is no PostgreSQL to stop');
      process.kill(pid, 'SIGQUIT');
      context.count('stops of the embedded server');
      const isAgain = await installation.serverAgain(pid, 30_000);
      context.check(isAgain, 'the launcher started no PostgreSQL within 30 s');
    });
  } finally {
    await installation.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function given(context: Context): Promise<void> {
  const server = await openGivenServer();
  const installation = await openInstallation({ server: { url: server.url } });
  try {
    await underFire(context, installation, async () => {
      await server.stop('SIGQUIT');
      context.count('stops of a given server');
      await delay(100 + context.random.below(1_500));
      await server.start();
    });
  } finally {
    await installation.close();
    await server.close();
  }
}

/** Sends while `strike` stops the server and resolves when it is there again. */
async function underFire(
  context: Context,
  installation: Installation,
  strike: () => Promise<void>,
): Promise<void> {
  const { by, check, count, random } = context;
  const mails = by({ short: 120, normal: 5_000, long: 5_000 });
  const [pauseMin, pauseSpan] = by({ short: [2_000, 2_000], normal: [5_000, 15_000], long: [5_000, 15_000] });
  const program = installation.start({ env: installation.withEveryDoor });
  await program.up;
  const trial = await startTrial(context, installation, {
    perSecond: by({ short: 25, normal: 40, long: 40 }),
    doors: installation.doors,
  });
  const { sender } = trial;
  let slowest = 0;
  let meanwhile = 0;
  while (sender.seen.mails < mails) {
    await delay(pauseMin + random.below(pauseSpan));
    const begun = sender.seen.mails;
    await strike();
    meanwhile += sender.seen.mails - begun;
    const took = await untilNextAccepted(sender, 3 * REPAIRED_WITHIN_MS);
    slowest = Math.max(slowest, took ?? Number.POSITIVE_INFINITY);
    check(
      took !== null && took <= REPAIRED_WITHIN_MS,
      `the next 250 came ${took === null ? 'never' : `${(took / 1_000).toFixed(1)} s`} after PostgreSQL was there again`,
    );
    if (!stillRuns(program)) break;
  }
  check(stillRuns(program), `the program ended with its database: ${program.said.text.slice(-1_000)}`);
  check(meanwhile > 0, 'no mail came while PostgreSQL was away: the stops hit nothing');
  count('mails begun while PostgreSQL was away', meanwhile);
  await settle(context, installation, trial);
  count('ms from repair to the next 250, at most', Math.round(slowest));
}
