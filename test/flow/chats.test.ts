// Notices in chats: the pretended services take what each is documented to take, and say what became of it.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { CHATWORK_TOKEN } from '../../simulator/chat/services.ts';
import { type ChatSite, startChatSite } from '../../simulator/chat/start.ts';
import { asOwner } from '../support/database.ts';
import { composeInquiry } from '../support/mails.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { type Session, signIn } from '../support/session.ts';

let site: ChatSite;
let program: TestProgram;
let owner: Session;
beforeAll(async () => {
  site = await startChatSite();
  // No relay: chats do not wait for one.
  program = await startTestProgram(undefined, {
    OUTBOUND_ALLOW: site.host,
    CHATWORK_API_URL: site.chatworkUrl,
  });
  owner = await signIn(program, program.owner);
});
afterAll(async () => {
  await program.stop();
  await site.stop();
});

const EVENTS = ['inquiry', 'unanswered', 'connection'];
let seen = 0;
beforeEach(() => {
  site.answers(null);
  seen = site.said().length;
});
const said = () => site.said().slice(seen);
const count = () => expect.poll(() => said().length, { timeout: 10_000 });
const list = async () => (await owner('GET', '/chats')).data.items;
const sql = (text: string, values: unknown[] = []) =>
  asOwner(program.server, async (client) => (await client.query(text, values)).rows);
const removeAll = async () => {
  for (const { id } of await list()) await owner('DELETE', `/chats/${id}`);
};
const outgoing = async () =>
  (await owner('GET', '/outgoing-mails')).data.items.filter(
    ({ channel }: { channel: string }) => channel !== 'mail',
  );
const slack = async (given = {}) =>
  (
    await owner('POST', '/chats', {
      service: 'slack',
      name: '営業',
      events: EVENTS,
      url: site.slackUrl,
      ...given,
    })
  ).data;
let phone = 7000;
const receive = async (number: string, name = '山田　太郎') => {
  phone += 1;
  await program.sendMail(
    composeInquiry({ number, name, phone: `090-0000-${phone}`, messageId: `${number}@re-guide.jp` }),
  );
  await program.settled();
};

test('an inquiry is said once in each chat that asks for it, in each service’s own form', async () => {
  await slack();
  await owner('POST', '/chats', {
    service: 'chatwork',
    name: '本部',
    events: ['inquiry'],
    token: CHATWORK_TOKEN,
    roomId: 'https://www.chatwork.com/#!rid12345678',
  });
  await owner('POST', '/chats', {
    service: 'line-works',
    name: '世田谷',
    events: ['inquiry'],
    url: site.lineWorksUrl,
  });
  await slack({ name: '連携だけ', events: ['connection'] });
  await receive('RG-C-1', '<!channel> & [toall]');
  await count().toBe(3);
  const by = Object.fromEntries(said().map((one) => [one.service, one]));
  // What somebody calls themselves calls nobody.
  expect(by.slack?.text).toContain('新しい反響: <!channel> & [toall] 様（リガイド 世田谷支店）');
  expect(by.slack?.text).not.toContain('呼び出し');
  expect(by.chatwork?.text).toContain('新しい反響: <!channel> & ［toall］ 様');
  expect(by.chatwork?.text).not.toContain('呼び出し');
  expect(new URLSearchParams(by.chatwork?.body).get('body')).toMatch(
    /^\[info\]\[title\].*\[\/title\].*\[\/info\]$/s,
  );
  expect([by.chatwork?.place, by['line-works']?.text.split('\n')[0]]).toEqual([
    '12345678',
    '新しい反響: <!channel> & [toall] 様（リガイド 世田谷支店）',
  ]);
  const [customer] = (await program.get('/customers')).items;
  for (const { text, body } of said()) {
    expect(text).toContain('種別: 査定のご依頼');
    expect(text).toContain('担当: 佐藤 健一');
    expect(text).toContain(`${program.url}/customers/${customer.id}`);
    expect(body).not.toContain('0000');
  }
  const rows = await outgoing();
  expect(
    rows.map(({ state, recipientName }: Record<string, string>) => [state, recipientName]).sort(),
  ).toEqual([
    ['sent', '世田谷'],
    ['sent', '営業'],
    ['sent', '本部'],
  ]);
});

