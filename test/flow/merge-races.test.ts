// 統合 at the same moment as mails of the two, other merges, edits and changes: all of it is done or refused, none of it lost.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asOwner, countWaiting } from '../support/database.ts';
import { composeInquiry } from '../support/mails.ts';
import { newPhone, openMerges } from '../support/merges.ts';
import { joinAndSignIn } from '../support/people.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { type Session, signIn } from '../support/session.ts';

let program: TestProgram;
let member: Session;
let merges: ReturnType<typeof openMerges>;
beforeAll(async () => {
  program = await startTestProgram();
  member = (await joinAndSignIn(program, 'member', '渡辺 さくら')).call;
  merges = openMerges(program, member);
});
afterAll(() => program.stop());

/** Runs `work` while this inquiry is held by somebody else; `waiting` resolves once so many wait for what others hold. */
function whileHeld(inquiryId: string, work: (waiting: (many: number) => Promise<void>) => Promise<void>) {
  return asOwner(program.server, async (client) => {
    const waiting = (many: number) => expect.poll(() => countWaiting(program.server)).toBe(many);
    await client.query('BEGIN');
    await client.query('SELECT FROM inquiries WHERE id = $1 FOR UPDATE', [inquiryId]);
    await work(waiting);
    await client.query('COMMIT');
  });
}

test('a mail that comes in the middle of a merge, or of its undoing, waits and goes to whoever it is then', async () => {
  const { two, merge, undo, expectNoLeftovers } = merges;
  const { first, second, emailB } = await two();
  const [{ id: asked }] = (await program.get(`/inquiries?customerId=${second}`)).items;
  const customerOf = async (number: string) =>
    (await program.get(`/inquiries?requestNumber=${number}`)).items[0].customer.id;
  let merging: ReturnType<typeof merge> | undefined;
  await whileHeld(asked, async (waiting) => {
    merging = merge(first, second);
    await waiting(1);
    await program.sendMail(
      composeInquiry({ number: 'MIDDLE-1', name: '途中　来', phone: null, email: emailB }),
    );
    await waiting(2);
  });
  const merged = await merging;
  await program.settled();
  expect(await customerOf('MIDDLE-1')).toBe(first);
  await expectNoLeftovers();

  let undoing: ReturnType<typeof undo> | undefined;
  await whileHeld(asked, async (waiting) => {
    undoing = undo(merged?.data.id);
    await waiting(1);
    await program.sendMail(
      composeInquiry({ number: 'MIDDLE-2', name: '途中　来', phone: null, email: emailB }),
    );
    await waiting(2);
  });
  expect((await undoing)?.status).toBe(200);
  await program.settled();
  expect(await customerOf('MIDDLE-2')).toBe(second);
  expect(await customerOf('MIDDLE-1')).toBe(second);
  await expectNoLeftovers();
});

test('a kept mail that is read again in the middle of a merge tells whoever its inquiry belongs to then', async () => {
  const { two, merge, customer, expectNoLeftovers } = merges;
  const { first, second } = await two({}, { kana: 'ヨミナオシ', phone: newPhone() });
  const [{ id: asked }] = (await program.get(`/inquiries?customerId=${second}`)).items;
  // As an older reader left it; and nothing the mail gives is one of the identities that a merge holds.
  await asOwner(program.server, async (client) => {
    await client.query("UPDATE inquiries SET content = content #- '{contact,nameKana}' WHERE id = $1", [
      asked,
    ]);
    await client.query("DELETE FROM contact_points WHERE customer_id = $1 AND kind = 'kana'", [second]);
  });
  const { version } = await customer(second);
  await member('PATCH', `/customers/${second}`, { version, phones: [], emails: [] });
  const owner = await signIn(program, program.owner);
  const { id } = (await owner('POST', '/replays', {})).data;
  const ends = (state: string) =>
    expect.poll(async () => (await owner('GET', `/replays/${id}`)).data.state).toBe(state);
  await ends('previewed');
  let merging: ReturnType<typeof merge> | undefined;
  await whileHeld(asked, async (waiting) => {
    merging = merge(first, second);
    await waiting(1);
    await owner('POST', `/replays/${id}/apply`, { isQuiet: true });
    await waiting(2);
  });
  expect((await merging)?.status).toBe(201);
  await ends('done');
  await expectNoLeftovers();
  const { items } = await program.get(`/customers/${first}/history`);
  expect(items.map((line: { event: object }) => line.event)).toContainEqual({
    type: 'contact-added',
    kind: 'kana',
    value: 'ヨミナオシ',
  });
});

test('mails that come in the very moment reach whoever is left: none is lost, nobody rises again', async () => {
  const { two, merge, undo, expectNoLeftovers } = merges;
  for (let round = 0; round < 2; round++) {
    const { first, second, emailA, emailB } = await two();
    const given = [emailA, emailB, emailB, emailA].map((email, i) => ({
      number: `RACE${round}${i}`,
      name: '競争　中',
      phone: i % 2 ? newPhone() : null,
      email,
    }));
    const [merged] = await Promise.all([
      merge(first, second),
      ...given.map((one) => program.sendMail(composeInquiry(one))),
    ]);
    await program.settled();
    const undone = round % 2 && merged.status === 201 ? await undo(merged.data.id) : null;
    for (const { number, email } of given) {
      const { items } = await program.get(`/inquiries?requestNumber=${number}`);
      const isApart = merged.status !== 201 || undone !== null;
      expect(items.map((one: { customer: { id: string } }) => one.customer.id)).toEqual([
        isApart && email === emailB ? second : first,
      ]);
    }
    expect([201, 409]).toContain(merged.status);
    await expectNoLeftovers();
  }
});

test('merges, edits and changes of the same customers at once: each is done or refused, and nothing is left over', async () => {
  const { two, merge, expectNoLeftovers } = merges;
  for (let round = 0; round < 3; round++) {
    const { first, second } = await two();
    const { first: third } = await two();
    const inquiryIds = (await program.get(`/inquiries?customerId=${second}`)).items.map(
      ({ id }: { id: string }) => id,
    );
    const answers = await Promise.all([
      merge(first, second),
      merge(second, first),
      merge(third, second),
      member('PATCH', `/customers/${second}`, { version: 1, address: '同時の住所' }),
      member('POST', '/inquiries/changes', { inquiryIds, change: { type: 'assign', assigneeId: null } }),
      member('POST', `/inquiries/${inquiryIds[0]}/activities`, { kind: 'call' }),
    ]);
    for (const { status, text } of answers) expect([200, 201, 404, 409], text).toContain(status);
    await expectNoLeftovers();
  }
});
