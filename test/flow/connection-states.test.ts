// What a connection goes through: 連携する, 停止, 再開, a new address, 削除; and where its mails go meanwhile.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { switchOption } from '../../src/accounts/index.ts';
import { isPageOpen } from '../../src/connections/index.ts';
import { newId } from '../../src/lib/ids.ts';
import { asOwner, connectAsOwner } from '../support/database.ts';
import { composeInquiry, composeNotice } from '../support/mails.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { type Session, signIn } from '../support/session.ts';
import { connectSmtp } from '../support/smtp-client.ts';

let program: TestProgram;
let owner: Session;
beforeAll(async () => {
  program = await startTestProgram();
  owner = await signIn(program, program.owner);
});
afterAll(() => program.stop());

let count = 0;
const REGISTERED = { isRegistered: true };
const LOGIN = { userId: 'mihon-0001', password: 'invented password' };

async function draft(name = `リガイド ${++count}号店`) {
  const given = { requestKey: newId(), portal: 're-guide', name };
  const { data } = await owner('POST', '/connections', given);
  return { id: data.id as string, path: `/connections/${data.id}`, address: data.inboxAddress as string };
}
async function active() {
  const made = await draft();
  expect((await owner('PUT', `${made.path}/login`, LOGIN)).status).toBe(200);
  expect((await owner('POST', `${made.path}/activate`, REGISTERED)).status).toBe(200);
  return made;
}
const show = async (path: string) => (await owner('GET', path)).data;
const actions = async (path: string) =>
  (await owner('GET', `${path}/history`)).data.items.map((line: { action: string }) => line.action);
const sql = (text: string, values: unknown[] = []) =>
  asOwner(program.server, async (client) => (await client.query(text, values)).rows);
let phone = 1000;
const request = (number: string) =>
  composeInquiry({ number, phone: `090-0000-${++phone}`, name: `依頼 ${number}` });
async function receive(number: string, address: string) {
  expect(await program.sendMail(request(number), [address])).toMatch(/^250 /);
  await program.settled();
}
const inquiry = async (number: string) =>
  (await program.get(`/inquiries?requestNumber=${number}`)).items.length as number;
async function answerTo(address: string): Promise<string> {
  const client = await connectSmtp(program.smtpPort);
  await client.command('MAIL FROM:<noreply@re-guide.jp>');
  const answer = await client.command(`RCPT TO:<${address}>`);
  client.close();
  return answer;
}

test('without the tick, and without a login, nothing is activated, and the page is told why', async () => {
  const { path } = await draft();
  for (const body of [{}, { isRegistered: false }]) {
    const { status, data } = await owner('POST', `${path}/activate`, body);
    expect(status).toBe(422);
    expect(data.errors.isRegistered).toContain(
      '「反響通知メールの受信先としてDigima受信ボックスのメールアドレスを設定しました」',
    );
  }
  const refused = await owner('POST', `${path}/activate`, REGISTERED);
  expect([refused.status, refused.data.code]).toEqual([409, 'no-login']);
  expect(refused.data.detail).toContain('ステップ②');
  expect(await show(path)).toMatchObject({ state: 'draft', version: 1, activatedAt: null });
});

test('連携する: what came for the draft is taken in, once, also by a double click', async () => {
  const { path, address } = await draft();
  await receive('D1', address);
  expect(await show(path)).toMatchObject({
    state: 'draft',
    asideCount: 1,
    firstMailAt: null,
    lastMailAt: expect.any(String),
    needsAttention: true,
  });
  expect(await inquiry('D1')).toBe(0);
  await owner('PUT', `${path}/login`, LOGIN);
  const clicks = await Promise.all([1, 2, 3].map(() => owner('POST', `${path}/activate`, REGISTERED)));
  expect(clicks.map(({ status, data }) => [status, data.state])).toEqual(
    [1, 2, 3].map(() => [200, 'active']),
  );
  await program.settled();
  expect(await inquiry('D1')).toBe(1);
  const shown = await show(path);
  expect(shown).toMatchObject({ state: 'active', asideCount: 0, needsAttention: false, version: 2 });
  expect(shown.firstMailAt).toBe(shown.lastMailAt);
  expect(shown.inquiriesByDay).toEqual([0, 0, 0, 0, 0, 0, 1]);
  expect((await actions(path)).filter((action: string) => action === 'connection.activated')).toHaveLength(1);
  expect((await owner('GET', `${path}/history`)).data.items[0].details).toEqual({ takenIn: 1 });
});

