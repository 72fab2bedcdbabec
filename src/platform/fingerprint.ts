// Recognises a secret without keeping it: HMAC-SHA-256 under a key derived from ours, so that the database alone tells nothing.
import { createHmac, hkdfSync } from 'node:crypto';
import type { SecretKey } from './secret-keys.ts';

export interface Fingerprint {
  /** What is stored: under the first key. */
  of(value: string): Buffer;
  /** What may have been stored before: under every key, the first first. */
  all(value: string): Buffer[];
}

/** Fingerprints for one purpose; of two purposes they never agree. */
export function openFingerprint(keys: SecretKey[], purpose: string): Fingerprint {
  const derived = keys.map(({ bytes }) =>
    Buffer.from(hkdfSync('sha256', bytes, '', `fingerprint|${purpose}`, 32)),
  );
  const all = (value: string) => derived.map((key) => createHmac('sha256', key).update(value).digest());
  return {
    all,
    of(value) {
      const [first] = all(value);
      if (!first) throw new Error('there is no secret key');
      return first;
    },
  };
}
