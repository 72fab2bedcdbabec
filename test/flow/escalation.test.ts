// Nobody responds: the next person is told, then the manager, each once, within office hours; a response stops it, also one of the
// same moment.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startChatSite } from '../../simulator/chat/start.ts';
import { asOwner, connectAsOwner } from '../support/database.ts';
import { buildConnection, buildMember } from '../support/factories.ts';
import { composeInquiry } from '../support/mails.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { type Session, signIn } from '../support/session.ts';
import { openSink, type Sink } from '../support/sink.ts';

let sink: Sink;
let site: Awaited<ReturnType<typeof startChatSite>>;
let program: TestProgram;
let owner: Session;
let next: Awaited<ReturnType<typeof buildMember>>;
let manager: Awaited<ReturnType<typeof buildMember>>;
beforeAll(async () => {
  sink = await openSink();
  site = await startChatSite();
  program = await startTestProgram(undefined, { SMTP_URL: sink.url, OUTBOUND_ALLOW: site.host });
  owner = await signIn(program, program.owner);
  const { organizationId } = program.firm;
  next = await buildMember(program.db, organizationId, { name: '次田 二郎' });
  manager = await buildMember(program.db, organizationId, { name: '店長 三郎', role: 'manager' });
});
afterAll(async () => {
  await program.stop();
  await site.stop();
  await sink.close();
});

const sql = (text: string, values: unknown[] = []) =>
  asOwner(program.server, async (client) => (await client.query(text, values)).rows);
const rule = (given = {}) => ({
  afterMinutes: 30,
  people: [next.userId],
  managerId: manager.userId,
  hours: null,
  ...given,
});
/** In the place of whatever there is. */
const put = async (given: object | null, connectionId: string | null = null) => {
  const { items } = (await owner('GET', '/escalations')).data;
  const version =
    items.find((one: { connectionId: string | null }) => one.connectionId === connectionId)?.version ?? null;
  return owner('PUT', '/escalations', { connectionId, version, rule: given });
};
beforeEach(async () => {
  sink.behaves();
  await sql("DELETE FROM jobs WHERE kind = 'escalate'");
  expect((await put(rule())).status).toBe(200);
  sink.mails.length = 0;
});

const quiet = async () => {
  await program.settled();
  await expect
    .poll(
      () =>
        sql(
          "SELECT kind FROM jobs WHERE kind IN ('tell-owner', 'send-mail', 'post-message', 'escalate') AND run_at <= now()",
        ),
      { timeout: 10_000 },
    )
    .toEqual([]);
};
let count = 0;
/** Ids of a new inquiry and of its customer. */
const receive = async (address = program.inboxAddress) => {
  count += 1;
  const number = `RG-E-${count}`;
  await program.sendMail(
    composeInquiry({
      number,
      name: `試験　${count}号`,
      phone: `090-0000-${9000 + count}`,
      messageId: `e${count}@re-guide.jp`,
    }),
    [address],
  );
  await quiet();
  const [inquiry] = (await program.get(`/inquiries?requestNumber=${number}`)).items;
  return { id: inquiry.id as string, customerId: inquiry.customer.id as string };
};
const planned = (id: string) =>
  sql("SELECT run_at FROM jobs WHERE kind = 'escalate' AND subject_id = $1", [id]);
/** As if its time had come. */
const comes = async (...ids: string[]) => {
  await sql("UPDATE jobs SET run_at = now() WHERE kind = 'escalate' AND subject_id = ANY ($1)", [ids]);
};
const respond = (id: string) =>
  owner('POST', `/inquiries/${id}/activities`, { kind: 'call', outcome: 'reached' });
const called = (id: string) =>
  sql(
    "SELECT event, channel, recipient_name, state, attempts FROM outgoing_mails WHERE kind = 'unanswered' AND inquiry_id = $1 ORDER BY id",
    [id],
  );
const unanswered = () => sink.mails.filter(({ subject }) => subject.includes('未対応の反響'));

