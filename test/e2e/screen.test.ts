// The screen in a real browser against the real program: what a person does, and must not miss.
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { cloneDatabase } from '../support/database.ts';
import { elsewhere } from '../support/elsewhere.ts';
import { composeNotice } from '../support/mails.ts';
import { FIRST, Screen } from '../support/open-screen.ts';
import { startTestProgram } from '../support/program.ts';

let screen: Screen;

beforeAll(async () => {
  screen = await Screen.open();
}, 90_000);

afterAll(() => screen?.close());

afterEach(async () => {
  await screen.closePages();
  expect(screen.complaints.splice(0)).toEqual([]);
});

it('signs in, says what is wrong at the field, and goes on to the page one wanted', async () => {
  const page = await (await screen.openStranger()).newPage();
  await page.goto('/customers?tab=x');
  await page.getByRole('heading', { name: 'サインイン' }).waitFor();
  await page.getByRole('button', { name: 'サインイン' }).click();
  await page.getByText('メールアドレスを入力してください。').waitFor();
  await page.getByLabel('メールアドレス').fill(screen.program.owner.email);
  await page.getByLabel('パスワード', { exact: true }).fill('not the password');
  await page.keyboard.press('Enter');
  await page.getByText('メールアドレスまたはパスワードが正しくありません。').waitFor();
  await page.getByLabel('パスワード', { exact: true }).fill(screen.program.owner.password);
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: FIRST, exact: true }).waitFor();
  expect(new URL(page.url()).pathname).toBe('/customers');
  expect(await page.title()).toBe('顧客 | Digima');
});

it('shows a new inquiry in every tab without a reload, over one connection, also when its tab is closed', async () => {
  const context = await screen.openBrowser();
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

  const name = await screen.sendInquiry();
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
  await customers.getByRole('row', { name: await screen.sendInquiry() }).waitFor();
  expect(live).toHaveLength(2);
});

it('hears of changes where the browser has no locks (plain HTTP in an office network)', async () => {
  const context = await screen.openBrowser();
  await context.addInitScript('Object.defineProperty(navigator, "locks", { value: undefined })');
  const page = await context.newPage();
  await page.goto('/inquiries');
  await page.getByRole('link', { name: FIRST, exact: true }).waitFor();
  await page.getByRole('row', { name: await screen.sendInquiry() }).waitFor();
});

it('shows what somebody wrote while its first answer was on the way', async () => {
  const page = await screen.openPage('/customers');
  const [{ id, name }] = (await screen.program.get('/customers?limit=1')).items;
  const answered = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  // The server has answered, and the answer comes late.
  await page.route(
    `**/api/v1/customers/${id}/timeline*`,
    async (route) => {
      const response = await route.fetch();
      answered.resolve();
      await released.promise;
      await route.fulfill({ response });
    },
    { times: 1 },
  );
  await page.getByRole('link', { name, exact: true }).click();
  await answered.promise;
  await elsewhere(page, 'POST', `/customers/${id}/notes`, '/api/v1/inquiries', { text: '折り返し希望' });
  released.resolve();
  await page.getByRole('list', { name: '経過' }).getByText('折り返し希望').waitFor();
});

it('does not move what one reads when a new row comes in above', async () => {
  for (let n = 0; n < 12; n += 1) await screen.sendInquiry();
  await screen.program.settled();
  const page = await screen.openPage('/inquiries', { viewport: { width: 1280, height: 500 } });
  const read = page.getByRole('row', { name: FIRST });
  await read.scrollIntoViewIfNeeded();
  const before = (await read.boundingBox())?.y ?? 0;
  const name = await screen.sendInquiry();
  await page.getByRole('row', { name }).waitFor();
  await page.getByRole('button', { name: '新しい反響 1件' }).waitFor();
  expect(Math.abs(((await read.boundingBox())?.y ?? 0) - before)).toBeLessThan(2);
});

it('misses nothing over a restart of the server', async () => {
  const page = await screen.openPage('/inquiries');
  await page.getByRole('link', { name: FIRST, exact: true }).waitFor();
  await screen.program.stop();
  await page.getByText('接続が切れました。再接続しています…').waitFor();
  await page.getByRole('link', { name: FIRST, exact: true }).waitFor();
  // The mail is there before the page is: no event of it will ever come to this page.
  await page.route('**/api/v1/live', (route) => route.abort());
  screen.program = await startTestProgram(screen.program);
  const name = await screen.sendInquiry();
  await screen.program.settled();
  await page.unroute('**/api/v1/live');
  await page.getByRole('row', { name }).waitFor();
  await page.getByText('接続が切れました。再接続しています…').waitFor({ state: 'detached' });
});

it('turns a notice into a customer by hand', async () => {
  await screen.program.sendMail(composeNotice('RG-NOTICE-1'));
  const id = await screen.newestForReview();
  const page = await screen.openPage('/review');
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

  await page.getByRole('link', { name: /^反響/ }).first().click();
  await page.getByRole('button', { name: '入力を続ける' }).click();
  expect(await name.inputValue()).toBe('手　入力');

  await page.getByRole('button', { name: '顧客として登録' }).click();
  await page.getByRole('heading', { level: 1, name: '手　入力' }).waitFor();
  await page.getByText('〒154-0001').first().waitFor();
  const [customer] = (await screen.program.get('/customers?phone=09000008888')).items;
  expect(customer.name).toBe('手　入力');
  await page.getByRole('link', { name: '要確認', exact: true }).first().waitFor();
});