test('a mail that is read while somebody clicks 連携する is taken in and not put aside behind them', async () => {
  const { id, address } = await draft();
  const person = await connectAsOwner(program.server);
  // As the verb does it: the row is locked, what is aside is taken in, and only then it is committed.
  await person.query('BEGIN');
  await person.query('SELECT id FROM connections WHERE id = $1 FOR NO KEY UPDATE', [id]);
  await person.query("UPDATE connections SET state = 'active', activated_at = now() WHERE id = $1", [id]);
  expect(await program.sendMail(request('RACE1'), [address])).toMatch(/^250 /);
  const waitsForLock = () =>
    sql("SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query ILIKE '%for share%'");
  await expect.poll(async () => (await waitsForLock()).length, { timeout: 10_000 }).toBe(1);
  await person.query('COMMIT');
  await person.end();
  await program.settled();
  expect(await inquiry('RACE1')).toBe(1);
});

test('停止: mail is taken and kept aside; 再開 takes it in, or leaves it until somebody wants it', async () => {
  const { path, address } = await active();
  await receive('P0', address);
  const paused = await owner('POST', `${path}/pause`);
  expect([paused.status, paused.data.state]).toEqual([200, 'paused']);
  await receive('P1', address);
  expect(await show(path)).toMatchObject({ state: 'paused', asideCount: 1, needsAttention: false });
  expect((await owner('POST', `${path}/pause`)).data.version).toBe(paused.data.version);

  const resumed = await owner('POST', `${path}/resume`, { takeIn: false });
  expect(resumed.data).toMatchObject({ state: 'active', asideCount: 1 });
  await receive('P2', address);
  expect([await inquiry('P0'), await inquiry('P1'), await inquiry('P2')]).toEqual([1, 0, 1]);

  expect((await owner('POST', `${path}/resume`, { takeIn: true })).status).toBe(200);
  await program.settled();
  expect(await inquiry('P1')).toBe(1);
  expect((await show(path)).asideCount).toBe(0);
  expect(await actions(path)).toEqual([
    'connection.taken-in',
    'connection.resumed',
    'connection.paused',
    'connection.activated',
    expect.any(String),
    'connection.created',
  ]);
});

test('with the option off mail is kept aside; on again, it is taken in when somebody wants it', async () => {
  const { path, address } = await active();
  const { organizationId } = program.firm;
  const turn = (isOn: boolean) =>
    program.db.withOrganization(organizationId, (tx) =>
      switchOption(tx, organizationId, 'portal-integration', isOn, null),
    );
  await turn(false);
  await receive('O1', address);
  expect(await show(path)).toMatchObject({ state: 'active', asideCount: 1, isEditable: false });
  await turn(true);
  await owner('POST', `${path}/resume`, { takeIn: true });
  await program.settled();
  expect(await inquiry('O1')).toBe(1);
});

test('a verb that does not fit the state is refused with what the connection is now', async () => {
  const made = await draft();
  const running = await active();
  await owner('POST', `${running.path}/pause`);
  const gone = await draft();
  await owner('DELETE', gone.path);
  for (const [path, body, state] of [
    [`${made.path}/pause`, undefined, 'draft'],
    [`${made.path}/resume`, { takeIn: true }, 'draft'],
    [`${running.path}/activate`, REGISTERED, 'paused'],
    [`${gone.path}/activate`, REGISTERED, 'deleted'],
    [`${gone.path}/pause`, undefined, 'deleted'],
    [`${gone.path}/resume`, { takeIn: false }, 'deleted'],
    [`${gone.path}/rotate-inbox`, undefined, 'deleted'],
    [`${running.path}/rotate-inbox?version=1`, undefined, 'paused'],
  ] as const) {
    const { status, data } = await owner('POST', path, body);
    expect([path, status, data.code, data.data.current.state]).toEqual([
      path,
      409,
      'changed-meanwhile',
      state,
    ]);
  }
  const edit = await owner('PATCH', gone.path, { version: 1, name: 'また' });
  expect([edit.status, edit.data.data.current.isEditable]).toEqual([409, false]);
});

