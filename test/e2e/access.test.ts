// The screen for everybody: by keyboard, on a phone, in the dark, with a screen reader, on a slow line, with hostile text.
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { judgePages } from '../support/judge-pages.ts';
import { compose, composeNotice } from '../support/mails.ts';
import { FIRST, phone, Screen } from '../support/open-screen.ts';

let screen: Screen;

beforeAll(async () => {
  screen = await Screen.open();
}, 90_000);

afterAll(() => screen?.close());

afterEach(async () => {
  await screen.closePages();
  expect(screen.complaints.splice(0)).toEqual([]);
});

it('loads less than 250 kB of compressed JavaScript at first', async () => {
  const page = await (await screen.openBrowser()).newPage();
  const scripts: Promise<number>[] = [];
  page.on('requestfinished', (request) => {
    if (request.resourceType() === 'script')
      scripts.push(request.sizes().then((sizes) => sizes.responseBodySize));
  });
  await page.goto('/inquiries');
  await page.getByRole('link', { name: FIRST, exact: true }).waitFor();
  const bytes = (await Promise.all(scripts)).reduce((sum, size) => sum + size, 0);
  expect(bytes).toBeGreaterThan(50_000);
  expect(bytes).toBeLessThan(250_000);
});

it('shows what strangers wrote as text, whole on request, and the mail as it came', async () => {
  const long = '寿限無'.repeat(3_334);
  await screen.sendInquiry(long);
  await screen.sendInquiry('<img src=x onerror=alert(1)>');
  await screen.program.settled();
  const page = await screen.openPage('/customers', phone);
  await page.getByText('<img src=x onerror=alert(1)>').waitFor();
  const row = page.getByRole('row', { name: '寿限無' });
  expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBe(390);
  await row.getByRole('button', { name: '全文を表示' }).click();
  await row.getByText(long).waitFor();
  expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBe(390);

  await page.getByRole('link', { name: '<img' }).click();
  await page.getByRole('tab', { name: '元のメール' }).click();
  await page
    .getByRole('document', { name: '元のメール' })
    .getByText('お名前：<img src=x onerror=alert(1)>')
    .waitFor();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: '.eml をダウンロード' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/\.eml$/);
});

it('works by keyboard alone', async () => {
  const page = await screen.openPage('/inquiries');
  await page.getByRole('link', { name: FIRST, exact: true }).waitFor();
  await page.keyboard.press('Tab');
  expect(await page.evaluate('document.activeElement.textContent')).toBe('本文へ移動');
  await page.keyboard.press('Enter');
  expect(await page.evaluate('document.activeElement.id')).toBe('main');
  for (const [key, heading] of [
    ['顧客', '顧客'],
    ['ポータルサイト連携', 'ポータルサイト連携'],
    [/^反響/, '反響'],
  ] as const) {
    await page
      .getByRole('navigation', { name: 'メインメニュー' })
      .first()
      .getByRole('link', { name: key, exact: true })
      .focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: heading, exact: true }).waitFor();
    await expect.poll(() => page.evaluate('document.activeElement.tagName')).toBe('H1');
  }
  await page.getByRole('link', { name: FIRST, exact: true }).press('Enter');
  await expect
    .poll(() => page.evaluate('document.activeElement.textContent'), {
      message: 'the opened one has the focus',
    })
    .toBe(FIRST);
  await page.getByRole('link', { name: '顧客ページ' }).press('Enter');
  await page.getByRole('tab', { name: '反響' }).focus();
  await page.keyboard.press('ArrowRight');
  await page.getByRole('tab', { name: '物件', selected: true }).waitFor();
});

it('copies the inbox address, and lets one copy by hand when the browser refuses', async () => {
  const context = await screen.openBrowser();
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: screen.program.url });
  const page = await context.newPage();
  await page.goto('/connections');
  await page.getByRole('link', { name: 'リガイド 世田谷支店', exact: true }).click();
  await page.getByText(screen.program.inboxAddress).waitFor();
  const copy = page.getByRole('button', { name: 'Digima受信ボックスのアドレスをコピー' });
  await copy.click();
  await page.getByText('コピーしました').waitFor();
  expect(await page.evaluate('navigator.clipboard.readText()')).toBe(screen.program.inboxAddress);
  await page.evaluate('Object.defineProperty(navigator, "clipboard", { value: undefined })');
  await copy.click();
  await page.getByText('コピーできませんでした。').waitFor();
  expect(await page.evaluate('getSelection().toString()')).toBe(screen.program.inboxAddress);
});

it('has no serious barrier and no sideways scrolling on any page, light, dark and on a phone', async () => {
  await screen.program.sendMail(composeNotice('RG-NOTICE-3'));
  await screen.program.sendMail(compose('x@re-guide.jp', '今週のお得な情報', ['広告です。']));
  const mail = await screen.newestForReview();
  const [customer] = (await screen.program.get('/customers?limit=1')).items;
  const pages = [
    '/inquiries',
    '/customers',
    ...['', '?tab=property', '?tab=history', '?tab=mail'].map((tab) => `/customers/${customer.id}${tab}`),
    '/review',
    '/mails',
    `/mails/${mail}`,
    '/connections',
    '/connections/new',
    '/connections/setup?portal=re-guide',
    `/connections/${screen.program.firm.connectionId}`,
    `/mails?connection=${screen.program.firm.connectionId}&state=aside`,
    '/customers/nobody',
    '/nowhere',
    '/sign-in?ended=true',
    '/first-start',
  ];
  expect(await judgePages(screen, pages)).toEqual([]);
}, 60_000);
