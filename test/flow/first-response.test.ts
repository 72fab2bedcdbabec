// 初動: what people write down about an inquiry stops its clock; slips are taken back; nobody else's are touched.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../src/lib/ids.ts';
import { asOwner } from '../support/database.ts';
import { buildFirm, PASSWORD } from '../support/factories.ts';
import { composeInquiry, composeNotice } from '../support/mails.ts';
import { joinAndSignIn } from '../support/people.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { type Session, signIn } from '../support/session.ts';

let program: TestProgram;
let member: Session;
let stranger: Session;
beforeAll(async () => {
  program = await startTestProgram();
  member = (await joinAndSignIn(program, 'member', '渡辺 さくら')).call;
  const theirs = await buildFirm(program.db, '株式会社べつの不動産');
  stranger = await signIn(program, { email: theirs.owner.email, password: PASSWORD });
});
afterAll(() => program.stop());

let sent = 0;
async function newInquiry(given: { name?: string } = {}): Promise<string> {
  const number = `FIRST-${++sent}`;
  const phone = `090-0000-${4_000 + sent}`;
  await program.sendMail(composeInquiry({ number, phone, ...given }));
  await program.settled();
  return (await program.get(`/inquiries?requestNumber=${number}`)).items[0].id;
}
const log = (id: string, body: object, as = member) => as('POST', `/inquiries/${id}/activities`, body);
const inquiry = (id: string) => program.get(`/inquiries/${id}`);
const standing = async (id: string) => (await program.get(`/inquiries/${id}/activities`)).items;

test('an inquiry is open until somebody reaches out; the first time counts, and whose hand it was', async () => {
  const id = await newInquiry();
  expect(await inquiry(id)).toMatchObject({ respondedAt: null, respondedBy: null });
  expect((await log(id, { kind: 'note', text: '折り返し希望' })).data.inquiry.respondedAt).toBe(null);
  const called = await log(id, { kind: 'call', outcome: 'no-answer', at: '2026-11-20T14:05:00+09:00' });
  expect(called.status).toBe(201);
  expect(called.data.inquiry).toMatchObject({
    respondedAt: '2026-11-20T05:05:00.000Z',
    respondedBy: { name: '渡辺 さくら' },
  });
  const owner = await signIn(program, program.owner);
  const later = await log(id, { kind: 'mail' }, owner);
  expect(later.data.inquiry.respondedAt).toBe('2026-11-20T05:05:00.000Z');
  expect(await standing(id)).toMatchObject([
    { kind: 'mail', by: '高橋 誠' },
    { kind: 'note', text: '折り返し希望' },
    { kind: 'call', outcome: 'no-answer', by: '渡辺 さくら' },
  ]);
});

test('a slip is taken back as if it had never been, once, and the history keeps both', async () => {
  const id = await newInquiry({ name: '取消　花子' });
  const { activityId } = (await log(id, { kind: 'handled' })).data;
  const [undone, again] = await Promise.all([
    member('POST', `/activities/${activityId}/undo`),
    member('POST', `/activities/${activityId}/undo`),
  ]);
  expect([undone.status, again.status]).toEqual([200, 200]);
  expect(await inquiry(id)).toMatchObject({ respondedAt: null, respondedBy: null });
  expect(await standing(id)).toEqual([]);
  const { customer } = await inquiry(id);
  const { items } = await program.get(`/customers/${customer.id}/history`);
  expect(items.slice(0, 2)).toMatchObject([
    { event: { type: 'activity-undone', kind: 'handled' }, actor: { name: '渡辺 さくら' }, inquiryId: id },
    { event: { type: 'activity-added', kind: 'handled', outcome: null }, inquiryId: id },
  ]);
  expect(items[2].actor.type).toBe('intake');
});

test('reopened it waits again, and undoing that gives the first response back', async () => {
  const id = await newInquiry();
  const { respondedAt } = (await log(id, { kind: 'visit' })).data.inquiry;
  const reopened = (await log(id, { kind: 'reopened' })).data;
  expect(reopened.inquiry.respondedAt).toBe(null);
  const back = await member('POST', `/activities/${reopened.activityId}/undo`);
  expect(back.data.respondedAt).toBe(respondedAt);
});