test('a new address: the old ones go on for 90 days and are shown with their last mail', async () => {
  const { path, address: first } = await active();
  const { version } = await show(path);
  const clicks = await Promise.all(
    [1, 2].map(() => owner('POST', `${path}/rotate-inbox?version=${version}`)),
  );
  expect(clicks.map(({ status }) => status).sort()).toEqual([200, 409]);
  const second = (await show(path)).inboxAddress;
  expect((await owner('POST', `${path}/rotate-inbox`)).status).toBe(200);
  const shown = await show(path);
  expect(shown.retiredInboxes.map((inbox: { address: string }) => inbox.address)).toEqual([second, first]);
  expect(new Set([first, second, shown.inboxAddress]).size).toBe(3);
  for (const { expiresAt } of shown.retiredInboxes)
    expect((Date.parse(expiresAt) - Date.now()) / 86_400_000).toBeCloseTo(90, 1);

  await receive('R1', first);
  await receive('R2', shown.inboxAddress);
  expect([await inquiry('R1'), await inquiry('R2')]).toEqual([1, 1]);
  const after = (await show(path)).retiredInboxes;
  expect(after.map((inbox: { lastMailAt: string | null }) => inbox.lastMailAt)).toEqual([
    null,
    expect.any(String),
  ]);

  await sql("UPDATE inboxes SET expires_at = now() - interval '1 s' WHERE local_part = $1", [
    first.split('@')[0],
  ]);
  await expect.poll(() => answerTo(first), { timeout: 10_000 }).toMatch(/^550 /);
  expect(await answerTo(second)).toMatch(/^250 /);
  expect((await show(path)).retiredInboxes).toHaveLength(1);
});

test('削除: inquiries stay, mail is answered and kept aside for 90 days and shown, then the address is unknown', async () => {
  const { id, path, address } = await active();
  await receive('X1', address);
  await owner('POST', `${path}/rotate-inbox`);
  const current = (await show(path)).inboxAddress;
  expect((await owner('DELETE', path)).status).toBe(204);
  expect((await owner('DELETE', path)).status).toBe(204);
  expect((await actions(path)).filter((action: string) => action === 'connection.deleted')).toHaveLength(1);

  await receive('X2', address);
  await receive('X3', current);
  expect([await inquiry('X1'), await inquiry('X2'), await inquiry('X3')]).toEqual([1, 0, 0]);
  const shown = await show(path);
  expect(shown).toMatchObject({
    state: 'deleted',
    asideCount: 2,
    inboxAddress: current,
    isEditable: false,
    needsAttention: false,
    login: { state: 'none' },
  });
  expect((Date.parse(shown.keptUntil) - Date.now()) / 86_400_000).toBeCloseTo(90, 1);
  expect((await program.get(`/mails?connectionId=${id}&state=aside`)).items).toHaveLength(2);
  expect(await sql('SELECT 1 FROM portal_logins WHERE connection_id = $1', [id])).toEqual([]);
  expect(await sql('SELECT 1 FROM jobs WHERE subject_id = $1', [id])).toEqual([]);
  const ids = async (query: string) =>
    (await owner('GET', `/connections?limit=100${query}`)).data.items.map((one: { id: string }) => one.id);
  expect(await ids('')).not.toContain(id);
  expect(await ids('&deleted=true')).toContain(id);

  await sql("UPDATE inboxes SET expires_at = expires_at - interval '90 days 1 s' WHERE connection_id = $1", [
    id,
  ]);
  await sql("UPDATE connections SET deleted_at = deleted_at - interval '90 days 1 s' WHERE id = $1", [id]);
  for (const old of [address, current])
    await expect.poll(() => answerTo(old), { timeout: 10_000 }).toMatch(/^550 /);
  expect((await owner('GET', path)).status).toBe(404);
  expect((await owner('DELETE', path)).status).toBe(404);
  expect(await ids('&deleted=true')).not.toContain(id);
  expect((await program.get('/inquiries?requestNumber=X1')).items[0].connection).toMatchObject({ id });
});

