// The run's PostgreSQL and the migrated database on it that test files clone.
import pg from 'pg';
import { connectionFor, type Server } from '../../src/platform/database.ts';
import { openLog } from '../../src/platform/log.ts';
import { migrateDatabase } from '../../src/platform/migrate.ts';

/** What every test file is told: the server as its owner enters it, and how names on it begin. */
export interface RunServer {
  server: Server;
  prefix: string;
}

/** A database of the run's server, by name. */
export type TestDatabase = Server & { database: string };

declare module 'vitest' {
  interface ProvidedContext {
    postgres: RunServer;
  }
}

/** What the template is called. */
export function templateOf({ prefix }: RunServer): string {
  return `${prefix}template`;
}

/** That server's database of this name. */
export function databaseOn({ server }: RunServer, database: string): TestDatabase {
  if (!('url' in server)) return { ...server, database };
  const url = new URL(server.url);
  url.pathname = `/${database}`;
  return { url: url.href, database };
}

/** Makes it. */
export async function makeTemplate(run: RunServer): Promise<void> {
  const client = new pg.Client(connectionFor(run.server, null));
  await client.connect();
  await client.query(`CREATE DATABASE ${templateOf(run)} TEMPLATE template0 ENCODING 'UTF8'`);
  await client.end();
  await migrateDatabase(databaseOn(run, templateOf(run)), openLog('error'));
}
