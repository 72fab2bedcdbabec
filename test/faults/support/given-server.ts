// A PostgreSQL of the operator's, for DATABASE_URL: listens on 127.0.0.1, can be hit with any signal and started again.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { findBinaries } from '../../../src/platform/postgres/binaries.ts';
import { readPostmaster } from '../../../src/platform/postgres/postmaster-pid.ts';
import { chooseRunAs, own } from '../../../src/platform/postgres/run-as.ts';
import { freePort } from '../../support/free-port.ts';

export type GivenServer = Awaited<ReturnType<typeof openGivenServer>>;

const READY_WITHIN_MS = 30_000;

/**
 * Makes a cluster and starts it. `settings` go on PostgreSQL's command line; `under` is a command that runs it
 * (`strace …`). Whoever opens it calls `close`, which leaves nothing behind.
 */
export async function openGivenServer(settings: Record<string, string> = {}, under: string[] = []) {
  const binaries = await findBinaries();
  const folder = mkdtempSync(join(tmpdir(), 'digima-given-'));
  const cluster = join(folder, 'cluster');
  const runAs = chooseRunAs(binaries.postgres, folder);
  own(folder, runAs.owner);
  const [initdb, initdbArgs] = runAs.command(binaries.initdb, [
    ...['-D', cluster, '-U', 'postgres', '-N', '--auth=trust', '--encoding=UTF8', '--locale=C.UTF-8'],
  ]);
  const made = spawnSync(initdb, initdbArgs, { ...runAs.spawn, encoding: 'utf8', cwd: folder });
  if (made.status !== 0) throw new Error(`initdb: ${made.stderr}`);
  const port = await freePort();
  const values = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    shared_buffers: '32MB',
    ...settings,
  };
  let child: ChildProcess | undefined;

  async function start(): Promise<void> {
    const [command, args] = runAs.command(binaries.postgres, [
      ...['-D', cluster],
      ...Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ]);
    const [program = command, ...rest] = [...under, command, ...args];
    const out = openSync(join(folder, 'postgres.log'), 'a');
    child = spawn(program, rest, { ...runAs.spawn, stdio: ['ignore', out, out], cwd: folder });
    closeSync(out);
    const running = child;
    for (const until = Date.now() + READY_WITHIN_MS; Date.now() < until; await delay(20)) {
      if (running.exitCode !== null || running.signalCode !== null) break;
      if (readPostmaster(cluster)?.ready && (await listens(port))) return;
    }
    throw new Error(
      `the given PostgreSQL does not start: ${readFileSync(join(folder, 'postgres.log'), 'utf8').slice(-2_000)}`,
    );
  }

  /** SIGQUIT is `immediate`, SIGINT `fast` (PostgreSQL manual, "Shutting Down the Server"). Resolves once it has ended. */
  async function stop(signal: 'SIGQUIT' | 'SIGINT'): Promise<void> {
    const pid = readPostmaster(cluster)?.pid;
    if (!child || child.exitCode !== null || child.signalCode !== null || pid === undefined) return;
    const gone = once(child, 'exit');
    process.kill(pid, signal);
    await gone;
  }

  await start();
  return {
    port,
    cluster,
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    start,
    stop,
    /** Runs one statement as the superuser, on a connection of its own. */
    async query<Row extends pg.QueryResultRow>(text: string): Promise<Row[]> {
      const client = new pg.Client({ host: '127.0.0.1', port, user: 'postgres', database: 'postgres' });
      client.on('error', () => {});
      await client.connect();
      try {
        return (await client.query<Row>(text)).rows;
      } finally {
        await client.end();
      }
    },
    async close(): Promise<void> {
      await stop('SIGQUIT');
      child?.kill('SIGKILL');
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function listens(port: number): Promise<boolean> {
  return new Promise((known) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      known(true);
    });
    socket.once('error', () => known(false));
  });
}