test('after n minutes the next person, then the manager, then nobody; the timeline and the chat say so', async () => {
  const chat = await owner('POST', '/chats', {
    service: 'slack',
    name: '営業',
    events: ['unanswered'],
    url: site.slackUrl,
  });
  const { id, customerId } = await receive();
  const [job] = await planned(id);
  const minutes = (job.run_at.getTime() - Date.now()) / 60_000;
  expect(minutes).toBeGreaterThan(29);
  expect(minutes).toBeLessThanOrEqual(30);
  await comes(id);
  await expect.poll(() => unanswered().map(({ to }) => to), { timeout: 10_000 }).toEqual([next.email]);
  expect(unanswered()[0]?.subject).toBe(`【Digima】未対応の反響: 試験　${count}号 様（リガイド 世田谷支店）`);
  expect(unanswered()[0]?.text).toContain('まだ対応の記録がありません');
  expect(unanswered()[0]?.text).toContain('担当: 佐藤 健一');
  expect(unanswered()[0]?.text).toContain(`${program.url}/customers/${customerId}`);
  await expect.poll(() => planned(id), { timeout: 10_000 }).toHaveLength(1);
  await comes(id);
  await expect
    .poll(() => unanswered().map(({ to }) => to), { timeout: 10_000 })
    .toEqual([next.email, manager.email]);
  await comes(id);
  await expect.poll(() => planned(id), { timeout: 10_000 }).toEqual([]);
  await quiet();
  expect(unanswered()).toHaveLength(2);
  expect(site.said().map(({ text }) => /お知らせした方: (.*)/.exec(text)?.[1])).toEqual([
    '次田 二郎',
    '店長 三郎',
  ]);
  const lines = (await program.get(`/customers/${customerId}/timeline?kind=history`)).items
    .map(({ line }: { line: { event: { type: string; to: string }; actor: { name: string } } }) => line)
    .filter(({ event }: { event: { type: string } }) => event.type === 'escalated');
  expect(lines.map(({ event, actor }: (typeof lines)[number]) => [event.to, actor.name])).toEqual([
    ['店長 三郎', '通知'],
    ['次田 二郎', '通知'],
  ]);
  await owner('DELETE', `/chats/${chat.data.id}`);
});

test('a response stops it, before a step and after one; what still waits to be sent is withdrawn', async () => {
  const early = await receive();
  await respond(early.id);
  await comes(early.id);
  await expect.poll(() => planned(early.id), { timeout: 10_000 }).toEqual([]);
  expect(await called(early.id)).toEqual([]);

  const late = await receive();
  sink.behaves((stage, address) => {
    if (stage === 'rcpt' && address === next.email) throw '451 4.3.0 later';
  });
  await comes(late.id);
  await expect.poll(async () => (await called(late.id))[0]?.attempts, { timeout: 10_000 }).toBe(1);
  await respond(late.id);
  sink.behaves();
  await sql("UPDATE jobs SET run_at = now() WHERE kind = 'send-mail'");
  await expect.poll(async () => (await called(late.id))[0]?.state, { timeout: 10_000 }).toBe('withdrawn');
  await comes(late.id);
  await expect.poll(() => planned(late.id), { timeout: 10_000 }).toEqual([]);
  expect(await called(late.id)).toHaveLength(1);
  expect(unanswered()).toEqual([]);
});

test('a response under way is waited for, and then nobody is called', async () => {
  const { id } = await receive();
  const client = await connectAsOwner(program.server);
  await client.query('BEGIN');
  await client.query('UPDATE inquiries SET responded_at = now() WHERE id = $1', [id]);
  await comes(id);
  // The step waits for the row that the response holds.
  await expect
    .poll(
      () =>
        sql(
          "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%inquiries%'",
        ),
      { timeout: 10_000 },
    )
    .toHaveLength(1);
  await client.query('COMMIT');
  await client.end();
  await expect.poll(() => planned(id), { timeout: 10_000 }).toEqual([]);
  expect(await called(id)).toEqual([]);
});

test('a worker that cannot write when the step after is due has told nobody: the step is told again, and the one after it in its time', async () => {
  const { id } = await receive();
  await sql(`CREATE FUNCTION cut() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'cut off'; END $$`);
  await sql(`CREATE TRIGGER cut BEFORE UPDATE ON jobs FOR EACH ROW WHEN (NEW.kind = 'escalate' AND OLD.lease_token IS NOT NULL
    AND NEW.run_at > now() + interval '1 minute') EXECUTE FUNCTION cut()`);
  await comes(id);
  await expect
    .poll(() => sql("SELECT 1 FROM jobs WHERE subject_id = $1 AND last_error = 'P0001'", [id]), {
      timeout: 10_000,
    })
    .toHaveLength(1);
  await sql('DROP FUNCTION cut CASCADE');
  await comes(id);
  await expect
    .poll(async () => (await planned(id))[0].run_at.getTime() - Date.now(), { timeout: 10_000 })
    .toBeGreaterThan(29 * 60_000);
  expect((await called(id)).map(({ recipient_name }) => recipient_name)).toEqual(['次田 二郎']);
});

