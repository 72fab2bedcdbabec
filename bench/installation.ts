// An installation to be measured: a PostgreSQL of its own, a firm, and the real command as people start it.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { createApiKey, createOrganization, switchOption } from '../src/accounts/index.ts';
import { createConnection } from '../src/connections/index.ts';
import { openDatabase } from '../src/platform/database.ts';
import { openLog } from '../src/platform/log.ts';
import { migrateDatabase } from '../src/platform/migrate.ts';
import { startEmbeddedPostgres } from '../src/platform/postgres/embedded.ts';
import { freePort } from '../test/support/free-port.ts';
import { greets } from './peers/peer.ts';

const DIGIMA = fileURLToPath(new URL('../bin/digima.mjs', import.meta.url));
const SECRET_KEYS = `bench:${Buffer.alloc(32, 7).toString('base64')}`;

export interface Installation {
  socketDir: string;
  database: string;
  organizationId: string;
  connectionId: string;
  inboxId: string;
  apiKey: string;
  /** Inbox of the firm's active connection. */
  to: string;
  /** The owner's eyes: past row-level security. */
  owner: pg.Client;
  close(): Promise<void>;
}

export interface Running {
  url: string;
  smtpPort: number;
  /** Resident memory of the process, bytes. */
  memory(): number;
  stop(): Promise<void>;
}

/** The product's own PostgreSQL, for one or more installations. */
export async function openServer() {
  const folder = mkdtempSync(join(tmpdir(), 'digima-bench-'));
  const postgres = await startEmbeddedPostgres(folder, openLog('error'));
  return {
    socketDir: postgres.socketDir,
    async stop() {
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A fresh installation with one firm, its option on, one active connection, and nobody to be told by mail. */
export async function openInstallation(socketDir: string, database: string): Promise<Installation> {
  const root = new pg.Client({ host: socketDir, user: 'postgres', database: 'postgres' });
  await root.connect();
  await root.query(`CREATE DATABASE ${database}`);
  await root.end();
  const server = { socketDir, database };
  await migrateDatabase(server, openLog('error'));
  const db = await openDatabase(server, openLog('error'));
  const organizationId = await createOrganization(db, '株式会社計測不動産');
  const made = await db.withOrganization(organizationId, async (tx) => {
    await switchOption(tx, organizationId, 'portal-integration', true, null);
    return {
      apiKey: await createApiKey(tx, organizationId, 'bench'),
      connection: await createConnection(tx, organizationId, {
        portal: 're-guide',
        name: '計測',
        state: 'active',
        assigneeId: null,
        statusId: null,
        groupId: null,
        createdBy: null,
      }),
    };
  });
  await db.close();
  const owner = new pg.Client({ host: socketDir, user: 'postgres', database });
  await owner.connect();
  const inbox = await owner.query<{ id: string }>('SELECT id FROM inboxes');
  return {
    socketDir,
    database,
    organizationId,
    connectionId: made.connection.connectionId,
    inboxId: inbox.rows[0]?.id ?? '',
    apiKey: made.apiKey,
    to: `${made.connection.localPart}@inbox.localhost`,
    owner,
    close: () => owner.end(),
  };
}

/** Starts `digima start` on it, with these parts in one process; resolves once its doors are open. */
export async function startParts(
  { socketDir, database }: Pick<Installation, 'socketDir' | 'database'>,
  parts: string,
): Promise<Running> {
  const [http, smtpPort] = [await freePort(), await freePort()];
  const folder = mkdtempSync(join(tmpdir(), 'digima-bench-data-'));
  const url = `http://127.0.0.1:${http}`;
  const child = spawn(process.execPath, [DIGIMA, 'start', `--parts=${parts}`], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      PATH: process.env.PATH,
      DATABASE_URL: `postgres://postgres@localhost/${database}?host=${encodeURIComponent(socketDir)}`,
      SECRET_KEYS,
      DATA_DIR: folder,
      HTTP_PORT: String(http),
      SMTP_PORT: String(smtpPort),
      SMTP_HOST: '127.0.0.1',
      PUBLIC_URL: url,
      LOG_LEVEL: 'error',
      // What is started so often is compiled once.
      NODE_COMPILE_CACHE: join(tmpdir(), 'digima-bench-compile-cache'),
    },
  });
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  try {
    if (parts.includes('smtp')) await greets(smtpPort);
    if (parts.includes('web')) await answers(`${url}/readyz`);
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
  return {
    url,
    smtpPort,
    memory: () => residentBytes(child.pid ?? 0),
    async stop() {
      child.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function answers(url: string): Promise<void> {
  for (const until = Date.now() + 20_000; Date.now() < until; ) {
    if (
      await fetch(url).then(
        (answer) => answer.ok,
        () => false,
      )
    )
      return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${url} does not answer`);
}

function residentBytes(pid: number): number {
  const [, kilobytes] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) * 1_024;
}
