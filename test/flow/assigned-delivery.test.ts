// How whoever was put in charge of customers is told: at their own pace, by their own ways, once, and nothing any more that was given on
// before it left.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startChatSite } from '../../simulator/chat/start.ts';
import { type PushSite, startPushSite } from '../../simulator/push/start.ts';
import { TELL_ASSIGNED } from '../../src/customers/index.ts';
import { newId } from '../../src/lib/ids.ts';
import type { Lease } from '../../src/platform/jobs.ts';
import { awayFromFullHour } from '../support/clock.ts';
import { notifyHandlers } from '../support/notify-handlers.ts';
import { type Office, openOffice } from '../support/office.ts';

let at: Office;
let chatSite: Awaited<ReturnType<typeof startChatSite>>;
let pushSite: PushSite;
beforeAll(async () => {
  chatSite = await startChatSite();
  pushSite = await startPushSite();
  at = await openOffice({ OUTBOUND_ALLOW: `${chatSite.host},${pushSite.host}` });
});
afterAll(async () => {
  await at.close();
  await pushSite.stop();
  await chatSite.stop();
});
beforeEach(() => at.clear());

const AT_ONCE = { mail: true, push: true, pace: 'at-once', quiet: null };

test('gathered, it is a line of the digest; what was given on while it was held back is not', async () => {
  await awayFromFullHour();
  await at.sato('PUT', '/me/notices', { own: { ...AT_ONCE, pace: 'hourly' } });
  const all = await at.receiveMany(3);
  for (const { customerId } of all) await at.edit(customerId, at.satoId());
  await at.comes();
  expect(at.sink.to(at.program.firm.salesperson.email)).toEqual([]);
  await at.edit(all[0]?.customerId ?? '', at.other.userId);
  await at.comes();
  expect(at.toldTo()).toEqual([at.other.email]);
  await at.release();
  const [digest] = at.sink.to(at.program.firm.salesperson.email);
  expect(digest?.subject).toBe('【Digima】反響のお知らせ（2件）');
  for (const { name } of all.slice(1)) expect(digest?.text).toContain(`担当になった反響: ${name} 様`);
  expect(digest?.text).not.toContain(all[0]?.name);
  const states = (await at.listed()).slice(0, 4).map(({ state }: { state: string }) => state);
  expect(states.sort()).toEqual(['bundled', 'bundled', 'sent', 'withdrawn']);
});

test('in a quiet time nothing goes; at its end one is told what is theirs then', async () => {
  const today = new Date(Date.now() + 9 * 3_600_000).getUTCDay();
  const night = { from: '00:00', to: '00:00', days: [today, (today + 1) % 7] };
  await at.sato('PUT', '/me/notices', { own: { ...AT_ONCE, quiet: night } });
  const all = await at.receiveMany(3);
  const [first, second, third] = all.map(({ customerId }) => customerId);
  await at.give([first, second, third] as string[], at.satoId());
  await at.comes();
  expect(at.told()).toEqual([]);
  const [held] = await at.listed();
  expect([held.state, held.subject]).toEqual(['held', expect.stringContaining('3名のお客様')]);
  await at.respond(all[1]?.id ?? '');
  await at.sql('UPDATE customers SET assignee_id = NULL WHERE id = $1', [first]);
  await at.release();
  expect(at.told().map(({ subject }) => subject)).toEqual([
    `【Digima】担当になりました: ${all[2]?.name} 様（リガイド 本店）`,
  ]);
});

test('what the relay does not take yet is withdrawn once it is somebody else’s', async () => {
  const { customerId } = await at.receive();
  at.sink.behaves((stage) => {
    if (stage === 'rcpt') throw '451 4.3.0 later';
  });
  await at.edit(customerId, at.satoId());
  await at.sql("UPDATE jobs SET run_at = now() WHERE kind = 'tell-assigned'");
  const waiting = async () => (await at.listed()).find((row: { state: string }) => row.state === 'waiting');
  await expect.poll(async () => (await waiting())?.attempts, { timeout: 10_000 }).toBe(1);
  const { id } = await waiting();
  await at.edit(customerId, null);
  at.sink.behaves();
  await at.sql("UPDATE jobs SET run_at = now() WHERE kind = 'send-mail'");
  await at.quiet();
  expect(at.told()).toEqual([]);
  expect((await at.listed()).find((row: { id: string }) => row.id === id)?.state).toBe('withdrawn');
});