test('responses and steps at the same moment: a step is told once or not at all, and nothing follows a response', async () => {
  const made = await Promise.all(Array.from({ length: 8 }, () => receive()));
  const ids = made.map(({ id }) => id);
  await Promise.all([comes(...ids), ...ids.map((id) => respond(id)), comes(...ids)]);
  await quiet();
  const before = await Promise.all(ids.map(called));
  for (const rows of before) expect(new Set(rows.map(({ event }) => event)).size).toBe(rows.length);
  await comes(...ids);
  await expect
    .poll(() => sql("SELECT 1 FROM jobs WHERE kind = 'escalate' AND subject_id = ANY ($1)", [ids]), {
      timeout: 10_000,
    })
    .toEqual([]);
  const events = async () =>
    (await Promise.all(ids.map(called))).map((rows) => rows.map(({ event }) => event));
  expect(await events()).toEqual(before.map((rows) => rows.map(({ event }) => event)));
});

test('office hours alone count, a connection may have its own rule, or none', async () => {
  const day = (new Date(Date.now() + 9 * 3_600_000).getUTCDay() + 2) % 7;
  await put(rule({ hours: { from: '09:00', to: '18:00', days: [day] } }));
  const { id } = await receive();
  const plannedAt = async () => {
    const [job] = await planned(id);
    const at = new Date(job.run_at.getTime() + 9 * 3_600_000);
    return [at.getUTCDay(), at.toISOString().slice(11, 16)];
  };
  expect(await plannedAt()).toEqual([day, '09:30']);
  // Also what comes after a step.
  await comes(id);
  await expect.poll(() => called(id), { timeout: 10_000 }).toHaveLength(1);
  expect(await plannedAt()).toEqual([day, '09:30']);

  const { connectionId, localPart } = await buildConnection(program.db, program.firm.organizationId, {
    name: '本店',
    assigneeId: next.userId,
  });
  await put(
    rule({ afterMinutes: 5, people: [next.userId, program.firm.owner.userId], managerId: null }),
    connectionId,
  );
  const own = await receive(`${localPart}@inbox.localhost`);
  const [soon] = await planned(own.id);
  expect(soon.run_at.getTime() - Date.now()).toBeLessThanOrEqual(5 * 60_000);
  await comes(own.id);
  // Who is in charge knows: the one after is called.
  await expect
    .poll(async () => (await called(own.id)).map(({ recipient_name }) => recipient_name), { timeout: 10_000 })
    .toEqual(['高橋 誠']);
  await put(rule({ people: [], managerId: null }), connectionId);
  expect(await planned((await receive(`${localPart}@inbox.localhost`)).id)).toEqual([]);
  await put(null, connectionId);
  await put(null);
  expect(await planned((await receive()).id)).toEqual([]);
});

test('only admins set it, with people who are here; somebody else’s change is not written over', async () => {
  const { items } = (await owner('GET', '/escalations')).data;
  expect(items).toMatchObject([{ connectionId: null, afterMinutes: 30, people: [next.userId] }]);
  const late = await owner('PUT', '/escalations', { connectionId: null, version: null, rule: rule() });
  expect([late.status, late.data.code]).toEqual([409, 'changed-meanwhile']);
  const stranger = await put(rule({ people: ['00000000-0000-4000-8000-000000000000'] }));
  expect([stranger.status, Object.keys(stranger.data.errors)]).toEqual([422, ['people']]);
  expect((await put(rule({ afterMinutes: 0 }))).status).toBe(422);
  const seller = await signIn(program, { ...program.firm.salesperson, password: program.owner.password });
  expect((await seller('GET', '/escalations')).status).toBe(403);
  const { version } = items[0];
  expect((await seller('PUT', '/escalations', { connectionId: null, version, rule: null })).status).toBe(403);
  expect((await owner('GET', '/escalations')).data).toEqual({ items });
});

test('put in another order between two steps, each is called once and nobody is left out', async () => {
  await put(rule({ people: [next.userId, manager.userId], managerId: null }));
  const { id } = await receive();
  const names = async () => (await called(id)).map(({ recipient_name }) => recipient_name);
  await comes(id);
  await expect.poll(names, { timeout: 10_000 }).toEqual(['次田 二郎']);
  await put(rule({ people: [manager.userId, next.userId], managerId: null }));
  await comes(id);
  await expect.poll(names, { timeout: 10_000 }).toEqual(['次田 二郎', '店長 三郎']);
  await comes(id);
  await expect.poll(() => planned(id), { timeout: 10_000 }).toEqual([]);
  expect(await names()).toHaveLength(2);
});

test('who saw a rule that was taken away does not write over the one that was made since', async () => {
  await put(null);
  const [shown] = (await put(rule())).data.items;
  await put(null);
  const made = (await put(rule({ afterMinutes: 45 }))).data;
  const edit = { connectionId: null, version: shown.version, rule: rule({ afterMinutes: 60 }) };
  expect((await owner('PUT', '/escalations', edit)).status).toBe(409);
  expect((await owner('GET', '/escalations')).data).toEqual(made);
});
