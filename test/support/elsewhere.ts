// What another person does while a page is open, as the page's own session does it through the API.
import type { APIResponse, Page } from 'playwright-core';
import { expect } from 'vitest';

/** Does it, whether the page hears of it or not yet. */
export async function does(page: Page, method: string, path: string, data?: object): Promise<APIResponse> {
  const made = await page.request.fetch(`/api/v1${path}`, {
    method,
    headers: { origin: new URL(page.url()).origin },
    ...(data && { data }),
  });
  expect(made.ok(), `${method} ${path}: ${made.status()}`).toBe(true);
  return made;
}

export const post = async (page: Page, path: string, data: object) =>
  (await does(page, 'POST', path, data)).json();

/** Does it, and the page has asked for what ends with `asked` again. */
export async function elsewhere(page: Page, method: string, path: string, asked: string, data?: object) {
  const reread = page.waitForResponse(
    (answer) => answer.request().method() === 'GET' && new URL(answer.url()).pathname.endsWith(asked),
  );
  const made = await does(page, method, path, data);
  await (await reread).finished();
  await drawn(page);
  return made;
}

/** One more turn of the page: it has drawn what it was told. */
const drawn = (page: Page) =>
  page.evaluate('new Promise((done) => requestAnimationFrame(() => setTimeout(done)))');

/** The page's next call of this kind meets what `before` did: the page has not heard of it when it sends. */
export async function overtaken(page: Page, method: string, path: string, before: () => Promise<unknown>) {
  const url = `**/api/v1${path}`;
  let isDone = false;
  await page.route(url, async (route) => {
    if (route.request().method() !== method || isDone) return route.fallback();
    isDone = true;
    await before();
    await route.continue();
  });
}
