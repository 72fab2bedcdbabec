// How people are told, as they set it: the firm's settings, one's own, and a browser that shows what is pushed to it.
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { type ChatSite, startChatSite } from '../../simulator/chat/start.ts';
import { type PushSite, startPushSite } from '../../simulator/push/start.ts';
import { judgePages } from '../support/judge-pages.ts';
import { Screen } from '../support/open-screen.ts';

let chat: ChatSite;
let push: PushSite;
let screen: Screen;
beforeAll(async () => {
  chat = await startChatSite();
  push = await startPushSite();
  screen = await Screen.open({ OUTBOUND_ALLOW: `${chat.host},${push.host}` });
}, 90_000);
afterAll(async () => {
  await screen?.close();
  await push.stop();
  await chat.stop();
});
afterEach(async () => {
  await screen.closePages();
  expect(screen.complaints.splice(0)).toEqual([]);
});

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const inDialog = (page: Page, name: string) =>
  page.getByRole('dialog').getByRole('button', { name, exact: true });

it('the firm: a chat that is tried, the default for everybody, and who is next when nobody responds', async () => {
  const page = await screen.openPage('/settings/notifying');
  await button(page, 'チャットを追加').click();
  await page.getByLabel('Webhook URL').fill('https://example.com/hook');
  await page.getByRole('textbox', { name: '名前' }).fill('営業チーム');
  await inDialog(page, 'チャットを追加').click();
  await page
    .getByText('SlackのWebhook URL（https://hooks.slack.com/services/…）を入力してください。')
    .waitFor();
  await page.getByLabel('Webhook URL').fill(chat.slackUrl);
  await inDialog(page, 'チャットを追加').click();
  await button(page, '営業チーム へテスト送信').click();
  await page.locator('#chats').getByText('送信済み').waitFor();
  expect(chat.said()).toHaveLength(1);

  // Somebody else changes the same meanwhile: what only they changed comes in, and both are seen of what the two changed.
  const told = page.getByRole('dialog').getByRole('alert');
  const elsewhere = async (method: string, path: string, data: object) => {
    const headers = { origin: screen.program.url };
    const answer = await page.request.fetch(`/api/v1${path}`, { method, headers, data });
    expect(answer.ok(), await answer.text()).toBe(true);
  };
  await button(page, '営業チーム を編集').click();
  await page.getByRole('textbox', { name: '名前' }).fill('営業1課');
  const chats = async () => (await (await page.request.get('/api/v1/chats')).json()).items;
  const [{ id, version }] = await chats();
  await elsewhere('PATCH', `/chats/${id}`, { name: '営業部', events: ['inquiry'], version });
  await told.getByText('通知する内容: 他の方の変更をこの画面に反映しました。').waitFor();
  await told.getByText('営業部').waitFor();
  await inDialog(page, '保存する').click();
  await button(page, '営業1課 を編集').waitFor();
  expect(await chats()).toMatchObject([{ name: '営業1課', events: ['inquiry'] }]);

  await button(page, '標準を変更する').click();
  await page.getByLabel('毎朝9時にまとめて').check();
  const theirs = { mail: true, push: true, pace: 'hourly', quiet: null };
  await elsewhere('PUT', '/notice-defaults', theirs);
  await told.getByText('1時間ごとにまとめて').waitFor();
  expect(await page.getByLabel('毎朝9時にまとめて').isChecked()).toBe(true);
  await inDialog(page, '保存する').click();
  await page.locator('#defaults').getByText('毎朝9時にまとめて').waitFor();

  await button(page, '設定する').click();
  await inDialog(page, '保存する').click();
  await page.getByText('次の人か責任者を選んでください。').waitFor();
  await page.getByRole('combobox', { name: '次の人' }).click();
  await page.getByRole('option', { name: '佐藤 健一' }).click();
  await page.keyboard.press('Escape');
  await page.getByLabel('待つ時間（分）').fill('１５');
  await page.getByRole('switch', { name: '営業時間だけを数える' }).click();
  await inDialog(page, '保存する').click();
  await page.locator('#escalation').getByText('15分ごとに 佐藤 健一').waitFor();
  await page.getByText('営業時間: 09:00〜18:00').waitFor();
});

