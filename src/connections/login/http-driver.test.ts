// The HTTP driver against the pretended RE-Guide site: every answer it may get, and what must never be sent or repeated.
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Place, SiteSwitch } from '../../../simulator/re-guide/model.ts';
import { type ReGuideSite, startReGuideSite } from '../../../simulator/re-guide/start.ts';
import { type Outbound, openOutbound } from '../../platform/outbound.ts';
import { login as reGuide } from '../../portals/re-guide/login.ts';
import type { SignInHooks } from './driver.ts';
import { openHttpDriver } from './http-driver.ts';

/** The program stays up. */
const STAYING = new AbortController().signal;
const account = { userId: 'mihon-本店', password: 'ひみつ 髙 pass' };
let site: ReGuideSite;
let outbound: Outbound;
let own: Server | null = null;
beforeAll(async () => {
  site = await startReGuideSite();
  outbound = openOutbound({ allow: [new URL(site.url).host], timeoutMs: 500 });
});
afterAll(async () => {
  await outbound.close();
  await site.stop();
});
beforeEach(() => {
  site.open(account);
  site.set(null);
  site.settings.charset = 'Shift_JIS';
});
afterEach(() => {
  own?.closeAllConnections();
  own?.close();
  own = null;
});

/** Signs in; `left` counts how often the password was about to leave. */
async function signIn(given: { password?: string; url?: string; outbound?: Outbound } = {}) {
  const seen = { left: 0, answered: 0 };
  const hooks: SignInHooks = {
    beforeSubmit: async () => void seen.left++,
    onAnswer: async () => void seen.answered++,
    signal: new AbortController().signal,
  };
  const { outcome, session } = await openHttpDriver(given.outbound ?? outbound).signIn(
    { ...reGuide, url: given.url ?? site.loginUrl },
    { ...account, ...(given.password && { password: given.password }) },
    hooks,
  );
  return { outcome, session, ...seen };
}

test.each(['Shift_JIS', 'UTF-8'] as const)(
  'the right password is verified in %s, and opens pages',
  async (charset) => {
    site.settings.charset = charset;
    const { outcome, session, left } = await signIn();
    expect([outcome, left]).toEqual(['verified', 1]);
    const home = await session?.open(new URL('/member/', site.url), STAYING);
    expect(home).toMatchObject({ ok: true, status: 200, html: expect.stringContaining('ログアウト') });
    site.signOutAll();
    expect(await session?.open(new URL('/member/', site.url), STAYING)).toEqual({
      ok: false,
      why: 'signed-out',
    });
    expect(await session?.open(new URL('https://other.example.com/'), STAYING)).toEqual({
      ok: false,
      why: 'elsewhere',
    });
  },
);

test('a wrong password is wrong, and at the fifth the account is locked', async () => {
  const outcomes = [];
  for (let n = 0; n < 6; n++) outcomes.push((await signIn({ password: `x${n}` })).outcome);
  expect(outcomes).toEqual([...Array(4).fill('wrong-credentials'), 'locked', 'locked']);
  expect((await signIn()).outcome).toBe('locked');
});

const cases: [SiteSwitch, Place, string, number][] = [
  ['password-expired', 'everywhere', 'password-expired', 1],
  ['second-factor', 'everywhere', 'second-factor', 1],
  ['action-needed', 'everywhere', 'action-needed', 1],
  ['captcha', 'everywhere', 'captcha', 0],
  ['captcha', 'answer', 'captcha', 1],
  ['changed-page', 'form', 'site-changed', 0],
  ['changed-page', 'answer', 'site-changed', 1],
  ['maintenance', 'form', 'unavailable', 0],
  ['maintenance', 'answer', 'unavailable', 1],
  ['blocked', 'form', 'blocked', 0],
  ['too-many', 'answer', 'blocked', 1],
  ['error', 'form', 'unavailable', 0],
  ['error', 'answer', 'interrupted', 1],
  ['hang', 'form', 'unavailable', 0],
  ['hang', 'answer', 'interrupted', 1],
  ['stall', 'form', 'unavailable', 0],
  ['drop', 'form', 'unavailable', 0],
  ['drop', 'answer', 'interrupted', 1],
  ['endless-redirects', 'form', 'unavailable', 0],
  ['elsewhere', 'form', 'site-changed', 0],
  ['elsewhere', 'answer', 'site-changed', 1],
  ['huge', 'form', 'unavailable', 0],
  ['huge', 'answer', 'interrupted', 1],
  ['slow', 'everywhere', 'verified', 1],
];
test.each(cases)('%s on %s is %s, and the password leaves %i times', async (what, on, outcome, left) => {
  site.set(what, { on, ms: 50 });
  const before = site.attempts.length;
  expect(await signIn()).toMatchObject({ outcome, left });
  expect(site.attempts.length - before).toBe(left);
});

