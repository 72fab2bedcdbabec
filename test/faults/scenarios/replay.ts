// Replays killed at any moment, done twice, and done while mails come in.
import { setTimeout as delay } from 'node:timers/promises';
import { createTransport } from 'nodemailer';
import { applyReplay, startReplay } from '../../../src/customers/index.ts';
import { replaying } from '../../../src/flow.ts';
import { startJobs } from '../../../src/platform/jobs.ts';
import { openLog } from '../../../src/platform/log.ts';
import { composeInquiry } from '../../support/mails.ts';
import { todaysReader } from '../../support/older-reader.ts';
import type { Context, Scenario } from '../scenario.ts';
import { type Installation, openInstallation } from '../support/installation.ts';
import { keepAsOnceRead, onDatabase, runReplay } from '../support/kept-mails.ts';

const log = openLog('silent');

export const replay: Scenario = {
  name: 'replay',
  proves:
    'kept mails read again end the same however often the run is killed, twice is as once, and mails that come in meanwhile are taken in',
  async run(context) {
    const { by, check, count } = context;
    const installation = await openInstallation({ firms: 1, connections: 1 });
    try {
      const kept = by({ short: 90, normal: 3_000, long: 30_000 });
      await keepAsOnceRead(context, installation, kept);
      count('mails kept', kept);
      const expected = await withoutFaults(installation);
      await killed(context, installation, by({ short: 3, normal: 40, long: 200 }));

      const ended = await runReplay(installation);
      check(ended.code === 0, `the run after the last kill failed: ${ended.text}`);
      check(
        JSON.stringify(await outcome(installation.query)) === JSON.stringify(expected),
        'after kills the firm’s customers are those of a run that nobody killed',
      );
      const before = await everything(installation);
      const again = await runReplay(installation);
      check(again.code === 0 && / 0 new customers/.test(again.text), `done twice: ${again.text}`);
      check((await everything(installation)) === before, 'done twice, every row of every table is the same');
      await whileMailsComeIn(context, installation, by({ short: 20, normal: 400, long: 4_000 }));
    } finally {
      await installation.close();
    }
  },
};

/** What a run makes that nobody disturbs, on a copy of the database. */
async function withoutFaults({ server }: Installation): Promise<unknown> {
  if (!('socketDir' in server)) throw new Error('the copy needs a server of this scenario’s own');
  const copy = { ...server, database: 'undisturbed' };
  const { default: pg } = await import('pg');
  const elsewhere = new pg.Client({ host: server.socketDir, database: 'postgres', user: 'postgres' });
  elsewhere.on('error', () => {});
  await elsewhere.connect();
  // Connections that are being closed: a copy is made of a database nobody is in.
  const busy = 'SELECT 1 FROM pg_stat_activity WHERE datname = $1';
  while ((await elsewhere.query(busy, [server.database])).rowCount) await delay(20);
  await elsewhere.query(`CREATE DATABASE ${copy.database} TEMPLATE ${server.database}`);
  await elsewhere.end();
  const readers = await todaysReader();
  return onDatabase(copy, async ({ db, signals }) => {
    const jobs = startJobs({ db, signals, log, handlers: replaying({ db, readers }), onChanged() {} });
    const client = new pg.Client({ host: copy.socketDir, database: copy.database, user: 'postgres' });
    client.on('error', () => {}); // it ends with its server
    await client.connect();
    // biome-ignore lint/suspicious/noExplicitAny: rows of every shape
    const ask = async (text: string): Promise<any[]> => (await client.query(text)).rows;
    const [{ id }] = await ask('SELECT id FROM organization');
    const over = async () => {
      while ((await ask("SELECT 1 FROM replays WHERE state = 'running'")).length > 0) await delay(20);
    };
    const begun = await db.withOrganization(id, (tx) =>
      startReplay(tx, id, { connectionId: null, since: null }, 'x'),
    );
    await over();
    await db.withOrganization(id, (tx) => applyReplay(tx, id, begun.replay.id, { isQuiet: false }));
    await over();
    await jobs.stop();
    const made = await outcome(ask);
    await client.end();
    return made;
  });
}

