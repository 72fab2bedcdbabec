// What people do for a customer: a call answers all they asked, whatever it was about; slips are corrected and taken back; and one
// timeline tells all of it once.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../src/lib/ids.ts';
import { asOwner } from '../support/database.ts';
import { buildFirm, PASSWORD } from '../support/factories.ts';
import { composeInquiry } from '../support/mails.ts';
import { newPhone, openMerges } from '../support/merges.ts';
import { joinAndSignIn } from '../support/people.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { type Session, signIn } from '../support/session.ts';

let program: TestProgram;
let member: Session;
let other: Session;
let stranger: Session;
let merges: ReturnType<typeof openMerges>;
beforeAll(async () => {
  program = await startTestProgram();
  member = (await joinAndSignIn(program, 'member', '渡辺 さくら')).call;
  other = (await joinAndSignIn(program, 'manager', '田中 浩二')).call;
  merges = openMerges(program, member);
  const theirs = await buildFirm(program.db, '株式会社べつの不動産');
  stranger = await signIn(program, { email: theirs.owner.email, password: PASSWORD });
});
afterAll(() => program.stop());

const log = (id: string, body: object, as = member) => as('POST', `/customers/${id}/activities`, body);
const timeline = (id: string, query = '') => program.get(`/customers/${id}/timeline${query}`);
const inquiriesOf = async (id: string) => (await program.get(`/inquiries?customerId=${id}`)).items;
type Entry = { type: string; activity: object; line: { event: { type: string } } };

test('a call to a customer answers all they asked that waits, and nothing that was answered or came later', async () => {
  const phone = newPhone();
  const [id] = await merges.mailedIn({ phone }, { phone }, { phone });
  const [, second, third] = await inquiriesOf(id);
  await member('POST', `/inquiries/${third.id}/activities`, { kind: 'mail', at: '2026-11-20T05:00:00.000Z' });
  const early = await log(id, { kind: 'call', at: '2026-11-19T05:00:00.000Z' });
  expect(early.data).toMatchObject({ inquiryId: null, answered: [] });
  const called = await log(id, { kind: 'call', outcome: 'reached', text: '土曜に来店' });
  expect(called.status).toBe(201);
  expect(called.data.answered.length).toBe(2);
  const now = await inquiriesOf(id);
  expect(now.map(({ respondedAt }: { respondedAt: string }) => respondedAt)).toEqual([
    called.data.at,
    called.data.at,
    '2026-11-20T05:00:00.000Z',
  ]);
  expect(now[0].respondedBy).toMatchObject({ name: '渡辺 さくら' });
  // It stands with each of them as well.
  const { items } = await program.get(`/inquiries/${second.id}/activities`);
  expect(items).toMatchObject([{ id: called.data.id, text: '土曜に来店', by: '渡辺 さくら' }]);
  await merges.mailedIn({ phone });
  expect((await inquiriesOf(id))[0].respondedAt).toBe(null);
});

test('taken back, what it answered waits again; a time typed to the minute is not before its own minute', async () => {
  const [id] = await merges.mailedIn({ phone: newPhone() });
  const [{ receivedAt }] = await inquiriesOf(id);
  const { data } = await log(id, { kind: 'visit', at: `${receivedAt.slice(0, 17)}00.000Z` });
  expect(data.answered.length).toBe(1);
  expect((await member('POST', `/activities/${data.id}/undo`)).status).toBe(204);
  expect((await inquiriesOf(id))[0]).toMatchObject({ respondedAt: null, respondedBy: null });
  expect((await timeline(id, '?kind=activity')).items).toEqual([]);
  const { items } = await program.get(`/customers/${id}/history`);
  expect(items[0].event).toEqual({ type: 'activity-undone', kind: 'visit' });
});

test('whoever wrote it corrects it, the first response follows, and who is second sees what stands', async () => {
  const [id] = await merges.mailedIn({ phone: newPhone() });
  const { data: first } = await log(id, { kind: 'call', outcome: 'no-answer' });
  const correct = (activity: string, body: object, as = member) =>
    as('PATCH', `/activities/${activity}`, body);
  expect((await correct(first.id, { text: '別の人' }, other)).data.code).toBe('not-the-author');
  const at = new Date(Date.parse(first.at) - 60_000).toISOString();
  const now = (await correct(first.id, { outcome: 'reached', at, text: 'つながった' })).data;
  expect(now).toMatchObject({ outcome: 'reached', text: 'つながった', at, isCorrected: true });
  expect(now).toMatchObject({ answered: first.answered, firstId: first.id });
  expect((await inquiriesOf(id))[0].respondedAt).toBe(at);
  const late = await correct(first.id, { text: '古い画面から' });
  expect([late.status, late.data.data.current]).toMatchObject([409, { id: now.id, text: 'つながった' }]);
  const undo = await member('POST', `/activities/${first.id}/undo`);
  expect([undo.status, undo.data.data.current.id]).toEqual([409, now.id]);
  expect((await correct(now.id, { kind: 'note' })).data.errors).toHaveProperty('kind');
  expect((await correct(now.id, { at: new Date(Date.now() + 3_600_000).toISOString() })).status).toBe(422);
  expect((await correct(now.id, { kind: 'mail' })).data).toMatchObject({ kind: 'mail', outcome: null });
  expect((await timeline(id, '?kind=activity')).items.length).toBe(1);
});

