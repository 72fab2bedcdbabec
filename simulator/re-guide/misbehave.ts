// Answers of a site that misbehaves, by switch. What is asked of a member after the right password is login-routes'.
import { setTimeout as wait } from 'node:timers/promises';
import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import { answer } from './answer.ts';
import type { Place, Switched } from './model.ts';
import { messagePage } from './pages/frame.ts';
import type { Site } from './site.ts';

const HUGE_BYTES = 100_000_000;
const CHUNK = Buffer.alloc(64 * 1_024, ' ');

/** True for a switch that turns a login form away before its password is looked at. */
export function refusesUnseen({ what }: Switched): boolean {
  return what === 'maintenance' || what === 'blocked' || what === 'too-many' || what === 'captcha';
}

/** The switch that holds at a place: the account's own before the site's. */
export function switchedAt(site: Site, place: Place, own: Switched | null = null): Switched | null {
  for (const one of [own, site.switched])
    if (one && (one.on === place || one.on === 'everywhere')) return one;
  return null;
}

/** The answer that this switch gives instead of the page, or null where the page is answered (late, for `slow`). */
export async function misbehave(
  c: Context,
  site: Site,
  { what, ms }: Switched,
  closing: AbortSignal,
): Promise<Response | null> {
  const { charset } = site.settings;
  const refuse = (title: string, text: string, status: 403 | 429 | 500 | 503) =>
    answer(c, charset, messagePage(charset, title, text), status);
  switch (what) {
    case 'maintenance':
      return refuse(
        'メンテナンス中',
        'ただいまシステムメンテナンス中です。終了までしばらくお待ちください。',
        503,
      );
    case 'blocked':
      return refuse('403 Forbidden', 'このページへのアクセスは許可されていません。', 403);
    case 'too-many':
      return refuse('429 Too Many Requests', 'アクセスが集中しています。', 429);
    case 'error':
      return refuse('500 Internal Server Error', 'システムエラーが発生しました。', 500);
    case 'slow':
      await wait(ms, undefined, { signal: closing }).catch(() => {});
      return null;
    case 'hang':
      await new Promise((end) => closing.addEventListener('abort', end, { once: true }));
      return c.body(null, 503);
    case 'stall':
      return stream(c, (controller) => {
        controller.enqueue(new TextEncoder().encode('<!doctype html><html><body><form>'));
        return new Promise((end) => closing.addEventListener('abort', () => end(), { once: true }));
      });
    case 'drop': {
      const { incoming }: HttpBindings = c.env;
      incoming.socket.destroy();
      return c.body(null, 503);
    }
    case 'endless-redirects':
      return c.redirect(`/login?again=${Number(c.req.query('again') ?? 0) + 1}`, 302);
    case 'elsewhere':
      return c.redirect('https://login.example.com/', 302);
    case 'huge': {
      let left = HUGE_BYTES;
      return stream(c, async (controller) => {
        controller.enqueue(CHUNK);
        left -= CHUNK.length;
        if (left <= 0) controller.close();
      });
    }
    case 'captcha':
    case 'changed-page':
    case 'password-expired':
    case 'second-factor':
    case 'action-needed':
      return null;
  }
}

function stream(
  c: Context,
  pull: (controller: ReadableStreamDefaultController<Uint8Array>) => Promise<void>,
): Response {
  return c.body(new ReadableStream({ pull }), 200, { 'Content-Type': 'text/html; charset=UTF-8' });
}
