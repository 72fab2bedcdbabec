// The screen for everybody: by keyboard, on a phone, in the dark, with a screen reader, on a slow line, with hostile text.
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
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
  // On paper it is whole: nobody presses anything there.
  for (const [event, times] of [
    ['beforeprint', 1],
    ['afterprint', 0],
  ] as const) {
    await page.evaluate(`dispatchEvent(new Event('${event}'))`);
    await expect.poll(() => row.getByText(long).count()).toBe(times);
  }
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

it('asks once before what is typed in two places is lost, and before the tab is closed', async () => {
  const [{ id }] = (await screen.program.get('/customers?limit=1')).items;
  const page = await screen.openPage(`/customers/${id}`);
  await page.getByRole('button', { name: '編集', exact: true }).click();
  await page.getByLabel('お名前').fill('書きかけ　華');
  const card = page.getByRole('region', { name: 'タスク' });
  await card.getByRole('button', { name: 'タスクを追加' }).click();
  const task = card.getByRole('textbox', { name: 'タスクの内容' });
  await task.fill('電話する');
  const menu = page.getByRole('navigation', { name: 'メインメニュー' }).first();
  const question = page.getByRole('dialog', { name: '入力中の内容があります' });
  await menu.getByRole('link', { name: '顧客', exact: true }).click();
  await question.getByRole('button', { name: '入力を続ける' }).click();
  const [asks] = await Promise.all([page.waitForEvent('dialog'), page.close({ runBeforeUnload: true })]);
  expect(asks.type()).toBe('beforeunload');
  await asks.dismiss();
  expect([await page.getByLabel('お名前').inputValue(), await task.inputValue()]).toEqual([
    '書きかけ　華',
    '電話する',
  ]);
  await menu.getByRole('link', { name: '顧客', exact: true }).click();
  await question.getByRole('button', { name: '破棄して移動する' }).click();
  await page.getByRole('heading', { level: 1, name: '顧客', exact: true }).waitFor();
  await page.goBack();
  await page.getByRole('button', { name: '編集', exact: true }).waitFor();
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
