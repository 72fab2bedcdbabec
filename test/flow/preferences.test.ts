// How people want to be told: at once, gathered, in no quiet time, by browser; and nobody goes unheard, nothing is told twice.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type PushSite, startPushSite } from '../../simulator/push/start.ts';
import { awayFromFullHour } from '../support/clock.ts';
import { asOwner } from '../support/database.ts';
import { composeInquiry } from '../support/mails.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { type Session, signIn } from '../support/session.ts';
import { openSink, type Sink } from '../support/sink.ts';

let sink: Sink;
let site: PushSite;
let program: TestProgram;
let owner: Session;
let seller: Session;
beforeAll(async () => {
  sink = await openSink();
  site = await startPushSite();
  program = await startTestProgram(undefined, { SMTP_URL: sink.url, OUTBOUND_ALLOW: site.host });
  owner = await signIn(program, program.owner);
  seller = await signIn(program, { ...program.firm.salesperson, password: program.owner.password });
});
afterAll(async () => {
  await program.stop();
  await site.stop();
  await sink.close();
});

const AT_ONCE = { mail: true, push: true, pace: 'at-once', quiet: null };
let seen = 0;
beforeEach(async () => {
  await seller('PUT', '/me/notices', { own: null });
  await owner('PUT', '/notice-defaults', AT_ONCE);
  await quiet();
  sink.mails.length = 0;
  seen = site.pushed().length;
});

const sql = (text: string, values: unknown[] = []) =>
  asOwner(program.server, async (client) => (await client.query(text, values)).rows);
/** Until nothing waits to be told or sent now. */
const quiet = async () => {
  await program.settled();
  await expect
    .poll(
      () =>
        sql(
          "SELECT kind FROM jobs WHERE kind IN ('tell-owner', 'send-mail', 'post-message') AND run_at <= now()",
        ),
      { timeout: 10_000 },
    )
    .toEqual([]);
};
const pushed = () =>
  site
    .pushed()
    .slice(seen)
    .map((one) => ({ ...one, said: JSON.parse(one.text) as Record<string, string> }));
let count = 0;
const receive = async () => {
  count += 1;
  await program.sendMail(
    composeInquiry({
      number: `RG-P-${count}`,
      name: `試験　${count}号`,
      phone: `090-0000-${8000 + count}`,
      messageId: `p${count}@re-guide.jp`,
    }),
  );
  await quiet();
};
const mailed = () => sink.mails.filter(({ to }) => to === program.firm.salesperson.email);
const held = () => sql("SELECT channel, due_at FROM outgoing_mails WHERE state = 'held' ORDER BY id");
/** Their time has come: as if the clock said so. */
const release = async () => {
  await sql("UPDATE outgoing_mails SET due_at = now() WHERE state = 'held'");
  await sql("UPDATE jobs SET run_at = now() WHERE kind = 'release-held'");
  await expect.poll(held, { timeout: 10_000 }).toEqual([]);
  await quiet();
};
const states = async () =>
  (await owner('GET', '/outgoing-mails')).data.items.map(
    ({ kind, channel, state }: Record<string, string>) => `${kind} ${channel} ${state}`,
  );
const subscribe = async () => {
  const { data } = await seller('GET', '/me/notices');
  const subscription = site.subscribe(data.pushKey);
  const added = await seller('POST', '/me/push-devices', { ...subscription, label: 'Chrome・Windows' });
  expect(added.status).toBe(201);
  return { ...subscription, device: added.data.devices.at(-1) };
};
const unsubscribeAll = async () => {
  for (const { id } of (await seller('GET', '/me/notices')).data.devices)
    await seller('DELETE', `/me/push-devices/${id}`);
};

test('each hour: what came is one mail with a line and a link for each; one alone comes as itself', async () => {
  await awayFromFullHour();
  await seller('PUT', '/me/notices', { own: { ...AT_ONCE, pace: 'hourly' } });
  await receive();
  await receive();
  expect(mailed()).toEqual([]);
  const waiting = await held();
  expect(waiting.map(({ due_at }: { due_at: Date }) => due_at.getMinutes())).toEqual([0, 0]);
  const [first] = (await owner('GET', '/outgoing-mails')).data.items;
  expect([first.state, first.nextAt]).toEqual(['held', waiting[1].due_at.toISOString()]);
  await release();
  expect(mailed().map(({ subject }) => subject)).toEqual(['【Digima】反響のお知らせ（2件）']);
  const customers = (await program.get('/customers')).items.slice(0, 2);
  for (const { id, name } of customers) {
    expect(mailed()[0]?.text).toContain(`${name} 様（リガイド 世田谷支店）`);
    expect(mailed()[0]?.text).toContain(`${program.url}/customers/${id}`);
  }
  expect((await states()).slice(0, 3)).toEqual([
    'digest mail sent',
    'inquiry-notice mail bundled',
    'inquiry-notice mail bundled',
  ]);
  // What a digest told was told: the page of the inquiry knows when.
  const [inquiry] = (await program.get('/inquiries?limit=1')).items;
  expect(inquiry.notifiedAt).not.toBeNull();
  sink.mails.length = 0;
  await receive();
  await release();
  expect(mailed().map(({ subject }) => subject)).toEqual([
    `【Digima】新しい反響: 試験　${count}号 様（リガイド 世田谷支店）`,
  ]);
});

