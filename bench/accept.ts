// Mails accepted per second: ours after a durable commit, beside Postfix to a maildir and Haraka to its queue, in the same
// run, round by round in turn; and beside a bare loop of inserts on the same database, which nobody can beat.

import { openDatabase } from '../src/platform/database.ts';
import { openLog } from '../src/platform/log.ts';
import { measureBareInsert } from './bare-insert.ts';
import { type Installation, openInstallation, openServer, startParts } from './installation.ts';
import { startHaraka } from './peers/haraka.ts';
import { startPostfix } from './peers/postfix.ts';
import { sendLoad } from './smtp-load.ts';
import { measureStoreAlone } from './store-alone.ts';
import { median, n, type Pace, quantile, type Row, spread } from './table.ts';

const CONNECTIONS = { short: [1, 50], full: [1, 10, 50] };
/** Not counted: whoever was idle while the others were measured is at speed again by then. */
const LEAD_SECONDS = 0.5;
const SESSIONS = ['kept-open', 'one-mail'] as const;

interface Target {
  what: string;
  port: number;
  to: string;
  /** Whichever is faster for it. */
  pipelined: boolean;
  /** Its work on what it took is over: the next one has the machine to itself. */
  settled(): Promise<void>;
}

export async function measureAccept({ isShort }: Pace): Promise<Row[]> {
  const rounds = isShort ? 1 : 5;
  const seconds = isShort ? 1 : 3;
  const tried = isShort ? CONNECTIONS.short : CONNECTIONS.full;
  const server = await openServer();
  const ends: (() => Promise<unknown>)[] = [server.stop];
  try {
    const installation = await openInstallation(server.socketDir, 'accept');
    ends.push(installation.close);
    const ours = await startParts(installation, 'smtp');
    ends.push(ours.stop);
    const postfix = await startPostfix();
    ends.push(postfix.stop);
    const haraka = await startHaraka();
    ends.push(haraka.stop);
    const targets: Target[] = [
      { what: 'ours', port: ours.smtpPort, to: installation.to, pipelined: true, settled: async () => {} },
      { ...postfix, pipelined: true },
      { ...haraka, pipelined: false },
    ];
    const bare: number[] = [];
    const alone: number[] = [];
    const db = await openDatabase(installation, openLog('error'));
    ends.push(db.close);
    const cells = new Map<string, { rates: number[]; p99s: number[] }>();
    if (!isShort) await goRoundOnce(installation);
    for (let round = 0; round <= rounds; round++) {
      const isWarmUp = round === 0;
      const runSeconds = isWarmUp ? 1 : seconds;
      // All of one server's before the next one's: a mail server's files are still being written when it has answered.
      for (const { what, port, to, pipelined, settled } of targets)
        for (const sessions of SESSIONS)
          for (const connections of tried) {
            const load = { port, to, connections, sessions, pipelined };
            await sendLoad({ ...load, seconds: LEAD_SECONDS });
            const run = await sendLoad({ ...load, seconds: runSeconds });
            await settled();
            const key = `${what}|${sessions}|${connections}`;
            const cell = cells.get(key) ?? { rates: [], p99s: [] };
            cells.set(key, cell);
            if (isWarmUp) continue;
            cell.rates.push(run.perSecond);
            cell.p99s.push(quantile(run.latencies, 0.99));
          }
      const inserted = await measureBareInsert(installation, { connections: 32, seconds: runSeconds });
      const stored = await measureStoreAlone(db, installation.inboxId, { callers: 50, seconds: runSeconds });
      if (!isWarmUp) {
        bare.push(inserted);
        alone.push(stored.perSecond);
      }
      await forget(installation);
    }
    return rowsOf(cells, { bare, alone, tried }, [postfix.what, haraka.what]);
  } finally {
    for (const end of ends.reverse()) await end();
  }
}

/**
 * As on a server that has run for a while: its log goes round in files that are there. Until the second checkpoint each file
 * is made anew, and whoever waits for a commit meanwhile waits for that too.
 */
async function goRoundOnce(installation: Installation): Promise<void> {
  const checkpoints = async () => {
    const { rows } = await installation.owner.query<{ done: number }>(
      'SELECT num_done::int AS done FROM pg_stat_checkpointer',
    );
    return rows[0]?.done ?? 0;
  };
  const before = await checkpoints();
  while ((await checkpoints()) < before + 2)
    await measureBareInsert(installation, { connections: 32, seconds: 3 });
}

// The next round meets the same table again.
async function forget({ owner }: Installation): Promise<void> {
  await owner.query('TRUNCATE mails, deliveries CASCADE');
}

type Cells = Map<string, { rates: number[]; p99s: number[] }>;

function rowsOf(
  cells: Cells,
  { bare, alone, tried }: { bare: number[]; alone: number[]; tried: number[] },
  [postfix, haraka]: [string, string],
): Row[] {
  const of = (what: string, sessions: string, connections: number) =>
    cells.get(`${what}|${sessions}|${connections}`) ?? { rates: [], p99s: [] };
  const rows: Row[] = [
    { what: 'bare one-row inserts, 32 connections', measured: `${spread(bare)} /s`, aim: null, holds: true },
    {
      what: 'our store alone, without SMTP, 50 callers',
      measured: `${spread(alone)} /s`,
      aim: null,
      holds: true,
    },
  ];
  for (const sessions of SESSIONS)
    for (const connections of tried) {
      const mine = of('ours', sessions, connections);
      const rate = median(mine.rates);
      const times = (peer: string) => rate / median(of(peer, sessions, connections).rates);
      const p99 = median(mine.p99s);
      const how = `${connections} × ${sessions === 'kept-open' ? 'kept open' : 'one mail each'}`;
      const isMany = connections === 50;
      rows.push({
        what: `accepted after a durable commit, ${how}`,
        measured: `${spread(mine.rates)} /s, p99 ${spread(mine.p99s)} ms; Postfix ${spread(of(postfix, sessions, connections).rates)}, Haraka ${spread(of(haraka, sessions, connections).rates)} → ${n(times(postfix), 1)} × and ${n(times(haraka), 1)} ×`,
        aim: isMany ? '≥ 4 × Postfix, ≥ 2 × Haraka, p99 < 50 ms' : null,
        holds: !isMany || (times(postfix) >= 4 && times(haraka) >= 2 && p99 < 50),
      });
    }
  const share = median(of('ours', 'kept-open', 50).rates) / median(bare);
  rows.push({
    what: 'share of the bare inserts, 50 × kept open',
    measured: `${n(share * 100)} %`,
    aim: '≥ 55 %',
    holds: share >= 0.55,
  });
  rows.push({ what: 'compared with', measured: `${postfix}; ${haraka}`, aim: null, holds: true });
  return rows;
}
