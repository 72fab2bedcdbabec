// The screen in a real browser against the real program: what a person does, sees, and must not miss.
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { compose, composeInquiry, composeNotice } from '../support/mails.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { buildScreen } from '../support/screen.ts';

// Far from Japan: the screen speaks Japanese time anywhere.
const usual: BrowserContextOptions = {
  locale: 'ja-JP',
  timezoneId: 'America/New_York',
  reducedMotion: 'reduce',
};
const phone: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  isMobile: true,
  hasTouch: true,
};

const FIRST = '最初　一郎';

let program: TestProgram;
let browser: Browser;
let signedIn: Awaited<ReturnType<BrowserContext['storageState']>>;
let count = 0;
const bugs: string[] = [];

beforeAll(async () => {
  await buildScreen();
  [program, browser] = await Promise.all([startTestProgram(), launchBrowser()]);
  await program.sendMail(composeInquiry({ number: 'RG-FIRST', name: FIRST, email: 'first@example.jp' }));
  await program.settled();
}, 90_000);

afterAll(async () => {
  await browser?.close();
  await program?.stop();
});

afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
  expect(bugs.splice(0)).toEqual([]);
});

/** A browser of its own: tabs of one context share their live connection. */
async function openBrowser(options: BrowserContextOptions = {}): Promise<BrowserContext> {
  const context = await browser.newContext({
    ...usual,
    baseURL: program.url,
    ...(signedIn && { storageState: signedIn }),
    ...options,
  });
  context.setDefaultTimeout(15_000);
  context.on('weberror', (error) => bugs.push(error.error().message));
  context.on('console', (message) => {
    // What the network does is the tests' own doing; a refused script or a React mistake is not.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      bugs.push(message.text());
  });
  return context;
}

async function openPage(path: string, options?: BrowserContextOptions): Promise<Page> {
  const page = await (await openBrowser(options)).newPage();
  await page.goto(path);
  await page.getByRole('heading', { level: 1 }).waitFor();
  return page;
}

/** A request of somebody new; resolves with their name. */
async function sendInquiry(name?: string): Promise<string> {
  const n = ++count;
  const sent = name ?? `試験　${n}号`;
  await program.sendMail(
    composeInquiry({
      number: `RG-E2E-${n}`,
      name: sent,
      phone: `090-0000-2${String(n).padStart(3, '0')}`,
      email: `e2e${n}@example.jp`,
    }),
  );
  return sent;
}

async function newestMailForReview(): Promise<string> {
  await program.settled();
  return (await program.get('/mails?review=true&limit=1')).items[0].id;
}

it('signs in, says what is wrong at the field, and goes on to the page one wanted', async () => {
  const page = await (await openBrowser()).newPage();
  await page.goto('/customers?tab=x');
  await page.getByRole('heading', { name: 'サインイン' }).waitFor();
  await page.getByRole('button', { name: 'サインイン' }).click();
  await page.getByText('メールアドレスを入力してください。').waitFor();
  await page.getByLabel('メールアドレス').fill(program.owner.email);
  await page.getByLabel('パスワード', { exact: true }).fill('not the password');
  await page.keyboard.press('Enter');
  await page.getByText('メールアドレスまたはパスワードが正しくありません。').waitFor();
  await page.getByLabel('パスワード', { exact: true }).fill(program.owner.password);
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: FIRST, exact: true }).waitFor();
  expect(new URL(page.url()).pathname).toBe('/customers');
  expect(await page.title()).toBe('顧客 | Digima');
  signedIn = await page.context().storageState();
});

