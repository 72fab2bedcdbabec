// Whoever wants to be told by their browser alone, and whose browser is gone or refuses for good: all that it was to tell comes by mail,
// once, and at its time; nothing that was responded to meanwhile.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type PushSite, startPushSite } from '../../simulator/push/start.ts';
import { newId } from '../../src/lib/ids.ts';
import { awayFromFullHour } from '../support/clock.ts';
import { type Office, openOffice } from '../support/office.ts';

let at: Office;
let site: PushSite;
beforeAll(async () => {
  site = await startPushSite();
  at = await openOffice({ OUTBOUND_ALLOW: site.host });
});
afterAll(async () => {
  await at.close();
  await site.stop();
});

const BROWSER_ALONE = { mail: false, push: true, pace: 'at-once', quiet: null };
const HOURLY = { ...BROWSER_ALONE, pace: 'hourly' };
let endpoint = '';
const subscribe = async () => {
  const { data } = await at.sato('GET', '/me/notices');
  const subscription = site.subscribe(data.pushKey);
  await at.sato('POST', '/me/push-devices', { ...subscription, label: 'Chrome・Windows' });
  return subscription.endpoint;
};
const devices = async (): Promise<{ id: string }[]> => (await at.sato('GET', '/me/notices')).data.devices;
const unsubscribe = async () => {
  for (const { id } of await devices()) await at.sato('DELETE', `/me/push-devices/${id}`);
};
beforeEach(async () => {
  await at.clear();
  await unsubscribe();
  endpoint = await subscribe();
});

const subjects = () => at.sink.to(at.program.firm.salesperson.email).map(({ subject }) => subject);
const hear = (own: object) => at.sato('PUT', '/me/notices', { own });
/** An inquiry that is 佐藤's to answer. */
const receiveOwn = async () => {
  await at.sql('UPDATE connections SET assignee_id = $1', [at.satoId()]);
  const made = await at.receive();
  await at.sql("UPDATE connections SET assignee_id = NULL WHERE name = '本店'");
  return made;
};
/** Nobody responded in time: 佐藤 is next. */
const escalate = async (id: string) => {
  await at.sql("UPDATE jobs SET run_at = now() WHERE kind = 'escalate' AND subject_id = $1", [id]);
  await expect.poll(() => rowsOf(id), { timeout: 10_000 }).not.toEqual([]);
};
const rowsOf = async (inquiryId: string) =>
  (
    await at.sql(
      "SELECT channel, state FROM outgoing_mails WHERE kind = 'unanswered' AND inquiry_id = $1 ORDER BY id",
      [inquiryId],
    )
  ).map(({ channel, state }) => `${channel} ${state}`);
const putRule = async (afterMinutes: number | null) => {
  const { items } = (await at.owner('GET', '/escalations')).data;
  const rule = afterMinutes && { afterMinutes, people: [at.satoId()], managerId: null, hours: null };
  const done = await at.owner('PUT', '/escalations', {
    connectionId: null,
    version: items[0]?.version ?? null,
    rule,
  });
  expect(done.status).toBe(200);
};

test('what it was to tell gathered comes by mail as it was gathered, and does not wait for the next time', async () => {
  await awayFromFullHour();
  await hear(HOURLY);
  const all = [await receiveOwn(), await receiveOwn()];
  site.forget(endpoint);
  await at.release();
  await expect.poll(subjects, { timeout: 10_000 }).toEqual(['【Digima】反響のお知らせ（2件）']);
  const [digest] = at.sink.to(at.program.firm.salesperson.email);
  for (const { name } of all) expect(digest?.text).toContain(`${name} 様`);
  expect(await devices()).toEqual([]);
});

test('one alone as well, and who is next when nobody responds is called when they would have been', async () => {
  await awayFromFullHour();
  await putRule(60);
  await hear(HOURLY);
  const { id } = await receiveOwn();
  const planned = () => at.sql("SELECT run_at FROM jobs WHERE kind = 'escalate' AND subject_id = $1", [id]);
  await at.sql("UPDATE jobs SET run_at = run_at - interval '1 minute' WHERE kind = 'escalate'");
  const before = await planned();
  await unsubscribe();
  await at.release();
  await expect
    .poll(subjects, { timeout: 10_000 })
    .toEqual([expect.stringContaining('【Digima】新しい反響: ')]);
  expect(await planned()).toEqual(before);
  await putRule(null);
});

test('that one was put in charge, where the browser was taken away between writing and sending', async () => {
  await awayFromFullHour();
  await hear(HOURLY);
  const { customerId, name } = await at.receive();
  await at.edit(customerId, at.satoId());
  await at.comes();
  await unsubscribe();
  await at.release();
  await expect
    .poll(subjects, { timeout: 10_000 })
    .toEqual([`【Digima】担当になりました: ${name} 様（リガイド 本店）`]);
});

