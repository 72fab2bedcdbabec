// Idle memory, and how soon a customer is seen: at several rates on a new installation, and at 20 mails a second with up to
// a million customers stored, run by run in turn.
import { type Installation, openInstallation, openServer, type Running, startParts } from './installation.ts';
import { type Latency, measureLatency } from './latency.ts';
import { seedCustomers } from './seed.ts';
import { sendLoad } from './smtp-load.ts';
import { median, n, type Pace, type Row, spread } from './table.ts';

const AIMS: Record<number, { p50Ms: number; p99Ms: number } | null> = {
  20: { p50Ms: 150, p99Ms: 500 },
  100: null,
  500: null,
};

export async function measureVisible({ isShort }: Pace): Promise<Row[]> {
  const server = await openServer();
  const installation = await openInstallation(server.socketDir, 'visible');
  const program = await startParts(installation, 'smtp,worker,web');
  try {
    await new Promise((resolve) => setTimeout(resolve, 5_000)); // idle
    const idle = program.memory();
    const rows: Row[] = [
      {
        what: 'idle memory of the program’s own process',
        measured: `${n(idle / 1e6)} MB`,
        aim: '< 250 MB',
        holds: idle < 250e6,
      },
    ];
    for (const [rate, aim] of Object.entries(AIMS)) {
      const runs: Latency[] = [];
      const seconds = isShort ? 2 : 15;
      for (let run = 0; run < (isShort ? 1 : 3); run++)
        runs.push(await measureLatency(program, installation, { rate: Number(rate), seconds }));
      const [p50, p99] = [median(runs.map((r) => r.p50Ms)), median(runs.map((r) => r.p99Ms))];
      rows.push({
        what: `"." → customer visible by API at ${rate} mails/s (${runs.length} × ${seconds} s)`,
        measured: `p50 ${spread(runs.map((r) => r.p50Ms))} ms, p99 ${spread(runs.map((r) => r.p99Ms))} ms`,
        aim: aim && `p50 < ${aim.p50Ms} ms, p99 < ${aim.p99Ms} ms`,
        holds: !aim || (p50 < aim.p50Ms && p99 < aim.p99Ms),
      });
    }
    return rows;
  } finally {
    await program.stop();
    await installation.close();
    await server.stop();
  }
}

export async function measureGrowth({ isShort }: Pace): Promise<Row[]> {
  const sizes = isShort ? [0, 5_000] : [0, 100_000, 1_000_000];
  const rounds = isShort ? 1 : 5;
  const seconds = isShort ? 2 : 10;
  const server = await openServer();
  const grown: Grown[] = [];
  try {
    for (const size of sizes) {
      const installation = await openInstallation(server.socketDir, `grown_${size}`);
      await seedCustomers(installation.owner, installation, size);
      const program = await startParts(installation, 'smtp,worker,web');
      grown.push({ size, installation, program, runs: [], rates: [] });
    }
    await grown[0]?.installation.owner.query('CHECKPOINT');
    for (let round = 0; round <= rounds; round++)
      for (const { installation, program, runs } of grown) {
        const run = await measureLatency(program, installation, { rate: 20, seconds });
        if (round > 0) runs.push(run); // the first warms up
      }
    for (const { program } of grown) await program.stop();
    for (let round = 0; round < (isShort ? 1 : 3); round++)
      for (const { installation, rates } of grown)
        rates.push(await drain(installation, isShort ? 300 : 3_000));
    return [...rowsOfLatency(grown), ...rowsOfRate(grown)];
  } finally {
    for (const { program, installation } of grown) {
      await program.stop();
      await installation.close();
    }
    await server.stop();
  }
}

interface Grown {
  size: number;
  installation: Installation;
  program: Running;
  runs: Latency[];
  /** Mails of a backlog made customers, per second. */
  rates: number[];
}

// A backlog is stored first; then a worker, alone with the database, makes customers of it.
async function drain(installation: Installation, mails: number): Promise<number> {
  const { owner, to } = installation;
  const smtp = await startParts(installation, 'smtp');
  const seconds = 3;
  await sendLoad({
    port: smtp.smtpPort,
    to,
    connections: 20,
    sessions: 'kept-open',
    seconds,
    rate: mails / seconds,
  });
  await smtp.stop();
  const begun = new Date();
  const worker = await startParts(installation, 'worker');
  for (let left = 1; left > 0; ) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    const { rows } = await owner.query("SELECT count(*)::int AS left FROM mails WHERE state = 'waiting'");
    left = rows[0].left;
  }
  await worker.stop();
  const { rows } = await owner.query<{ made: number; took: number }>(
    'SELECT count(*)::int AS made, extract(epoch FROM max(customer_at) - min(customer_at))::float AS took FROM inquiries WHERE customer_at >= $1',
    [begun],
  );
  const { made = 0, took = 1 } = rows[0] ?? {};
  return made / took;
}

function rowsOfRate(grown: Grown[]): Row[] {
  const [first] = grown;
  return grown.map(({ size, rates }) => {
    const ratio = median(rates) / median(first?.rates ?? []);
    return {
      what: `a backlog of mails → customers, one worker process, ${n(size)} customers stored`,
      measured: `${spread(rates)} /s${size === 0 ? '' : ` → ${n(ratio, 2)} ×`}`,
      aim: null,
      holds: true,
    };
  });
}

function rowsOfLatency(grown: Grown[]): Row[] {
  const [first] = grown;
  return grown.map(({ size, runs }) => {
    const ratio = (of: (run: Latency) => number) =>
      median(runs.map(of)) / median((first?.runs ?? []).map(of));
    const [p50, p99] = [ratio((r) => r.p50Ms), ratio((r) => r.p99Ms)];
    const isFirst = size === 0;
    return {
      what: `the same at 20 mails/s with ${n(size)} customers stored (${runs.length} interleaved runs)`,
      measured: `p50 ${spread(runs.map((r) => r.p50Ms))} ms, p99 ${spread(runs.map((r) => r.p99Ms))} ms${isFirst ? '' : ` → ${n(p50, 2)} × and ${n(p99, 2)} ×`}`,
      aim: isFirst ? null : 'within 20 % of none stored',
      holds: isFirst || (p50 <= 1.2 && p99 <= 1.2),
    };
  });
}
