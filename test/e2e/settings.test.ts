// 設定 in a real browser: people, statuses and groups, options, the mails that went out.
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { switchOption } from '../../src/accounts/index.ts';
import { asOwner } from '../support/database.ts';
import { judgePages } from '../support/judge-pages.ts';
import { Screen } from '../support/open-screen.ts';
import { join } from '../support/people.ts';
import { startTestProgram } from '../support/program.ts';
import { openSink, type Sink } from '../support/sink.ts';

let screen: Screen;
let sink: Sink;

beforeAll(async () => {
  sink = await openSink();
  screen = await Screen.open({ SMTP_URL: sink.url, OPTIONS_SELF_SERVICE: 'true' });
}, 180_000);

afterAll(async () => {
  await screen?.close();
  await sink?.close();
});

afterEach(async () => {
  sink.behaves();
  await screen.closePages();
  expect(screen.complaints.splice(0)).toEqual([]);
});

const dialogOf = (page: Page) => page.getByRole('dialog');

const openAs = async (context: BrowserContext, path: string) => {
  const page = await context.newPage();
  await page.goto(path);
  await page.getByRole('heading', { level: 1 }).waitFor();
  return page;
};

it('leads to every setting from the menu, also on a phone', async () => {
  const page = await screen.openPage('/inquiries', { viewport: { width: 390, height: 844 } });
  await page
    .getByRole('navigation', { name: 'メインメニュー' })
    .last()
    .getByRole('link', { name: '設定' })
    .click();
  for (const name of [
    'ユーザー',
    '顧客ステータス',
    '顧客グループ（静的）',
    '機能契約',
    '通知履歴',
    'メールの再読み取り',
    'パスワードの変更',
  ]) {
    await page.getByRole('heading', { level: 1, name: '設定', exact: true }).waitFor();
    await page.getByRole('main').getByRole('link', { name, exact: false }).first().click();
    await page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
    await page.getByRole('link', { name: '設定へ戻る' }).click();
  }
});

it('takes an invitation back after asking', async () => {
  const page = await screen.openPage('/settings/users');
  await page.getByRole('button', { name: 'ユーザーを招待' }).click();
  await dialogOf(page).getByLabel('メールアドレス').fill('mistaken@firm.example.jp');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'mistaken@firm.example.jpへの招待を取り消す' }).click();
  await dialogOf(page).getByRole('button', { name: 'やめる' }).click();
  await page.getByRole('button', { name: 'mistaken@firm.example.jpへの招待を取り消す' }).click();
  await dialogOf(page).getByRole('button', { name: '取り消す' }).click();
  await page.getByText('招待を取り消しました').waitFor();
  await page.getByRole('table', { name: '招待中の一覧' }).waitFor({ state: 'detached' });
});

it('asks who takes over before somebody leaves, ends their session, and lets them back', async () => {
  const leaver = await join(screen.program, 'member', '退職　太郎');
  const { firm } = screen.program;
  const [customer] = (await screen.program.get('/customers?limit=1')).items;
  const page = await screen.openPage('/settings/users');
  const set = await page.request.patch(`/api/v1/customers/${customer.id}`, {
    data: { version: customer.version, assigneeId: leaver.userId },
    headers: { origin: screen.program.url },
  });
  expect(set.status()).toBe(200);
  const theirs = await openAs(await screen.openBrowserOf(leaver), '/inquiries');

  await page.getByRole('row', { name: '退職　太郎' }).getByText('顧客 1件').waitFor();
  await page.getByRole('button', { name: '退職　太郎さんを無効にする' }).click();
  const dialog = dialogOf(page);
  const leave = dialog.getByRole('button', { name: '無効にする' });
  expect(await leave.isDisabled()).toBe(true);
  await dialog.getByRole('combobox', { name: '引き継ぐ方' }).click();
  await page.getByRole('option', { name: '未割当にする（担当者なし）' }).waitFor();
  await page.getByRole('option', { name: '佐藤 健一' }).click();
  await leave.click();
  await page.getByText('退職　太郎さんを無効にしました').waitFor();
  await page.getByRole('row', { name: '退職　太郎' }).getByText('無効', { exact: true }).waitFor();
  const now = await screen.program.get(`/customers/${customer.id}`);
  expect(now.assignee.id).toBe(firm.salesperson.userId);

  // At once, without touching anything.
  await theirs.getByRole('heading', { level: 1, name: 'サインイン' }).waitFor();

  await page.getByRole('button', { name: '退職　太郎さんを有効に戻す' }).click();
  await dialog.getByRole('button', { name: '有効に戻す' }).click();
  await page.getByRole('button', { name: '退職　太郎さんを無効にする' }).waitFor();
  await screen.openBrowserOf(leaver);
});

