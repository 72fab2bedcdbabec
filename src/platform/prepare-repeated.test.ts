// What comes again and again is prepared on its connection, only where the work says that it is repeated.
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cloneDatabase } from '../../test/support/database.ts';
import { newId } from '../lib/ids.ts';
import { type Database, openDatabase } from './database.ts';
import { openLog } from './log.ts';

let db: Database;
beforeAll(async () => {
  db = await openDatabase(await cloneDatabase(), openLog('silent'));
});
afterAll(() => db.close());

/** Asks one text so many times, each time for another value; how often it was prepared, and all the answers. */
const ask = (times: number, isRepeated: boolean) =>
  db.withOrganization(
    newId(),
    async (tx) => {
      const answers: unknown[] = [];
      for (let nr = 0; nr < times; nr++) {
        const { rows } = await tx.execute(sql`SELECT ${nr}::int AS nr, ${String(isRepeated)} AS how`);
        answers.push(rows[0]?.nr);
      }
      const { rows } = await tx.execute<{ n: number }>(
        sql`SELECT count(*)::int AS n FROM pg_prepared_statements WHERE statement LIKE '%::int AS nr%'`,
      );
      return { answers, prepared: rows[0]?.n };
    },
    { isRepeated },
  );

test('a text that comes for the fourth time is prepared, and answers as before', async () => {
  expect(await ask(6, false)).toEqual({ answers: [0, 1, 2, 3, 4, 5], prepared: 0 });
  expect(await ask(3, true)).toEqual({ answers: [0, 1, 2], prepared: 0 });
  expect(await ask(3, true)).toEqual({ answers: [0, 1, 2], prepared: 1 }); // the same connection
});
