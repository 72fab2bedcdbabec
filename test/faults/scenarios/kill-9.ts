// kill -9 of whatever runs, at moments nobody chose.
import { setTimeout as delay } from 'node:timers/promises';
import type { Scenario } from '../scenario.ts';
import { openInstallation, type Part } from '../support/installation.ts';
import { startTrial } from '../support/trial.ts';

export const kill9: Scenario = {
  name: 'kill-9',
  proves: 'any part killed every 0.5–3 s under 30 mails/s through every door: none is lost and none doubled',
  async run(context) {
    const { by, check, count, random } = context;
    const cycles = by({ short: 8, normal: 200, long: 1_000 });
    const workers = by({ short: 1, normal: 2, long: 2 });
    const installation = await openInstallation();
    const start = (name: string): Part => {
      const [part = 'web'] = (['smtp', 'worker'] as const).filter((one) => name.startsWith(one));
      const env = part === 'worker' ? {} : installation.withEveryDoor;
      return installation.start({ parts: [part], name, env });
    };
    try {
      const names = ['smtp', 'web', ...Array.from({ length: workers }, (_, i) => `worker-${i + 1}`)];
      const running = new Map(names.map((name) => [name, start(name)]));
      await Promise.all([...running.values()].map(({ up }) => up));
      const trial = await startTrial(context, installation, { perSecond: 30, doors: installation.doors });
      const restart = async (name: string, beforeStart?: () => Promise<void>) => {
        const part = running.get(name);
        const { exitCode, signalCode } = part?.child ?? {};
        check(exitCode === null && signalCode === null, `${name} ended by itself: ${part?.said.text}`);
        await part?.kill();
        await beforeStart?.();
        running.set(name, start(name));
        count(`kills of ${name.replace(/-\d/, '')}`);
      };
      for (let cycle = 1; cycle <= cycles; cycle++) {
        await delay(500 + random.below(2_500));
        // The first ones in turn, so that each part has been killed also where cycles are few.
        await restart(cycle <= names.length ? (names[cycle - 1] ?? '') : random.pick(names));
      }
      // Leases of the dead last 60 s: the short mode does not wait for them.
      if (context.mode === 'short') await restart('worker-1', () => installation.endLeases());
      await Promise.all([...running.values()].map(({ up }) => up));
      await trial.finish(240_000);
    } finally {
      await installation.close();
    }
  },
};
