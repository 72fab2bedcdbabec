// Answers of the server that come late, not at all, or in part.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BrowserContext, Page } from 'playwright-core';

/** The page's calls of this kind are sent once they are let go. */
export async function holdCalls(page: Page, method: string, path: string) {
  const asked = Promise.withResolvers<void>();
  const decided = Promise.withResolvers<'send' | 'lose'>();
  let calls = 0;
  await page.route(`**/api/v1${path}`, async (route) => {
    if (route.request().method() !== method) return route.fallback();
    calls += 1;
    asked.resolve();
    await ((await decided.promise) === 'send' ? route.fallback() : route.abort());
  });
  return {
    /** Resolves with the first of them. */
    asked: asked.promise,
    calls: () => calls,
    letGo: () => decided.resolve('send'),
    lose: () => decided.resolve('lose'),
  };
}

/** The screen's own limits, in a tenth of their time. */
export const shortenLimits = (context: BrowserContext) =>
  context.addInitScript(
    'const limit = AbortSignal.timeout; AbortSignal.timeout = (ms) => limit.call(AbortSignal, ms / 10);',
  );

/** A server that begins an answer and does not end it. */
export async function startStalling() {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.write('{"items":[');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}
