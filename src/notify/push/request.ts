// A message as a push service takes it: encrypted for one browser (RFC 8291), signed by us (RFC 8292), posted (RFC 8030).
import type { Message, Post } from '../chat/format.ts';
import type { Subscription } from './devices.ts';
import { loadWebPush } from './library.ts';

/** What our service worker (web/public/sw.js) is given. `url`: a path of ours. */
export interface Shown {
  title: string;
  body: string;
  url: string;
  /** A later message of the same tag takes this one's place. */
  tag: string;
}

/** Later it is no news: the mail and the list have it. */
const KEPT_SECONDS = 24 * 3_600;

/** `subject`: whom a push service may write to (mailto: or https:). */
export async function pushRequest(
  subscription: Subscription,
  shown: Shown,
  key: { publicKey: string; privateKey: string; subject: string },
): Promise<Post> {
  const webPush = await loadWebPush();
  const { endpoint, headers, body } = webPush.generateRequestDetails(subscription, JSON.stringify(shown), {
    vapidDetails: key,
    TTL: KEPT_SECONDS,
    urgency: 'high',
    contentEncoding: 'aes128gcm',
  });
  const { 'Content-Length': _, ...rest } = headers as Record<string, string | number>;
  return {
    url: new URL(endpoint),
    headers: Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, String(value)])),
    body,
  };
}

/** A message of the outbox for the service worker. */
export function shownOf({ title, lines, link }: Message, id: string): Shown {
  const url = link && URL.canParse(link) ? new URL(link) : null;
  return { title, body: lines.join('\n'), url: url ? url.pathname + url.search : '/', tag: id };
}
