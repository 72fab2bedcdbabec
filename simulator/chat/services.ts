// The chat services as the product meets them: each takes what its documentation says, and refuses anything else as it does
// (docs/adr/0028 says what is documented where).
import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';

/** A message a service took. */
export interface Said {
  id: number;
  at: string;
  service: 'slack' | 'chatwork' | 'line-works';
  /** The webhook's path, or the room's number. */
  place: string;
  /** As a person reads it there. */
  text: string;
  /** As it came. */
  body: string;
}

/** An answer in place of the usual one; status 0: the connection is cut once the request is there. */
export interface OtherAnswer {
  status: number;
  headers?: Record<string, string>;
  body?: string;
}

/** What its members may post with; other tokens and webhooks are unknown. */
export const CHATWORK_TOKEN = 'invented-chatwork-token';
export const SLACK_PATH = 'T00000000/B00000000/invented';
export const LINE_WORKS_PATH = 'invented-hook';

/** `take` keeps a message; `other` is asked before each answer. */
export function chatServices(
  take: (said: Omit<Said, 'id' | 'at'>) => void,
  other: () => OtherAnswer | null,
): Hono {
  const app = new Hono();
  app.use(async (c, next) => {
    const given = c.req.method === 'POST' ? other() : null;
    if (!given) return next();
    if (given.status === 0) (c.env as HttpBindings).incoming.socket.destroy();
    return c.newResponse(given.body ?? '', (given.status || 500) as 500, given.headers);
  });

  app.post('/slack/services/*', async (c) => {
    const place = c.req.path.slice('/slack/services/'.length);
    if (place !== SLACK_PATH) return c.text('no_service', 404);
    const body = await c.req.text();
    const said = isJson(c.req.header('content-type')) ? parsed(body) : null;
    if (said === null) return c.text('invalid_payload', 400);
    if (typeof said.text !== 'string' || said.text === '') return c.text('no_text', 400);
    take({ service: 'slack', place, text: slackShown(said.text), body });
    return c.text('ok');
  });

  app.post('/chatwork/v2/rooms/:room/messages', async (c) => {
    if (c.req.header('x-chatworktoken') !== CHATWORK_TOKEN)
      return c.json({ errors: ['Invalid API token'] }, 401);
    if (!c.req.header('content-type')?.startsWith('application/x-www-form-urlencoded'))
      return c.json({ errors: ['Content-Type is not application/x-www-form-urlencoded'] }, 400);
    const place = c.req.param('room');
    const body = await c.req.text();
    const said = new URLSearchParams(body).get('body') ?? '';
    if (said === '') return c.json({ errors: ["Parameter 'body' is required"] }, 400);
    take({ service: 'chatwork', place, text: chatworkShown(said), body });
    return c.json({ message_id: '1234567890' });
  });

  app.post('/line-works/message/:hook', async (c) => {
    const place = c.req.param('hook');
    if (place !== LINE_WORKS_PATH) return c.json({ code: 404, description: 'not found' }, 404);
    const body = await c.req.text();
    const said = isJson(c.req.header('content-type')) ? parsed(body) : null;
    const text = (said?.body as { text?: unknown } | undefined)?.text;
    if (typeof text !== 'string' || text === '')
      return c.json({ code: 400, description: 'missing parameter' }, 400);
    const button = said?.button as { label?: unknown; url?: unknown } | undefined;
    if (button && (typeof button.label !== 'string' || typeof button.url !== 'string'))
      return c.json({ code: 400, description: 'invalid parameter' }, 400);
    take({
      service: 'line-works',
      place,
      text: [said?.title, text, button && `${button.label}: ${button.url}`].filter(Boolean).join('\n'),
      body,
    });
    return c.json({ code: 200, description: 'success' });
  });
  return app;
}

const isJson = (type: string | undefined): boolean => type?.startsWith('application/json') ?? false;

function parsed(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

/** `<!channel>` calls everybody, `<url|words>` is a link, `*…*` is bold; then entities are letters. */
const slackShown = (text: string): string =>
  text
    .replace(/<!(\w+)[^>]*>/g, '【全員への呼び出し $1】')
    .replace(/<([^|>]+)\|([^>]*)>/g, '$2: $1')
    .replace(/^\*(.*)\*$/gm, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

const chatworkShown = (text: string): string =>
  text
    .replace(/\[toall\]|\[To:\d+\]/gi, '【呼び出し】')
    .replaceAll('[/title]', '\n')
    .replace(/\[\/?(?:info|title|hr|code)\]/g, '');
