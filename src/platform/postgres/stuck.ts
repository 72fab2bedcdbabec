// A PostgreSQL that runs and never will be ready again: its startup process died of a second fault while it recovered from
// the first, and the postmaster (18.4) waits for ever, answering "in recovery mode".
import { readdirSync, readFileSync } from 'node:fs';
import { readPostmaster } from './postmaster-pid.ts';

const LOOK_EVERY_MS = 1_000;
/**
 * So many looks in a row: between a crash and its recovery nobody is at work for a moment. Where that lasts longer it is only begun
 * anew; each look more is a second in which mails are refused after a disk is well again.
 */
const LOOKS = 3;
/** Which of its processes is at work: one recovers, or the server is up (PostgreSQL source, miscinit.c GetBackendTypeDesc). */
const AT_WORK = /^postgres: (?:startup|walwriter)/;
const RECOVERS = /^postgres: startup/;

/** Looks at the server of a cluster and calls `onStuck` with its process id. Returns how to stop. Off Linux it sees nothing. */
export function watchForStuck(cluster: string, onStuck: (pid: number) => void): () => void {
  let idle = 0;
  const clock = setInterval(() => {
    const running = process.platform === 'linux' ? readPostmaster(cluster) : null;
    idle = running && hasProcess(running.pid, AT_WORK) === false ? idle + 1 : 0;
    if (!running || idle < LOOKS) return;
    idle = 0;
    onStuck(running.pid);
  }, LOOK_EVERY_MS);
  clock.unref();
  return () => clearInterval(clock);
}

/** Whether it goes through its log, however long that takes; also where that is not seen. */
export const isRecovering = (postmaster: number): boolean => hasProcess(postmaster, RECOVERS) !== false;

/** Null: it was not seen. */
function hasProcess(postmaster: number, title: RegExp): boolean | null {
  let processes: string[];
  try {
    processes = readdirSync('/proc');
  } catch {
    return null; // another system, or this program has no file to spare just now
  }
  return processes.some((name) => {
    if (!/^\d+$/.test(name)) return false;
    try {
      // proc(5), stat: the parent is the second field after the name.
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
      return parent === postmaster && title.test(readFileSync(`/proc/${name}/cmdline`, 'utf8'));
    } catch {
      return false; // ended meanwhile
    }
  });
}
