// The keys that seal secrets: given by the operator, or made once beside the embedded database.
import { hkdfSync, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unwritable } from './folder-lock.ts';

/** `id` names a key in what it sealed; `bytes` are 32. The first of a list seals, all open. */
export interface SecretKey {
  id: string;
  bytes: Buffer;
}

/** Reads `id:base64,…`, whose form config.ts has checked. */
export function parseSecretKeys(text: string): SecretKey[] {
  return text
    .trim()
    .split(',')
    .map((pair) => {
      const [id = '', base64 = ''] = pair.split(':');
      return { id, bytes: Buffer.from(base64, 'base64') };
    });
}

/** The keys in `dataDir`/keys/secret-keys (0600), made at the first start. @throws StartError when it cannot be kept. */
export function ownSecretKeys(dataDir: string): SecretKey[] {
  const folder = join(dataDir, 'keys');
  const file = join(folder, 'secret-keys');
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(file, `k1:${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw unwritable(folder, error);
  }
  return parseSecretKeys(readFileSync(file, 'utf8'));
}

/** A secret for one purpose, derived from the first key (HKDF, RFC 5869). */
export function deriveSecret(keys: SecretKey[], purpose: string): string {
  const [first] = keys;
  if (!first) throw new Error('there is no secret key');
  return Buffer.from(hkdfSync('sha256', first.bytes, '', purpose, 32)).toString('base64url');
}
