// Web Push of this browser: whether it can, whether it is subscribed, and subscribing (W3C Push API).
import type { NewPushDevice } from '../../api/client.ts';

const WORKER = '/sw.js';

/** `insecure`: not over https. `denied`: the person blocked it in the browser. */
export type PushState = 'unsupported' | 'insecure' | 'denied' | 'possible';

export function pushState(): PushState {
  if (!window.isSecureContext) return 'insecure';
  if (!('serviceWorker' in navigator) || !('PushManager' in window) || !('Notification' in window))
    return 'unsupported';
  return Notification.permission === 'denied' ? 'denied' : 'possible';
}

/** SHA-256 of its endpoint, hex, as the API calls it; null: this browser is not subscribed. */
export async function ownEndpointKey(): Promise<string | null> {
  if (pushState() !== 'possible') return null;
  const registration = await navigator.serviceWorker.getRegistration(WORKER);
  const subscription = await registration?.pushManager.getSubscription();
  if (!subscription) return null;
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(subscription.endpoint));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** After a press of the person's: browsers ask then only. Null: they said no. */
export async function subscribe(applicationServerKey: string): Promise<NewPushDevice | null> {
  if ((await Notification.requestPermission()) !== 'granted') return null;
  await navigator.serviceWorker.register(WORKER);
  const { pushManager } = await navigator.serviceWorker.ready;
  const wanted = { userVisibleOnly: true, applicationServerKey };
  const subscription = await pushManager.subscribe(wanted).catch(async (error: DOMException) => {
    if (error.name !== 'InvalidStateError') throw error;
    // It was subscribed with a key that this installation no longer has.
    await (await pushManager.getSubscription())?.unsubscribe();
    return pushManager.subscribe(wanted);
  });
  const { endpoint = '', keys = {} } = subscription.toJSON();
  return { endpoint, keys: { p256dh: keys.p256dh ?? '', auth: keys.auth ?? '' }, label: browserName() };
}

/** What was subscribed here is over. */
export async function unsubscribe(): Promise<void> {
  const registration = await navigator.serviceWorker.getRegistration(WORKER);
  await (await registration?.pushManager.getSubscription())?.unsubscribe();
}

const BROWSERS = [
  ['Edg/', 'Edge'],
  ['OPR/', 'Opera'],
  ['Firefox/', 'Firefox'],
  ['Chrome/', 'Chrome'],
  ['Safari/', 'Safari'],
] as const;
const SYSTEMS = [
  ['iPhone', 'iPhone'],
  ['iPad', 'iPad'],
  ['Android', 'Android'],
  ['Windows', 'Windows'],
  ['Mac OS X', 'Mac'],
  ['Linux', 'Linux'],
] as const;

/** `Chrome (Windows)` */
function browserName(): string {
  const { userAgent } = navigator;
  const named = (names: readonly (readonly [string, string])[]) =>
    names.find(([mark]) => userAgent.includes(mark))?.[1] ?? '?';
  return `${named(BROWSERS)} (${named(SYSTEMS)})`;
}