it('puts selected text into a field, and says so when somebody else was first', async () => {
  await screen.program.sendMail(composeNotice('RG-NOTICE-2'));
  const id = await screen.newestForReview();
  const context = await screen.openBrowser();
  const [mine, theirs] = [await context.newPage(), await context.newPage()];
  for (const page of [mine, theirs]) await page.goto(`/mails/${id}`);
  const text = mine.getByRole('document', { name: '元のメール' });
  await text.getByText('RG-NOTICE-2').waitFor();
  await mine.bringToFront();
  await text.selectText();
  await mine.getByRole('group').getByRole('button', { name: 'お問い合わせ内容' }).click();
  expect(await mine.getByLabel('お問い合わせ内容').inputValue()).toContain('査定番号：RG-NOTICE-2\n');
  await mine.getByText('選択した文字を入れる').waitFor({ state: 'detached' });

  await theirs.bringToFront();
  await theirs.getByRole('button', { name: '対応不要にする' }).click();
  await theirs.getByRole('dialog').getByRole('button', { name: '対応不要にする' }).click();
  await theirs.getByRole('heading', { level: 1, name: '要確認' }).waitFor();
  await theirs.getByText('確認が必要なメールはありません').waitFor();
  await mine.getByText('このメールは他の方が先に対応しました。').waitFor();
  expect(await mine.getByRole('button', { name: '顧客として登録' }).isDisabled()).toBe(true);
  expect(await mine.getByLabel('お問い合わせ内容').inputValue()).toContain('RG-NOTICE-2');
});

it('signs out, and asks to sign in again when the session is over, then goes on where one was', async () => {
  const page = await screen.openPage('/customers');
  await page.context().clearCookies();
  await screen.sendInquiry();
  await page.getByText('サインインの有効期限が切れました。').waitFor();
  await page.getByLabel('メールアドレス').fill(screen.program.owner.email);
  await page.getByLabel('パスワード', { exact: true }).fill(screen.program.owner.password);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: '顧客' }).waitFor();
  await page.getByRole('button', { name: '高橋 誠さんのメニュー' }).click();
  await page.getByRole('menuitem', { name: 'サインアウト' }).click();
  await page.getByRole('heading', { level: 1, name: 'サインイン' }).waitFor();
  await page.goto('/inquiries');
  await page.getByRole('heading', { level: 1, name: 'サインイン' }).waitFor();
});

it('makes the first firm and its owner over the link of the first start', async () => {
  const fresh = await startTestProgram({ server: await cloneDatabase(), firm: screen.program.firm, port: 0 });
  try {
    const page = await (await screen.openStranger({ baseURL: fresh.url })).newPage();
    await page.goto(fresh.firstStartUrl ?? '');
    await page.getByLabel('会社名').fill('株式会社はじめて不動産');
    expect(page.url()).toBe(`${fresh.url}/first-start`);
    await page.getByLabel('オーナーのお名前').fill('初野　始');
    await page.getByLabel('メールアドレス').fill('owner@first.example.jp');
    await page.getByLabel('パスワード', { exact: true }).fill('short');
    await page.getByRole('button', { name: '登録して始める' }).click();
    await page.getByText('パスワードは10文字以上にしてください。').waitFor();
    await page.getByLabel('パスワード', { exact: true }).fill('long enough it is');
    await page.getByRole('button', { name: '登録して始める' }).click();
    await page.getByText('反響はまだありません').waitFor();
    await page.getByText('株式会社はじめて不動産').waitFor();
    await page.goto('/first-start');
    await page.getByText('最初の設定は済んでいます。').waitFor();
  } finally {
    await fresh.stop();
  }
});

it('can be installed: a manifest without a fault, icons of the sizes it says', async () => {
  const page = await (await screen.openStranger()).newPage();
  await page.goto('/sign-in');
  const browser = await page.context().newCDPSession(page);
  const { url, errors, data } = await browser.send('Page.getAppManifest');
  expect({ path: new URL(url).pathname, errors }).toEqual({ path: '/manifest.webmanifest', errors: [] });
  const served = await page.request.get('/manifest.webmanifest');
  expect(served.headers()['content-type']).toContain('application/manifest+json');
  const { icons, start_url, display } = JSON.parse(data ?? '{}');
  expect({ start_url, display }).toEqual({ start_url: '/inquiries', display: 'standalone' });
  for (const { src, sizes, type } of icons) {
    const icon = await page.request.get(src);
    const bytes = await icon.body();
    // A PNG says its width and height in its first 24 bytes.
    expect(`${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`).toBe(sizes);
    expect(icon.headers()['content-type']).toBe(type);
  }
  expect(icons.map(({ purpose }: { purpose: string }) => purpose).sort()).toEqual([
    'any',
    'any',
    'maskable',
    'maskable',
  ]);
});
