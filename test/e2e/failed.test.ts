// What cannot be had: said once, in its place, until it is there; and what is there stays.
import type { Locator, Page, Route } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { FIRST, phone, Screen } from '../support/open-screen.ts';

let screen: Screen;
let id: string;
beforeAll(async () => {
  screen = await Screen.open();
  id = (await screen.program.get('/customers?limit=1')).items[0].id;
}, 180_000);
afterAll(() => screen?.close());
afterEach(async () => {
  await screen.closePages();
  expect(screen.complaints.splice(0)).toEqual([]);
});

/** A mistake of ours, with another number each time. Nothing that would be tried again by itself: that takes seconds. */
let mistakes = 0;
const fail = (route: Route) =>
  route.fulfill({ status: 409, json: { code: 'internal', detail: `問題の番号は${++mistakes}です。` } });
const failed = (page: Page) => page.getByRole('alert').filter({ hasText: '表示できませんでした' });
const again = (page: Page) => page.getByRole('button', { name: 'もう一度読み込む' });
const LIST = /\/api\/v1\/customers\?/;
const GROUPS = '**/api/v1/dynamic-groups';

async function openAt(path: string, without: (string | RegExp)[], options?: typeof phone): Promise<Page> {
  const page = await (await screen.openBrowser(options)).newPage();
  for (const one of without) await page.route(one, fail);
  await page.goto(path);
  return page;
}

it('stays said while it is asked for again, and is read out once; one press brings all that failed', async () => {
  const page = await openAt('/customers', [LIST, GROUPS]);
  await failed(page).waitFor();
  // What is only one more thing to press says nothing of its own beside it.
  await expect.poll(() => page.getByText('できませんでした').count()).toBe(1);
  expect(await again(page).count()).toBe(1);
  const words = await failed(page).innerText();
  await page.evaluate(`
    window.read = 0;
    new MutationObserver((changes) => {
      for (const { target, addedNodes } of changes)
        if (target.parentElement?.closest('[role="alert"] p') || [...addedNodes].some((node) => node.matches?.('[role="alert"], :has([role="alert"])')))
          window.read += 1;
    }).observe(document.body, { childList: true, characterData: true, subtree: true });
  `);

  // A change elsewhere: all of the page is asked for again, and the server takes its time.
  const { promise: isOver, resolve: answer } = Promise.withResolvers<void>();
  const asked = page.waitForRequest(LIST);
  // Over the first one, which goes on answering until then.
  await page.route(LIST, async (route) => {
    await isOver;
    await fail(route);
  });
  await screen.sendInquiry();
  await asked;
  await page.locator('[role="alert"] button[data-loading]').waitFor();
  expect(await page.getByText('読み込んでいます').count()).toBe(0);
  answer();
  await page.locator('[role="alert"] button[data-loading]').waitFor({ state: 'detached' });
  expect(await failed(page).innerText()).toBe(words);
  expect(await page.evaluate('window.read')).toBe(0);

  await page.unroute(LIST);
  await page.unroute(GROUPS);
  const groups = page.waitForResponse(GROUPS);
  await again(page).click();
  await page.getByRole('link', { name: FIRST }).waitFor();
  expect((await groups).ok()).toBe(true);
  expect(await again(page).count()).toBe(0);
});

it('has no tool of a list on a line of its own above it, on a phone', async () => {
  const page = await openAt('/customers', [LIST, GROUPS], phone);
  await failed(page).waitFor();
  const rowOf = async (what: Locator) => {
    const { y, height } = (await what.boundingBox()) ?? { y: 0, height: 0 };
    return y + height / 2;
  };
  const filters = await rowOf(page.getByRole('button', { name: '絞り込み' }));
  expect(await rowOf(page.getByRole('button', { name: '表示する列' }))).toBeCloseTo(filters, 0);
  expect(await rowOf(page.getByRole('combobox', { name: '並び順' }))).toBeCloseTo(filters, 0);
});

it('is said in full by one of several parts of a page', async () => {
  const parts = [/\/customers\/[^/]+\/(timeline|pinned-notes)/, /\/api\/v1\/tasks\?/];
  // Hears of no change, at which it would ask by itself.
  const page = await openAt(`/customers/${id}`, [...parts, '**/api/v1/live']);
  await expect.poll(() => again(page).count()).toBe(2);
  expect(await failed(page).count()).toBe(1);
  for (const part of parts) await page.unroute(part);
  await again(page).first().click();
  await page.getByText('タスクはありません').waitFor();
  await expect.poll(() => again(page).count()).toBe(0);
});

