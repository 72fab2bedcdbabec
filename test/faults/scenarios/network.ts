// A bad network between the program and PostgreSQL, of our own making: everything a network does to a connection, and
// the worst moment for it, right after a commit was sent.
import { setTimeout as delay } from 'node:timers/promises';
import type { Context, Scenario } from '../scenario.ts';
import { openGivenServer } from '../support/given-server.ts';
import { openInstallation } from '../support/installation.ts';
import { type Cut, type Nemesis, openNemesis, type Weather } from '../support/nemesis.ts';
import { settle, stillRuns, untilNextAccepted } from '../support/repair.ts';
import { startTrial } from '../support/trial.ts';

type Round =
  | { kind: Exclude<Weather, 'pass'> }
  | { kind: 'cut after a mail was stored' | 'cut after COMMIT'; cut: Cut };

const STORED = 'cut after a mail was stored';
const COMMITTED = 'cut after COMMIT';
const ROUNDS: Round[] = [
  { kind: STORED, cut: 'silence' },
  { kind: 'half-open' },
  { kind: STORED, cut: 'reset' },
  { kind: COMMITTED, cut: 'silence' },
  { kind: 'black-hole' },
  { kind: STORED, cut: 'close' },
  { kind: COMMITTED, cut: 'reset' },
  { kind: 'reset' },
  { kind: 'slow' },
  { kind: COMMITTED, cut: 'close' },
];
const STATEMENTS = { [STORED]: /store_mail/i, [COMMITTED]: /^\s*COMMIT\b/i };
const ANSWERED_WITHIN_MS = 10_000;
const MARGIN_MS = 500;

export const network: Scenario = {
  name: 'network',
  isLong: true,
  proves:
    'black holes, resets, half-open and slow connections, and cuts right after a commit was sent: an answer within 10 s, nothing lost, nothing twice',
  async run(context) {
    const { by, check, count } = context;
    const server = await openGivenServer();
    const nemesis = await openNemesis(server.port);
    const installation = await openInstallation({ server: { url: server.url } });
    try {
      const program = installation.start({
        databaseUrl: `postgres://postgres@127.0.0.1:${nemesis.port}/postgres`,
      });
      await program.up;
      const trial = await startTrial(context, installation, { perSecond: 12, connections: 16 });
      const { sender } = trial;
      const rounds = by({ short: ROUNDS.length, normal: 200, long: 200 });
      let slowest = 0;
      for (let n = 0; n < rounds && stillRuns(program); n++) {
        const round = ROUNDS[n % ROUNDS.length] as Round;
        const fell = await play(context, nemesis, round);
        check(fell, `round ${n + 1}, ${round.kind}: the fault met nothing`);
        if (fell) count(round.kind);
        const took = await untilNextAccepted(sender, 3 * ANSWERED_WITHIN_MS);
        slowest = Math.max(slowest, took ?? Number.POSITIVE_INFINITY);
        check(
          took !== null && took <= ANSWERED_WITHIN_MS,
          `round ${n + 1}, ${round.kind}: the next 250 came ${took === null ? 'never' : `${(took / 1_000).toFixed(1)} s`} after the network was whole again`,
        );
      }
      check(stillRuns(program), `the program ended: ${program.said.text.slice(-1_000)}`);
      await settle(context, installation, trial);
      check(
        sender.seen.slowestMs <= ANSWERED_WITHIN_MS + MARGIN_MS,
        `an answer took ${(sender.seen.slowestMs / 1_000).toFixed(1)} s`,
      );
      count('ms until an answer, at most', Math.round(sender.seen.slowestMs));
      count('ms from repair to the next 250, at most', Math.round(slowest));
    } finally {
      await installation.close();
      await nemesis.close();
      await server.close();
    }
  },
};

/** Plays one round and heals the network again. @returns whether the fault met something. */
async function play({ by, random }: Context, nemesis: Nemesis, round: Round): Promise<boolean> {
  if (round.kind === STORED || round.kind === COMMITTED) {
    const fell = nemesis.cutAfter(STATEMENTS[round.kind], round.cut).then(() => true);
    const isMet = await Promise.race([fell, delay(ANSWERED_WITHIN_MS, false, { ref: false })]);
    nemesis.disarm();
    return isMet;
  }
  const met = nemesis.turn(round.kind, 20 + random.below(200));
  await delay(
    by({ short: 1_000, normal: 300, long: 300 }) +
      by({ short: 0, normal: random.below(4_000), long: random.below(15_000) }),
  );
  nemesis.turn('pass');
  return met > 0;
}
