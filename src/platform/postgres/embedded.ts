// The embedded PostgreSQL: made at first start, run as our child, restarted when it dies, stopped with us.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { StartError } from '../errors.ts';
import type { Log } from '../log.ts';
import { findBinaries } from './binaries.ts';
import { readPostmaster, tellPostmaster } from './postmaster-pid.ts';
import { chooseRunAs, own, type RunAs } from './run-as.ts';
import { isRecovering, watchForStuck } from './stuck.ts';

/** A running embedded server. Connect with `host: socketDir` (a unix socket), user `postgres` or a role of ours. */
export interface EmbeddedPostgres {
  socketDir: string;
  /** Process id of the server now running; changes when it was restarted. */
  pid(): number | undefined;
  /** Ends the server (fast shutdown), at most 15 s. */
  stop(): Promise<void>;
}

const UNIX_SOCKET_PATH_MAX = 107; // sockaddr_un.sun_path less its NUL (unix(7))
const READY_WITHIN_MS = 30_000;
const SAY_RECOVERING_MS = 10_000;
const UNFINISHED = 'cluster.new-';

/**
 * Starts PostgreSQL on `folder`/cluster, made when it does not exist. A server that a crash left behind is stopped first.
 * `settings` go before ours; undefined leaves one to the cluster's own files.
 * After a crash it goes through its log first, and is waited for as long as it does.
 * @throws StartError in one sentence: wrong platform, folder not usable, no start within `readyWithinMs`.
 */
export async function startEmbeddedPostgres(
  folder: string,
  log: Log,
  settings: Record<string, string | undefined> = {},
  readyWithinMs = READY_WITHIN_MS,
): Promise<EmbeddedPostgres> {
  const binaries = await findBinaries();
  const cluster = join(folder, 'cluster');
  const runAs = chooseRunAs(binaries.postgres, folder);
  await stopOrphan(cluster, log);
  if (!existsSync(cluster)) makeCluster(binaries.initdb, folder, runAs);
  chmodSync(cluster, 0o700);
  const socketDir = chooseSocketDir(folder);
  for (const dir of [cluster, socketDir]) own(dir, runAs.owner);

  const logFile = join(folder, 'postgres.log');
  if (existsSync(logFile) && statSync(logFile).size > 10_000_000) truncateSync(logFile);
  let child: ChildProcess;
  let watchdog: ChildProcess | undefined;
  let stopping = false;

  const launch = () => {
    const [command, args] = runAs.command(binaries.postgres, [
      '-D',
      cluster,
      ...serverSettings(socketDir, settings),
    ]);
    const out = openSync(logFile, 'a', 0o600);
    // A session of its own: Ctrl-C in the terminal is for us, who stop it last.
    child = spawn(command, args, {
      ...runAs.spawn,
      stdio: ['ignore', out, out],
      detached: true,
      cwd: folder,
    });
    closeSync(out);
    watchdog = watch(child.pid);
    child.once('exit', (code, signal) => {
      watchdog?.kill('SIGKILL');
      again({ code, signal });
    });
    const started = child.pid !== undefined;
    child.on('error', ({ code }: NodeJS.ErrnoException) => started || again({ code }));
  };
  const again = (why: object) => {
    if (stopping) return;
    log.error(why, 'postgres ended by itself, starting it again');
    setTimeout(() => {
      if (stopping) return;
      try {
        launch();
      } catch (error) {
        again({ code: (error as NodeJS.ErrnoException).code });
      }
    }, 500).unref();
  };
  launch();
  try {
    await ready(cluster, () => child, { logFile, log, withinMs: readyWithinMs });
  } catch (error) {
    stopping = true;
    throw error;
  }

  // Ended at once (SIGQUIT is `immediate`), it is started again like one that ended by itself.
  const unwatch = watchForStuck(cluster, (pid) => {
    log.error({ pid }, 'postgres runs and cannot recover, ending it');
    tellPostmaster(pid, 'SIGQUIT');
  });

  return {
    socketDir,
    pid: () => child.pid,
    async stop() {
      stopping = true;
      unwatch();
      await end(child);
      watchdog?.kill('SIGKILL');
      if (socketDir.startsWith(tmpdir())) rmSync(socketDir, { recursive: true, force: true });
    },
  };
}

function serverSettings(socketDir: string, settings: Record<string, string | undefined>): string[] {
  const values = {
    listen_addresses: '',
    unix_socket_directories: socketDir,
    unix_socket_permissions: '0700',
    max_connections: '120',
    shared_buffers: '128MB',
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    jit: 'off',
    autovacuum_naptime: '10s', // a fresh installation under load is planned by what is in its tables, not by emptiness
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...settings,
  };
  return Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : ['-c', `${name}=${value}`],
  );
}

