// A PostgreSQL that is set to forget: the program does not start on it, and when it is set so while the program runs, no
// mail is told 250 until it is mended. (synchronous_commit off is met by asking for it: see power-loss.)
import { setTimeout as delay } from 'node:timers/promises';
import type { Scenario } from '../scenario.ts';
import { openGivenServer } from '../support/given-server.ts';
import { openInstallation } from '../support/installation.ts';
import { settle, stillRuns, untilNextAccepted } from '../support/repair.ts';
import { startTrial } from '../support/trial.ts';

const SETTINGS = ['fsync', 'full_page_writes', 'synchronous_commit'] as const;
/** Those that no session can ask for itself. */
const OF_THE_SERVER = ['fsync', 'full_page_writes'] as const;
const MENDED_WITHIN_MS = 10_000;
/** What was begun before the setting was known everywhere in PostgreSQL is not held against the program. */
const KNOWN_WITHIN_MS = 500;

export const guards: Scenario = {
  name: 'guards',
  proves: 'fsync, full_page_writes or synchronous_commit off: no start, and no 250 while it is so',
  async run(context) {
    const { by, check, count } = context;
    const server = await openGivenServer();
    const installation = await openInstallation({ server: { url: server.url } });
    const set = async (name: string, value: 'on' | 'off') => {
      await installation.query(`ALTER SYSTEM SET ${name} = ${value}`);
      await installation.query('SELECT pg_reload_conf()');
      for (let now = ''; now !== value; await delay(20))
        now =
          (await installation.query<{ now: string }>(`SELECT current_setting('${name}') AS now`))[0]?.now ??
          '';
    };
    try {
      for (const name of SETTINGS) {
        await set(name, 'off');
        const program = installation.start();
        await program.up.catch(() => {});
        const code = program.child.exitCode;
        check(code === 1, `${name} is off, and the program ${code === null ? 'runs' : `ended with ${code}`}`);
        check(
          program.said.text.includes(name),
          `${name} is off, and nobody is told: ${program.said.text.slice(-500)}`,
        );
        program.child.kill('SIGKILL');
        await program.ended;
        count('starts on an unsafe server');
        await set(name, 'on');
      }
      const program = installation.start();
      await program.up;
      const trial = await startTrial(context, installation, { perSecond: 20 });
      const { seen } = trial.sender;
      for (let n = 0; n < by({ short: 2, normal: 20, long: 100 }) && stillRuns(program); n++) {
        await untilNextAccepted(trial.sender, MENDED_WITHIN_MS);
        const name = OF_THE_SERVER[n % OF_THE_SERVER.length] ?? 'fsync';
        await set(name, 'off');
        await delay(KNOWN_WITHIN_MS);
        const [accepted, retried] = [seen.accepted, seen.retried];
        for (const until = performance.now() + 20_000; performance.now() < until; await delay(20))
          if (seen.retried >= retried + 10) break;
        check(
          seen.accepted === accepted,
          `${seen.accepted - accepted} mails were told 250 while ${name} was off`,
        );
        check(seen.retried >= retried + 10, `nobody was told to try again while ${name} was off`);
        count('times tried while it was off', seen.retried - retried);
        await set(name, 'on');
        const took = await untilNextAccepted(trial.sender, 3 * MENDED_WITHIN_MS);
        check(
          took !== null && took <= MENDED_WITHIN_MS,
          `the next 250 came ${took === null ? 'never' : `${(took / 1_000).toFixed(1)} s`} after ${name} was on again`,
        );
        count('times switched off and on while it ran');
      }
      check(stillRuns(program), `the program ended: ${program.said.text.slice(-1_000)}`);
      await settle(context, installation, trial);
    } finally {
      await installation.close();
      await server.close();
    }
  },
};
