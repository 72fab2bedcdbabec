// Those in charge of a connection hear that its login fails and that it works again; that no inquiry has come; and that no mail
// has come for longer than usual.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { newId } from '../../src/lib/ids.ts';
import { tellLogin } from '../../src/notify/index.ts';
import { loginOutcomes } from '../../src/portal-kit/login.ts';
import { asOwner } from '../support/database.ts';
import { buildMember, PASSWORD } from '../support/factories.ts';
import { composeInquiry } from '../support/mails.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { type Session, signIn } from '../support/session.ts';
import { openSink, type Sink } from '../support/sink.ts';

let sink: Sink;
let program: TestProgram;
let owner: Session;
let admin: { userId: string; email: string; name: string };
beforeAll(async () => {
  sink = await openSink();
  program = await startTestProgram(undefined, {
    SMTP_URL: sink.url,
    SUPPORT_URL: 'https://help.example.jp/',
  });
  admin = await buildMember(program.db, program.firm.organizationId, { name: '鈴木 京子', role: 'admin' });
  owner = await signIn(program, program.owner);
});
afterAll(async () => {
  await program.stop();
  await sink.close();
});
beforeEach(() => {
  sink.mails.length = 0;
});

const sql = (text: string, values: unknown[] = []) =>
  asOwner(program.server, async (client) => (await client.query(text, values)).rows);
const sent = () => expect.poll(() => sink.mails.length, { timeout: 10_000 });
const jobs = (kind: string, subjectId: string) =>
  sql('SELECT * FROM jobs WHERE kind = $1 AND subject_id = $2', [kind, subjectId]);

/** A draft with a login saved, its page not open; active when asked for. */
async function setUp({ isActive = false, by = owner, name = `連携 ${newId()}` } = {}): Promise<string> {
  const made = await by('POST', '/connections', { requestKey: newId(), portal: 're-guide', name });
  const { id } = made.data;
  const saved = await by('PUT', `/connections/${id}/login`, { userId: `u-${newId()}`, password: 'p' });
  expect([made.status, saved.status]).toEqual([201, 200]);
  if (isActive) await by('POST', `/connections/${id}/activate`, { isRegistered: true });
  return id;
}

/** What a check does at its end: writes what came of it, and has it told. */
async function checked(
  connectionId: string,
  outcome: string,
  nextInHours: number | null = null,
): Promise<void> {
  await sql(
    `UPDATE portal_logins SET state = $2, outcome = $3, checked_at = now(),
       verified_at = CASE WHEN $3 = 'verified' THEN now() ELSE verified_at END,
       next_check_at = now() + make_interval(hours => $4) WHERE connection_id = $1`,
    [connectionId, outcome === 'verified' ? 'verified' : 'failed', outcome, nextInHours],
  );
  await program.db.withOrganization(program.firm.organizationId, (tx) =>
    tellLogin(tx, { organizationId: program.firm.organizationId, connectionId }),
  );
}

/** Once whatever there is to tell of it has been told. */
const told = (connectionId: string) =>
  expect.poll(() => jobs('tell-login', connectionId), { timeout: 10_000 }).toEqual([]);

const FAILED = '【Digima】【ポータルサイト連携結果通知】リガイド との連携が失敗しました';
const HEALED = '【Digima】【ポータルサイト連携結果通知】リガイド との連携が回復しました';

