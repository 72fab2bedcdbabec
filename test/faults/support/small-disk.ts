// A small disk for one program: a file system of its own under a folder, which can be filled and freed again.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, closeSync, mkdtempSync, openSync, rmdirSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type SmallDisk = ReturnType<typeof openSmallDisk>;

const CHUNK = Buffer.alloc(64 * 1024);

/** Mounts it. @throws where that is not allowed: the proof that needs it fails there, and is not skipped. */
export function openSmallDisk(bytes: number) {
  const folder = mkdtempSync(join(tmpdir(), 'digima-small-disk-'));
  const mounted = spawnSync(
    'mount',
    ['-t', 'tmpfs', '-o', `size=${bytes},mode=0755`, 'digima-small-disk', folder],
    { encoding: 'utf8' },
  );
  if (mounted.status !== 0) {
    rmdirSync(folder);
    throw new Error(`a small disk needs the right to mount: ${mounted.stderr || mounted.error}`);
  }
  chmodSync(folder, 0o755);
  // Unmounts it when this process ends, however it ends: its standard input closes then.
  const guard = spawn('sh', ['-c', 'read -r _; umount -l "$1"; rmdir "$1"', 'sh', folder], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  const filler = join(folder, 'somebody-elses.log');

  return {
    folder,
    /** Takes what is free to the last byte, as a log that nobody rotates does. @returns how many bytes that was. */
    fill(): number {
      const file = openSync(filler, 'a');
      let filled = 0;
      try {
        for (let size = CHUNK.length; size >= 1; ) {
          try {
            filled += writeSync(file, CHUNK, 0, size);
          } catch (error) {
            if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
            size = Math.floor(size / 2);
          }
        }
      } finally {
        closeSync(file);
      }
      return filled;
    },
    /** Gives it all back. */
    free(): void {
      rmSync(filler, { force: true });
    },
    /** Unmounts it. */
    async close(): Promise<void> {
      const gone = once(guard, 'exit');
      guard.stdin?.end();
      await gone;
    },
  };
}