it('oneself: a quiet time, and this browser, which shows what is pushed and leads to it', async () => {
  const context = await screen.openBrowser();
  const { pushKey } = await (await context.request.get('/api/v1/me/notices')).json();
  const subscription = push.subscribe(pushKey);
  // A browser without a screen allows no notifications, and its own push service is out of reach here: it gives the
  // pretended one's subscription.
  await context.addInitScript(`{
    const given = ${JSON.stringify(subscription)};
    const own = { endpoint: given.endpoint, toJSON: () => given, unsubscribe: async () => true };
    let isOn = false;
    window.Notification = { permission: 'granted', requestPermission: async () => 'granted' };
    PushManager.prototype.getSubscription = async () => (isOn ? own : null);
    PushManager.prototype.subscribe = async () => ((isOn = true), own);
  }`);
  const page = await context.newPage();
  await page.goto('/settings/own-notices');
  await page.getByLabel('自分で決める').check();
  await page.getByLabel('届くたびにすぐ').check();
  await button(page, '保存する').click();
  await page.getByText('保存しました').waitFor();
  await button(page, 'このブラウザーで受け取る').click();
  await page.locator('#browsers').getByText('このブラウザー', { exact: true }).waitFor();
  await button(page, 'Chrome (Linux) へテスト送信').click();
  await expect.poll(() => push.pushed().length, { timeout: 10_000 }).toBe(1);
  await page.locator('#browsers').getByText('送信済み').waitFor();

  // What came to the push service, delivered to the service worker as the browser would.
  const [worker] = context.serviceWorkers();
  if (!worker) throw new Error('the page registered no service worker');
  await worker.evaluate(`self.shown = [];
    self.registration.showNotification = async (title, { body, data }) => self.shown.push([title, body, data.url])`);
  const devtools = await context.newCDPSession(page);
  const registered = new Promise<string>((found) =>
    devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const [one] = registrations;
      if (one) found(one.registrationId);
    }),
  );
  await devtools.send('ServiceWorker.enable');
  await devtools.send('ServiceWorker.deliverPushMessage', {
    origin: screen.program.url,
    registrationId: await registered,
    data: push.pushed()[0]?.text ?? '',
  });
  await expect
    .poll(() => worker.evaluate('self.shown'), { timeout: 10_000 })
    .toEqual([['テスト通知', 'このブラウザーに通知が届きます。', '/settings/own-notices']]);
  // Pressed, it leads to its page, and never out of ours. Without a person's press no browser lets a page come forward.
  const opened = await worker.evaluate(`(async () => {
    const opened = [];
    clients.openWindow = async (url) => void opened.push(url);
    for (const url of ['https://elsewhere.example/', '//elsewhere.example/', '/settings/own-notices']) {
      const pressed = new ExtendableEvent('notificationclick');
      let work;
      Object.assign(pressed, { notification: { close() {}, data: { url } }, waitUntil: (one) => (work = one) });
      dispatchEvent(pressed);
      await work;
    }
    return opened;
  })()`);
  expect(opened).toEqual([`${screen.program.url}/settings/own-notices`]);
  await button(page, 'Chrome (Linux) を解除').click();
  await page.getByText('登録されたブラウザーはありません。').waitFor();
}, 30_000);

it('everybody can use these pages', async () => {
  const escalation = {
    path: '/settings/notifying',
    act: async (page: Page) => {
      await page.locator('#escalation').getByRole('button').click();
      await page.getByRole('dialog').waitFor();
    },
  };
  const own = {
    path: '/settings/own-notices',
    act: async (page: Page) => {
      await page.getByLabel('自分で決める').check();
      await page.getByRole('switch', { name: '知らせない時間をつくる' }).click();
    },
  };
  expect(await judgePages(screen, ['/settings/notifying', escalation, own, '/settings/notices'])).toEqual([]);
}, 60_000);
