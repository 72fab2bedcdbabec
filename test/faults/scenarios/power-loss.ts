// Power loss, not only kill -9: what the kernel was asked to write counts for nothing until it was asked to sync it and
// said that it did. strace shows for each 250 what was on the disk when it left; then the power is cut in the trace.
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { openLog } from '../../../src/platform/log.ts';
import { startEmbeddedPostgres } from '../../../src/platform/postgres/embedded.ts';
import type { Context, Scenario } from '../scenario.ts';
import { type Commits, deliver, readCommits } from '../support/durable-mails.ts';
import { openLeads } from '../support/leads.ts';
import { openOwnDatabase } from '../support/own-database.ts';
import { openReplies } from '../support/smtp-replies.ts';
import { readTrace, requireStrace, tracing } from '../support/strace.ts';
import { WalDisk } from '../support/wal-disk.ts';

/** What is asked of the server behind the program's back. It must not make a difference. */
const OFF_EVERYWHERE = [
  'ALTER SYSTEM SET synchronous_commit = off',
  'ALTER DATABASE postgres SET synchronous_commit = off',
  'ALTER ROLE digima_app SET synchronous_commit = off',
  'ALTER ROLE digima_app IN DATABASE postgres SET synchronous_commit = off',
  'SELECT pg_reload_conf()',
  'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND usename IS NOT NULL',
];
/** Past every guard: in the middle of the storing statement. The proof must see what comes of it. */
const OFF_IN_SECRET = [
  `CREATE FUNCTION be_quick() RETURNS trigger LANGUAGE plpgsql AS
   $$ BEGIN PERFORM set_config('synchronous_commit', 'off', true); RETURN NULL; END $$`,
  'CREATE TRIGGER be_quick BEFORE INSERT ON mails FOR EACH STATEMENT EXECUTE FUNCTION be_quick()',
];

type Phase = 'as installed' | 'synchronous_commit off everywhere' | 'off in secret';

export const powerLoss: Scenario = {
  name: 'power-loss',
  proves:
    'when a 250 leaves, its commit is on the disk: a WAL sync returned before, and a power cut then loses nothing',
  isAlone: true,
  async run(context) {
    requireStrace();
    const folder = mkdtempSync(join(tmpdir(), 'digima-power-'));
    try {
      const recorded = await record(context, folder);
      const moments = await judgeTrace(context, folder, recorded);
      context.check(moments > 0, 'the power was never cut');
    } finally {
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    }
  },
};

interface Recorded {
  smtpPort: number;
  /** Of each of our ports, in the order of its connections, what a 250 there was for. */
  sent: Map<number, { sha256: string; phase: Phase }[]>;
  commits: Commits;
}

/** Runs the program and its PostgreSQL under strace, sends mails, and keeps what is needed to cut the power afterwards. */
async function record({ by, check, count, random }: Context, folder: string): Promise<Recorded> {
  const installation = await openOwnDatabase(join(folder, 'data'), { firms: 1, connections: 2 });
  try {
    // The server has ended in order: this is what surely is on the disk.
    cpSync(installation.cluster, join(folder, 'base/cluster'), { recursive: true });
    const program = installation.start({ under: tracing(join(folder, 'trace')) });
    await program.up;
    const control = join(installation.cluster, 'global/pg_control');
    cpSync(control, join(folder, 'base/cluster/global/pg_control'));
    const leads = openLeads(random, installation.firms);
    const known = new Set<string>();
    const sent: Recorded['sent'] = new Map();
    const send = async (phase: Phase, mails: number) => {
      const { accepted, refused } = await deliver(
        { leads, known, mails, port: installation.smtpPort },
        (port, lead) => {
          const before = sent.get(port) ?? [];
          sent.set(port, [...before, { sha256: lead.sha256, phase }]);
        },
      );
      count(`250s, ${phase}`, accepted);
      check(accepted > 0, `${phase}: no mail was accepted, ${refused} were refused`);
    };
    const mails = by({ short: 60, normal: 500, long: 2_000 });
    await send('as installed', mails);
    for (const text of OFF_EVERYWHERE) await installation.query(text);
    await send('synchronous_commit off everywhere', Math.ceil(mails / 2));
    for (const text of OFF_IN_SECRET) await installation.query(text);
    await send('off in secret', 30);
    const commits = await readCommits(installation);
    cpSync(join(installation.cluster, 'pg_wal'), join(folder, 'final'), { recursive: true });
    if (!readFileSync(control).equals(readFileSync(join(folder, 'base/cluster/global/pg_control'))))
      throw new Error(
        'a checkpoint came between: the copy of the tables is not the least that is on the disk',
      );
    return { smtpPort: installation.smtpPort, sent, commits };
  } finally {
    await installation.close();
  }
}

