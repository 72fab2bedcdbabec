// Transactions met in the middle of what they do: a test says where, and no clock decides who is first.
import { asOwner, connectAsOwner } from './database.ts';
import type { TestProgram } from './program.ts';

const GATE = 4711;

/**
 * Runs `work` while whoever writes such a row (`UPDATE ON statuses`; `when`: which of them) waits right behind it, with all they hold
 * by then. `go` lets them all go on at the same moment.
 */
export async function whileStuck<T>(
  { server }: Pick<TestProgram, 'server'>,
  write: string,
  when: string,
  work: (go: () => Promise<unknown>) => Promise<T>,
): Promise<T> {
  const gate = await connectAsOwner(server);
  try {
    await gate.query('SELECT pg_advisory_lock($1)', [GATE]);
    await gate.query(`CREATE FUNCTION wait_at_gate() RETURNS trigger LANGUAGE plpgsql AS
      'BEGIN PERFORM pg_advisory_xact_lock_shared(${GATE}); RETURN NULL; END'`);
    await gate.query(
      `CREATE TRIGGER wait_at_gate AFTER ${write} FOR EACH ROW WHEN (${when}) EXECUTE FUNCTION wait_at_gate()`,
    );
    return await work(() => gate.query('SELECT pg_advisory_unlock($1)', [GATE]));
  } finally {
    await gate.end(); // and with it the gate, were it still shut
    await asOwner(server, (client) => client.query('DROP FUNCTION wait_at_gate() CASCADE'));
  }
}
