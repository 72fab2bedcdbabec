// Inbox addresses (受信ボックス): what routes a portal's mail to a connection.
import { randomBytes } from 'node:crypto';

const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567'; // RFC 4648 §6, lower case

/** A new local part: 128 random bits in lower-case base32 (26 letters), so that it cannot be guessed. */
export function newLocalPart(): string {
  let bits = 0n;
  for (const byte of randomBytes(16)) bits = (bits << 8n) | BigInt(byte);
  bits <<= 2n; // 26 letters hold 130 bits
  let text = '';
  for (let shift = 125n; shift >= 0n; shift -= 5n) text += BASE32[Number((bits >> shift) & 31n)];
  return text;
}

/** The local part an envelope recipient routes by, or null when it cannot be one of ours. The domain is not judged. */
export function localPartOf(recipient: string): string | null {
  const at = recipient.lastIndexOf('@');
  const local = (at < 0 ? recipient : recipient.slice(0, at)).toLowerCase();
  return /^[a-z2-7]{26}$/.test(local) ? local : null;
}
