// The key this installation is known by to push services (VAPID, RFC 8292): made when it is first needed, sealed, and the same in
// every process.

import { eq } from 'drizzle-orm';
import type { Tx } from '../../platform/database.ts';
import type { Sealer } from '../../platform/sealing.ts';
import { pushKeys } from '../tables.ts';
import { loadWebPush } from './library.ts';

const ONE = 1;
const PLACE = 'push-key';

/** The public half (base64url of the uncompressed point) and the sealed private one. */
export async function pushKey(tx: Tx, sealer: Sealer): Promise<{ publicKey: string; sealed: string }> {
  const found = await find(tx);
  if (found) return found;
  const { publicKey, privateKey } = (await loadWebPush()).generateVAPIDKeys();
  const sealed = await sealer.seal(privateKey, PLACE);
  await tx.insert(pushKeys).values({ id: ONE, publicKey, sealed }).onConflictDoNothing();
  // Another process may have been first.
  const made = await find(tx);
  if (!made) throw new Error('a push key was made and is not there');
  return made;
}

/** The private half, base64url. */
export const openPushKey = (sealer: Sealer, sealed: string): Promise<string> => sealer.open(sealed, PLACE);

async function find(tx: Tx) {
  const [row] = await tx
    .select({ publicKey: pushKeys.publicKey, sealed: pushKeys.sealed })
    .from(pushKeys)
    .where(eq(pushKeys.id, ONE));
  return row ?? null;
}
