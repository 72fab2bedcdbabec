// The product as it is installed: the real command as processes of their own on a PostgreSQL of this scenario's, firms
// with several connections, and a relay that keeps what it is told to send. Processes may be killed, this one is not.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { type Database, openDatabase, type Server } from '../../../src/platform/database.ts';
import { openLog } from '../../../src/platform/log.ts';
import { migrateDatabase } from '../../../src/platform/migrate.ts';
import { startEmbeddedPostgres } from '../../../src/platform/postgres/embedded.ts';
import { buildConnection, buildFirm } from '../../support/factories.ts';
import { freePort } from '../../support/free-port.ts';
import { openSink, type Sink } from '../../support/sink.ts';
import type { Query } from './audit.ts';
import { everyDoor } from './doors.ts';

const DIGIMA = resolve(import.meta.dirname, '../../../bin/digima.mjs');
const DATABASE = 'faults';
const INTAKE_KEY = { id: 'relay', bytes: Buffer.alloc(32, 9) };
const UP_WITHIN_MS = 180_000;

/** A process of the product's. */
export interface Part {
  name: string;
  child: ChildProcess;
  /** What it printed. */
  said: { text: string };
  /** Once it says that it is up. Rejects when it ends before. */
  up: Promise<void>;
  /** Its exit code, or the signal it died of. */
  ended: Promise<number | NodeJS.Signals | null>;
  /** kill -9; resolves when it is gone and PostgreSQL knows it. */
  kill(): Promise<void>;
}

export interface StartOptions {
  /** What PostgreSQL and the output know it by; its parts when left out. */
  name?: string;
  /** As in --parts; all of them when left out. */
  parts?: ('smtp' | 'worker' | 'web')[];
  /** What to do, when not `start`. */
  command?: string[];
  /** The script to run instead of the product's. */
  script?: string;
  /** A command that runs it (`strace …`). */
  under?: string[];
  env?: Record<string, string>;
  /** Where it reaches PostgreSQL, when not straight (a proxy). */
  databaseUrl?: string;
}

export type Installation = Awaited<ReturnType<typeof openInstallation>>;

type Given = {
  firms?: number;
  connections?: number;
  /** A server whose fate is the scenario's own; else an embedded one is started here. It must be empty. */
  server?: Server;
};

/** Opens it, with nothing of the product running yet. */
export async function openInstallation({ firms = 2, connections = 3, server: given }: Given = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'digima-faults-'));
  const ends: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })];
  let server = given;
  if (!server) {
    // Nine processes take up to 34 connections each; a scenario is to see what they do, not a server that is too small.
    const postgres = await startEmbeddedPostgres(folder, openLog('silent'), { max_connections: '400' });
    ends.push(postgres.stop);
    await asOwner({ socketDir: postgres.socketDir, database: 'postgres' }, (query) =>
      query(`CREATE DATABASE ${DATABASE}`),
    );
    server = { socketDir: postgres.socketDir, database: DATABASE };
  }
  const here = server;
  const firmInboxes = await seed(here, firms, connections);
  const sink = await openSink();
  ends.push(sink.close);
  const [smtpPort, lmtpPort, httpPort] = [await freePort(), await freePort(), await freePort()];
  const running = new Set<Part>();
  const query: Query = (text, values) => asOwner(here, (one) => one(text, values));
  ends.push(async () => {
    for (const part of running) part.child.kill('SIGKILL');
    await Promise.all([...running].map(({ ended }) => ended));
  });

  return {
    folder,
    server: here,
    firms: firmInboxes,
    sink,
    /** The same for every start, so that senders find it again. */
    smtpPort,
    httpPort,
    /** All of them are open in whatever is started `withEveryDoor`. */
    doors: everyDoor({ smtpPort, lmtpPort, httpPort, intakeKey: INTAKE_KEY }),
    withEveryDoor: {
      LMTP_PORT: String(lmtpPort),
      INTAKE_KEYS: `${INTAKE_KEY.id}:${INTAKE_KEY.bytes.toString('base64')}`,
    },
    query,
    /** Runs `work` while nobody can write to the table, with a query on another connection. */
    locked: <T>(table: string, work: (query: Query) => Promise<T>) =>
      asOwner(here, async (lock) => {
        await lock(`BEGIN; LOCK TABLE ${table} IN SHARE MODE`);
        const result = await work(query);
        await lock('ROLLBACK');
        return result;
      }),
    /** Message-IDs of what the relay took. */
    relayed: () => sink.mails.map(({ messageId }) => messageId),
    /** Starts `digima start`, or another script with the same settings. */
    start(options: StartOptions = {}): Part {
      const { parts, script = DIGIMA, under = [], name = parts?.join() ?? 'digima' } = options;
      const args = options.command ?? ['start', ...(parts ? [`--parts=${parts}`] : [])];
      const env = {
        ...settings({ folder, smtpPort, httpPort, sink }),
        DATABASE_URL: options.databaseUrl ?? urlOf(here, name),
        ...options.env,
      };
      const part = startPart(name, [...under, process.execPath, script, ...args], env, query);
      running.add(part);
      void part.ended.then(() => running.delete(part));
      return part;
    },
    /**
     * What 60 s do: leases taken before then end, of processes that are gone. Later ones may be those of others, who live.
     * Rounds need not wait then.
     */
    async endLeases(takenBefore = new Date()): Promise<void> {
      // What somebody works on just now is not of the dead, and waited for it could wait for this.
      const end = (table: string) =>
        query(
          `UPDATE ${table} SET lease_until = now() - interval '1 s' WHERE id IN (SELECT id FROM ${table}
             WHERE state = 'waiting' AND lease_until > now() AND lease_until < $1::timestamptz + interval '60 s' FOR UPDATE SKIP LOCKED)`,
          [takenBefore],
        );
      await end('mails');
      await end('jobs');
    },
    async close(): Promise<void> {
      for (const end of ends.splice(0).reverse()) await end();
    },
  };
}

