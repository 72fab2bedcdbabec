// Seals secrets that must be opened again: JWE (RFC 7516, dir + A256GCM). What a value belongs to is part of its key, so
// that it opens nowhere else.
import { hkdfSync } from 'node:crypto';
import { CompactEncrypt, compactDecrypt, decodeProtectedHeader } from 'jose';
import type { SecretKey } from './secret-keys.ts';

export interface Sealer {
  /** Seals for one place, named by `boundTo` (organization, row, field). */
  seal(value: string, boundTo: string): Promise<string>;
  /** Opens what was sealed for this place. @throws when no key of ours sealed it, it was changed, or sealed for elsewhere. */
  open(sealed: string, boundTo: string): Promise<string>;
}

/** The first key seals, all open. */
export function openSealer(keys: SecretKey[]): Sealer {
  const keyFor = (key: SecretKey, boundTo: string) =>
    new Uint8Array(hkdfSync('sha256', key.bytes, '', `seal|${boundTo}`, 32));
  return {
    async seal(value, boundTo) {
      const [first] = keys;
      if (!first) throw new Error('there is no secret key');
      return new CompactEncrypt(new TextEncoder().encode(value))
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid: first.id })
        .encrypt(keyFor(first, boundTo));
    },
    async open(sealed, boundTo) {
      const { kid } = decodeProtectedHeader(sealed);
      const key = keys.find(({ id }) => id === kid);
      if (!key) throw new Error(`no secret key has the id ${String(kid)}`);
      const { plaintext } = await compactDecrypt(sealed, keyFor(key, boundTo));
      return new TextDecoder().decode(plaintext);
    },
  };
}

/** The id of the key that sealed it. */
export const sealedBy = (sealed: string): string => String(decodeProtectedHeader(sealed).kid);
