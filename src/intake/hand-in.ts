// The other side of the HTTP door (raw-routes.ts): a raw mail handed to a running program, signed.
import { createHash } from 'node:crypto';
import { type IntakeKey, type SignedDelivery, signDelivery } from './sign-delivery.ts';

/** A mail and its envelope; `deliveryId`: the same UUID when the same delivery is tried again. */
export interface HandedIn extends Pick<SignedDelivery, 'deliveryId' | 'sender' | 'recipients'> {
  raw: Uint8Array;
}

/** `url`: where the program is. @throws when no answer comes within so many ms, or at all; where it leads elsewhere is not followed */
export async function handIn(
  url: string,
  key: IntakeKey,
  { raw, ...given }: HandedIn,
  withinMs: number,
): Promise<Response> {
  const door = new URL('/api/v1/intake/raw', url);
  door.searchParams.set('sender', given.sender);
  for (const recipient of given.recipients) door.searchParams.append('recipient', recipient);
  const delivery: SignedDelivery = {
    ...given,
    timestamp: String(Math.floor(Date.now() / 1_000)),
    sha256: createHash('sha256').update(raw).digest('hex'),
  };
  return fetch(door, {
    method: 'POST',
    body: new Uint8Array(raw),
    headers: {
      'Content-Type': 'message/rfc822',
      'Digima-Timestamp': delivery.timestamp,
      'Digima-Delivery': delivery.deliveryId,
      'Digima-Sha256': delivery.sha256,
      'Digima-Signature': signDelivery(key, delivery),
    },
    redirect: 'manual',
    signal: AbortSignal.timeout(withinMs),
  });
}
