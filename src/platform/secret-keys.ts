// The keys that seal secrets: given by the operator, or made once beside the embedded database.
import { hkdfSync, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isKeyList } from './config.ts';
import { StartError } from './errors.ts';
import { unwritable } from './folder-lock.ts';
import { writePrivateFile } from './private-file.ts';

/** `id` names a key in what it sealed; `bytes` are 32. The first of a list seals, all open. */
export interface SecretKey {
  id: string;
  bytes: Buffer;
}

/** Reads `id:base64,…`, whose form was checked by isKeyList. */
export function parseSecretKeys(text: string): SecretKey[] {
  return text
    .trim()
    .split(',')
    .map((pair) => {
      const [id = '', base64 = ''] = pair.split(':');
      return { id, bytes: Buffer.from(base64, 'base64') };
    });
}

/** The same keys where there are any; none is made. @throws StartError when they cannot be read. */
export function foundSecretKeys(dataDir: string): SecretKey[] {
  const file = join(dataDir, 'keys', 'secret-keys');
  return existsSync(file) ? readKeys(file) : [];
}

/**
 * The keys in `dataDir`/keys/secret-keys (0600), made at the first start; the caller holds the folder's lock.
 * @throws StartError when they cannot be kept or read. A broken file is never replaced: what it sealed would stay shut.
 */
export function ownSecretKeys(dataDir: string): SecretKey[] {
  const folder = join(dataDir, 'keys');
  const file = join(folder, 'secret-keys');
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (!existsSync(file)) writePrivateFile(file, `k1:${randomBytes(32).toString('base64')}\n`);
  } catch (error) {
    throw unwritable(folder, error);
  }
  return readKeys(file);
}

function readKeys(file: string): SecretKey[] {
  const text = read(file).trim();
  if (!isKeyList(text))
    throw new StartError(
      `${file} is damaged (not id:base64 of 32 bytes): put it back from your backup, because a new key would not open what the old one sealed.`,
    );
  return parseSecretKeys(text);
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new StartError(`${file} cannot be read (${code}): give this user the right to.`, { cause });
  }
}

/** A secret for one purpose, derived from the first key (HKDF, RFC 5869). */
export function deriveSecret(keys: SecretKey[], purpose: string): string {
  const [first] = keys;
  if (!first) throw new Error('there is no secret key');
  return Buffer.from(hkdfSync('sha256', first.bytes, '', purpose, 32)).toString('base64url');
}
