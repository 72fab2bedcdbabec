// A key for an organization's own programs.
import { createHash, randomBytes } from 'node:crypto';
import { newId } from '../lib/ids.ts';
import type { Tx } from '../platform/database.ts';
import { apiKey } from './tables.ts';

/** Makes a key of 256 random bits and returns it, this once: only its hash is kept. */
export async function createApiKey(tx: Tx, organizationId: string, name: string): Promise<string> {
  const key = `dgm_${randomBytes(32).toString('base64url')}`;
  await tx
    .insert(apiKey)
    .values({ id: newId(), organizationId, name, hint: key.slice(-4), hash: hashApiKey(key) });
  return key;
}

/** A plain hash is enough: the key is random, not a password. */
export function hashApiKey(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}
