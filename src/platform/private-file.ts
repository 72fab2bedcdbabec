// Files that only this program may read.
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Writes it (0600), on the disk whole before it has its name: a crash leaves the file, the one before, or none. */
export function writePrivateFile(file: string, text: string): void {
  const fresh = `${file}.new`;
  rmSync(fresh, { force: true }); // also for its mode, which writing over it would keep
  writeFileSync(fresh, text, { mode: 0o600, flush: true });
  renameSync(fresh, file);
  const entries = openSync(dirname(file), 'r');
  fsyncSync(entries);
  closeSync(entries);
}
