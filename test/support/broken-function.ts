// A function of the database that fails, as one does whose arguments another version of the program has changed.
import type { Server } from '../../src/platform/database.ts';
import { asOwner } from './database.ts';

/** Of this name; one at a time. `calls()`: how often it was called since it fails, `mend` brings it back. */
export async function breakFunction(server: Server, name: string) {
  const whole = await asOwner(server, async (client) => {
    const { rows } = await client.query<{ text: string }>('SELECT pg_get_functiondef($1::regproc) AS text', [
      name,
    ]);
    await client.query('CREATE SEQUENCE broken_calls; GRANT USAGE ON broken_calls TO PUBLIC');
    return rows[0]?.text ?? '';
  });
  const replace = (text: string) => asOwner(server, (client) => client.query(text));
  return {
    /** The code it fails with. */
    failsWith: (code: string) =>
      // Counted by a sequence, which what is rolled back leaves as it is.
      replace(
        whole.replace(
          /^BEGIN$/m,
          `BEGIN PERFORM nextval('broken_calls'); RAISE EXCEPTION '山田 太郎' USING ERRCODE = '${code}';`,
        ),
      ),
    calls: () =>
      asOwner(server, async (client) => {
        const { rows } = await client.query<{ calls: number }>(
          'SELECT CASE WHEN is_called THEN last_value ELSE 0 END::int AS calls FROM broken_calls',
        );
        return rows[0]?.calls ?? 0;
      }),
    mend: () => replace(`${whole}; DROP SEQUENCE broken_calls`),
  };
}