/** Goes through the trace call by call. @returns how often the power was cut. */
async function judgeTrace(context: Context, folder: string, recorded: Recorded): Promise<number> {
  const { by, check, count, random } = context;
  const { sent, commits, smtpPort } = recorded;
  const disk = new WalDisk(join(folder, 'base/cluster/pg_wal'));
  const replies = openReplies(smtpPort);
  const total = [...sent.values()].flat().length;
  const cuts = new Set(
    Array.from({ length: by({ short: 2, normal: 12, long: 40 }) }, () => random.below(total)),
  );
  const told: string[] = [];
  let early = 0;
  let cutCount = 0;
  let lostInSecret = 0;
  let position = 0;
  for await (const next of readTrace(join(folder, 'trace'))) {
    disk.take(next);
    const port = replies.acceptedBy(next);
    if (port === null) continue;
    const mail = sent.get(port)?.shift();
    if (!mail) throw new Error('the trace shows a 250 that no sender got');
    const own = commits.of(mail.sha256);
    const isOnDisk =
      own.length > 0 &&
      own.every(({ from, to }) => disk.holds(from, to, commits.timeline, join(folder, 'final')));
    if (mail.phase === 'off in secret') {
      if (!isOnDisk) early++;
    } else {
      told.push(mail.sha256);
      count('250s whose commit a returned sync had put on the disk', isOnDisk ? 1 : 0);
      check(isOnDisk, `${mail.phase}: a 250 left before its commit was on the disk`);
    }
    const isFirstEarly = mail.phase === 'off in secret' && early === 1 && lostInSecret === 0;
    if (!cuts.has(position++) && !isFirstEarly) continue;
    // Every second cut lets chance decide about each sector that was not synced; else all of them are lost.
    const expected = isFirstEarly ? [...told, mail.sha256] : told;
    const lost = await cutPower(folder, disk, cutCount % 2 === 1 && !isFirstEarly ? random : null, expected);
    if (isFirstEarly) lostInSecret = lost;
    else check(lost === 0, `a power cut lost ${lost} of ${expected.length} mails that were told 250`);
    cutCount++;
  }
  const unseen = [...sent.values()].flat().length;
  check(unseen === 0, `${unseen} of the 250s are not in the trace`);
  count('WAL syncs seen', disk.syncs);
  count('power cuts', cutCount);
  count('250s the proof objects to, off in secret', early);
  check(early > 0, 'the proof does not see a server that answers before it syncs');
  check(lostInSecret > 0, 'a power cut loses nothing of a server that answers before it syncs');
  return cutCount;
}

/** Starts PostgreSQL on what the disk has now. @returns how many of these mails it does not have. */
async function cutPower(
  folder: string,
  disk: WalDisk,
  luck: Context['random'] | null,
  expected: string[],
): Promise<number> {
  const left = mkdtempSync(join(folder, 'left-'));
  try {
    cpSync(join(folder, 'base/cluster'), join(left, 'cluster'), { recursive: true });
    disk.leave(join(left, 'cluster/pg_wal'), luck);
    const postgres = await startEmbeddedPostgres(left, openLog('silent'));
    try {
      const client = new pg.Client({ host: postgres.socketDir, user: 'postgres', database: 'postgres' });
      await client.connect();
      const { rows } = await client.query<{ sha256: string }>(
        `SELECT encode(sha256, 'hex') AS sha256 FROM mails WHERE sha256(raw) = sha256`,
      );
      await client.end();
      const kept = new Set(rows.map(({ sha256 }) => sha256));
      return expected.filter((sha256) => !kept.has(sha256)).length;
    } finally {
      await postgres.stop();
    }
  } finally {
    rmSync(left, { recursive: true, force: true, maxRetries: 5 });
  }
}