test('a failed login is told to who set it up and to the admins: cause, steps, link, support window', async () => {
  const member = await buildMember(program.db, program.firm.organizationId, {
    name: '設定 した人',
    role: 'admin',
  });
  const id = await setUp({
    isActive: true,
    by: await signIn(program, { ...member, password: PASSWORD }),
    name: '本店',
  });
  await sql(`UPDATE member SET role = 'member' WHERE user_id = $1`, [member.userId]);
  await checked(id, 'wrong-credentials');
  await sent().toBe(3);
  expect(sink.mails.map(({ to }) => to).sort()).toEqual(
    [program.firm.owner.email, admin.email, member.email].sort(),
  );
  const [mail] = sink.to(member.email);
  expect(mail?.subject).toBe(FAILED);
  for (const part of [mail?.text, mail?.html?.replaceAll('&amp;', '&')]) {
    expect(part).toContain('設定 した人 様');
    expect(part).toContain('連携名称: 本店');
    expect(part).toContain('ユーザーIDまたはパスワードが、リガイドのものと一致しませんでした');
    expect(part).toContain('前後に半角スペース');
    expect(part).toContain('「ログイン情報を認証する」');
    expect(part).toContain(`${program.url}/connections/${id}`);
    expect(part).toContain('Digimaサポート窓口 平日10:00~12:00/13:00~17:00');
    expect(part).toContain('お問い合わせ');
    expect(part).toContain('https://help.example.jp/');
    expect(part).toContain('反響お知らせメールの取り込みは、この間も続いています');
  }
  await sql('DELETE FROM member WHERE user_id = $1', [member.userId]);
});

test('once per cause: told again for another cause, for another value, and after it had worked', async () => {
  const id = await setUp({ isActive: true });
  await checked(id, 'locked');
  await sent().toBe(2);
  await checked(id, 'locked');
  await told(id);
  await checked(id, 'captcha');
  await sent().toBe(4);
  await checked(id, 'locked');
  await told(id);
  await owner('PUT', `/connections/${id}/login`, { userId: 'another', password: 'p', insist: true });
  await checked(id, 'locked');
  await sent().toBe(6);
  await checked(id, 'verified', 20);
  await sent().toBe(8);
  expect(sink.mails.slice(6).map(({ subject }) => subject)).toEqual([HEALED, HEALED]);
  await checked(id, 'verified', 20);
  await told(id);
  await checked(id, 'locked');
  await sent().toBe(10);
});

test('a draft whose page is open is told there; by mail once the page was left, or at 連携する', async () => {
  const [left, activated, healed] = [await setUp(), await setUp(), await setUp()];
  for (const id of [left, activated, healed]) {
    expect((await owner('POST', `/connections/${id}/presence`)).status).toBe(204);
    await checked(id, 'wrong-credentials');
  }
  // Each has looked once, and looks again later.
  for (const id of [left, activated, healed])
    await expect
      .poll(async () => (await jobs('tell-login', id))[0]?.run_at > new Date(), { timeout: 5_000 })
      .toBe(true);
  expect(sink.mails).toEqual([]);

  await sql(`UPDATE connections SET page_seen_at = now() - interval '46 s' WHERE id = $1`, [left]);
  await sql(`UPDATE jobs SET run_at = now() WHERE kind = 'tell-login' AND subject_id = $1`, [left]);
  await sent().toBe(2);
  expect((await owner('POST', `/connections/${activated}/activate`, { isRegistered: true })).status).toBe(
    200,
  );
  await sent().toBe(4);
  expect(sink.mails.every(({ subject }) => subject === FAILED)).toBe(true);
  await checked(healed, 'verified', 20);
  await told(healed);
  expect(sink.mails).toHaveLength(4);
});

test('a portal that is down is told of when the retries are used up', async () => {
  const id = await setUp({ isActive: true });
  for (const hours of [0, 0, 3]) {
    await checked(id, 'unavailable', hours);
    await told(id);
  }
  expect(sink.mails).toEqual([]);
  await checked(id, 'unavailable', 6);
  await sent().toBe(2);
  expect(sink.mails[0]?.text).toContain('何度か確認しましたが、つながりませんでした');
});

test('every way a login fails has its own cause and steps', async () => {
  const failing = [...loginOutcomes.filter((outcome) => outcome !== 'verified'), 'interrupted'];
  const id = await setUp({ isActive: true });
  for (const outcome of failing) await checked(id, outcome).then(() => told(id));
  await sent().toBe(failing.length * 2);
  const texts = sink.to(program.firm.owner.email).map(({ text }) => text);
  const causes = texts.map((text) => /■ 原因\n(.+)\n/.exec(text)?.[1]);
  expect(causes.every((cause) => cause?.includes('リガイド'))).toBe(true);
  expect(new Set(causes).size).toBe(failing.length);
  const steps = texts.map((text) => /■ 対応の手順\n(.+?)\n\n/s.exec(text)?.[1]);
  expect(new Set(steps).size).toBe(failing.length);
});