test('secrets go in and do not come out; a wrong one is told at its field', async () => {
  const shown = JSON.stringify([await list(), await outgoing()]);
  for (const secret of [CHATWORK_TOKEN, 'invented', '12345678', 'services/'])
    expect(shown).not.toContain(secret);
  const [{ sealed }] = (await sql('SELECT string_agg(sealed, $1) AS sealed FROM chats', [' '])) as [
    { sealed: string },
  ];
  expect(sealed).not.toContain('invented');
  for (const [given, field] of [
    [{ service: 'slack', url: 'https://hooks.slack.com.evil.example/services/x' }, 'url'],
    [{ service: 'slack', url: 'http://hooks.slack.com/services/x' }, 'url'],
    [{ service: 'line-works', url: 'https://127.0.0.1/message/x' }, 'url'],
    [{ service: 'chatwork', token: 'a b', roomId: '1' }, 'token'],
    [{ service: 'chatwork', token: CHATWORK_TOKEN, roomId: '部屋' }, 'roomId'],
    [{ service: 'slack', url: site.slackUrl, events: [] }, 'events'],
  ] as const) {
    const { status, data } = await owner('POST', '/chats', { name: 'x', events: EVENTS, ...given });
    expect([status, Object.keys(data.errors)], JSON.stringify(given)).toEqual([422, [field]]);
  }
  const member = await signIn(program, { ...program.firm.salesperson, password: program.owner.password });
  expect((await member('GET', '/chats')).status).toBe(403);
});

test('a change without a secret keeps it; somebody else’s change is not written over', async () => {
  const [chat] = await list();
  const edited = await owner('PATCH', `/chats/${chat.id}`, { version: chat.version, name: '営業部' });
  expect([edited.status, edited.data.name, edited.data.version]).toEqual([200, '営業部', 2]);
  const late = await owner('PATCH', `/chats/${chat.id}`, { version: 1, name: 'x' });
  expect([late.status, late.data.code]).toEqual([409, 'changed-meanwhile']);
  expect((await owner('POST', `/chats/${chat.id}/test`)).status).toBe(202);
  await count().toBe(1);
  expect(said()[0]?.text).toContain('からの通知は、この場所に届きます。');
  await expect.poll(async () => (await list())[0].last.state, { timeout: 10_000 }).toBe('sent');
});

test('refused for good it is given up and says why; 429 and 5xx are tried again, not before they say', async () => {
  await removeAll();
  const chat = await slack();
  const last = async () => (await list())[0].last;
  site.answers([{ status: 404, body: 'no_service' }]);
  await owner('POST', `/chats/${chat.id}/test`);
  await expect.poll(async () => (await last())?.state, { timeout: 10_000 }).toBe('failed');
  expect((await last()).error).toEqual({
    code: 'post-url-void',
    answer: '404 no_service',
    text: expect.stringContaining('Webhook URLが無効になっています'),
  });
  site.answers([{ status: 429, headers: { 'retry-after': '600' } }, { status: 503 }]);
  await receive('RG-C-2');
  await expect.poll(async () => (await last()).nextAt, { timeout: 10_000 }).not.toBeNull();
  expect(new Date((await last()).nextAt).getTime() - Date.now()).toBeGreaterThan(590_000);
  expect((await last()).error).toMatchObject({ code: 'post-busy', answer: '429' });
  const [row] = await outgoing();
  // 再送 of one that waits is at once; 503 is tried again like a mail.
  await owner('POST', `/outgoing-mails/${row.id}/resend`);
  await expect.poll(async () => (await last()).error.answer, { timeout: 10_000 }).toBe('503');
  await owner('POST', `/outgoing-mails/${row.id}/resend`);
  await count().toBe(1);
  await expect.poll(async () => (await outgoing())[0].state, { timeout: 10_000 }).toBe('sent');
  expect((await outgoing())[0].attempts).toBe(3);
});

test('no answer after it left: nobody knows, no machine says it again, a person may', async () => {
  const chat = (await list())[0];
  site.answers([{ status: 0 }]);
  await owner('POST', `/chats/${chat.id}/test`);
  await expect.poll(async () => (await list())[0].last.state, { timeout: 10_000 }).toBe('unknown');
  site.answers([{ status: 0 }]);
  await receive('RG-C-4');
  const newest = async () => (await outgoing())[0];
  await expect
    .poll(async () => [(await newest()).kind, (await newest()).state].join(), { timeout: 10_000 })
    .toBe('inquiry-notice,unknown');
  expect(said()).toEqual([]);
  expect(await sql("SELECT kind FROM jobs WHERE kind = 'post-message'")).toEqual([]);
  expect((await owner('POST', `/outgoing-mails/${(await outgoing())[0].id}/resend`)).status).toBe(201);
  await count().toBe(1);
});

test('what waits for a chat that was removed is not said', async () => {
  site.answers([{ status: 503 }]);
  await receive('RG-C-3');
  await expect.poll(async () => (await outgoing())[0].nextAt, { timeout: 10_000 }).not.toBeNull();
  const [row] = await outgoing();
  await removeAll();
  await owner('POST', `/outgoing-mails/${row.id}/resend`);
  await expect.poll(async () => (await outgoing())[0].state, { timeout: 10_000 }).toBe('failed');
  expect((await outgoing())[0].error.code).toBe('chat-removed');
  expect(said()).toEqual([]);
});
