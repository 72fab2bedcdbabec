// Backups that are written beside each other, and what one that was killed leaves.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { zstdDecompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { newSha256, TRAILER_LENGTH, trailerOf } from './format.ts';
import { writeBackupFile } from './write-file.ts';

const never = new AbortController().signal;
const newFile = () => join(mkdtempSync(join(tmpdir(), 'digima-backup-')), 'it.backup');
/** More than a stream keeps in memory before the file takes any. */
const MUCH = 8_000_000;

/** A text of bytes that do not compress, whose last piece waits until it is let go. */
function slowText() {
  const first = randomBytes(MUCH);
  const written = Promise.withResolvers<void>();
  const last = Promise.withResolvers<void>();
  return {
    first,
    written: written.promise,
    end: last.resolve,
    async *text() {
      for (let at = 0; at < MUCH; at += 65_536) yield first.subarray(at, at + 65_536);
      written.resolve();
      await last.promise;
      yield Buffer.from('end');
    },
  };
}

/** What the file holds, once its trailer is found right. */
function wholeText(file: string): Buffer {
  const bytes = readFileSync(file);
  const rest = bytes.subarray(0, -TRAILER_LENGTH);
  expect(bytes.subarray(-TRAILER_LENGTH).equals(trailerOf(newSha256().update(rest).digest()))).toBe(true);
  return zstdDecompressSync(rest);
}

test('of two that write to one file at a time the first to end is there whole, and the other is refused', async () => {
  const file = newFile();
  const [one, other] = [slowText(), slowText()];
  const ending = writeBackupFile(file, one.text(), never);
  await one.written;
  const refused = expect(writeBackupFile(file, other.text(), never)).rejects.toThrow(/is there already/);
  await other.written;
  one.end();
  await ending;
  expect(wholeText(file).equals(Buffer.concat([one.first, Buffer.from('end')]))).toBe(true);
  other.end();
  await refused;
  expect(wholeText(file).equals(Buffer.concat([one.first, Buffer.from('end')]))).toBe(true);
  expect(readdirSync(dirname(file))).toEqual([basename(file)]);
});

test('what a killed one left is taken away a day later, and nothing else is', async () => {
  const file = newFile();
  const folder = dirname(file);
  const leave = (name: string, hoursAgo: number) => {
    writeFileSync(join(folder, name), 'half');
    const time = Date.now() / 1_000 - hoursAgo * 3_600;
    utimesSync(join(folder, name), time, time);
  };
  leave('digima-20261128T180000Z.backup.digima-00112233445566ff.partial', 25);
  leave('it.backup.digima-00112233445566ff.partial', 25);
  leave('it.backup.digima-ff66554433221100.partial', 23);
  leave('another.partial', 25);
  leave('older.backup', 25);
  await writeBackupFile(
    file,
    (async function* () {
      yield Buffer.from('text');
    })(),
    never,
  );
  expect(readdirSync(folder).sort()).toEqual([
    'another.partial',
    'it.backup',
    'it.backup.digima-ff66554433221100.partial',
    'older.backup',
  ]);
});