test('a deleted connection is told of no more', async () => {
  const id = await setUp();
  await owner('POST', `/connections/${id}/presence`);
  await checked(id, 'locked');
  expect((await owner('DELETE', `/connections/${id}`)).status).toBe(204);
  expect(await jobs('tell-login', id)).toEqual([]);
  expect(await jobs('remind-first-mail', id)).toEqual([]);
});

test('while no inquiry comes, those in charge are reminded after 3 and after 7 days, then no more', async () => {
  const id = await setUp({ isActive: true, name: '駅前店' });
  const [planned] = await jobs('remind-first-mail', id);
  expect(planned.run_at.getTime() - Date.now()).toBeGreaterThan(2.99 * 86_400_000);
  const pass = (days: number) =>
    sql(
      `WITH c AS (UPDATE connections SET activated_at = now() - make_interval(days => $2) WHERE id = $1)
       UPDATE jobs SET run_at = now() WHERE kind = 'remind-first-mail' AND subject_id = $1`,
      [id, days],
    );
  await pass(3);
  await sent().toBe(2);
  const { data } = await owner('GET', `/connections/${id}`);
  expect(sink.mails[0]?.subject).toBe(
    '【Digima】【ポータルサイト連携】リガイド からの反響がまだ届いていません（連携開始から3日）',
  );
  expect(sink.mails[0]?.text).toContain(`Digima受信ボックス: ${data.inboxAddress}`);
  expect(sink.mails[0]?.text).toContain('「テスト反響を送る」');
  await expect.poll(async () => (await jobs('remind-first-mail', id))[0]?.lease_token).toBeNull();
  await pass(7);
  await sent().toBe(4);
  expect(sink.mails[3]?.subject).toContain('（連携開始から7日）');
  await expect.poll(() => jobs('remind-first-mail', id)).toEqual([]);
});

test('nobody is reminded once an inquiry came, nor while the connection takes nothing in', async () => {
  const [came, paused] = [await setUp({ isActive: true }), await setUp({ isActive: true })];
  const { data } = await owner('GET', `/connections/${came}`);
  await program.sendMail(composeInquiry({ number: 'RG-FIRST', phone: '090-0000-1111' }), [data.inboxAddress]);
  await sent().toBe(2); // no assignee: owner and admin hear of the inquiry
  await owner('POST', `/connections/${paused}/pause`);
  for (const id of [came, paused])
    await sql(
      `WITH c AS (UPDATE connections SET activated_at = now() - interval '8 days' WHERE id = $1)
       UPDATE jobs SET run_at = now() WHERE kind = 'remind-first-mail' AND subject_id = $1`,
      [id],
    );
  for (const id of [came, paused])
    await expect.poll(() => jobs('remind-first-mail', id), { timeout: 5_000 }).toEqual([]);
  expect(sink.mails).toHaveLength(2);
});

const DAY_MS = 86_400_000;
const today = Date.now();
/** A mail came that long ago. */
const arrive = (connectionId: string, days: number) =>
  sql(
    `INSERT INTO mails (id, organization_id, connection_id, inbox_id, sha256, raw, size, received_at, state, outcome)
     SELECT $2::uuid, organization_id, connection_id, id, sha256($3::bytea), $3::bytea, 1, $4::timestamptz, 'read', 'not-an-inquiry'
     FROM inboxes WHERE connection_id = $1`,
    [connectionId, newId(), Buffer.from(newId()), new Date(today - days * DAY_MS)],
  );
/** One a day, the last nine days ago. */
async function fallSilent(connectionId: string): Promise<void> {
  for (let days = 20; days >= 9; days -= 1) await arrive(connectionId, days);
}
/** It looks now; resolves when it has. */
async function look(connectionId: string): Promise<void> {
  await sql("UPDATE jobs SET run_at = now() WHERE kind = 'watch-silence' AND subject_id = $1", [
    connectionId,
  ]);
  await expect
    .poll(async () => (await jobs('watch-silence', connectionId))[0]?.run_at.getTime(), { timeout: 10_000 })
    .toBeGreaterThan(Date.now() + 1_000);
}
const silentMails = () =>
  sql("SELECT recipient_address, state FROM outgoing_mails WHERE kind = 'silent-connection' ORDER BY id");

