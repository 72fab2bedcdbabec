// Puts a backup's text into a file that is there whole or not at all, or onto standard output.
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  createWriteStream,
  existsSync,
  fsyncSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { Readable, Transform, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { constants, createZstdCompress } from 'node:zlib';
import { StartError } from '../errors.ts';
import { newSha256, trailerOf } from './format.ts';

/** What one that is being written, or was killed, is called: FILE and a name of its own. */
const PARTIAL = /\.digima-[0-9a-f]{16}\.partial$/;
const KEPT_MS = 24 * 3_600_000;

/**
 * Writes it as FILE.digima-….partial (0600) and gives it its name once it is on the disk. Another that is written to the same
 * FILE meanwhile has its own. @throws StartError where it cannot be, or the other was there first.
 */
export async function writeBackupFile(
  file: string,
  text: AsyncIterable<Buffer>,
  signal: AbortSignal,
): Promise<void> {
  const partial = `${file}.digima-${randomBytes(8).toString('hex')}.partial`;
  refuseExisting(file);
  removeKilled(dirname(file));
  try {
    // `flush`: fsync before it is closed.
    await pack(text, createWriteStream(partial, { flags: 'wx', mode: 0o600, flush: true }), signal);
    refuseExisting(file);
    renameSync(partial, file);
    const folder = openSync(dirname(file), 'r');
    fsyncSync(folder);
    closeSync(folder);
  } catch (error) {
    rmSync(partial, { force: true });
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (syscall === undefined || code === undefined || 'port' in (error as object)) throw error;
    throw new StartError(`The backup cannot be written to ${file} (${code}).`, { cause: error });
  }
}

/** Packs it and writes it to a stream, with the trailer that makes it whole. */
export async function pack(
  text: AsyncIterable<Buffer>,
  target: Writable,
  signal: AbortSignal,
): Promise<void> {
  const hash = newSha256();
  const seal = new Transform({
    transform(chunk: Buffer, _, next) {
      hash.update(chunk);
      next(null, chunk);
    },
    flush(next) {
      next(null, trailerOf(hash.digest()));
    },
  });
  const zstd = createZstdCompress({ params: { [constants.ZSTD_c_checksumFlag]: 1 } });
  await pipeline(Readable.from(text, { objectMode: false }), zstd, seal, target, { signal });
}

// Who still writes has written within the day.
function removeKilled(folder: string): void {
  try {
    for (const name of readdirSync(folder)) {
      if (!PARTIAL.test(name)) continue;
      const path = join(folder, name);
      if (Date.now() - statSync(path).mtimeMs > KEPT_MS) rmSync(path);
    }
  } catch {
    // Whoever may write here and not look through it finds them by their name.
  }
}

function refuseExisting(file: string): void {
  if (existsSync(file)) throw new StartError(`${file} is there already: give another name.`);
}
