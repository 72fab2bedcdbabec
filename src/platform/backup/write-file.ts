// Puts a backup's text into a file that is there whole or not at all, or onto standard output.
import { closeSync, createWriteStream, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { Readable, Transform, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { constants, createZstdCompress } from 'node:zlib';
import { StartError } from '../errors.ts';
import { newSha256, trailerOf } from './format.ts';

/** Writes it as FILE.partial (0600) and gives it its name once it is on the disk. @throws StartError where it cannot be. */
export async function writeBackupFile(
  file: string,
  text: AsyncIterable<Buffer>,
  signal: AbortSignal,
): Promise<void> {
  const partial = `${file}.partial`;
  refuseExisting(file);
  try {
    rmSync(partial, { force: true }); // of a backup that was killed
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

function refuseExisting(file: string): void {
  if (existsSync(file)) throw new StartError(`${file} is there already: give another name.`);
}
