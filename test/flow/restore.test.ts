// A backup taken while mail comes in is one moment's truth, and comes back whole: row by row, on whichever PostgreSQL.
import { createHash } from 'node:crypto';
import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BackupFile, openBackupFile } from '../../src/platform/backup/open-file.ts';
import { restoreBackup } from '../../src/platform/backup/restore-backup.ts';
import { pack } from '../../src/platform/backup/write-file.ts';
import type { Server } from '../../src/platform/database.ts';
import { openLog } from '../../src/platform/log.ts';
import { migrateDatabase } from '../../src/platform/migrate.ts';
import { knownMigrations, type Migration } from '../../src/platform/migrations.ts';
import { newBackupName, ownedDatabase, rowsInDatabase, rowsInFile, takeInto } from '../support/backups.ts';
import { asOwner, emptyDatabase } from '../support/database.ts';
import { composeInquiry } from '../support/mails.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';

let program: TestProgram;
let backup: BackupFile;
const restoreInto = (server: Server, from: BackupFile, known?: Migration[]) =>
  restoreBackup(server, from, { afterwards: async () => {}, onTable: () => {}, ...(known && { known }) });
const mail = (nr: number) =>
  composeInquiry({
    number: `RG-B-${nr}`,
    phone: `090-0000-${String(1000 + nr)}`,
    name: `試験\\N　太郎${nr}`,
  });
const tablesOf = (server: Server) =>
  asOwner(server, async (client) => {
    const { rows } = await client.query(
      "SELECT count(*)::int AS tables FROM pg_tables WHERE schemaname = 'public'",
    );
    return rows[0].tables as number;
  });

/** Sends mails until told to stop, and gives the SHA-256 of those that got their 250. */
function keepSending(accepted: string[]) {
  let isOver = false;
  const done = (async () => {
    for (let nr = 0; !isOver; nr++) {
      const raw = mail(nr);
      await program.sendMail(raw);
      accepted.push(createHash('sha256').update(raw.replace(/\r?\n/g, '\r\n')).digest('hex'));
    }
  })();
  return () => {
    isOver = true;
    return done;
  };
}

beforeAll(async () => {
  program = await startTestProgram();
});
afterAll(() => program.stop());

test('it is taken while mail comes in: what had its 250 before is in it, and none of it is waited for', async () => {
  const accepted: string[] = [];
  const stop = keepSending(accepted);
  await expect.poll(() => accepted.length, { interval: 5 }).toBeGreaterThan(15);
  await expect.poll(async () => (await program.get('/customers')).items.length).toBeGreaterThan(0);
  const before = accepted.length;
  let during = 0;
  backup = await takeInto(program.server, async function* (text) {
    for await (const chunk of text) {
      // Mail comes in while the snapshot is being read.
      if (during++ < 5) {
        const seen = accepted.length;
        await expect.poll(() => accepted.length, { interval: 5 }).toBeGreaterThan(seen);
      }
      yield chunk;
    }
  });
  await stop();
  const kept = (await rowsInFile(backup)).get('mails') ?? [];
  for (const sha256 of accepted.slice(0, before))
    expect(kept.some((row) => row.includes(`\\\\x${sha256}`))).toBe(true);
  expect(accepted.length).toBeGreaterThanOrEqual(before + 5);
  expect(kept.length).toBeLessThan(accepted.length);
});

test('it comes back row by row, and each mail in it has its deliveries and outcome of the same moment', async () => {
  const target = await emptyDatabase();
  await restoreInto(target, backup);
  const inFile = await rowsInFile(backup);
  expect(await rowsInDatabase(target, backup)).toEqual(inFile.set('restores', [expect.any(String)]));
  const torn = await asOwner(target, (client) =>
    client.query(`SELECT m.id FROM mails m
      WHERE NOT EXISTS (SELECT FROM deliveries d WHERE d.mail_id = m.id)
         OR m.outcome = 'inquiry' AND NOT EXISTS (SELECT FROM inquiry_mails i WHERE i.mail_id = m.id)`),
  );
  expect(torn.rows).toEqual([]);
  expect(inFile.get('mails')?.length).toBeGreaterThan(15);
});

test('of an installation at rest it holds exactly what stands in it', async () => {
  await program.settled();
  await expect
    .poll(() =>
      asOwner(
        program.server,
        async (c) => (await c.query("SELECT FROM jobs WHERE kind = 'tell-owner'")).rowCount,
      ),
    )
    .toBe(0);
  const atRest = await takeInto(program.server);
  expect(await rowsInFile(atRest)).toEqual(await rowsInDatabase(program.server, atRest));
});

