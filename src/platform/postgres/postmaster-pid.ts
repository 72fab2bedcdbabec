// What postmaster.pid tells of a running server (PostgreSQL source, miscadmin.h "LOCK_FILE_LINE_*").
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

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
  if (!Number.isInteger(pid) || pid <= 0 || !isPostgres(pid)) return null;
  return { pid, socketDir: lines[4]?.trim() ?? '', ready: lines[7]?.trim() === 'ready' };
}

// A process id may have been given to another program since the crash.
function isPostgres(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('postgres');
  } catch {
    return process.platform !== 'linux';
  }
}