test('a worker that dies after it wrote the notice, and one that dies before: told once', async () => {
  const { customerId } = await at.receive();
  await at.edit(customerId, at.satoId());
  const [job] = await at.sql("SELECT * FROM jobs WHERE kind = 'tell-assigned'");
  const { organizationId } = at.program.firm;
  const handler = notifyHandlers(at.program)[TELL_ASSIGNED];
  /** Its work is committed or not, and its end is not. */
  const dying = (commits: boolean) => {
    const done: Lease['done'] = (work) =>
      at.program.db
        .withOrganization(organizationId, async (tx) => {
          await work?.(tx, new Date());
          if (!commits) throw new Error('died');
        })
        .then(() => Promise.reject(new Error('died')));
    const lease = { done, hold: done, again: done, signal: new AbortController().signal } as unknown as Lease;
    return handler?.run({ ...job, organizationId, subjectId: job.subject_id }, lease);
  };
  await expect(dying(false)).rejects.toThrow('died');
  expect(
    await at.sql("SELECT 1 FROM outgoing_mails WHERE event LIKE 'assigned:' || $1 || ':%'", [job.subject_id]),
  ).toEqual([]);
  await expect(dying(true)).rejects.toThrow('died');
  await at.comes();
  await at.sql(
    "INSERT INTO jobs (id, organization_id, kind, subject_id, state) VALUES ($1, $2, 'tell-assigned', $3, 'waiting')",
    [newId(), organizationId, job.subject_id],
  );
  await at.comes();
  await at.quiet();
  expect(at.toldTo()).toEqual([at.program.firm.salesperson.email]);
});

test('by browser it names nobody, a chat that wants it hears who is in charge, and no phone number', async () => {
  const { data } = await at.sato('GET', '/me/notices');
  await at.sato('POST', '/me/push-devices', {
    ...pushSite.subscribe(data.pushKey),
    label: 'Chrome・Windows',
  });
  const hears = { service: 'slack', name: '営業', events: ['assigned'], url: chatSite.slackUrl };
  const chat = await at.owner('POST', '/chats', hears);
  const { customerId, name } = await at.receive();
  await at.edit(customerId, at.satoId());
  await at.comes();
  await expect.poll(() => pushSite.pushed().length, { timeout: 10_000 }).toBe(1);
  expect(JSON.parse(pushSite.pushed()[0]?.text ?? '')).toMatchObject({
    title: '未対応の反響の担当になりました',
    body: 'リガイド 本店',
    url: `/customers/${customerId}`,
  });
  await expect.poll(() => chatSite.said().length, { timeout: 10_000 }).toBe(1);
  const text = chatSite.said()[0]?.text ?? '';
  expect(text).toContain('担当が決まりました: 佐藤 健一（1名のお客様、高橋 誠 さんから）');
  expect(text).toContain(name);
  expect(text).not.toMatch(/90-?0000-?6\d{3}/); // however it is written
  await at.owner('DELETE', `/chats/${chat.data.id}`);
  for (const { id } of (await at.sato('GET', '/me/notices')).data.devices)
    await at.sato('DELETE', `/me/push-devices/${id}`);
});

test('who wants the browser alone, and whose browser is gone, hears by mail', async () => {
  const { data } = await at.sato('GET', '/me/notices');
  const subscription = pushSite.subscribe(data.pushKey);
  await at.sato('POST', '/me/push-devices', { ...subscription, label: 'Chrome・Windows' });
  await at.sato('PUT', '/me/notices', { own: { ...AT_ONCE, mail: false } });
  pushSite.forget(subscription.endpoint);
  const { customerId } = await at.receive();
  await at.edit(customerId, at.satoId());
  await at.comes();
  await expect.poll(at.toldTo, { timeout: 10_000 }).toEqual([at.program.firm.salesperson.email]);
});
