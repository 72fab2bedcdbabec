// One value sealed by each key that ever sealed here. A start that cannot open one of them is refused: what else that key
// sealed would be lost without anybody noticing.
import { eq, inArray } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import type { Server, Tx } from './database.ts';
import { StartError } from './errors.ts';
import { openSealer } from './sealing.ts';
import type { SecretKey } from './secret-keys.ts';
import { keyChecks } from './tables.ts';
import { withOwner } from './with-owner.ts';

const PLACE = 'key-check';

/** The ids of those keys, of a backup's say, that are not given or are others. */
export async function missingKeys(
  checks: { id: string; sealed: string }[],
  keys: SecretKey[],
): Promise<string[]> {
  const sealer = openSealer(keys);
  const missing: string[] = [];
  for (const { id, sealed } of checks) await sealer.open(sealed, PLACE).catch(() => missing.push(id));
  return missing;
}

/** After a restore without them: nothing in the database needs these keys any more. */
export async function forgetKeys(tx: Tx, ids: string[]): Promise<void> {
  if (ids.length > 0) await tx.delete(keyChecks).where(inArray(keyChecks.keyId, ids));
}

/** Opens every check, and leaves one for the key that seals from now on. @throws StartError naming the key that is missing or another. */
export async function checkSecretKeys(server: Server, keys: SecretKey[]): Promise<void> {
  const sealer = openSealer(keys);
  await withOwner(server, async (client) => {
    const db = drizzle(client);
    for (const { keyId, sealed } of await db.select().from(keyChecks))
      await sealer.open(sealed, PLACE).catch((cause) => {
        const given = keys.some(({ id }) => id === keyId);
        throw new StartError(
          given
            ? `The secret key ${keyId} is not the one that sealed the portal logins in this database: give the right one in SECRET_KEYS (or put data/keys back from your backup).`
            : `The secret key ${keyId} sealed portal logins in this database and is not given: add it to SECRET_KEYS behind the new one.`,
          { cause },
        );
      });
    const [first] = keys;
    if (!first) throw new Error('there is no secret key');
    const known = await db.select().from(keyChecks).where(eq(keyChecks.keyId, first.id));
    if (known.length === 0)
      await db
        .insert(keyChecks)
        .values({ keyId: first.id, sealed: await sealer.seal(first.id, PLACE) })
        .onConflictDoNothing();
  });
}