it('is no reason to take away what is there', async () => {
  const page = await screen.openPage('/customers');
  await page.getByRole('link', { name: FIRST }).waitFor();
  await page.route(LIST, fail);
  // The second is asked once the first has come to its end.
  for (let time = 0; time < 2; time += 1) {
    const refused = page.waitForResponse(LIST);
    await screen.sendInquiry();
    await refused;
  }
  expect(await page.getByRole('link', { name: FIRST }).isVisible()).toBe(true);
  expect(await failed(page).count()).toBe(0);
});

it('is said where more was asked for, below what is there', async () => {
  const page = await (await screen.openBrowser()).newPage();
  await page.route(/\/timeline\?/, async (route) => {
    if (route.request().url().includes('cursor')) return fail(route);
    const answer = await route.fetch();
    return route.fulfill({ response: answer, json: { ...(await answer.json()), nextCursor: 'more' } });
  });
  await page.goto(`/customers/${id}`);
  await page.getByRole('button', { name: 'さらに表示' }).click();
  await page.getByRole('alert').filter({ hasText: '続きを表示できませんでした' }).waitFor();
});

it('is said instead of choices that are not all', async () => {
  const masters = '**/api/v1/masters';
  const page = await openAt('/inquiries', [masters]);
  await page.getByRole('checkbox', { name: `${FIRST}を選択` }).check();
  await page.getByRole('button', { name: '担当者', exact: true }).click();
  await page.getByRole('dialog').getByText('選択肢を表示できませんでした').waitFor();
  expect(await page.getByRole('option').count()).toBe(0);
  await page.unroute(masters);
  await again(page).click();
  await page.getByRole('option', { name: '未割当' }).waitFor();
});

it('leaves the way back where a page of a list cannot be had', async () => {
  const page = await (await screen.openBrowser()).newPage();
  for (const [path, api] of [
    ['/customers', 'customers'],
    ['/inquiries', 'inquiries'],
    ['/mails', 'mails'],
    ['/review', 'mails'],
    ['/connections', 'connections'],
    ['/settings/notices', 'outgoing-mails'],
  ] as const) {
    // With an API key nobody reads what was sent to whom.
    const { items = [] } = await screen.program.get(`/${api}`);
    const first = { items, nextCursor: 'second' };
    await page.unrouteAll();
    await page.route(new RegExp(`/api/v1/${api}\\?`), (route) =>
      route.request().url().includes('cursor=') ? fail(route) : route.fulfill({ json: first }),
    );
    await page.goto(path);
    const pages = page.getByRole('navigation', { name: 'ページ移動' });
    await pages.getByRole('link', { name: '次へ' }).click();
    await failed(page).waitFor();
    await pages.getByText('2ページ目').waitFor();
    await pages.getByRole('link', { name: '前へ' }).click();
    await failed(page).waitFor({ state: 'detached' });
    expect(new URL(page.url()).search, path).toBe('');
  }
});

it('keeps what a list is narrowed to on the way out of a place that is none', async () => {
  const page = await (await screen.openBrowser()).newPage();
  const narrowed = '?response=open&assigneeId=none';
  await page.goto(`/inquiries${narrowed}&cursor=nowhere&page=7`);
  await page.getByRole('link', { name: '最初のページを開く' }).click();
  await page.getByRole('combobox', { name: '担当者' }).waitFor();
  await expect.poll(() => new URL(page.url()).search).toBe(narrowed);

  // Of one connection that there is not (any more): said so.
  await page.goto('/mails?connection=00000000-0000-4000-8000-000000000000');
  await page.getByText('不明な連携').waitFor();
  await page.getByRole('link', { name: 'すべての受信メールを見る' }).click();
  await expect.poll(() => new URL(page.url()).search).toBe('');
});

it('goes one page on, however often that is pressed while it is on its way', async () => {
  const first = await screen.program.get('/customers');
  const { promise: isOver, resolve: answer } = Promise.withResolvers<void>();
  const page = await (await screen.openBrowser()).newPage();
  await page.route(LIST, async (route) => {
    const isSecond = route.request().url().includes('cursor=');
    if (isSecond) await isOver;
    await route.fulfill({ json: { ...first, nextCursor: isSecond ? null : 'second' } });
  });
  await page.goto('/customers');
  const pages = page.getByRole('navigation', { name: 'ページ移動' });
  await pages.getByRole('link', { name: '次へ' }).click();
  await pages.getByText('2ページ目').waitFor();
  await pages.getByRole('link', { name: '次へ' }).click();
  answer();
  await pages.getByRole('link', { name: '次へ' }).waitFor({ state: 'detached' });
  expect(await pages.innerText()).toContain('2ページ目');
  await pages.getByRole('link', { name: '前へ' }).click();
  await pages.getByText('1ページ目').waitFor();
});
