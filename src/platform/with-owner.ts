// A connection of the database's owner, for one piece of work.
import pg from 'pg';
import { cannotBeReached, connectionFor, type Server } from './database.ts';
import { endClient } from './end-client.ts';
import { markLost } from './pool.ts';

/**
 * Runs `work` on it and closes it. What it fails with once the connection is gone counts as lost (`databaseTrouble`).
 * @throws StartError when the server cannot be reached within 10 s.
 */
export async function withOwner<T>(
  server: Server,
  work: (client: pg.Client) => Promise<T>,
  more: pg.ClientConfig = {},
): Promise<T> {
  const client = new pg.Client({ ...connectionFor(server, null), connectionTimeoutMillis: 10_000, ...more });
  // Lost while it is used, it fails its query; without a listener it would end the program too.
  let isLost = false;
  client.on('error', () => {
    isLost = true;
  });
  await client.connect().catch((cause: Error) => {
    throw cannotBeReached(cause);
  });
  try {
    return await work(client);
  } catch (error) {
    if (isLost) markLost(error);
    throw error;
  } finally {
    await endClient(client);
  }
}