test('in a quiet time nothing goes; at once again what waits goes too, and 再送 takes one out of it', async () => {
  const always = { from: '00:00', to: '00:00', days: [0, 1, 2, 3, 4, 5] };
  const today = new Date(Date.now() + 9 * 3_600_000).getUTCDay();
  const quietTime = { ...always, days: [today, (today + 1) % 7] };
  expect((await seller('PUT', '/me/notices', { own: { ...AT_ONCE, quiet: quietTime } })).status).toBe(200);
  await receive();
  await receive();
  expect(mailed()).toEqual([]);
  const [one] = (await owner('GET', '/outgoing-mails')).data.items;
  expect((await owner('POST', `/outgoing-mails/${one.id}/resend`)).status).toBe(201);
  await expect.poll(() => mailed().length, { timeout: 10_000 }).toBe(1);
  await seller('PUT', '/me/notices', { own: null });
  await expect.poll(() => mailed().length, { timeout: 10_000 }).toBe(2);
  const wholeWeek = { ...always, days: [0, 1, 2, 3, 4, 5, 6] };
  const { status, data } = await seller('PUT', '/me/notices', { own: { ...AT_ONCE, quiet: wholeWeek } });
  expect([status, data.errors]).toEqual([
    422,
    { 'own.quiet.days': '一週間を通して知らせない時間にはできません。' },
  ]);
});

test('the firm’s default counts for who sets nothing; only admins set it', async () => {
  await owner('PUT', '/notice-defaults', { ...AT_ONCE, pace: 'daily' });
  await receive();
  expect(mailed()).toEqual([]);
  expect((await held())[0].due_at.toISOString()).toMatch(/T00:00:00/); // 9:00 in Japan
  await seller('PUT', '/me/notices', { own: AT_ONCE });
  await expect.poll(() => mailed().length, { timeout: 10_000 }).toBe(1);
  expect((await seller('PUT', '/notice-defaults', AT_ONCE)).status).toBe(403);
  // Who saw something else when changing it is told what it is now.
  const late = await owner('PUT', '/notice-defaults', { ...AT_ONCE, push: false, was: AT_ONCE });
  expect(late).toMatchObject({
    status: 409,
    data: { code: 'changed-meanwhile', data: { current: { pace: 'daily' } } },
  });
  const was = { ...AT_ONCE, pace: 'daily' };
  expect((await owner('PUT', '/notice-defaults', { ...AT_ONCE, push: false, was })).status).toBe(200);
});

test('a browser gets what only it can read: where it came in and the link, and nobody’s name', async () => {
  await subscribe();
  await receive();
  await expect.poll(() => pushed().length, { timeout: 10_000 }).toBe(1);
  const [customer] = (await program.get('/customers')).items;
  const [one] = pushed();
  expect(one?.said).toEqual({
    title: '新しい反響があります',
    body: 'リガイド 世田谷支店',
    url: `/customers/${customer.id}`,
    tag: expect.any(String),
  });
  expect([one?.urgency, one?.ttl, one?.subject]).toEqual(['high', 86_400, 'mailto:no-reply@inbox.localhost']);
  expect(site.refused()).toEqual([]);
  expect(mailed()).toHaveLength(1);
  // Subscribing again is the same browser; what it is called is sealed.
  const [{ sealed }] = (await sql("SELECT string_agg(sealed, ' ') AS sealed FROM push_devices")) as [
    { sealed: string },
  ];
  expect(sealed).not.toContain('/push/');
  await unsubscribeAll();
});

test('held for a browser it is one message of how many', async () => {
  await awayFromFullHour();
  await subscribe();
  await seller('PUT', '/me/notices', { own: { ...AT_ONCE, mail: false, pace: 'hourly' } });
  await receive();
  await receive();
  await release();
  expect(pushed().map(({ said }) => [said.title, said.url])).toEqual([['反響が2件あります', '/inquiries']]);
  expect(mailed()).toEqual([]);
  await unsubscribeAll();
});

test('a browser that is gone is dropped, and who wanted it alone hears by mail', async () => {
  const { endpoint } = await subscribe();
  await seller('PUT', '/me/notices', { own: { ...AT_ONCE, mail: false } });
  site.forget(endpoint);
  await receive();
  await expect.poll(() => mailed().length, { timeout: 10_000 }).toBe(1);
  expect((await seller('GET', '/me/notices')).data.devices).toEqual([]);
  expect((await states()).slice(0, 2).sort()).toEqual([
    'inquiry-notice mail sent',
    'inquiry-notice push failed',
  ]);
  // And with no browser at all.
  await receive();
  await expect.poll(() => mailed().length, { timeout: 10_000 }).toBe(2);
});

test('a push service that is busy is asked again; a trial says how it went', async () => {
  const { device } = await subscribe();
  site.answers([503]);
  expect((await seller('POST', `/me/push-devices/${device.id}/test`)).status).toBe(202);
  const last = async () => (await seller('GET', '/me/notices')).data.devices[0].last;
  await expect.poll(async () => (await last())?.error?.answer, { timeout: 10_000 }).toBe('503');
  const [row] = (await owner('GET', '/outgoing-mails')).data.items;
  expect([row.channel, row.state, row.recipientName, row.recipientAddress]).toEqual([
    'push',
    'waiting',
    '佐藤 健一',
    null,
  ]);
  await sql("UPDATE jobs SET run_at = now() WHERE kind = 'post-message'");
  await expect.poll(() => pushed().length, { timeout: 10_000 }).toBe(1);
  expect(pushed()[0]?.said.title).toBe('テスト通知');
  expect((await owner('POST', `/me/push-devices/${device.id}/test`)).status).toBe(404);
  for (const wrong of [
    { endpoint: 'http://127.0.0.1:1/push' },
    { endpoint: 'ftp://x' },
    { keys: { p256dh: 'AA', auth: 'AA' } },
  ]) {
    const { status } = await seller('POST', '/me/push-devices', {
      ...site.subscribe('k'),
      label: 'x',
      ...wrong,
    });
    expect(status, JSON.stringify(wrong)).toBe(422);
  }
  await unsubscribeAll();
});