test('an address that may not be called, or does not answer', async () => {
  const strict = openOutbound();
  expect(await signIn({ outbound: strict })).toMatchObject({ outcome: 'site-changed', left: 0 });
  await strict.close();
  const closed = openOutbound({ allow: ['127.0.0.1:1'] });
  expect(await signIn({ outbound: closed, url: 'http://127.0.0.1:1/login' })).toMatchObject({
    outcome: 'unavailable',
    left: 0,
  });
  await closed.close();
});

/** A site of our own that answers like this. */
async function serve(listener: RequestListener): Promise<{ url: string; outbound: Outbound }> {
  own = createServer(listener);
  await new Promise<void>((up) => own?.listen(0, '127.0.0.1', up));
  const host = `127.0.0.1:${(own.address() as AddressInfo).port}`;
  return { url: `http://${host}/login`, outbound: openOutbound({ allow: [host], timeoutMs: 500 }) };
}
const form = (action: string) =>
  `<form method=post action="${action}"><input name=login_id><input name=password type=password></form>`;
async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) body += chunk;
  return body;
}

test.each([307, 308])('a site that wants the form again (%i) does not get it again', async (status) => {
  let posts = 0;
  const served = await serve((request, answer) => {
    if (request.method === 'GET') return answer.end(form('/login'));
    posts++;
    return answer.writeHead(status, { location: '/login' }).end();
  });
  expect((await signIn(served)).outcome).toBe('site-changed');
  expect(posts).toBe(1);
});

test.each([
  ['a redirect', (answer: ServerResponse) => answer.writeHead(302, { location: '/home' }).end()],
  [
    'a page that goes on',
    (answer: ServerResponse) => answer.end('<meta http-equiv="refresh" content="0;url=/home">'),
  ],
])('a page that is down behind %s leaves open what became of the password', async (_, leadOn) => {
  const served = await serve((request, answer) => {
    answer.setHeader('content-type', 'text/html; charset=utf-8');
    if (request.url === '/home') return answer.writeHead(503).end('メンテナンス中');
    return request.method === 'GET' ? answer.end(form('/login')) : leadOn(answer);
  });
  expect((await signIn({ ...served, password: 'wrong' })).outcome).toBe('interrupted');
});

test('the password never goes to another site, also when the page or a redirect asks for it', async () => {
  const heard: string[] = [];
  const thief = createServer(async (request, answer) => {
    heard.push(await bodyOf(request));
    answer.end();
  });
  await new Promise<void>((up) => thief.listen(0, '127.0.0.1', up));
  const elsewhere = `http://127.0.0.1:${(thief.address() as AddressInfo).port}/`;
  const both = await serve((request, answer) => {
    const leads = request.url === '/login' ? form(elsewhere) : '';
    answer.end(leads);
  });
  const open = openOutbound({ allow: [new URL(both.url).host, new URL(elsewhere).host] });
  expect(await signIn({ url: both.url, outbound: open })).toMatchObject({ outcome: 'site-changed', left: 0 });
  await open.close();
  expect(heard).toEqual([]);
  thief.close();
});

test('a page that goes on by itself is followed, within the site', async () => {
  const served = await serve((request, answer) => {
    answer.setHeader('content-type', 'text/html; charset=utf-8');
    if (request.url === '/login' && request.method === 'GET') return answer.end(form(''));
    if (request.url === '/home') return answer.end('<a href="/logout">x</a>');
    return answer.end('<meta http-equiv="refresh" content="0;url=/home">しばらくお待ちください');
  });
  expect((await signIn(served)).outcome).toBe('verified');
});

test('what gives up before the password leaves sends nothing', async () => {
  site.set('hang', { on: 'form' });
  const stop = new AbortController();
  let left = 0;
  const trying = openHttpDriver(outbound).signIn({ ...reGuide, url: site.loginUrl }, account, {
    beforeSubmit: async () => void left++,
    onAnswer: async () => {},
    signal: stop.signal,
  });
  stop.abort(new Error('the program stops'));
  await expect(trying).rejects.toThrow('the program stops');
  expect(left).toBe(0);
});
