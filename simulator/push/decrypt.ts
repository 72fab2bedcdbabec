// What a browser does with a push message: aes128gcm (RFC 8188) under the keys of Web Push (RFC 8291).
import { createDecipheriv, type ECDH, hkdfSync } from 'node:crypto';

/** A browser's side of a subscription. */
export interface Receiver {
  ecdh: ECDH;
  auth: Buffer;
}

/** The one record of a message, without its padding. @throws when anything of it is not as the RFCs say. */
export function decrypt(body: Buffer, { ecdh, auth }: Receiver): Buffer {
  const salt = body.subarray(0, 16);
  const recordSize = body.readUInt32BE(16);
  const idLength = body.readUInt8(20);
  const senderKey = body.subarray(21, 21 + idLength);
  const record = body.subarray(21 + idLength);
  if (idLength !== 65 || senderKey[0] !== 4) throw new Error('the key id is no uncompressed P-256 point');
  if (recordSize < 18 || record.length > recordSize) throw new Error('more than the one record there may be');
  const shared = ecdh.computeSecret(senderKey);
  const info = Buffer.concat([Buffer.from('WebPush: info\0', 'latin1'), ecdh.getPublicKey(), senderKey]);
  const secret = Buffer.from(hkdfSync('sha256', shared, auth, info, 32));
  const derive = (label: string, length: number) =>
    Buffer.from(
      hkdfSync('sha256', secret, salt, Buffer.from(`Content-Encoding: ${label}\0`, 'latin1'), length),
    );
  const decipher = createDecipheriv('aes-128-gcm', derive('aes128gcm', 16), derive('nonce', 12));
  decipher.setAuthTag(record.subarray(-16));
  const padded = Buffer.concat([decipher.update(record.subarray(0, -16)), decipher.final()]);
  const end = padded.findLastIndex((byte) => byte !== 0);
  // The last record ends with 2 and zeros.
  if (padded[end] !== 2) throw new Error('the record has no end');
  return padded.subarray(0, end);
}
