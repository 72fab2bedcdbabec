// How a mail handed in over HTTP is signed: HMAC-SHA256 (RFC 2104) by a key of the installation over everything that is said
// of it, one line each, and over the SHA-256 of its bytes.
import { createHmac, timingSafeEqual } from 'node:crypto';

/** A key that both sides know. */
export interface IntakeKey {
  id: string;
  bytes: Buffer;
}

/** What is signed. */
export interface SignedDelivery {
  /** Seconds since 1970, when it was signed. */
  timestamp: string;
  /** A UUID that the sender made for this delivery, the same when it tries again. */
  deliveryId: string;
  /** Of the mail's bytes, lower-case hex. */
  sha256: string;
  /** MAIL FROM, empty for the null reverse-path. */
  sender: string;
  recipients: string[];
}

/** How far a signature's time may be from ours. */
const WINDOW_SECONDS = 300;

/** The value of the header Digima-Signature: `key id=hex`. */
export function signDelivery(key: IntakeKey, delivery: SignedDelivery): string {
  return `${key.id}=${digest(key, delivery).toString('hex')}`;
}

/** True when one of these keys signed exactly this, at most five minutes ago. */
export function isSigned(
  keys: readonly IntakeKey[],
  signature: string,
  delivery: SignedDelivery,
  now: Date,
): boolean {
  const [, id, hex = ''] = /^([\w-]{1,40})=([0-9a-f]{64})$/.exec(signature) ?? [];
  const key = keys.find((one) => one.id === id);
  if (!key || !/^\d{1,12}$/.test(delivery.timestamp)) return false;
  if (Math.abs(now.getTime() / 1_000 - Number(delivery.timestamp)) > WINDOW_SECONDS) return false;
  return timingSafeEqual(digest(key, delivery), Buffer.from(hex, 'hex'));
}

function digest(
  key: IntakeKey,
  { timestamp, deliveryId, sha256, sender, recipients }: SignedDelivery,
): Buffer {
  // How many there are is said too: a line break inside one makes nothing that could be read otherwise.
  const envelope = [sender, String(recipients.length), ...recipients];
  const lines = ['digima-intake-1', timestamp, deliveryId, sha256, ...envelope];
  return createHmac('sha256', key.bytes).update(lines.join('\n')).digest();
}