// Made under another name: one that a crash cut short is never taken for a cluster.
function makeCluster(initdb: string, folder: string, runAs: RunAs): void {
  for (const name of readdirSync(folder))
    if (name.startsWith(UNFINISHED))
      rmSync(join(folder, name), { recursive: true, force: true, maxRetries: 5 });
  // Not the same name every time: the initdb of a killed start may still be writing.
  const fresh = mkdtempSync(join(folder, UNFINISHED));
  own(fresh, runAs.owner);
  initialise(initdb, fresh, runAs);
  renameSync(fresh, join(folder, 'cluster'));
  const entries = openSync(folder, 'r');
  fsyncSync(entries);
  closeSync(entries);
}

function initialise(initdb: string, cluster: string, runAs: RunAs): void {
  // The locale is pinned: under plain C the trigrams of Japanese text are empty.
  const [command, args] = runAs.command(initdb, [
    '-D',
    cluster,
    '-U',
    'postgres',
    '--auth=trust',
    '--encoding=UTF8',
    '--locale=C.UTF-8',
    '--no-instructions',
  ]);
  const run = spawnSync(command, args, { ...runAs.spawn, encoding: 'utf8', cwd: cluster });
  if (run.status !== 0)
    throw new StartError(
      `PostgreSQL could not make its files in ${cluster}: ${(run.stderr || String(run.error)).trim().split('\n').at(-1)}`,
    );
}

function chooseSocketDir(folder: string): string {
  const near = join(folder, 'socket');
  if (Buffer.byteLength(join(near, '.s.PGSQL.5432.lock')) <= UNIX_SOCKET_PATH_MAX) {
    mkdirSync(near, { recursive: true, mode: 0o700 });
    return near;
  }
  return mkdtempSync(join(tmpdir(), 'digima-'));
}

// Ends PostgreSQL when we die, also by kill -9: the pipe on its standard input closes with us.
function watch(pid: number | undefined): ChildProcess | undefined {
  if (pid === undefined || process.platform === 'win32') return undefined;
  const child = spawn('/bin/sh', ['-c', `read -r _; kill -INT ${pid}`], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  child.on('error', () => {});
  child.stdin?.on('error', () => {});
  child.unref();
  return child;
}

async function ready(
  cluster: string,
  child: () => ChildProcess,
  { logFile, log, withinMs }: { logFile: string; log: Log; withinMs: number },
): Promise<void> {
  const now = () => performance.now();
  const lookMs = Math.min(500, withinMs / 2);
  let until = now() + withinMs;
  let looked = now();
  let said = now();
  while (now() < until) {
    const server = readPostmaster(cluster);
    if (server?.ready) return;
    if (child().pid === undefined || (hasEnded(child()) && !isOccupied(logFile))) break;
    // Ended in the middle it would begin again from the same place: one that takes longer would never be there.
    if (server && now() - looked > lookMs) {
      looked = now();
      if (isRecovering(server.pid)) until = now() + withinMs;
    }
    if (now() - said > SAY_RECOVERING_MS) {
      said = now();
      log.warn(
        { pid: server?.pid },
        'postgres is not ready yet: after a crash it goes through its log first',
      );
    }
    await delay(15);
  }
  await end(child());
  throw new StartError(`PostgreSQL did not start in ${cluster}; its last words are in ${logFile}.`);
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess) => exitCode !== null || signalCode !== null;

/**
 * A postmaster that was killed, or a backend of it, is not gone yet; until then PostgreSQL starts no other, and it is tried again.
 * No server serves there: that was looked at before.
 */
function isOccupied(logFile: string): boolean {
  const [last = ''] = readFileSync(logFile, 'utf8').split('FATAL:').at(-1)?.split('\n') ?? [];
  return /(?: is still in use|^ *lock file .* already exists)$/.test(last);
}

async function end(child: ChildProcess): Promise<void> {
  if (hasEnded(child) || child.pid === undefined) return;
  const gone = new Promise<void>((done) => child.once('exit', () => done()));
  child.kill('SIGINT');
  const hard = setTimeout(() => child.kill('SIGQUIT'), 15_000);
  await gone;
  clearTimeout(hard);
}

// After a kill -9 of ours the watchdog is ending the old server, or could not: wait for it, then insist.
async function stopOrphan(cluster: string, log: Log): Promise<void> {
  for (const [signal, waitMs] of [
    ['SIGINT', 15_000],
    ['SIGQUIT', 5_000],
    ['SIGKILL', 2_000],
  ] as const) {
    const orphan = readPostmaster(cluster);
    if (!orphan) return;
    log.warn({ pid: orphan.pid, signal }, 'stopping the postgres that an earlier run left behind');
    tellPostmaster(orphan.pid, signal);
    for (const until = Date.now() + waitMs; Date.now() < until && readPostmaster(cluster); ) await delay(20);
  }
  if (readPostmaster(cluster))
    throw new StartError(`Another PostgreSQL runs on ${cluster} and does not end: stop it first.`);
}
