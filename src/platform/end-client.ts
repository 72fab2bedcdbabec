// Ends a connection, and waits for no server that may never hear of it.
import type pg from 'pg';

const ENDS_WITHIN_MS = 1_000;

/** Ends it, at the latest within a second; also one that is lost. Never throws. */
export async function endClient(client: pg.Client): Promise<void> {
  const clock = setTimeout(() => client.connection.stream.destroy(), ENDS_WITHIN_MS);
  await client.end().catch(() => {});
  clearTimeout(clock);
}
