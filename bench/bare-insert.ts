// What the database takes at most from one program: a loop of one-row inserts of a mail's bytes over some connections, each
// committed durably, with nothing around it. No door can be faster than this.
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { newId } from '../src/lib/ids.ts';
import type { Installation } from './installation.ts';
import { MAIL_BYTES } from './mails.ts';

/** Inserts per second into a table with a primary key and nothing else. */
export async function measureBareInsert(
  { socketDir, database, owner }: Pick<Installation, 'socketDir' | 'database' | 'owner'>,
  { connections, seconds }: { connections: number; seconds: number },
): Promise<number> {
  await owner.query('DROP TABLE IF EXISTS bare');
  await owner.query('CREATE TABLE bare (id uuid PRIMARY KEY, at timestamptz NOT NULL, raw bytea NOT NULL)');
  await owner.query('ALTER TABLE bare ALTER raw SET STORAGE EXTERNAL');
  const raw = randomBytes(MAIL_BYTES);
  const clients = Array.from(
    { length: connections },
    () => new pg.Client({ host: socketDir, user: 'postgres', database }),
  );
  await Promise.all(clients.map((client) => client.connect()));
  const statement = { name: 'bare', text: 'INSERT INTO bare VALUES ($1, now(), $2)' };
  const started = performance.now();
  let inserted = 0;
  await Promise.all(
    clients.map(async (client) => {
      while (performance.now() - started < seconds * 1_000) {
        await client.query({ ...statement, values: [newId(), raw] });
        inserted++;
      }
    }),
  );
  const took = (performance.now() - started) / 1_000;
  await Promise.all(clients.map((client) => client.end()));
  await owner.query('DROP TABLE bare');
  return inserted / took;
}
