// PostgreSQL is stopped while a replay looks and while it applies: the command waits for it and ends as if nothing had been.
import { setTimeout as delay } from 'node:timers/promises';
import type { Context, Scenario } from '../scenario.ts';
import { REPLAY } from '../support/die-at.ts';
import { type GivenServer, openGivenServer } from '../support/given-server.ts';
import { type Installation, openInstallation } from '../support/installation.ts';
import { keepAsOnceRead, runReplay } from '../support/kept-mails.ts';

const AWAY_MS = 2_000;

export const replayAway: Scenario = {
  name: 'replay-away',
  proves: 'a replay whose PostgreSQL is stopped immediate waits for it, ends well and doubles nothing',
  async run(context) {
    const { by, check, count } = context;
    const given = await openGivenServer();
    const installation = await openInstallation({
      firms: 1,
      connections: 1,
      server: { url: given.url },
    }).catch(async (error) => {
      await given.close();
      throw error;
    });
    try {
      const kept = by({ short: 300, normal: 3_000, long: 10_000 });
      await keepAsOnceRead(context, installation, kept);
      count('mails kept', kept);
      for (let round = 0; round < by({ short: 1, normal: 5, long: 20 }); round += 1)
        await stopped(context, installation, given);
      const again = await runReplay(installation);
      check(again.code === 0 && / 0 new customers/.test(again.text), `done again: ${again.text}`);
      check(/applied: \d+ mails\n +\d+ unchanged\n/.test(again.text), `done again it changes: ${again.text}`);
    } finally {
      await installation.close();
      await given.close();
    }
  },
};

async function stopped({ random, check, count }: Context, installation: Installation, given: GivenServer) {
  const { query, start } = installation;
  await query("UPDATE mails SET reader_version = 'older'"); // there is something to do again
  const part = start({ name: 'replay', command: REPLAY });
  for (const phase of ['preview', 'apply']) {
    const runs = () => query("SELECT 1 FROM replays WHERE state = 'running' AND phase = $1", [phase]);
    while (part.child.exitCode === null && (await runs()).length === 0) await delay(5);
    await delay(random.below(50));
    await given.stop('SIGQUIT');
    await delay(AWAY_MS);
    await given.start();
    count(`stopped in its ${phase} phase`);
  }
  const code = await part.ended;
  check(code === 0, `the command ended with ${code}: ${part.said.text.slice(-1_000)}`);
  check(part.said.text.includes('the database is away'), 'it said that it waits');
}
