// By what a portal account and a secret are recognised again, in any connection or organization.
import { nfkc } from '../../lib/japanese-text.ts';
import type { Credentials, LoginKit } from './model.ts';

/** Where a sealed login belongs: it opens nowhere else. */
export const loginPlace = (organizationId: string, connectionId: string) =>
  `${organizationId}/${connectionId}/login`;

/** The account, loosely: what a portal may take for one account is counted as one. */
const account = (portal: string, { userId }: Credentials) =>
  JSON.stringify(['account', portal, nfkc(userId).trim().toLowerCase()]);

/** The secret, to the letter: a corrected blank is another one. */
const secret = (portal: string, { userId, password }: Credentials) =>
  JSON.stringify(['secret', portal, userId, password]);

/** What is stored of these credentials, and what may be stored of them from before a change of keys. */
export function keysOf({ fingerprint }: LoginKit, portal: string, credentials: Credentials) {
  return {
    accountKey: fingerprint.of(account(portal, credentials)),
    secretKey: fingerprint.of(secret(portal, credentials)),
    accountKeys: fingerprint.all(account(portal, credentials)),
    secretKeys: fingerprint.all(secret(portal, credentials)),
  };
}
