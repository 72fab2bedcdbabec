// A replay dies at named moments: what it had done stays, what it had not is done by the next one.
import type { Context, Scenario } from '../scenario.ts';
import type { CrashPoint } from '../support/crash-points.ts';
import { dieAt, inRounds, pointsOf, REPLAY } from '../support/die-at.ts';
import { type Installation, openInstallation } from '../support/installation.ts';
import { startTrial } from '../support/trial.ts';

const MAILS_A_REPLAY = 8;
/** Of what is sent some is sent again, so that not each makes a mail. */
const SENT_FOR_A_MAIL = 1.3;
/** Deaths in a row before one may end what they left. */
const DEATHS_IN_A_ROW = 3;
/** In one installation: each replay reads all that was kept before it again. */
const MOST_DEATHS = 35;

export const crashPointsOfReplay: Scenario = {
  name: 'crash-points-replay',
  isLong: true,
  proves: `killed at each of ${pointsOf('replay').length} named moments, a replay is finished by the next one and doubles nothing`,
  async run(context) {
    const points = inRounds(context, pointsOf('replay'));
    for (let nr = 0; nr < points.length; nr += MOST_DEATHS)
      await die(context, points.slice(nr, nr + MOST_DEATHS));
  },
};

async function die(context: Context, points: CrashPoint[]): Promise<void> {
  const { check, count } = context;
  const installation = await openInstallation({ firms: 1, connections: 2 });
  try {
    await installation.start({ parts: ['smtp'] }).up;
    const most = Math.ceil((points.length + 1) * MAILS_A_REPLAY * SENT_FOR_A_MAIL);
    const trial = await startTrial(context, installation, { perSecond: 40, most });
    await trial.sender.begun;
    await trial.sender.stop(60_000);
    for (const [nr, point] of points.entries()) {
      await readByNobody(installation, MAILS_A_REPLAY);
      const how = await dieAt(context, installation, point);
      check(how === 'there', `a replay was to die at: ${point.name}, but ${how}`);
      if (how === 'there') count('deaths of a replay');
      await installation.endLeases();
      if (nr % DEATHS_IN_A_ROW === DEATHS_IN_A_ROW - 1)
        await replayed(context, installation, `the replay after ${point.name}`);
    }
    await readByNobody(installation, most);
    await replayed(context, installation, 'a replay that nobody killed');
    const before = await rowsOf(installation);
    await replayed(context, installation, 'a second replay');
    check(before === (await rowsOf(installation)), 'a second replay made something');
    await installation.start({ parts: ['worker'] }).up;
    await trial.finish(120_000);
  } finally {
    await installation.close();
  }
}

/** As if a reader of another day had read some of the mails that wait, and understood nothing. */
async function readByNobody({ query }: Installation, most: number): Promise<void> {
  await query(
    `UPDATE mails SET state = 'read', outcome = 'unreadable', portal = 're-guide', read_at = now(), reader_version = 'older'
     WHERE id IN (SELECT id FROM mails WHERE state = 'waiting' ORDER BY id LIMIT $1)`,
    [most],
  );
}

async function replayed({ check }: Context, installation: Installation, which: string): Promise<void> {
  const part = installation.start({ command: REPLAY, name: 'replay' });
  const code = await part.ended;
  check(code === 0, `${which} failed (${code}): ${part.said.text.slice(-1_000)}`);
}

async function rowsOf({ query }: Installation): Promise<string> {
  const tables = ['customers', 'inquiries', 'inquiry_mails', 'customer_history', 'jobs'];
  const counted = tables.map((table) => `(SELECT count(*) FROM ${table})`).join();
  return JSON.stringify(await query(`SELECT ${counted}`));
}
