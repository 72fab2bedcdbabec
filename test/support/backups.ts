// Backups in tests: taken into a folder of their own, and what stands in a file or a database, row by row.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import { to as copyTo } from 'pg-copy-streams';
import { inject } from 'vitest';
import { newId } from '../../src/lib/ids.ts';
import { type BackupFile, openBackupFile } from '../../src/platform/backup/open-file.ts';
import { takeBackup } from '../../src/platform/backup/take-backup.ts';
import { writeBackupFile } from '../../src/platform/backup/write-file.ts';
import type { Server } from '../../src/platform/database.ts';
import { asOwner, asServerOwner, emptyDatabase, urlOf } from './database.ts';
import type { TestDatabase } from './template.ts';

export const newBackupName = () => join(mkdtempSync(join(tmpdir(), 'digima-backup-')), 'it.backup');

/** Takes one and opens it. `onText` sees its text before it is written. */
export async function takeInto(
  from: Server,
  onText: (text: AsyncIterable<Buffer>) => AsyncIterable<Buffer> = (text) => text,
): Promise<BackupFile> {
  const file = newBackupName();
  const never = new AbortController().signal;
  await takeBackup(
    from,
    (text) => writeBackupFile(file, onText(text), never),
    () => {},
  );
  return openBackupFile(file);
}

/** The rows of every table that the backup holds, sorted, as PostgreSQL writes them. */
export async function rowsInFile({ manifest, read }: BackupFile): Promise<Map<string, string[]>> {
  return read(async (lines) => {
    const all = new Map<string, string[]>();
    for (const { name } of manifest.tables) {
      await lines.line();
      const chunks: Buffer[] = [];
      for await (const chunk of lines.rows()) chunks.push(Buffer.from(chunk));
      all.set(name, sorted(Buffer.concat(chunks).toString()));
    }
    return all;
  });
}

/** The same of a database, seen by a superuser. */
export async function rowsInDatabase(
  server: Server,
  { manifest }: BackupFile,
): Promise<Map<string, string[]>> {
  return asOwner(server, async (client) => {
    await client.query("SET timezone = 'UTC'");
    const all = new Map<string, string[]>();
    for (const { name, columns } of manifest.tables) {
      const list = columns.map((column) => `"${column}"`).join();
      all.set(name, sorted(await textOf(client.query(copyTo(`COPY "${name}" (${list}) TO STDOUT`)))));
    }
    return all;
  });
}

const sorted = (rows: string): string[] => rows.split('\n').slice(0, -1).sort();

const PASSWORD = 'given-only-here';

/** An empty database that belongs to a user who is no superuser but may make roles: as that user enters it. */
export async function ownedDatabase(): Promise<{ database: TestDatabase; entered: Server }> {
  const { prefix } = inject('postgres');
  const owner = `${prefix}${newId().replaceAll('-', '')}`;
  const database = await emptyDatabase();
  await asServerOwner(async (server) => {
    await server.query(`CREATE ROLE ${owner} LOGIN CREATEROLE PASSWORD '${PASSWORD}'`);
    await server.query(`ALTER DATABASE ${database.database} OWNER TO ${owner}`);
    // Made by a superuser for the suite's own database; a firm's server has not seen them, or its owner was granted them.
    for (const role of ['digima_app', 'digima_auth', 'digima_system', 'digima_backup'])
      await server.query(`GRANT ${role} TO ${owner} WITH ADMIN OPTION`);
  });
  const url = new URL(urlOf(database));
  url.username = owner;
  url.password = PASSWORD;
  return { database, entered: { url: url.href } };
}
