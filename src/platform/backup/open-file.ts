// Opens a backup file: its bytes are compared with its trailer before anything of it is believed.
import { createReadStream, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createZstdDecompress } from 'node:zlib';
import { StartError } from '../errors.ts';
import { type Manifest, newSha256, readManifest, TRAILER_LENGTH, trailerOf } from './format.ts';
import { type LineReader, readLines } from './read-lines.ts';

/** A backup whose every byte is as it was written. */
export interface BackupFile {
  path: string;
  manifest: Manifest;
  /** Reads what stands behind the manifest. What the file holds may have changed since it was opened: judge it again. */
  read<T>(work: (lines: LineReader) => Promise<T>): Promise<T>;
}

/** @throws StartError when it cannot be read, is no backup, is damaged or cut short, or of a newer format. */
export async function openBackupFile(path: string): Promise<BackupFile> {
  const length = await lengthOf(path);
  if (!(await isWhole(path, length)))
    throw new StartError(`${path} is no whole backup: it is damaged, cut short, or something else.`);
  const withLines = <T>(work: (lines: LineReader) => Promise<T>) => unpack(path, length, work);
  const manifest = await withLines(async (lines) => readManifest(await lines.line()));
  if (!manifest)
    throw new StartError(`${path} was written by another version of this program: restore it with that one.`);
  return {
    path,
    manifest,
    read: (work) =>
      withLines(async (lines) => {
        await lines.line();
        return work(lines);
      }),
  };
}

async function lengthOf(path: string): Promise<number> {
  try {
    return statSync(path).size - TRAILER_LENGTH;
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

async function isWhole(path: string, length: number): Promise<boolean> {
  if (length <= 0) return false;
  const hash = newSha256();
  try {
    await pipeline(createReadStream(path, { end: length - 1, highWaterMark: 1 << 20 }), hash);
    const trailer = Buffer.alloc(TRAILER_LENGTH);
    await using file = await open(path);
    await file.read(trailer, 0, TRAILER_LENGTH, length);
    return trailer.equals(trailerOf(hash.digest()));
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

async function unpack<T>(path: string, length: number, work: (lines: LineReader) => Promise<T>): Promise<T> {
  const file = createReadStream(path, { end: length - 1 });
  const text = createZstdDecompress();
  const done = new AbortController();
  const piped = pipeline(file, text, { signal: done.signal, end: true });
  piped.catch((error) => text.destroy(error));
  try {
    return await work(readLines(text));
  } catch (cause) {
    const { code = '' } = cause as NodeJS.ErrnoException;
    if (code.startsWith('ZSTD_')) throw new StartError(`${path} is damaged.`, { cause });
    throw cause;
  } finally {
    done.abort();
    text.destroy();
  }
}

const unreadable = (path: string, cause: unknown) =>
  new StartError(`${path} cannot be read (${(cause as NodeJS.ErrnoException).code}).`, { cause });
