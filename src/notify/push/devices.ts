// Browsers that are told by Web Push: subscribed by their person, dropped by them or once the push service says that they are gone.
import { createHash } from 'node:crypto';
import { and, asc, eq } from 'drizzle-orm';
import { newId } from '../../lib/ids.ts';
import type { Tx } from '../../platform/database.ts';
import { AppError } from '../../platform/errors.ts';
import type { Sealer } from '../../platform/sealing.ts';
import { pushDevices } from '../tables.ts';

/** As PushSubscription.toJSON() gives it (W3C Push API). */
export interface Subscription {
  endpoint: string;
  keys: { p256dh: string; auth: string };
}

type Owner = { organizationId: string; userId: string };

/** More than anybody looks at. */
const DEVICES_MAX = 10;
const LABEL_MAX = 60;

const of = ({ organizationId, userId }: Owner) =>
  and(eq(pushDevices.organizationId, organizationId), eq(pushDevices.userId, userId));
const placeOf = (organizationId: string, id: string) => `${organizationId}/${id}/push`;

/** The person's, oldest first. */
export function listDevices(tx: Tx, owner: Owner) {
  const { id, label, createdAt, endpointKey } = pushDevices;
  return tx
    .select({ id, label, createdAt, endpointKey })
    .from(pushDevices)
    .where(of(owner))
    .orderBy(asc(pushDevices.id));
}

/**
 * Adds a browser, or gives the one that is there its new keys; the oldest goes where there are too many. `allow`: host:port that
 * may be called although it is not public.
 * @returns its id @throws AppError input-invalid
 */
export async function addDevice(
  tx: Tx,
  sealer: Sealer,
  owner: Owner,
  given: Subscription & { label: string },
  allow: readonly string[],
): Promise<string> {
  if (!isSubscription(given, allow))
    throw new AppError('input-invalid', {
      fields: { endpoint: 'このブラウザーの通知の登録を読み取れませんでした。もう一度お試しください。' },
    });
  const { endpoint, keys } = given;
  const endpointKey = createHash('sha256').update(endpoint).digest('hex');
  const devices = await listDevices(tx, owner);
  const known = devices.find((one) => one.endpointKey === endpointKey);
  const id = known?.id ?? newId();
  const sealed = await sealer.seal(JSON.stringify({ endpoint, keys }), placeOf(owner.organizationId, id));
  const label = given.label.trim().slice(0, LABEL_MAX) || 'ブラウザー';
  if (known) await tx.update(pushDevices).set({ sealed, label }).where(eq(pushDevices.id, id));
  else
    await tx
      .insert(pushDevices)
      .values({ id, ...owner, endpointKey, sealed, label })
      .onConflictDoNothing();
  const [oldest] = devices;
  if (!known && devices.length >= DEVICES_MAX && oldest) await removeDevice(tx, owner, oldest.id);
  return id;
}

/** Done twice it is done once. */
export async function removeDevice(tx: Tx, owner: Owner, id: string): Promise<void> {
  await tx.delete(pushDevices).where(and(of(owner), eq(pushDevices.id, id)));
}

/** The push service says that it is gone: nobody need be asked. */
export async function dropDevice(tx: Tx, organizationId: string, id: string): Promise<void> {
  await tx
    .delete(pushDevices)
    .where(and(eq(pushDevices.organizationId, organizationId), eq(pushDevices.id, id)));
}

/** How it is called, sealed; null when it is gone. */
export async function sealedDevice(tx: Tx, organizationId: string, id: string): Promise<string | null> {
  const [row] = await tx
    .select({ sealed: pushDevices.sealed })
    .from(pushDevices)
    .where(and(eq(pushDevices.organizationId, organizationId), eq(pushDevices.id, id)));
  return row?.sealed ?? null;
}

export const openDevice = async (
  sealer: Sealer,
  sealed: string,
  { organizationId, id }: { organizationId: string; id: string },
): Promise<Subscription> =>
  JSON.parse(await sealer.open(sealed, placeOf(organizationId, id))) as Subscription;

/** RFC 8030 wants https; RFC 8291 a P-256 point (65 bytes, uncompressed) and 16 bytes of secret. */
function isSubscription({ endpoint, keys }: Subscription, allow: readonly string[]): boolean {
  if (!URL.canParse(endpoint) || endpoint.length > 2_000) return false;
  const { protocol, hostname, port, username } = new URL(endpoint);
  const isAllowed = allow.includes(`${hostname}:${port || (protocol === 'https:' ? '443' : '80')}`);
  const point = Buffer.from(keys.p256dh, 'base64url');
  const secret = Buffer.from(keys.auth, 'base64url');
  return (
    (protocol === 'https:' || (isAllowed && protocol === 'http:')) &&
    username === '' &&
    point.length === 65 &&
    point[0] === 4 &&
    secret.length === 16
  );
}