test('an owner who is no superuser restores all of it, and backs all of it up', async () => {
  const { database: target, entered } = await ownedDatabase();
  await restoreInto(entered, backup);
  const again = await takeInto(entered);
  const rows = await rowsInDatabase(target, backup);
  expect(rows.get('mails')).toEqual((await rowsInFile(backup)).get('mails'));
  expect(await rowsInFile(again)).toEqual(rows);
  const unforced = await asOwner(target, (client) =>
    client.query(
      "SELECT relname FROM pg_class WHERE relrowsecurity AND NOT relforcerowsecurity AND relkind = 'r'",
    ),
  );
  expect(unforced.rows).toEqual([]);
});

test('any changed byte and any cut is refused before anything is written', async () => {
  const whole = readFileSync(backup.path);
  const path = newBackupName();
  await fc.assert(
    fc.asyncProperty(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
      const damaged = Buffer.from(whole);
      damaged[at] = (damaged[at] ?? 0) ^ change;
      writeFileSync(path, damaged);
      await expect(openBackupFile(path)).rejects.toThrow(/is no whole backup/);
      writeFileSync(path, whole);
      truncateSync(path, at);
      await expect(openBackupFile(path)).rejects.toThrow(/is no whole backup/);
    }),
    { numRuns: 300 },
  );
  await expect(openBackupFile('/nowhere/it.backup')).rejects.toThrow(/cannot be read \(ENOENT\)/);
});

test('a file that changes after it was looked at leaves nothing behind', async () => {
  const whole = readFileSync(backup.path);
  const target = await emptyDatabase();
  const path = newBackupName();
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 2_000, max: whole.length - 100 }), fc.boolean(), async (at, isCut) => {
      writeFileSync(path, whole);
      const opened = await openBackupFile(path);
      const damaged = Buffer.from(whole);
      damaged[at] = (damaged[at] ?? 0) ^ 0x55;
      writeFileSync(path, isCut ? whole.subarray(0, at) : damaged);
      await expect(restoreInto(target, opened)).rejects.toThrow();
      expect(await tablesOf(target)).toBe(0);
    }),
    { numRuns: 8 },
  );
  await restoreInto(target, backup);
});

test('one whose rows are not those it was written with is refused, though every byte of the file is its own', async () => {
  const path = newBackupName();
  const { createWriteStream } = await import('node:fs');
  const { zstdDecompressSync } = await import('node:zlib');
  const text = zstdDecompressSync(readFileSync(backup.path)).toString('latin1').replace('RG-B-1', 'RG-B-2');
  await pack(
    (async function* () {
      yield Buffer.from(text, 'latin1');
    })(),
    createWriteStream(path),
    new AbortController().signal,
  );
  const target = await emptyDatabase();
  await expect(restoreInto(target, await openBackupFile(path))).rejects.toThrow(/does not hold the rows/);
  expect(await tablesOf(target)).toBe(0);
});

test('what holds anything is refused and stays as it is; what is only prepared is filled', async () => {
  const rows = await rowsInDatabase(program.server, backup);
  await expect(restoreInto(program.server, backup)).rejects.toThrow(/The program runs on this database/);
  const full = await emptyDatabase();
  await restoreInto(full, backup);
  await expect(restoreInto(full, backup)).rejects.toThrow(/is not empty/);
  expect((await rowsInDatabase(full, backup)).get('mails')).toEqual((await rowsInFile(backup)).get('mails'));
  expect(await rowsInDatabase(program.server, backup)).toEqual(rows);

  const prepared = await emptyDatabase();
  await migrateDatabase(prepared, openLog('silent'));
  await restoreInto(prepared, backup);
  expect((await rowsInDatabase(prepared, backup)).get('mails')).toEqual(
    (await rowsInFile(backup)).get('mails'),
  );
});

test('a backup of an older version comes back into a newer one, and one of a newer version is refused', async () => {
  const known = knownMigrations();
  const next = {
    ...(known.at(-1) as Migration),
    sql: ['ALTER TABLE customers ADD COLUMN shoe_size int; UPDATE customers SET shoe_size = 26'],
    hash: 'of a version to come',
    folderMillis: Date.UTC(2100, 0),
  };
  const newer = await emptyDatabase();
  await restoreInto(newer, backup, [...known, next]);
  expect((await rowsInDatabase(newer, backup)).get('customers')).toEqual(
    (await rowsInFile(backup)).get('customers'),
  );
  const sizes = await asOwner(newer, (c) => c.query('SELECT DISTINCT shoe_size FROM customers'));
  expect(sizes.rows).toEqual([{ shoe_size: 26 }]);

  const older = await emptyDatabase();
  await expect(restoreInto(older, backup, known.slice(0, -1))).rejects.toThrow(/update the program first/);
  const ahead = await emptyDatabase();
  await restoreInto(ahead, backup, [...known, next]);
  await expect(restoreInto(ahead, backup, [...known, next])).rejects.toThrow(/prepared by a newer version/);
});