test('that nobody responded, and once to who has another way too', async () => {
  await putRule(60);
  await hear(BROWSER_ALONE);
  site.forget(endpoint);
  const refused = await at.receive();
  await escalate(refused.id);
  await expect.poll(() => rowsOf(refused.id), { timeout: 10_000 }).toEqual(['push failed', 'mail sent']);
  expect(subjects()).toEqual(['未対応の反響があります']);
  const [told] = at.sink.to(at.program.firm.salesperson.email);
  expect(told?.text).toContain(`${at.program.url}/customers/${refused.customerId}`);

  // To both of their browsers, of which one is gone; then to the other one and by mail.
  const other = await subscribe();
  site.forget(await subscribe());
  const both = await at.receive();
  await escalate(both.id);
  await at.quiet();
  expect((await rowsOf(both.id)).sort()).toEqual(['push failed', 'push sent']);
  await hear({ ...BROWSER_ALONE, mail: true });
  site.forget(other);
  const twice = await at.receive();
  await escalate(twice.id);
  await at.quiet();
  expect((await rowsOf(twice.id)).sort()).toEqual(['mail sent', 'push failed']);
  await putRule(null);
});

test('not what was responded to before it could be told', async () => {
  await putRule(60);
  await hear(BROWSER_ALONE);
  site.answers([503]);
  const { id } = await at.receive();
  await escalate(id);
  await expect
    .poll(
      () =>
        at.sql(
          "SELECT 1 FROM outgoing_mails WHERE kind = 'unanswered' AND attempts = 1 AND inquiry_id = $1",
          [id],
        ),
      { timeout: 10_000 },
    )
    .toHaveLength(1);
  await unsubscribe();
  await at.respond(id);
  await at.sql("UPDATE jobs SET run_at = now() WHERE kind = 'post-message'");
  await at.quiet();
  expect(await rowsOf(id)).toEqual(['push withdrawn']);
  expect(subjects()).toEqual([]);
  await putRule(null);
});

test('that a connection is silent, also to who wants to hear of no inquiry; a trial is of that browser alone', async () => {
  await hear({ ...BROWSER_ALONE, push: false });
  const { organizationId } = at.program.firm;
  const [{ id: device }] = (await devices()) as [{ id: string }];
  const [{ id: connection }] = await at.sql("SELECT id FROM connections WHERE name = '本店'");
  site.forget(endpoint);
  const row = newId();
  await at.sql(
    `INSERT INTO outgoing_mails (id, organization_id, channel, kind, event, recipient_id, recipient_name, recipient_address, subject, text,
       connection_id) VALUES ($1, $2, 'push', 'silent-connection', $3, $4, '佐藤 健一', $5, 'しばらくメールが届いていない連携があります', '本店', $6)`,
    [row, organizationId, `silent:${connection}:1`, at.satoId(), device, connection],
  );
  await at.sql(
    "INSERT INTO jobs (id, organization_id, kind, subject_id, state) VALUES ($1, $2, 'post-message', $3, 'waiting')",
    [newId(), organizationId, row],
  );
  await expect.poll(subjects, { timeout: 10_000 }).toEqual(['しばらくメールが届いていない連携があります']);

  site.forget(await subscribe());
  const [{ id: tried }] = (await devices()) as [{ id: string }];
  expect((await at.sato('POST', `/me/push-devices/${tried}/test`)).status).toBe(202);
  await expect.poll(devices, { timeout: 10_000 }).toEqual([]);
  await at.quiet();
  expect(subjects()).toHaveLength(1);
});

test('what a browser that stays refuses for good, also gathered and by both of two; the next one it may be told again', async () => {
  await hear(BROWSER_ALONE);
  await subscribe();
  site.answers([403, 413]);
  const refused = await receiveOwn();
  await expect
    .poll(subjects, { timeout: 10_000 })
    .toEqual([expect.stringContaining('【Digima】新しい反響: ')]);
  await at.quiet();
  const told = () =>
    at.sql('SELECT channel, state FROM outgoing_mails WHERE inquiry_id = $1 ORDER BY channel', [refused.id]);
  expect((await told()).map(({ channel, state }) => `${channel} ${state}`)).toEqual([
    'mail sent',
    'push failed',
    'push failed',
  ]);
  expect(await devices()).toHaveLength(2);

  // One of two has told it: nothing is missing.
  site.answers([403]);
  await receiveOwn();
  await at.quiet();
  expect(subjects()).toHaveLength(1);
  expect(site.pushed().length).toBeGreaterThan(0);

  await awayFromFullHour();
  await hear(HOURLY);
  for (const { id } of (await devices()).slice(1)) await at.sato('DELETE', `/me/push-devices/${id}`);
  await receiveOwn();
  await receiveOwn();
  site.answers([400]);
  await at.release();
  await expect
    .poll(() => subjects().slice(1), { timeout: 10_000 })
    .toEqual(['【Digima】反響のお知らせ（2件）']);
});
