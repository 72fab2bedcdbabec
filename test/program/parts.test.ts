// The program in parts: two processes of each on one PostgreSQL do what one process does, also when one of them dies.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Database, openDatabase } from '../../src/platform/database.ts';
import { openLog } from '../../src/platform/log.ts';
import { killStarted, runCommand, startCommand } from '../support/command.ts';
import { asOwner, emptyDatabase, urlOf } from '../support/database.ts';
import { buildFirm, PASSWORD } from '../support/factories.ts';
import { composeInquiry } from '../support/mails.ts';
import { openPage } from '../support/open-page.ts';
import { type Session, signIn } from '../support/session.ts';
import { openSink, type Sink } from '../support/sink.ts';

const SOON = { timeout: 20_000, interval: 50 };
const server = await emptyDatabase();
const SHARED = {
  DATABASE_URL: urlOf(server),
  SECRET_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
  HEALTH_PORT: '0',
  DATA_DIR: mkdtempSync(join(tmpdir(), 'digima-parts-')),
};
type Process = ReturnType<typeof startCommand> & { about: string };
let processes: { smtp: Process[]; worker: Process[]; web: Process[] };
let sink: Sink;
let db: Database;
let firm: Awaited<ReturnType<typeof buildFirm>>;

/** Starts one; resolves once it says where it listens. */
async function start(part: string, env: Record<string, string> = {}): Promise<Process> {
  const command = startCommand(['start', `--parts=${part}`], { ...SHARED, ...env });
  await command.says('Ctrl-C');
  return { ...command, about: command.said.text };
}
const smtpPort = ({ about }: Process) => Number(/SMTP port (\d+)/.exec(about)?.[1]);
const healthOf = ({ about }: Process) => `http://127.0.0.1:${/health port (\d+)/.exec(about)?.[1]}`;
const webOf = ({ about }: Process) => {
  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(about)?.[0] ?? '';
  const api = (path: string, init: RequestInit = {}) =>
    fetch(`${url}/api/v1${path}`, { ...init, headers: { Authorization: `Bearer ${firm.apiKey}` } });
  return { url, api };
};

beforeAll(async () => {
  sink = await openSink();
  // All of them find the database empty: one prepares it, the others wait.
  const worker = { PUBLIC_URL: 'https://digima.example.jp', SMTP_URL: sink.url };
  const [one, two, ...others] = await Promise.all([
    start('smtp'),
    start('smtp'),
    start('worker', worker),
    start('worker', worker),
  ]);
  const web = { SMTP_DOOR: `127.0.0.1:${smtpPort(one)}` };
  processes = {
    smtp: [one, two],
    worker: others,
    web: await Promise.all([start('web', web), start('web', web)]),
  };
  db = await openDatabase(server, openLog('silent'));
  firm = await buildFirm(db);
});
afterAll(async () => {
  await db.close();
  killStarted();
  rmSync(SHARED.DATA_DIR, { recursive: true });
  await sink.close();
});

async function send(door: Process, raw: string): Promise<void> {
  const transport = createTransport({ host: '127.0.0.1', port: smtpPort(door), ignoreTLS: true });
  await transport.sendMail({
    envelope: { from: 'noreply@re-guide.jp', to: [`${firm.localPart}@inbox.localhost`] },
    raw,
  });
}

const count = (sql: string, values: unknown[] = []) =>
  asOwner(server, async (client) => {
    const { rows } = await client.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${sql}`, values);
    return rows[0]?.n;
  });

/** Sends mails of as many people, each to both doors at once. */
async function sendInquiries(prefix: string, many: number): Promise<void> {
  for (let i = 1; i <= many; i++) {
    const number = `${prefix}${i}`;
    const phone = `090-0000-${prefix.length}${String(i).padStart(3, '0')}`;
    const raw = composeInquiry({
      number,
      phone,
      name: `見本 ${prefix}${i}`,
      messageId: `${number}@re-guide.jp`,
    });
    await Promise.all(processes.smtp.map((door) => send(door, raw)));
  }
}

test('a mail that comes through both doors is one customer, and its owner hears once', async () => {
  await sendInquiries('P', 10);
  await expect.poll(() => sink.to(firm.salesperson.email).length, SOON).toBe(10);
  expect(await count("mails WHERE state <> 'read'")).toBe(0);
  expect([await count('mails'), await count('deliveries')]).toEqual([10, 20]);
  expect([await count('inquiries'), await count('customers')]).toEqual([10, 10]);
  expect(sink.to(firm.salesperson.email)[0]?.text).toContain('https://digima.example.jp/');
});

test('pages of both webs hear of a mail and of what a person did on the other one', async () => {
  const webs = processes.web.map(webOf);
  const pages = await Promise.all(webs.map(openPage));
  expect(await Promise.all(pages.map((page) => page.next()))).toEqual(['ready', 'ready']);
  await sendInquiries('PP', 1);
  expect(await Promise.all(pages.map((page) => page.next()))).toEqual(['changed', 'changed']);
  await expect.poll(() => sink.to(firm.salesperson.email).length, SOON).toBe(11);

  const [there, here] = await Promise.all(webs.map(openPage));
  expect([await there?.next(), await here?.next()]).toEqual(['ready', 'ready']);
  const owner = await signIn({ url: webs[0]?.url ?? '' }, { email: firm.owner.email, password: PASSWORD });
  expect((await owner('POST', '/groups', { name: '別の画面' })).status).toBe(201);
  expect(await here?.next()).toBe('changed');
});

test('who signed in on one web is signed in on the other', async () => {
  const [one, other] = processes.web.map((web) => webOf(web).url);
  const signedIn = await fetch(`${one}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: one ?? '' },
    body: JSON.stringify({ email: firm.owner.email, password: PASSWORD }),
  });
  const Cookie = signedIn.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
  const me = await fetch(`${other}/api/v1/me`, { headers: { Cookie } });
  expect([me.status, JSON.stringify(await me.json())]).toEqual([
    200,
    expect.stringContaining(firm.owner.email),
  ]);
  expect((await fetch(`${other}/api/v1/me`)).status).toBe(401);
});