it('changes a name and a role; nobody gives more than they have', async () => {
  const person = await join(screen.program, 'member', '昇進　花子');
  const admin = await join(screen.program, 'admin', '安藤　管理');
  const page = await openAs(await screen.openBrowserOf(admin), '/settings/users');
  await page.getByRole('button', { name: '昇進　花子さんを編集' }).click();
  const dialog = dialogOf(page);
  expect(await dialog.getByRole('radio', { name: 'オーナー' }).isDisabled()).toBe(true);
  await dialog.getByLabel('お名前').fill('');
  await page.keyboard.press('Enter');
  await dialog.getByText('お名前を入力してください。').waitFor();
  await dialog.getByLabel('お名前').fill('昇進　はな子');
  await dialog.getByRole('radio', { name: 'マネージャー' }).check();
  await dialog.getByRole('button', { name: '保存する' }).click();
  const row = page.getByRole('row', { name: '昇進　はな子' });
  await row.getByText('マネージャー').waitFor();
  expect(await page.getByRole('button', { name: '高橋 誠さんを編集' }).count()).toBe(0);
  expect(await page.getByRole('button', { name: '安藤　管理さんを無効にする' }).count()).toBe(0);
  const theirs = await openAs(await screen.openBrowserOf(person), '/settings/users');
  await theirs.getByText('変更できるのはオーナーまたはアドミンの方です。').waitFor();
});

it('shows everything and changes nothing for those who may only look', async () => {
  const manager = await join(screen.program, 'manager', '間宮　見学');
  const context = await screen.openBrowserOf(manager);
  for (const [path, shown] of [
    ['/settings/users', '佐藤 健一'],
    ['/settings/statuses', '追客中'],
    ['/settings/groups', '反響客'],
  ] as const) {
    const page = await openAs(context, path);
    await page.getByText('変更できるのはオーナーまたはアドミンの方です。').waitFor();
    await page.getByText(shown).first().waitFor();
    const buttons = await page.getByRole('main').getByRole('button').allTextContents();
    expect(buttons.filter((text) => text !== '編集')).toEqual([]);
  }
  const notices = await openAs(context, '/settings/notices');
  await notices.getByText('通知履歴を見られるのは、オーナーまたはアドミンの方です。').waitFor();
  const options = await openAs(context, '/settings/options');
  await options.getByText('オフにできるのは、オーナーの方です。').waitFor();
  expect(await options.getByRole('main').getByRole('button').count()).toBe(0);
});

it('orders statuses by keyboard and by dragging, renames, recolours and replaces them', async () => {
  const page = await screen.openPage('/settings/statuses');
  const list = page.getByRole('list', { name: '顧客ステータスの一覧' });
  const names = () =>
    list
      .getByRole('listitem')
      .locator('span:has(> [aria-hidden] + span) > span:last-child')
      .allInnerTexts()
      .then((all) => all.map((text) => text.replace(/\s*既定$/, '')));

  await page.getByRole('button', { name: '顧客ステータスを追加' }).click();
  const dialog = dialogOf(page);
  const name = dialog.getByLabel('ステータス名');
  await name.fill('追客中');
  // Enter that ends a Japanese conversion.
  expect(
    await page.evaluate(
      `document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true, cancelable: true }))`,
    ),
  ).toBe(false);
  await page.keyboard.press('Enter');
  await dialog.getByText('この名前はすでに使われています。').waitFor();
  await name.fill('成約');
  await dialog.getByRole('combobox', { name: '色' }).click();
  await page.getByRole('option', { name: '緑', exact: true }).click();
  await dialog.getByRole('button', { name: '追加する' }).click();
  await expect.poll(names).toEqual(['新規', '追客中', '成約']);

  const up = page.getByRole('button', { name: '「成約」を上へ' });
  await up.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('status').getByText('「成約」を2番目に移しました').waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('status').getByText('「成約」を1番目に移しました').waitFor();
  await page.keyboard.press('Enter');
  expect(await page.evaluate('document.activeElement.getAttribute("aria-label")')).toBe('「成約」を上へ');
  await page.reload();
  await expect.poll(names).toEqual(['成約', '新規', '追客中']);

  const grip = list.getByTitle('「成約」をドラッグして並べ替え');
  const from = await grip.boundingBox();
  const to = await list.getByTitle('「追客中」をドラッグして並べ替え').boundingBox();
  if (!from || !to) throw new Error('no handles');
  await page.mouse.move(from.x + 10, from.y + 10);
  await page.mouse.down();
  await page.mouse.move(to.x + 10, to.y + 10, { steps: 6 });
  const saved = page.waitForResponse((answer) => answer.url().endsWith('/statuses/order'));
  await page.mouse.up();
  expect((await saved).status()).toBe(200);
  await page.reload();
  await expect.poll(names).toEqual(['新規', '追客中', '成約']);

  await page.getByRole('button', { name: '「追客中」を編集' }).click();
  await page.getByLabel('ステータス名').fill('新規');
  await page.keyboard.press('Enter');
  await page.getByText('この名前はすでに使われています。').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: '「追客中」を編集' }).click();
  await page.getByLabel('ステータス名').fill('追いかけ中');
  await page.keyboard.press('Enter');
  await expect.poll(names).toEqual(['新規', '追いかけ中', '成約']);

  await page.getByRole('button', { name: '「追いかけ中」を既定にする' }).click();
  await page.getByText('「追いかけ中」を既定にしました').waitFor();
  await page.getByRole('button', { name: '「新規」を削除' }).click();
  await dialog.getByText('で使われています。代わりに使うものを選んでください。').waitFor();
  expect(await dialog.getByRole('button', { name: '削除' }).isDisabled()).toBe(true);
  await dialog.getByRole('combobox', { name: '代わりのステータス' }).click();
  await page.getByRole('option', { name: '成約' }).click();
  await dialog.getByRole('button', { name: '削除' }).click();
  await page.getByText('「新規」を削除しました').waitFor();
  await expect.poll(names).toEqual(['追いかけ中', '成約']);
  const [customer] = (await screen.program.get('/customers?limit=1')).items;
  expect(customer.status.name).toBe('成約');
  await page.getByRole('button', { name: '「成約」を編集' }).click();
  await page.getByLabel('成約として数える').check();
  await page.getByRole('button', { name: '保存する' }).click();
  await list
    .getByRole('listitem')
    .filter({ hasText: /成約\s*成約/ })
    .waitFor();
  const { items } = await screen.program.get('/statuses');
  expect(items.map(({ isContract }: { isContract: boolean }) => isContract)).toEqual([false, true]);
});

