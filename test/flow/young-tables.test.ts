// What a flood writes into a fresh installation is counted soon, so that it is planned for what is there.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asOwner } from '../support/database.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';

let program: TestProgram;
beforeAll(async () => {
  program = await startTestProgram();
  for (const table of ['mails', 'deliveries']) // the database itself does not
    await query(`ALTER TABLE ${table} SET (autovacuum_enabled = false)`);
});
afterAll(() => program?.stop());

const query = (text: string) => asOwner(program.server, async (client) => (await client.query(text)).rows);
const counted = async (table: string): Promise<number> =>
  (await query(`SELECT reltuples FROM pg_class WHERE oid = '${table}'::regclass`))[0].reltuples;
const LANES = 20; // a busy machine puts off who opens hundreds of connections at once
async function send(from: number, to: number): Promise<void> {
  let next = from;
  const lane = async () => {
    while (next < to) await program.sendMail(`Subject: mail ${next++}\r\n\r\nno inquiry\r\n`);
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}

test('a hundred mails are counted without waiting for the database, four hundred again, and what is large is left to it', async () => {
  await send(0, 90);
  await program.settled();
  expect(await counted('mails')).toBe(-1);
  await send(90, 110);
  await expect.poll(() => counted('mails')).toBeGreaterThanOrEqual(90);
  await program.settled();
  expect(await counted('deliveries')).toBeLessThanOrEqual(110);
  await query("UPDATE pg_class SET reltuples = 10000, relpages = 1 WHERE oid = 'deliveries'::regclass");
  await send(110, 450);
  await expect.poll(() => counted('mails')).toBeGreaterThanOrEqual(300);
  expect(await counted('deliveries')).toBe(10_000);
});
