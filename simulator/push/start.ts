// A pretended push service with its browsers: takes what RFC 8030, 8291 and 8292 ask for, refuses anything else, and shows what a
// browser would have decrypted.
import { createECDH, createHash, randomBytes } from 'node:crypto';
import { Hono } from 'hono';
import { importJWK, jwtVerify } from 'jose';
import { listen } from '../listen.ts';
import { decrypt, type Receiver } from './decrypt.ts';

/** What a browser got. */
export interface Pushed {
  endpoint: string;
  /** Decrypted. */
  text: string;
  ttl: number;
  urgency: string | null;
  /** Of the signature: whom the service may write to. */
  subject: string;
}

export interface PushSite {
  url: string;
  /** host:port, to be allowed. */
  host: string;
  /** A browser subscribes for this applicationServerKey, as PushSubscription.toJSON() gives it. */
  subscribe(key: string): { endpoint: string; keys: { p256dh: string; auth: string } };
  /** From now on this endpoint is over (410). */
  forget(endpoint: string): void;
  /** The next requests are answered so. */
  answers(statuses: number[]): void;
  pushed(): readonly Pushed[];
  /** Why requests were refused. */
  refused(): readonly string[];
  stop(): Promise<void>;
}

const DAY_S = 24 * 3_600;
const BODY_MAX = 4_096;
const URGENCIES = ['very-low', 'low', 'normal', 'high'];

class Refused extends Error {
  readonly status: 400 | 401 | 403 | 404 | 410 | 413;
  constructor(status: Refused['status'], why: string) {
    super(why);
    this.status = status;
  }
}

/** Starts it. @throws when the port is taken. */
export async function startPushSite({ host = '127.0.0.1', port = 0 } = {}): Promise<PushSite> {
  const browsers = new Map<string, Receiver & { key: string; isGone: boolean }>();
  const pushed: Pushed[] = [];
  const refused: string[] = [];
  let statuses: number[] = [];
  const app = new Hono();
  app.post('/push/:id', async (c) => {
    const status = statuses.shift();
    if (status) return c.body(null, status as 500);
    try {
      const browser = browsers.get(c.req.param('id'));
      if (!browser) throw new Refused(404, 'no such subscription');
      if (browser.isGone) throw new Refused(410, 'the subscription is over');
      const ttl = Number(c.req.header('ttl') ?? Number.NaN);
      if (!Number.isInteger(ttl) || ttl < 0) throw new Refused(400, 'RFC 8030 §5.2: no TTL');
      const urgency = c.req.header('urgency') ?? null;
      if (urgency !== null && !URGENCIES.includes(urgency)) throw new Refused(400, 'RFC 8030 §5.3: urgency');
      const subject = await signedBy(c.req.header('authorization') ?? '', browser.key, url);
      if (c.req.header('content-encoding') !== 'aes128gcm') throw new Refused(400, 'RFC 8291 §4: encoding');
      const body = Buffer.from(await c.req.arrayBuffer());
      if (body.length > BODY_MAX) throw new Refused(413, 'too large');
      const endpoint = `${url}/push/${c.req.param('id')}`;
      pushed.push({ endpoint, text: decrypt(body, browser).toString('utf8'), ttl, urgency, subject });
      return c.body(null, 201, { Location: `${url}/message/${pushed.length}` });
    } catch (error) {
      refused.push((error as Error).message);
      return c.text((error as Error).message, error instanceof Refused ? error.status : 400);
    }
  });
  const http = await listen(app.fetch, host, port);
  const url = `http://${host}:${http.port}`;
  return {
    url,
    host: `${host}:${http.port}`,
    subscribe(key) {
      const ecdh = createECDH('prime256v1');
      ecdh.generateKeys();
      const auth = randomBytes(16);
      const id = createHash('sha256').update(auth).digest('base64url');
      browsers.set(id, { ecdh, auth, key, isGone: false });
      return {
        endpoint: `${url}/push/${id}`,
        keys: { p256dh: ecdh.getPublicKey().toString('base64url'), auth: auth.toString('base64url') },
      };
    },
    forget(endpoint) {
      const browser = browsers.get(endpoint.split('/').at(-1) ?? '');
      if (browser) browser.isGone = true;
    },
    answers(next) {
      statuses = next;
    },
    pushed: () => pushed,
    refused: () => refused,
    stop: http.stop,
  };
}

/** RFC 8292: `vapid t=JWT, k=KEY`, signed by the key the browser subscribed for, for this service, for a day at most. */
async function signedBy(header: string, key: string, origin: string): Promise<string> {
  const [, token = '', given = ''] = /^vapid t=([\w.-]+),\s*k=([\w-]+)$/.exec(header) ?? [];
  if (token === '') throw new Refused(401, 'RFC 8292 §3: no signature');
  if (given !== key) throw new Refused(403, 'RFC 8292 §4.2: another key than subscribed for');
  const point = Buffer.from(given, 'base64url');
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    x: point.subarray(1, 33).toString('base64url'),
    y: point.subarray(33).toString('base64url'),
  };
  const { payload } = await jwtVerify(token, await importJWK(jwk, 'ES256'), { audience: origin }).catch(
    () => {
      throw new Refused(403, 'RFC 8292 §2: the signature does not hold');
    },
  );
  if (!payload.exp || payload.exp > Date.now() / 1_000 + DAY_S + 60)
    throw new Refused(403, 'RFC 8292 §2: exp');
  const { sub = '' } = payload;
  if (!/^(?:mailto:|https:)/.test(sub)) throw new Refused(403, 'RFC 8292 §2.1: sub');
  return sub;
}
