// One program per data folder: a second start is refused in words; a crash leaves nothing to clean by hand.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartError } from './errors.ts';

/**
 * Takes the folder, and returns how to give it back.
 * @throws StartError when a program that still runs holds it, or the folder is not writable.
 */
export function lockFolder(folder: string): () => void {
  const file = join(folder, 'digima.lock');
  const mine = `${process.pid} ${startOf(process.pid)}\n`;
  for (;;) {
    try {
      writeFileSync(file, mine, { flag: 'wx', mode: 0o600 });
      return () => rmSync(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw unwritable(folder, error);
    }
    const [pid = '', started = ''] = readOr(file, '').trim().split(' ');
    if (Number(pid) !== process.pid && isAlive(Number(pid)) && startOf(Number(pid)) === started)
      throw new StartError(
        `Digima already runs on ${folder} (process ${pid}): stop it first, or give another folder with DATA_DIR.`,
      );
    rmSync(file, { force: true });
  }
}

/** The sentence for a folder that cannot be written to. */
export function unwritable(folder: string, cause: unknown): StartError {
  return new StartError(
    `The data folder ${folder} cannot be written to (${(cause as NodeJS.ErrnoException).code}): give this user the right to, or another folder with DATA_DIR.`,
    { cause },
  );
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

// Process ids come around again, in containers at every start: the start time (proc(5), field 22) and the machine's
// start tell two owners of one id apart.
function startOf(pid: number): string {
  const stat = readOr(`/proc/${pid}/stat`, '');
  const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  return `${readOr('/proc/sys/kernel/random/boot_id', '').trim()}:${ticks}`;
}

function readOr(file: string, fallback: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return fallback;
  }
}