function settings({
  folder,
  smtpPort,
  httpPort,
  sink,
}: {
  folder: string;
  smtpPort: number;
  httpPort: number;
  sink: Sink;
}) {
  return {
    PATH: process.env.PATH ?? '',
    DATA_DIR: join(folder, 'data'),
    HTTP_PORT: String(httpPort),
    SMTP_PORT: String(smtpPort),
    SMTP_HOST: '127.0.0.1',
    SMTP_URL: sink.url,
    PUBLIC_URL: 'https://digima.example.jp',
    LOG_LEVEL: 'error',
    SECRET_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
    // What is started so often is compiled once.
    NODE_COMPILE_CACHE: join(tmpdir(), 'digima-faults-compile-cache'),
  };
}

function startPart(name: string, command: string[], env: Record<string, string>, query: Query): Part {
  const [program = '', ...args] = command;
  const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const said = { text: '' };
  const ended = new Promise<number | NodeJS.Signals | null>((done) =>
    child.once('close', (code, signal) => done(signal ?? code)),
  );
  const up = new Promise<void>((is, failed) => {
    const late = setTimeout(() => failed(new Error(`${name} is not up: ${said.text}`)), UP_WITHIN_MS);
    const hear = (chunk: Buffer) => {
      said.text = (said.text + chunk.toString()).slice(-100_000);
      if (!said.text.includes('Ctrl-C')) return;
      clearTimeout(late);
      is();
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    void ended.then((how) => {
      clearTimeout(late);
      failed(new Error(`${name} ended (${how}) before it was up: ${said.text}`));
    });
  });
  up.catch(() => {}); // whoever kills it does not wait for it
  return {
    name,
    child,
    said,
    up,
    ended,
    async kill() {
      child.kill('SIGKILL');
      await ended;
      await gone(query, name);
    },
  };
}

// PostgreSQL ends a statement under way before it notices that nobody waits for it: only then is the dead one's work over.
async function gone(query: Query, name: string): Promise<void> {
  for (const until = performance.now() + 15_000; performance.now() < until; await delay(20)) {
    const [left] = await query<{ n: number }>(
      'SELECT count(*)::int AS n FROM pg_stat_activity WHERE application_name = $1',
      [name],
    );
    if (left?.n === 0) return;
  }
  throw new Error(`PostgreSQL still works for ${name}, which is dead`);
}

/** Migrates, and makes firms. @returns the inbox addresses of each. */
async function seed(server: Server, firms: number, connections: number): Promise<string[][]> {
  await migrateDatabase(server, openLog('silent'));
  const db = await openDatabase(server, openLog('silent'));
  try {
    const made: string[][] = [];
    for (let n = 1; n <= firms; n++) made.push(await seedFirm(db, `株式会社みほん不動産${n}`, connections));
    return made;
  } finally {
    await db.close();
  }
}

async function seedFirm(db: Database, name: string, connections: number): Promise<string[]> {
  const firm = await buildFirm(db, name);
  const inboxes = [firm.localPart];
  while (inboxes.length < connections) {
    const { localPart } = await buildConnection(db, firm.organizationId, {
      name: `リガイド ${inboxes.length}号店`,
      assigneeId: firm.salesperson.userId,
      statusId: firm.statusId,
      groupId: firm.groupId,
    });
    inboxes.push(localPart);
  }
  return inboxes.map((localPart) => `${localPart}@inbox.localhost`);
}

function urlOf(server: Server, name: string): string {
  const url =
    'url' in server
      ? new URL(server.url)
      : new URL(
          `postgres://postgres@localhost/${server.database}?host=${encodeURIComponent(server.socketDir)}`,
        );
  url.searchParams.set('application_name', name);
  return url.href;
}

async function asOwner<T>(server: Server, work: (query: Query) => Promise<T>): Promise<T> {
  const client = new pg.Client(
    'url' in server
      ? { connectionString: server.url }
      : { host: server.socketDir, database: server.database, user: 'postgres' },
  );
  client.on('error', () => {}); // a server that ends fails the query; the scenario says what follows
  await client.connect();
  try {
    return await work(async (text, values) => (await client.query(text, values)).rows);
  } finally {
    await client.end();
  }
}
