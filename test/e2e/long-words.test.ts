// Words without a place to break (addresses of the web, names in one piece): no page is pushed sideways, on a phone nor on paper.
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { composeInquiry, composeNotice } from '../support/mails.ts';
import { phone, Screen } from '../support/open-screen.ts';

let screen: Screen;
beforeAll(async () => {
  screen = await Screen.open();
}, 180_000);
afterAll(() => screen?.close());
afterEach(async () => {
  await screen.closePages();
  expect(screen.complaints.splice(0)).toEqual([]);
});

const url = `https://www.example.jp/${'bukken-shousai-joho'.repeat(15)}`;
const name = 'Wolfeschlegelsteinhausenbergerdorff'.repeat(3).slice(0, 80);
const address = '東京都世田谷区桜丘九十九丁目九番九号サンプルコート桜丘'.repeat(4) + 'TOWER'.repeat(30);

/** A4 upright, without what printers leave free. */
const paper = { width: 718, height: 1_040 };

it('pushes no page sideways, on a phone nor on paper', async () => {
  const mail = composeInquiry({
    number: 'LONG-1',
    name,
    property: address,
    email: `${'a'.repeat(60)}@${'mail-'.repeat(11)}x.example.jp`,
  });
  await screen.program.sendMail(`${mail}== ご要望 ==\r\nご要望：${url}\r\n`);
  const notice = composeNotice(`RG-${'9'.repeat(90)}`);
  await screen.program.sendMail(notice.replace(/https:.*/, `${url} ${address}`));
  const reviewed = await screen.newestForReview();
  const [{ id: inquiry, customer }] = (await screen.program.get('/inquiries?requestNumber=LONG-1')).items;
  const page = await (await screen.openBrowser(phone)).newPage();
  const headers = { origin: screen.program.url };
  const post = async (path: string, data: object) => {
    const made = await page.request.post(`/api/v1${path}`, { data, headers });
    expect(made.status(), path).toBe(201);
    return made.json();
  };
  const note = await post(`/customers/${customer.id}/notes`, { text: url });
  await page.request.patch(`/api/v1/notes/${note.id}`, { data: { isPinned: true }, headers });
  await post(`/customers/${customer.id}/tasks`, { title: url.slice(0, 200), assigneeId: null });
  await post(`/inquiries/${inquiry}/activities`, { kind: 'call', text: `${url} ${name}` });
  for (const kind of ['groups', 'branches', 'statuses'])
    await post(`/${kind}`, { name, ...(kind === 'statuses' && { color: 'blue' }) });
  await post('/invitations', {
    email: `${'b'.repeat(60)}@${'firm-'.repeat(11)}x.example.jp`,
    role: 'member',
  });
  const customers = `/customers/${customer.id}`;
  const found: string[] = [];
  for (const path of [
    '/inquiries',
    `/inquiries?id=${inquiry}`,
    '/customers',
    customers,
    ...['property', 'inquiries', 'mail', 'files'].map((tab) => `${customers}?tab=${tab}`),
    '/tasks?whose=all',
    '/dashboard',
    '/review',
    '/mails',
    `/mails/${reviewed}`,
    ...['notices', 'groups', 'branches', 'statuses', 'users'].map((one) => `/settings/${one}`),
  ]) {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(path);
    await page.getByRole('heading').first().waitFor();
    await expect
      .poll(() => page.locator('[aria-busy="true"], [aria-label="読み込んでいます"]').count())
      .toBe(0);
    for (const media of ['screen', 'print'] as const) {
      await page.emulateMedia({ media });
      if (media === 'print') await page.setViewportSize(paper);
      found.push(...(await tooWide(page)).map((what) => `${path} (${media}) ${what}`));
    }
    await page.emulateMedia({ media: 'screen' });
  }
  expect(found).toEqual([]);
}, 240_000);

/** The page when it can be pushed sideways, and what of its text is cut off at its edge. */
function tooWide(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`(() => {
    const width = document.documentElement.clientWidth;
    const found = [];
    if (document.documentElement.scrollWidth > width)
      found.push('is ' + (document.documentElement.scrollWidth - width) + ' px too wide');
    const main = document.querySelector('main');
    for (const element of main.querySelectorAll('*')) {
      const { right, width: own } = element.getBoundingClientRect();
      // On a phone a table's heads are there for screen readers alone.
      const isApart = element.closest('thead, [role="tablist"]');
      if (own > 0 && right > width + 1 && !isApart && element.checkVisibility() && getComputedStyle(element).position !== 'absolute')
        found.push(element.tagName + '.' + element.className.toString().slice(0, 60) + ' ends at ' + Math.round(right));
    }
    return found.slice(0, 4);
  })()`);
}