test('a connection that is silent for longer than usual is marked, and told of once; again when a mail has come in between', async () => {
  const id = await setUp({ isActive: true, name: '静かな店' });
  const seen = async () => (await owner('GET', `/connections/${id}`)).data;
  for (let days = 20; days >= 12; days -= 1) await arrive(id, days);
  await look(id);
  expect((await seen()).silence).toBeNull();
  for (let days = 11; days >= 9; days -= 1) await arrive(id, days);
  const marked = await seen();
  expect(marked).toMatchObject({ silence: { usualHours: 24 }, needsAttention: true });
  const { connections } = (await owner('GET', '/dashboard')).data;
  const row = connections.find(({ connection }: { connection: { id: string } }) => connection?.id === id);
  expect(row.connection).toMatchObject({ lastMailAt: marked.lastMailAt, silence: { usualHours: 24 } });
  await look(id);
  await sent().toBe(2);
  expect(sink.mails.map(({ to }) => to).sort()).toEqual([admin.email, program.firm.owner.email].sort());
  const [mail] = sink.mails;
  expect(mail?.subject).toBe('【Digima】【ポータルサイト連携】リガイド からのメールが9日届いていません');
  expect(mail?.text).toContain('ふだんは24時間以内に次のものが届いていますが、9日届いていません。');
  expect(mail?.text).toContain(`Digima受信ボックス: ${marked.inboxAddress}`);
  expect(mail?.text).toContain(`${program.url}/connections/${id}`);
  await look(id);
  await look(id);
  expect(await silentMails()).toHaveLength(2);

  await arrive(id, 6);
  await look(id);
  await sent().toBe(4);
  await sql("UPDATE connections SET state = 'paused' WHERE id = $1", [id]);
  expect((await seen()).silence).toBeNull();
  await arrive(id, 5);
  await arrive(id, 4);
  await look(id);
  expect(await silentMails()).toHaveLength(4);
  await owner('DELETE', `/connections/${id}`);
  expect(await jobs('watch-silence', id)).toEqual([]);
});

test('of silent connections each is told by itself after a quiet time, and by mail to who wants no inquiry told', async () => {
  const wants = (userId: string, wanted: { mail: boolean; quiet: object | null }) =>
    sql(
      `INSERT INTO notice_preferences (organization_id, user_id, mail, push, pace, quiet)
       SELECT organization_id, user_id, $2::boolean, false, 'daily', $3::jsonb FROM member WHERE user_id = $1`,
      [userId, wanted.mail, wanted.quiet],
    );
  const inJapan = new Date(today + 9 * 3_600_000).getUTCDay();
  const now = { from: '00:00', to: '00:00', days: [inJapan, (inJapan + 1) % 7] };
  await wants(admin.userId, { mail: true, quiet: now });
  await wants(program.firm.owner.userId, { mail: false, quiet: null });
  await sql("DELETE FROM outgoing_mails WHERE kind = 'silent-connection'");
  const ids = [await setUp({ isActive: true, name: '甲店' }), await setUp({ isActive: true, name: '乙店' })];
  for (const id of ids) await fallSilent(id);
  for (const id of ids) await look(id);
  await sent().toBe(2);
  expect(sink.mails.map(({ to }) => to)).toEqual([program.firm.owner.email, program.firm.owner.email]);
  const held = (await silentMails()).filter(({ state }) => state === 'held');
  expect(held.map((row) => row.recipient_address)).toEqual([admin.email, admin.email]);
  await sql(`WITH due AS (UPDATE outgoing_mails SET due_at = now() - interval '1 minute' WHERE state = 'held')
    UPDATE jobs SET run_at = now() WHERE kind = 'release-held'`);
  await sent().toBe(4);
  const texts = sink.to(admin.email).map(({ text }) => text);
  expect(texts.map((text) => /連携名称: (.*)/.exec(text ?? '')?.[1]).sort()).toEqual(['乙店', '甲店']);
  await sql('DELETE FROM notice_preferences');
});