test('a correction of what was before a reopening answers nothing again', async () => {
  const [id] = await merges.mailedIn({ phone: newPhone() });
  const { data } = await log(id, { kind: 'call' });
  const [{ id: inquiryId }] = await inquiriesOf(id);
  await member('POST', `/inquiries/${inquiryId}/activities`, { kind: 'reopened' });
  await member('PATCH', `/activities/${data.id}`, { text: '書き忘れ' });
  expect((await inquiriesOf(id))[0].respondedAt).toBe(null);
});

test('the timeline has each thing once, by its own time, page after page, and by kind', async () => {
  const phone = newPhone();
  const [id] = await merges.mailedIn({ number: 'TIMELINE-1', phone });
  await program.sendMail(composeInquiry({ number: 'TIMELINE-1', phone, messageId: 'again@re-guide.jp' }));
  await program.settled();
  await log(id, { kind: 'call', text: '先週の電話', at: '2026-11-20T05:00:00.000Z' });
  await log(id, { kind: 'handled', text: 'LINEで資料を送付' });
  await member('PATCH', `/customers/${id}`, {
    version: (await merges.customer(id)).version,
    address: '見本区1',
  });
  const all = (await timeline(id)).items as Entry[];
  const shown = all.map(({ type, line }) => (line ? line.event.type : type));
  expect(shown.slice(0, 3)).toEqual(['edited', 'activity', 'mail']);
  expect(shown.at(-1)).toBe('activity');
  expect(shown.toSorted()).toEqual([
    'activity',
    'activity',
    'assigned',
    'created',
    'edited',
    'group-added',
    'inquiry',
    'mail',
    'status-set',
  ]);
  const pages: Entry[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page = await timeline(id, `?limit=2${cursor && `&cursor=${cursor}`}`);
    pages.push(...page.items);
    cursor = page.nextCursor;
  }
  expect(pages).toEqual(all);
  const kinds = async (kind: string) => (await timeline(id, `?kind=${kind}`)).items.length;
  expect([await kinds('inquiry'), await kinds('activity'), await kinds('mail')]).toEqual([1, 2, 2]);
});

test('merged, one timeline has both; split again, each has their own', async () => {
  const { first, second } = await merges.two();
  await log(first, { kind: 'call', text: '一の電話' });
  await log(second, { kind: 'mail', text: '二のメール' });
  const before = await Promise.all([first, second].map((id) => timeline(id, '?kind=activity')));
  const merged = await merges.merge(first, second);
  const texts = (items: Entry[]) => items.map(({ activity }) => (activity as { text: string }).text);
  expect(texts((await timeline(first, '?kind=activity')).items)).toEqual(['二のメール', '一の電話']);
  expect((await log(second, { kind: 'call' })).data).toMatchObject({
    code: 'customer-merged',
    data: { into: { id: first } },
  });
  await merges.undo(merged.data.id);
  expect(await Promise.all([first, second].map((id) => timeline(id, '?kind=activity')))).toEqual(before);
});

test('hostile and odd text is kept as it is; what cannot be is refused at its field', async () => {
  const [id] = await merges.mailedIn({ phone: newPhone() });
  const text = `=cmd()|'/c calc'!A0 <img src=x onerror=alert(1)> 😀👨‍👩‍👧 ①㈱髙﨑𠮷\n二行目`;
  await log(id, { kind: 'call', text });
  expect((await timeline(id, '?kind=activity')).items[0].activity.text).toBe(text);
  for (const [body, field] of [
    [{ kind: 'note', text: 'メモ' }, 'kind'],
    [{ kind: 'reopened' }, 'kind'],
    [{ kind: 'mail', outcome: 'reached' }, 'outcome'],
    [{ kind: 'call', text: 'あ'.repeat(5_001) }, 'text'],
    [{ kind: 'call', at: new Date(Date.now() + 3_600_000).toISOString() }, 'at'],
  ] as const) {
    const { status, data } = await log(id, body);
    expect([status, Object.keys(data.errors)], JSON.stringify(body).slice(0, 50)).toEqual([422, [field]]);
  }
  // Nearly all that a request may have.
  expect((await log(id, { kind: 'call', text: 'あ'.repeat(330_000) })).data.errors).toEqual({
    text: '5,000文字以内で入力してください。',
  });
  expect((await program.api(`/customers/${id}/timeline?cursor=eA`)).status).toBe(400);
});

test('another firm sees and touches none of it, and the log cannot be rewritten', async () => {
  const [id] = await merges.mailedIn({ phone: newPhone() });
  const { data } = await log(id, { kind: 'call' });
  for (const [method, path, body] of [
    ['GET', `/customers/${id}/timeline`],
    ['GET', `/customers/${newId()}/timeline`],
    ['POST', `/customers/${id}/activities`, { kind: 'call' }],
    ['PATCH', `/activities/${data.id}`, { text: 'x' }],
    ['POST', `/activities/${data.id}/undo`],
  ] as const)
    expect((await stranger(method, path, body)).status, `${method} ${path}`).toBe(404);
  const { organizationId } = program.firm;
  for (const statement of [
    'UPDATE activity_inquiries SET inquiry_id = NULL',
    'DELETE FROM activity_inquiries',
  ])
    await expect(
      program.db.withOrganization(organizationId, (tx) => tx.execute(statement)),
    ).rejects.toMatchObject({ cause: { code: '42501' } });
  const [kept] = await asOwner(
    program.server,
    async (client) =>
      (await client.query('SELECT organization_id FROM activity_inquiries WHERE activity_id = $1', [data.id]))
        .rows,
  );
  expect(kept.organization_id).toBe(organizationId);
});
