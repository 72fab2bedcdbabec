// One program per data folder: a second start is refused in words; a crash leaves nothing to clean by hand.
import { accessSync, constants, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StartError } from './errors.ts';

/** A program that still runs holds the folder. */
export class FolderTaken extends StartError {}

const SQLITE_BUSY = 5; // sqlite.org/rescode.html
const WAIT_MS = 500;

// Referenced from here: a lock whose caller forgot it would end with the next garbage collection.
const held = new Set<DatabaseSync>();

/**
 * Takes the folder, and returns how to give it back. The lock is the operating system's, on the empty file folder.lock,
 * by way of SQLite (Node offers no other): it ends with the process, however that ends. digima.lock only tells who holds it.
 * @throws FolderTaken when a program that still runs holds it; StartError when the folder is not writable.
 */
export function lockFolder(folder: string): () => void {
  const file = join(folder, 'folder.lock');
  const holder = join(folder, 'digima.lock');
  makeFile(folder, file);
  // Many at once briefly share the file before one gets it for itself: that one waits for the others to let go.
  const lock = new DatabaseSync(file, { timeout: WAIT_MS });
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if ((error as { errcode?: number }).errcode !== SQLITE_BUSY) throw error;
    throw new FolderTaken(
      `Digima already runs on ${folder}${processIn(holder)}: stop it first, or give another folder with DATA_DIR.`,
    );
  }
  try {
    writeFileSync(holder, `${process.pid}\n`, { mode: 0o600 });
  } catch (error) {
    lock.close();
    throw unwritable(folder, error);
  }
  held.add(lock);
  return () => {
    if (!held.delete(lock)) return;
    rmSync(holder, { force: true });
    lock.close();
  };
}

/** The sentence for a folder that cannot be written to. */
export function unwritable(folder: string, cause: unknown): StartError {
  return new StartError(
    `The data folder ${folder} cannot be written to (${(cause as NodeJS.ErrnoException).code}): give this user the right to, or another folder with DATA_DIR.`,
    { cause },
  );
}

// Never opened and closed here when it exists: closing it would end a lock that this process holds (fcntl(2)).
function makeFile(folder: string, file: string): void {
  try {
    writeFileSync(file, '', { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw unwritable(folder, error);
  }
  try {
    accessSync(file, constants.R_OK | constants.W_OK);
  } catch (error) {
    throw unwritable(folder, error);
  }
}

function processIn(holder: string): string {
  try {
    return ` (process ${readFileSync(holder, 'utf8').trim()})`;
  } catch {
    return '';
  }
}