it('says that an order was not saved, and shows the one that holds', async () => {
  const page = await screen.openPage('/settings/statuses');
  await page.route('**/statuses/order', (route) => route.abort());
  const list = page.getByRole('list', { name: '顧客ステータスの一覧' });
  const before = await list.innerText();
  await list
    .getByRole('button', { name: /を下へ$/ })
    .first()
    .click();
  await page.getByText('並び順を保存できませんでした。').waitFor();
  await expect.poll(() => list.innerText()).toBe(before);
});

it('makes groups, and takes one away from its customers only when that is said', async () => {
  const page = await screen.openPage('/settings/groups');
  await page.getByRole('button', { name: '顧客グループを追加' }).click();
  const dialog = dialogOf(page);
  await dialog.getByRole('button', { name: '追加する' }).click();
  await dialog.getByText('グループ名を入力してください。').waitFor();
  await dialog.getByLabel('グループ名').fill('寿限無'.repeat(40));
  await page.keyboard.press('Enter');
  await dialog.getByText('100文字以内で入力してください。').waitFor();
  await dialog.getByLabel('グループ名').fill('イベント来場');
  await page.keyboard.press('Enter');
  await page.getByRole('list', { name: '顧客グループの一覧' }).getByText('イベント来場').waitFor();

  await page.getByRole('button', { name: '「反響客」を削除' }).click();
  await dialog.getByRole('combobox', { name: '代わりのグループ' }).click();
  await page.getByRole('option', { name: 'どのグループにも入れない' }).click();
  await dialog.getByRole('button', { name: '削除' }).click();
  await page.getByText('「反響客」を削除しました').waitFor();
  const [customer] = (await screen.program.get('/customers?limit=1')).items;
  expect(customer.groups).toEqual([]);
  await page.getByRole('button', { name: '「イベント来場」を削除' }).click();
  await dialog.getByText('どこにも使われていません。').waitFor();
  await dialog.getByRole('button', { name: '削除' }).click();
  await page.getByText('顧客グループはまだありません').waitFor();
});

it('switches the option off after saying what stops, and on again after a tick', async () => {
  const page = await screen.openPage('/settings/options');
  await page.getByRole('button', { name: 'オフにする' }).click();
  const dialog = dialogOf(page);
  await dialog.getByText('次の1件の連携は、オフの間は編集できなくなります。').waitFor();
  await dialog.getByText('リガイド 世田谷支店').waitFor();
  await dialog.getByText('受け取って保管します').waitFor();
  const off = dialog.getByRole('button', { name: 'オフにする' });
  expect(await off.isDisabled()).toBe(true);
  await dialog.getByRole('checkbox', { name: '上記を確認しました' }).check();
  await off.click();
  await page.getByText('ポータルサイト連携機能をオフにしました').waitFor();
  expect((await screen.program.get('/me')).options.portalIntegration).toBe(false);
  await page.getByText('オフのため、次の1件の連携は編集できません。').waitFor();

  await page.getByRole('button', { name: 'オンにする' }).click();
  await page.getByText('内容をご確認のうえ、チェックを入れてください。').waitFor();
  await page.getByRole('checkbox').check();
  await page.getByRole('button', { name: 'オンにする' }).click();
  await page.getByRole('button', { name: 'オフにする' }).waitFor();
  await page.getByText('高橋 誠').last().waitFor();
  expect((await screen.program.get('/me')).options.portalIntegration).toBe(true);
});

