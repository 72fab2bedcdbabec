// kill -9 of whatever runs, at moments nobody chose.
import { setTimeout as delay } from 'node:timers/promises';
import type { Scenario } from '../scenario.ts';
import { openInstallation } from '../support/installation.ts';
import { startTrial } from '../support/trial.ts';

export const kill9: Scenario = {
  name: 'kill-9',
  proves: 'the program killed every 0.5–3 s under 30 mails/s loses none and doubles none',
  async run(context) {
    const { by, check, count, random } = context;
    const cycles = by({ short: 8, normal: 200, long: 1_000 });
    const installation = await openInstallation();
    try {
      let program = installation.start();
      await program.up;
      const trial = await startTrial(context, installation, { perSecond: 30 });
      for (let cycle = 0; cycle < cycles; cycle++) {
        await program.up;
        await delay(500 + random.below(2_500));
        check(program.child.exitCode === null, `the program ended by itself: ${program.said.text}`);
        await program.kill();
        count('times killed');
        // Leases of the dead last; only at the end nobody waits for them.
        if (cycle === cycles - 1 && context.mode !== 'long') await installation.endLeases();
        program = installation.start();
      }
      await program.up;
      await trial.finish(by({ short: 60_000, normal: 120_000, long: 180_000 }));
    } finally {
      await installation.close();
    }
  },
};
