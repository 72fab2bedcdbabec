// GET /live: server-sent events (WHATWG HTML "Server-sent events") for open pages.
import { z } from '@hono/zod-openapi';
import { streamSSE } from 'hono/streaming';
import type { Caller } from '../accounts/index.ts';
import { newRoutes, route } from '../platform/http.ts';
import type { Live } from './live.ts';

const HEARTBEAT_MS = 15_000;
/** A stream ends after this long and the page connects anew, so that who signed out stops hearing. */
const LONGEST_MS = 10 * 60_000;

const liveRoute = route('member', {
  method: 'get',
  path: '/live',
  summary: '変更の通知 (server-sent events)',
  description:
    'Event `ready` once connected and `changed` after a change, both without data: ask the lists again on either. `beat` every 15 s while nothing changes.',
  responses: { 200: { description: 'The stream', content: { 'text/event-stream': { schema: z.string() } } } },
});

/** The stream, mounted under /api/v1. `closing` aborts when the program stops. */
export function liveRoutes(live: Live, closing: AbortSignal) {
  return newRoutes<Caller>().openapi(liveRoute, (c) => {
    const { organizationId } = c.get('principal');
    c.header('X-Accel-Buffering', 'no');
    return streamSSE(c, async (stream) => {
      let changed = false;
      let over = false;
      let wake = () => {};
      const off = live.subscribe(organizationId, () => {
        changed = true;
        wake();
      });
      const end = () => {
        over = true;
        wake();
      };
      const clock = setTimeout(end, LONGEST_MS);
      stream.onAbort(end);
      closing.addEventListener('abort', end);
      try {
        await stream.writeSSE({ event: 'ready', data: '', retry: 1_000 });
        while (!over && !closing.aborted) {
          if (changed) {
            changed = false;
            await stream.writeSSE({ event: 'changed', data: '' });
            continue;
          }
          const beat = setTimeout(() => wake(), HEARTBEAT_MS);
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
          clearTimeout(beat);
          if (!changed && !over) await stream.writeSSE({ event: 'beat', data: '' });
        }
      } finally {
        off();
        clearTimeout(clock);
        closing.removeEventListener('abort', end);
      }
    }) as never;
  });
}