it('lists what was sent, why it was not, and sends again on wish', async () => {
  const page = await screen.openPage('/settings/notices');
  const table = page.getByRole('table', { name: '送信した通知の一覧' });
  await page.getByRole('button', { name: 'テスト送信' }).click();
  await table.getByRole('row', { name: 'テスト送信' }).first().getByText('送信済み').waitFor();

  sink.behaves((stage) => {
    if (stage === 'rcpt') throw '550 5.1.1 no such user';
  });
  await page.request.post('/api/v1/invitations', {
    data: { email: 'nobody@firm.example.jp', role: 'member' },
    headers: { origin: screen.program.url },
  });
  const row = table.getByRole('row', { name: 'nobody@firm.example.jp' });
  await row.getByText('送信できず').waitFor();
  sink.behaves();
  await row.getByRole('button', { name: '再送' }).click();
  await dialogOf(page).getByText('nobody@firm.example.jp へ、同じ内容を新しく送信します。').waitFor();
  await dialogOf(page).getByRole('button', { name: '再送する' }).click();
  await table.getByRole('row', { name: 'nobody@firm.example.jp' }).nth(1).waitFor();
  await expect.poll(() => sink.to('nobody@firm.example.jp').length).toBe(1);
  await row.first().getByText('送信済み').waitFor(); // said, or what follows would be said over

  await asOwner(screen.program.server, (client) =>
    client.query(`UPDATE outgoing_mails SET state = 'unknown' WHERE recipient_address = $1`, [
      'nobody@firm.example.jp',
    ]),
  );
  await page.reload();
  await row.first().getByText('送信できたか不明').waitFor();
  await row.first().getByText('届いたかどうか分かりません。').waitFor();
});

it('says what it cannot do without a relay, and whom to ask for the option', async () => {
  const plain = await startTestProgram();
  try {
    const context = await screen.openStranger({ baseURL: plain.url });
    await context.request.post('/api/auth/sign-in/email', {
      data: plain.owner,
      headers: { origin: plain.url },
    });
    const page = await openAs(context, '/settings/notices');
    await page.getByText('送信したメールはまだありません').waitFor();
    await page.getByRole('main').getByText('メールを送信できません').waitFor();
    await page.getByRole('button', { name: 'テスト送信' }).click();
    await page.getByRole('row', { name: 'テスト送信' }).getByText('送信待ち').waitFor();

    await page.goto('/settings/users');
    await page.getByRole('button', { name: 'ユーザーを招待' }).click();
    await dialogOf(page).getByText('招待メールはまだ届きません。').waitFor();

    await page.goto('/settings/options');
    await page.getByText('オプションの解約は、下記のサポート窓口へお問い合わせください。').waitFor();
    await page.getByText('Digimaサポート窓口').waitFor();
    await page.getByText('平日10:00~12:00/13:00~17:00').waitFor();
    await plain.db.withOrganization(plain.firm.organizationId, (tx) =>
      switchOption(tx, plain.firm.organizationId, 'portal-integration', false, null),
    );
    await page.reload();
    await page.getByText('オプションの追加は、下記のサポート窓口へお問い合わせください。').waitFor();
    expect(await page.getByRole('button', { name: 'オンにする' }).count()).toBe(0);
    await context.close();
  } finally {
    await plain.stop();
  }
});

it('has no serious barrier and no sideways scrolling in any dialog of 設定', async () => {
  const press = (name: string | RegExp) => async (page: Page) => {
    await page.getByRole('button', { name }).first().click();
    await dialogOf(page).waitFor();
  };
  const found = await judgePages(screen, [
    { path: '/settings/users', act: press('ユーザーを招待') },
    { path: '/settings/users', act: press('佐藤 健一さんを編集') },
    { path: '/settings/users', act: press('佐藤 健一さんを無効にする') },
    { path: '/settings/statuses', act: press('顧客ステータスを追加') },
    { path: '/settings/statuses', act: press(/を削除$/) },
    { path: '/settings/options', act: press('オフにする') },
  ]);
  expect(found).toEqual([]);
}, 90_000);