test('inquiries are counted by Japanese days, today last', async () => {
  const { id, path, address } = await active();
  for (const number of ['J1', 'J2', 'J3', 'J4']) await receive(number, address);
  // Midnight in Japan of today, of six days ago, and a moment before it.
  const midnight = `(date_trunc('day', now() AT TIME ZONE 'Asia/Tokyo') - interval '%D days') AT TIME ZONE 'Asia/Tokyo'`;
  const move = (number: string, days: number, off: string) =>
    sql(
      `UPDATE inquiries SET received_at = ${midnight.replace('%D', String(days))} ${off} WHERE request_number = $1 AND connection_id = $2`,
      [number, id],
    );
  await move('J1', 0, "- interval '1 ms'");
  await move('J2', 6, '');
  await move('J3', 6, "- interval '1 ms'");
  expect((await show(path)).inquiriesByDay).toEqual([1, 0, 0, 0, 0, 1, 1]);
});

test('a connection needs somebody: no first mail for three days, a confirmation, a refused login; /me counts them', async () => {
  const counted = async () => (await program.get('/me')).attentionCount as number;
  const before = await counted();
  const { id, path, address } = await active();
  expect((await show(path)).needsAttention).toBe(false);
  await sql("UPDATE connections SET activated_at = now() - interval '73 hours' WHERE id = $1", [id]);
  expect((await show(path)).needsAttention).toBe(true);
  expect(await counted()).toBe(before + 1);
  expect(await program.sendMail(composeNotice('A1'), [address])).toMatch(/^250 /);
  await program.settled();
  expect(await show(path)).toMatchObject({ needsAttention: false, firstMailAt: expect.any(String) });

  const fail = (outcome: string) =>
    sql("UPDATE portal_logins SET state = 'failed', outcome = $2 WHERE connection_id = $1", [id, outcome]);
  await fail('password-expired');
  expect(await show(path)).toMatchObject({
    needsAttention: true,
    login: { state: 'failed', outcome: 'password-expired' },
  });
  await fail('site-changed');
  expect((await show(path)).needsAttention).toBe(false);
  expect(await counted()).toBe(before);
});

test('an open page is noted when somebody who can act has it open', async () => {
  const { id, path } = await draft();
  const { organizationId } = program.firm;
  const isOpen = (after = 0) =>
    program.db.withOrganization(organizationId, (tx) =>
      isPageOpen(tx, organizationId, id, new Date(Date.now() + after)),
    );
  expect(await isOpen()).toBe(false);
  expect((await program.api(`${path}/presence`, { method: 'POST' })).status).toBe(401);
  expect((await owner('POST', `${path}/presence`)).status).toBe(204);
  expect([await isOpen(), await isOpen(40_000), await isOpen(50_000)]).toEqual([true, true, false]);
  expect((await show(path)).version).toBe(1);
});

test('open pages hear of every change', async () => {
  const { path } = await draft();
  const heard = async (work: () => Promise<unknown>) => {
    let changes = 0;
    const off = program.live.subscribe(program.firm.organizationId, () => {
      changes++;
    });
    await work();
    await expect.poll(() => changes).toBeGreaterThan(0);
    off();
  };
  await heard(() => owner('PATCH', path, { version: 1, name: `聞こえる ${count}` }));
  await heard(() => owner('POST', `${path}/rotate-inbox`));
  await heard(() => owner('DELETE', path));
});
