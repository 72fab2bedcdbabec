// The program dies at named moments of a lead's way, from the last byte of its mail to the notice of it.
import type { Scenario } from '../scenario.ts';
import { dieAt, inRounds, pointsOf } from '../support/die-at.ts';
import { openInstallation } from '../support/installation.ts';
import { startTrial } from '../support/trial.ts';

export const crashPoints: Scenario = {
  name: 'crash-points',
  isLong: true,
  proves: `killed at each of ${pointsOf('smtp').length + pointsOf('worker').length} named moments, doors and workers lose no mail and double nothing`,
  async run(context) {
    const { check, count } = context;
    const installation = await openInstallation();
    try {
      const trial = await startTrial(context, installation, { perSecond: 10, unreadAtMost: 30 });
      // Doors and workers are different processes: one of each is always on its way to its death.
      const die = async (part: 'smtp' | 'worker') => {
        for (const point of inRounds(context, pointsOf(part))) {
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