test('a テスト反響 goes through the door of another process, and a worker finishes it', async () => {
  const { url } = webOf(processes.web[1] as Process);
  const owner: Session = await signIn({ url }, { email: firm.owner.email, password: PASSWORD });
  const sent = await owner('POST', `/connections/${firm.connectionId}/test-inquiry`);
  expect(sent.status).toBe(202);
  const look = async () =>
    (await owner('GET', `/connections/${firm.connectionId}/test-inquiry/${sent.data.id}`)).data;
  await expect.poll(look, SOON).toMatchObject({
    error: null,
    result: { assignee: firm.salesperson.name },
    removedAt: expect.any(String),
  });
});

test('a door and a worker say whether they can do their work', async () => {
  for (const one of [processes.smtp[0], processes.worker[0]] as Process[]) {
    const answers = await Promise.all(
      ['/healthz', '/readyz', '/'].map(async (path) => (await fetch(`${healthOf(one)}${path}`)).status),
    );
    expect(answers).toEqual([200, 200, 404]);
  }
});

test('what a killed worker had leased is done by the other, once', async () => {
  const [killed, left] = processes.worker as [Process, Process];
  left.child.kill('SIGSTOP');
  const before = { customers: await count('customers'), told: sink.to(firm.salesperson.email).length };
  await asOwner(server, async (client) => {
    // No inquiry can be written: what the worker leased stays under way, and its mails locked.
    await client.query('BEGIN; LOCK TABLE inquiries IN SHARE ROW EXCLUSIVE MODE');
    await sendInquiries('PPP', 6);
    await expect
      .poll(() => count("mails WHERE state = 'waiting' AND lease_token IS NOT NULL"), SOON)
      .toBeGreaterThan(0);
    killed.child.kill('SIGKILL');
    await killed.ended;
    await client.query('ROLLBACK');
  });
  left.child.kill('SIGCONT');
  const expireLeases = () =>
    asOwner(server, (client) =>
      client.query(
        "UPDATE mails SET lease_until = now() - interval '1 second' WHERE state = 'waiting' AND lease_token IS NOT NULL",
      ),
    );
  await expireLeases();
  await expect.poll(() => count("mails WHERE state <> 'read'"), SOON).toBe(0);
  expect(await count('customers')).toBe((before.customers ?? 0) + 6);
  await expect.poll(() => sink.to(firm.salesperson.email).length, SOON).toBe(before.told + 6);
});

test('each part ends in order', async () => {
  const [, left] = processes.worker as [Process, Process];
  const all = [...processes.smtp, left, ...processes.web];
  for (const { child } of all) child.kill('SIGTERM');
  expect(await Promise.all(all.map(({ ended }) => ended))).toEqual(all.map(() => 0));
});

test.each([
  ['smtp', {}, /DATABASE_URL is needed for --parts=smtp: the embedded PostgreSQL belongs to one process/],
  ['worker', SHARED, /PUBLIC_URL is needed for --parts=worker/],
])('%s alone is refused in words where it could not do its work', async (part, env, words) => {
  const { code, text } = await runCommand(['start', `--parts=${part}`], env);
  expect([code, text]).toEqual([78, expect.stringMatching(words)]);
});

test('a part that does not exist is refused', async () => {
  const { code, text } = await runCommand(['start', '--parts=smpt'], SHARED);
  expect([code, text]).toEqual([1, expect.stringContaining('Give one or several of smtp, worker, web.')]);
});

test('systemd hears that a part is ready, that it goes round, and that it ends', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'digima-systemd-'));
  const heard = join(folder, 'heard');
  writeFileSync(join(folder, 'systemd-notify'), `#!/bin/sh\necho "$1" >> ${heard}\n`, { mode: 0o755 });
  const part = await start('smtp', {
    PATH: `${folder}:${process.env.PATH}`,
    NOTIFY_SOCKET: join(folder, 'socket'),
    WATCHDOG_USEC: '400000',
  });
  const states = () => new Set(existsSync(heard) ? readFileSync(heard, 'utf8').trim().split('\n') : []);
  await expect.poll(states, SOON).toEqual(new Set(['READY=1', 'WATCHDOG=1']));
  part.child.kill('SIGTERM');
  expect(await part.ended).toBe(0);
  await expect.poll(states, SOON).toContain('STOPPING=1');
  rmSync(folder, { recursive: true });
});
