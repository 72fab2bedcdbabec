// Mails offered over SMTP at a steady rate, and what became of them: customers made a second, and how many waited at the
// end. A rate is held when nobody falls behind. The parts run as processes of their own, as on a busy machine. Once more beside
// a transaction that stays open, as a backup's does: PostgreSQL then keeps the index entries of all that was done since.
import pg from 'pg';
import { type Installation, openInstallation, openServer, startParts } from './installation.ts';
import { sendLoad } from './smtp-load.ts';
import { n, type Pace, type Row, spread } from './table.ts';

const AIM = 600;
/** Offered beside an open transaction. */
const BESIDE = 500;
const STEPS = [800, 1_000, 1_200, 1_400, 1_600];

interface Held {
  offered: number;
  /** Customers made per second of sending. */
  customers: number;
  /** Mails that still waited to be read when sending ended. */
  left: number;
  isHeld: boolean;
}

export async function measureSustain({ isShort }: Pace): Promise<Row[]> {
  const seconds = isShort ? 3 : 30;
  const server = await openServer();
  const installation = await openInstallation(server.socketDir, 'sustain');
  const smtp = await startParts(installation, 'smtp');
  const worker = await startParts(installation, 'worker');
  try {
    await offer(installation, smtp.smtpPort, AIM / 2, isShort ? 2 : 15); // compiled and cached by then
    const runs: Held[] = [];
    for (let run = 0; run < (isShort ? 1 : 3); run++)
      runs.push(await offer(installation, smtp.smtpPort, AIM, seconds));
    let most = runs.every(({ isHeld }) => isHeld) ? AIM : 0;
    for (const rate of isShort || most === 0 ? [] : STEPS) {
      if (!(await offer(installation, smtp.smtpPort, rate, seconds)).isHeld) break;
      most = rate;
    }
    const beside = await offerBesideOld(installation, smtp.smtpPort, seconds);
    return [
      {
        what: `mails → customers at ${AIM} mails/s offered (${runs.length} × ${seconds} s)`,
        measured: `${spread(runs.map((r) => r.customers))} customers/s, ${spread(runs.map((r) => r.left))} mails waiting at the end`,
        aim: `all ${AIM} /s, less than a second’s mails waiting`,
        holds: most >= AIM,
      },
      {
        what: 'highest rate held of the steps tried',
        measured: `${n(most)} mails/s → customers`,
        aim: `≥ ${AIM} /s`,
        holds: most >= AIM,
      },
      {
        what: `mails → customers at ${BESIDE} mails/s offered beside an open transaction (${beside.length} × ${seconds} s)`,
        measured: `${spread(beside.map((r) => r.customers))} customers/s, ${spread(beside.map((r) => r.left))} mails waiting at the end`,
        aim: `all ${BESIDE} /s, less than a second’s mails waiting`,
        holds: beside.every(({ isHeld }) => isHeld),
      },
    ];
  } finally {
    await smtp.stop();
    await worker.stop();
    await installation.close();
    await server.stop();
  }
}

/** The last thing to be measured: what the transaction kept is in the way until a vacuum. */
async function offerBesideOld(installation: Installation, port: number, seconds: number): Promise<Held[]> {
  const { socketDir, database } = installation;
  const old = new pg.Client({ host: socketDir, user: 'postgres', database });
  await old.connect();
  await old.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
  await old.query('SELECT count(*) FROM mails');
  const runs: Held[] = [];
  for (let run = 0; run < 2; run++) runs.push(await offer(installation, port, BESIDE, seconds));
  await old.end();
  return runs;
}

async function offer(
  { owner, to }: Installation,
  port: number,
  rate: number,
  seconds: number,
): Promise<Held> {
  const counted = async () => {
    const { rows } = await owner.query<{ customers: number; left: number }>(
      "SELECT (SELECT count(*) FROM customers)::int AS customers, (SELECT count(*) FROM mails WHERE state = 'waiting')::int AS left",
    );
    return rows[0] ?? { customers: 0, left: 0 };
  };
  const before = await counted();
  const sent = await sendLoad({ port, to, connections: 50, sessions: 'kept-open', seconds, rate });
  const after = await counted();
  const accepted = sent.latencies.length / seconds;
  const customers = (after.customers - before.customers) / seconds;
  const isHeld = accepted >= rate * 0.98 && customers >= rate * 0.98 && after.left < rate;
  // The next run begins with nothing left over: notices too.
  for (let rest = after.left; rest > 0; rest = (await counted()).left)
    await new Promise((resolve) => setTimeout(resolve, 200));
  await idleJobs(owner);
  return {
    offered: rate,
    customers,
    left: after.left,
    isHeld,
  };
}

async function idleJobs(owner: Installation['owner']): Promise<void> {
  for (;;) {
    const { rows } = await owner.query<{ due: number }>(
      "SELECT count(*)::int AS due FROM jobs WHERE state = 'waiting' AND run_at <= now()",
    );
    if ((rows[0]?.due ?? 0) === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