test('of two at the same moment both are kept, and the earlier is the first response', async () => {
  const id = await newInquiry();
  const times = ['2026-11-20T05:09:00.000Z', '2026-11-20T05:07:00.000Z', '2026-11-20T05:08:00.000Z'];
  const all = await Promise.all(times.map((at) => log(id, { kind: 'call', at })));
  expect(all.map(({ status }) => status)).toEqual([201, 201, 201]);
  expect((await inquiry(id)).respondedAt).toBe(times[1]);
});

test('a notice without a customer is responded to as well, and stays so when somebody completes it', async () => {
  await program.sendMail(composeNotice('FIRST-NOTICE'));
  await program.settled();
  const [{ id, mailIds }] = (await program.get('/inquiries?requestNumber=FIRST-NOTICE')).items;
  const { respondedAt } = (await log(id, { kind: 'call' })).data.inquiry;
  await member('POST', `/mails/${mailIds[0]}/customer`, { kind: 'appraisal', name: '通知　花子' });
  expect(await inquiry(id)).toMatchObject({ customer: { name: '通知　花子' }, respondedAt });
});

test('the same request mailed again and read again changes nothing of it', async () => {
  const id = await newInquiry();
  const { respondedAt } = (await log(id, { kind: 'call' })).data.inquiry;
  const { requestNumber, contact } = await inquiry(id);
  await program.sendMail(
    composeInquiry({ number: requestNumber, phone: contact.phonesAsSent[0], messageId: 'again@re-guide.jp' }),
  );
  await program.settled();
  expect(await inquiry(id)).toMatchObject({ respondedAt, mailIds: [expect.any(String), expect.any(String)] });
});

test('what cannot be is refused at its field', async () => {
  const id = await newInquiry();
  const tries: [body: object, ...fields: string[]][] = [
    [{}, 'kind'],
    [{ kind: 'undone' }, 'kind'],
    [{ kind: 'note', text: ' ' }, 'text'],
    [{ kind: 'mail', outcome: 'reached' }, 'outcome'],
    [{ kind: 'call', outcome: 'angry' }, 'outcome'],
    [{ kind: 'call', text: 'あ'.repeat(5_001) }, 'text'],
    [{ kind: 'call', at: new Date(Date.now() + 3_600_000).toISOString() }, 'at'],
    [{ kind: 'call', at: 'きのう' }, 'at'],
  ];
  for (const [body, ...fields] of tries) {
    const { status, data } = await log(id, body);
    expect([status, Object.keys(data.errors)], JSON.stringify(body).slice(0, 60)).toEqual([422, fields]);
  }
  expect(await standing(id)).toEqual([]);
  const hostile = `=cmd()<script>alert(1)</script>\u0000\ud800`;
  await log(id, { kind: 'note', text: hostile });
  expect((await standing(id))[0].text).toBe(hostile.replace('\u0000', '').toWellFormed());
});

test('another firm sees and touches none of it, and nobody without a person’s sign-in writes', async () => {
  const id = await newInquiry();
  const { activityId } = (await log(id, { kind: 'call' })).data;
  for (const [method, path, body] of [
    ['GET', `/inquiries/${id}/activities`],
    ['POST', `/inquiries/${id}/activities`, { kind: 'call' }],
    ['POST', `/activities/${activityId}/undo`],
    ['POST', `/activities/${newId()}/undo`],
  ] as const)
    expect((await stranger(method, path, body)).status, `${method} ${path}`).toBe(404);
  expect((await standing(id)).length).toBe(1);
  const byKey = await program.api(`/activities/${activityId}/undo`, { method: 'POST' });
  expect(byKey.status).toBe(401);
});

test('when the owner was told of it stands in its way through the product', async () => {
  const id = await newInquiry();
  expect((await inquiry(id)).notifiedAt).toBe(null);
  await expect
    .poll(() => asOwner(program.server, (client) => sentRows(client, id)), { timeout: 10_000 })
    .toBe(1);
  expect((await inquiry(id)).notifiedAt).toBe('2026-11-20T05:03:30.000Z');
});

// No relay is set here: what one would have left in the outbox.
async function sentRows(
  client: { query: (text: string, values: unknown[]) => Promise<{ rowCount: number | null }> },
  id: string,
) {
  const { rowCount } = await client.query(
    "UPDATE outgoing_mails SET state = 'sent', sent_at = '2026-11-20T05:03:30Z' WHERE inquiry_id = $1",
    [id],
  );
  return rowCount;
}
