// What postmaster.pid tells of a running server (PostgreSQL source, miscadmin.h "LOCK_FILE_LINE_*").
import { spawnSync } from 'node:child_process';
import { readFileSync, readlinkSync, realpathSync } from 'node:fs';
import { basename, join } from 'node:path';

/** A server that runs on the cluster right now. */
export interface Postmaster {
  pid: number;
  socketDir: string;
  ready: boolean;
}

/** Reads who serves this cluster, or null when nobody does (also after a crash left the file behind). */
export function readPostmaster(cluster: string): Postmaster | null {
  let lines: string[];
  try {
    lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return null;
  }
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0 || !serves(pid, cluster)) return null;
  return { pid, socketDir: lines[4]?.trim() ?? '', ready: lines[7]?.trim() === 'ready' };
}

/** Sends it a signal. False where it is gone by now. */
export function tellPostmaster(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}

// A process id may have been given to another program since the crash, which is never to be told to end: it counts as the
// server only where its name and its folder say so. What belongs to another user PostgreSQL takes for no server either.
function serves(pid: number, cluster: string): boolean {
  try {
    process.kill(pid, 0);
    if (process.platform !== 'linux') return shownByPs(pid).includes(`/postgres -D ${cluster} `);
    const [program = '', ...args] = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    if (basename(program) !== 'postgres') return false;
    return args.includes(cluster) || readlinkSync(`/proc/${pid}/cwd`) === realpathSync(cluster);
  } catch {
    return false;
  }
}

const shownByPs = (pid: number): string =>
  spawnSync('ps', ['-ww', '-o', 'command=', '-p', `${pid}`], { encoding: 'utf8' }).stdout;