it('loads less than 250 kB of compressed JavaScript at first', async () => {
  const page = await (await openBrowser()).newPage();
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

it('shows a new inquiry in every tab without a reload, over one connection, also when its tab is closed', async () => {
  const context = await openBrowser();
  const live: string[] = [];
  context.on('request', (request) => {
    if (new URL(request.url()).pathname === '/api/v1/live') live.push(request.url());
  });
  const list = await context.newPage();
  await list.goto('/inquiries');
  await list.getByRole('link', { name: FIRST, exact: true }).waitFor();
  const customers = await context.newPage();
  await customers.goto('/customers');
  await customers.getByRole('link', { name: FIRST, exact: true }).waitFor();

  const name = await sendInquiry();
  const row = list.getByRole('row', { name });
  await row.getByText('新着').waitFor();
  await row.getByText('査定', { exact: true }).waitFor();
  expect(await row.getByRole('link', { name: `${name}に電話する` }).getAttribute('href')).toMatch(
    /^tel:\+8190/,
  );
  await customers.getByRole('row', { name }).waitFor();
  await customers.getByRole('alert').getByText('新しい反響が届きました').waitFor();
  expect(live).toHaveLength(1);

  await list.close();
  await expect.poll(() => live.length).toBe(2);
  await customers.getByRole('row', { name: await sendInquiry() }).waitFor();
  expect(live).toHaveLength(2);
});

it('hears of changes where the browser has no locks (plain HTTP in an office network)', async () => {
  const context = await openBrowser();
  await context.addInitScript('Object.defineProperty(navigator, "locks", { value: undefined })');
  const page = await context.newPage();
  await page.goto('/inquiries');
  await page.getByRole('link', { name: FIRST, exact: true }).waitFor();
  await page.getByRole('row', { name: await sendInquiry() }).waitFor();
});

it('does not move what one reads when a new row comes in above', async () => {
  while (count < 12) await sendInquiry();
  await program.settled();
  const page = await openPage('/inquiries', { viewport: { width: 1280, height: 500 } });
  const read = page.getByRole('row', { name: FIRST });
  await read.scrollIntoViewIfNeeded();
  const before = (await read.boundingBox())?.y ?? 0;
  const name = await sendInquiry();
  await page.getByRole('row', { name }).waitFor();
  await page.getByRole('button', { name: '新しい反響 1件' }).waitFor();
  expect(Math.abs(((await read.boundingBox())?.y ?? 0) - before)).toBeLessThan(2);
});

it('misses nothing over a restart of the server', async () => {
  const page = await openPage('/inquiries');
  await page.getByRole('link', { name: FIRST, exact: true }).waitFor();
  await program.stop();
  await page.getByText('接続が切れました。再接続しています…').waitFor();
  await page.getByRole('link', { name: FIRST, exact: true }).waitFor();
  program = await startTestProgram(program);
  const name = await sendInquiry();
  await page.getByRole('row', { name }).waitFor();
  await page.getByText('接続が切れました。再接続しています…').waitFor({ state: 'detached' });
});

it('turns a notice into a customer by hand', async () => {
  await program.sendMail(composeNotice('RG-NOTICE-1'));
  const id = await newestMailForReview();
  const page = await openPage('/review');
  await page.getByRole('link', { name: '要確認 1件が確認待ち' }).first().waitFor();
  await page.locator(`[data-id="${id}"]`).getByRole('link').click();
  await page.getByText('査定番号：RG-NOTICE-1').waitFor();

  await page.getByRole('button', { name: '顧客として登録' }).click();
  await page.getByText('お名前、電話番号、メールアドレスのいずれかが必要です。').nth(1).waitFor();
  const name = page.getByLabel('お名前');
  await name.fill('手　入力');
  // Enter, as at the end of a Japanese conversion, registers nobody.
  await name.press('Enter');
  await page.getByLabel('電話番号').fill('０９０−００００−８８８８');
  await page.getByLabel('郵便番号').fill('154');
  await page.getByRole('button', { name: '顧客として登録' }).click();
  await page.getByText('郵便番号は7桁の数字で入力してください。').waitFor();
  await page.getByLabel('郵便番号').fill('１５４－０００１');

  await page.getByRole('link', { name: '反響', exact: true }).first().click();
  await page.getByRole('button', { name: '入力を続ける' }).click();
  expect(await name.inputValue()).toBe('手　入力');

  await page.getByRole('button', { name: '顧客として登録' }).click();
  await page.getByRole('heading', { level: 1, name: '手　入力' }).waitFor();
  await page.getByText('〒154-0001').first().waitFor();
  const [customer] = (await program.get('/customers?phone=09000008888')).items;
  expect(customer.name).toBe('手　入力');
  await page.getByRole('link', { name: '要確認', exact: true }).first().waitFor();
});

it('puts selected text into a field, and says so when somebody else was first', async () => {
  await program.sendMail(composeNotice('RG-NOTICE-2'));
  const id = await newestMailForReview();
  const context = await openBrowser();
  const [mine, theirs] = [await context.newPage(), await context.newPage()];
  for (const page of [mine, theirs]) await page.goto(`/mails/${id}`);
  const text = mine.getByRole('document', { name: '元のメール' });
  await text.getByText('RG-NOTICE-2').waitFor();
  await mine.bringToFront();
  await text.selectText();
  await mine.getByRole('group').getByRole('button', { name: 'お問い合わせ内容' }).click();
  expect(await mine.getByLabel('お問い合わせ内容').inputValue()).toContain('査定番号：RG-NOTICE-2\n');

  await theirs.bringToFront();
  await theirs.getByRole('button', { name: '対応不要にする' }).click();
  await theirs.getByRole('dialog').getByRole('button', { name: '対応不要にする' }).click();
  await theirs.getByRole('heading', { level: 1, name: '要確認' }).waitFor();
  await theirs.getByText('確認が必要なメールはありません').waitFor();
  await mine.getByText('このメールは他の方が先に対応しました。').waitFor();
  expect(await mine.getByRole('button', { name: '顧客として登録' }).isDisabled()).toBe(true);
  expect(await mine.getByLabel('お問い合わせ内容').inputValue()).toContain('RG-NOTICE-2');
});

it('shows what strangers wrote as text, whole on request, and the mail as it came', async () => {
  const long = '寿限無'.repeat(3_334);
  await sendInquiry(long);
  await sendInquiry('<img src=x onerror=alert(1)>');
  await program.settled();
  const page = await openPage('/customers', phone);
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
  const page = await openPage('/inquiries');
  await page.getByRole('link', { name: FIRST, exact: true }).waitFor();
  await page.keyboard.press('Tab');
  expect(await page.evaluate('document.activeElement.textContent')).toBe('本文へ移動');
  await page.keyboard.press('Enter');
  expect(await page.evaluate('document.activeElement.id')).toBe('main');
  for (const [key, heading] of [
    ['顧客', '顧客'],
    ['ポータルサイト連携', 'ポータルサイト連携'],
    ['反響', '反響'],
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
  await page.getByRole('tab', { name: '反響' }).focus();
  await page.keyboard.press('ArrowRight');
  await page.getByRole('tab', { name: '物件', selected: true }).waitFor();
});

it('copies the inbox address, and lets one copy by hand when the browser refuses', async () => {
  const context = await openBrowser();
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: program.url });
  const page = await context.newPage();
  await page.goto('/connections');
  await page.getByText(program.inboxAddress).waitFor();
  const copy = page.getByRole('button', { name: 'リガイド 世田谷支店の受信ボックスのアドレスをコピー' });
  await copy.click();
  await page.getByText('コピーしました').waitFor();
  expect(await page.evaluate('navigator.clipboard.readText()')).toBe(program.inboxAddress);
  await page.evaluate('Object.defineProperty(navigator, "clipboard", { value: undefined })');
  await copy.click();
  await page.getByText('コピーできませんでした。').waitFor();
  expect(await page.evaluate('getSelection().toString()')).toBe(program.inboxAddress);
});

it('has no serious barrier and no sideways scrolling on any page, light, dark and on a phone', async () => {
  await program.sendMail(composeNotice('RG-NOTICE-3'));
  await program.sendMail(compose('x@re-guide.jp', '今週のお得な情報', ['広告です。']));
  const mail = await newestMailForReview();
  const [customer] = (await program.get('/customers?limit=1')).items;
  const pages = [
    '/inquiries',
    '/customers',
    ...['', '?tab=property', '?tab=history', '?tab=mail'].map((tab) => `/customers/${customer.id}${tab}`),
    '/review',
    '/mails',
    `/mails/${mail}`,
    '/connections',
    '/customers/nobody',
    '/nowhere',
    '/sign-in?ended=true',
    '/first-start',
  ];
  const found: string[] = [];
  const all = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
  const looks = [
    { look: {}, judge: (axe: AxeBuilder) => axe.withTags(all) },
    // What another look can spoil.
    {
      look: { ...phone, colorScheme: 'dark' as const },
      judge: (axe: AxeBuilder) =>
        axe.withRules(['color-contrast', 'target-size', 'scrollable-region-focusable']),
    },
  ];
  for (const { look, judge } of looks) {
    const context = await openBrowser(look);
    const page = await context.newPage();
    for (const path of pages) {
      await page.goto(path);
      await page.getByRole('heading').first().waitFor();
      await expect
        .poll(() => page.locator('[aria-busy="true"], [aria-label="読み込んでいます"]').count())
        .toBe(0);
      const { violations } = await judge(new AxeBuilder({ page }).setLegacyMode()).analyze();
      found.push(
        ...violations.map(
          ({ id, nodes }) => `${path} ${id}: ${nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`,
        ),
      );
      const overflow = await page.evaluate<number>(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      );
      if (overflow > 0) found.push(`${path} is ${overflow} px too wide`);
    }
    await context.close();
  }
  expect(found).toEqual([]);
}, 60_000);