/** Who is there and what they asked, without ids and times. */
async function outcome(ask: (text: string) => Promise<unknown[]>): Promise<unknown> {
  return {
    customers: await ask(
      `SELECT c.name, c.name_kana, c.address, c.inquiry_count, c.version,
         (SELECT jsonb_agg(jsonb_build_array(p.kind, p.value, p.key) ORDER BY p.kind, p.key) FROM contact_points p WHERE p.customer_id = c.id) AS points
       FROM customers c ORDER BY 1, 2, 6`,
    ),
    inquiries: await ask(
      'SELECT request_number, kind, content, warnings, is_repeat, customer_id IS NULL AS stub FROM inquiries ORDER BY request_number, content::text',
    ),
    mails: await ask(
      'SELECT state, outcome, subject, reader_version, reviewed_at IS NULL AS open FROM mails ORDER BY sha256',
    ),
    told: await ask("SELECT count(*)::int AS told FROM jobs WHERE kind = 'tell-owner'"),
    history: await ask(
      "SELECT event ->> 'type' AS type, count(*)::int AS lines FROM customer_history GROUP BY 1 ORDER BY 1",
    ),
  };
}

/**
 * kill -9 of the command, wherever it is: the first third while it previews, the rest while it applies, and what is taken up again is
 * killed again. Nothing else runs: the leases of the dead end at once.
 */
async function killed(
  { by, mode, random, count, check }: Context,
  installation: Installation,
  times: number,
) {
  const { query, start, endLeases } = installation;
  const during = { preview: 0, apply: 0 };
  for (let n = 0; n < times; n++) {
    const part = start({ name: 'replay', command: ['replay', '--yes'] });
    const phase = n * 3 < times ? 'preview' : 'apply';
    const isAtWork = async () => (await query(AT_WORK[phase])).length > 0;
    while (part.child.exitCode === null && !(await isAtWork())) await delay(5);
    await delay(
      random.below(
        phase === 'preview'
          ? by({ short: 20, normal: 300, long: 1_000 })
          : by({ short: 150, normal: 400, long: 400 }),
      ),
    );
    const ended = part.child.exitCode;
    check(ended === null || ended === 0, `it ended by itself: ${part.said.text}`);
    await part.kill();
    await endLeases();
    const [at] = await query<{ phase: string }>("SELECT phase FROM replays WHERE state = 'running'");
    if (at?.phase === 'preview' || at?.phase === 'apply') during[at.phase] += 1;
    count(at ? `killed during ${at.phase}` : 'killed between or after');
  }
  check(
    (during.preview + during.apply) * 2 >= times && (mode === 'short' || during.preview > 0),
    `of ${times} kills too few met it at work: ${JSON.stringify(during)}`,
  );
}

/** Somebody works at one in this phase; leases of the dead are none. */
const atWorkIn = (
  phase: 'preview' | 'apply',
) => `SELECT 1 FROM replays r JOIN jobs j ON j.subject_id = r.id AND j.kind = 'replay'
  WHERE r.state = 'running' AND r.phase = '${phase}' AND j.lease_until > now()`;
const AT_WORK = { preview: atWorkIn('preview'), apply: atWorkIn('apply') };

async function everything({ query }: Installation): Promise<string> {
  const tables = await query<{ name: string }>(
    "SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname <> 'replays' ORDER BY 1",
  );
  const rows: unknown[] = [];
  for (const { name } of tables)
    rows.push(name, await query(`SELECT md5(string_agg(t::text, '' ORDER BY t::text)) FROM "${name}" t`));
  return JSON.stringify(rows);
}

/** The whole program runs, mails come by SMTP, and a replay goes on beside it. */
async function whileMailsComeIn(
  { check, count }: Context,
  installation: Installation,
  many: number,
): Promise<void> {
  const { start, query, smtpPort, firms } = installation;
  const program = start();
  await program.up;
  const transport = createTransport({ host: '127.0.0.1', port: smtpPort, ignoreTLS: true, pool: true });
  const sending = Promise.all(
    Array.from({ length: many }, (_, n) =>
      transport.sendMail({
        envelope: { from: 'noreply@re-guide.jp', to: firms[0]?.[0] ?? '' },
        raw: composeInquiry({
          number: `RG-NEW-${n}`,
          name: `新着　${n}子`,
          phone: `080-0000-${String(n).padStart(4, '0')}`,
          messageId: `new-${n}@re-guide.jp`,
        }),
      }),
    ),
  );
  const [done] = await Promise.all([runReplay(installation), sending]);
  transport.close();
  check(done.code === 0, `a replay beside the program failed: ${done.text}`);
  for (const until = performance.now() + 30_000; performance.now() < until; await delay(50))
    if ((await query("SELECT 1 FROM mails WHERE state = 'waiting' LIMIT 1")).length === 0) break;
  const [made] = await query<{ n: number }>(
    "SELECT count(*)::int AS n FROM customers WHERE name LIKE '新着%' AND inquiry_count = 1",
  );
  count('mails that came in meanwhile', many);
  check(made?.n === many, `${made?.n} of ${many} mails that came in meanwhile are one customer each`);
  program.child.kill('SIGTERM');
  check((await program.ended) === 0, `the program ended badly: ${program.said.text}`);
}
