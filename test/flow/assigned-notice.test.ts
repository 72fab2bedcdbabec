// Whoever is put in charge of customers later than at intake is told: once a change, a moment after it, of what is theirs and
// unanswered then; and nobody else.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { changeMatchingCustomers } from '../../src/customers/matching/change-matching.ts';
import { newId } from '../../src/lib/ids.ts';
import { buildFirm, PASSWORD } from '../support/factories.ts';
import { importText } from '../support/imports.ts';
import { openMerges } from '../support/merges.ts';
import { Life } from '../support/mortal.ts';
import { type Office, openOffice } from '../support/office.ts';
import { joinAndSignIn } from '../support/people.ts';
import { signIn } from '../support/session.ts';

let at: Office;
beforeAll(async () => {
  at = await openOffice();
});
afterAll(() => at.close());
beforeEach(() => at.clear());

/** Customers of these ids, each with an inquiry that waits for an answer. */
const PUT = `WITH c AS (INSERT INTO customers (id, organization_id, name) SELECT id, $2, $3 || '　' || n
    FROM unnest($1::uuid[]) WITH ORDINALITY AS l (id, n) RETURNING id)
  INSERT INTO inquiries (id, organization_id, customer_id, portal, kind, received_at, content)
  SELECT gen_random_uuid(), $2, id, 're-guide', 'appraisal', now(), '{"contact": {}, "property": {}, "request": {}, "extras": []}' FROM c`;

test('on the customer’s page: a moment later the new assignee is told by whom and all that is needed to phone', async () => {
  const { customerId, name, phone } = await at.receive();
  await at.edit(customerId, at.satoId());
  const [job] = await at.planned();
  const seconds = (job.run_at.getTime() - Date.now()) / 1_000;
  expect(seconds).toBeGreaterThan(10); // as long as 元に戻す is offered
  expect(seconds).toBeLessThanOrEqual(20);
  expect(at.told()).toEqual([]);
  await at.comes();
  expect(at.toldTo()).toEqual([at.program.firm.salesperson.email]);
  const [mail] = at.told();
  expect(mail?.subject).toBe(`【Digima】担当になりました: ${name} 様（リガイド 本店）`);
  expect(mail?.text).toContain('佐藤 健一 様');
  expect(mail?.text).toContain('下記のお客様（リガイド 本店）の担当になりました。');
  expect(mail?.text).toContain('担当にした方: 高橋 誠 さん');
  expect(mail?.text).toContain(`電話番号: ${phone}`);
  expect(mail?.text).toContain(`${at.program.url}/customers/${customerId}`);
  // 通知履歴 has it, and 再送.
  const [row] = await at.listed();
  expect(row).toMatchObject({ kind: 'assigned', state: 'sent', recipientName: '佐藤 健一', canResend: true });
  expect((await at.owner('POST', `/outgoing-mails/${row.id}/resend`)).status).toBe(201);
  await expect.poll(() => at.told().length, { timeout: 10_000 }).toBe(2);
});

test('many at once are one mail: how many, from whom, the first ten of them', async () => {
  const all = await at.receiveMany(12);
  const inquiryIds = all.map(({ id }) => id);
  const change = { type: 'assign', assigneeId: at.satoId() };
  expect((await at.owner('POST', '/inquiries/changes', { inquiryIds, change })).status).toBe(200);
  await at.comes();
  expect(at.told().map(({ to, subject }) => [to, subject])).toEqual([
    [at.program.firm.salesperson.email, '【Digima】担当になりました: 12名のお客様（高橋 誠 さんから）'],
  ]);
  const text = at.told()[0]?.text ?? '';
  for (const { name, phone, customerId } of all.slice(2)) {
    expect(text).toContain(`${name} 様（リガイド 本店）`);
    expect(text).toContain(`電話番号: ${phone}`);
    expect(text).toContain(`${at.program.url}/customers/${customerId}`);
  }
  for (const { customerId } of all.slice(0, 2)) expect(text).not.toContain(customerId);
  expect(text).toContain('ほか2名');
});

test('all that match, in pieces, are one mail; another firm’s people and outbox are as they were', async () => {
  const theirs = await buildFirm(at.program.db, '株式会社べつの不動産');
  const MANY = 1_100; // three pieces
  const put = (organizationId: string, many: number) =>
    at.sql(PUT, [Array.from({ length: many }, newId), organizationId, '一括']);
  await put(at.program.firm.organizationId, MANY);
  await put(theirs.organizationId, 2);
  const { upTo } = (await at.owner('GET', '/customers/counts?q=一括')).data;
  const matching = { filter: { q: '一括' }, upTo };
  const change = { type: 'assign', assigneeId: at.satoId() };
  const done = await at.owner('POST', '/customers/changes', { matching, change });
  expect(done.data).toMatchObject({ changed: MANY });
  expect(await at.planned()).toHaveLength(1);
  await at.comes();
  expect(at.told().map(({ subject }) => subject)).toEqual([
    `【Digima】担当になりました: ${MANY.toLocaleString('ja-JP')}名のお客様（高橋 誠 さんから）`,
  ]);
  const sees = (organizationId: string) =>
    at.program.db.withOrganization(
      organizationId,
      async (tx) => (await tx.execute('SELECT customer_id FROM given_customers')).rows,
    );
  expect((await sees(at.program.firm.organizationId)).length).toBeGreaterThanOrEqual(MANY);
  expect(await sees(theirs.organizationId)).toEqual([]);
  const outside = "SELECT 1 FROM outgoing_mails WHERE kind = 'assigned' AND organization_id = $1";
  expect(await at.sql(outside, [theirs.organizationId])).toEqual([]);
  const foreign = await signIn(at.program, { email: theirs.owner.email, password: PASSWORD });
  const { customerId } = await at.receive();
  await at.give([customerId], theirs.owner.userId, foreign);
  expect(await at.planned()).toEqual([]);
  // The whole is taken back: in time, nobody hears.
  expect((await at.undo(done.data.changeId)).data).toEqual({ restored: MANY, kept: 0 });
});

test('a change that stopped half-way is told as far as it went, and the rest when somebody goes on with it', async () => {
  await at.sql(PUT, [Array.from({ length: 600 }, newId), at.program.firm.organizationId, '中断']);
  const { upTo } = (await at.owner('GET', '/customers/counts?q=中断')).data;
  const { organizationId, owner } = at.program.firm;
  const life = new Life();
  life.endAfter(5); // the piece after the first is not done
  const change = { type: 'assign' as const, assigneeId: at.satoId() };
  const matching = { filter: { q: '中断' }, upTo };
  await expect(
    changeMatchingCustomers(life.database(at.program.db), organizationId, owner, matching, change),
  ).rejects.toThrow();
  await at.comes();
  const [{ id }] = await at.sql('SELECT id FROM matching_changes WHERE ended_at IS NULL');
  expect((await at.owner('POST', `/matching-changes/${id}/finish`)).data.changed).toBe(600);
  await at.comes();
  expect(at.told().map(({ subject }) => /(\d+)名/.exec(subject)?.[1])).toEqual(['500', '100']);
});

test('who takes a customer over knows; and who was in charge already is not told', async () => {
  const [first, second] = [await at.receive(), await at.receive()];
  await at.edit(first.customerId, at.satoId(), at.sato);
  await at.give([second.customerId], at.satoId(), at.sato);
  await at.comes();
  expect(at.told()).toEqual([]);
  await at.give([first.customerId, second.customerId], at.satoId());
  await at.edit(first.customerId, at.satoId());
  await at.comes();
  expect(at.told()).toEqual([]);
});

test('customers to whom somebody responded call for nothing, before the change or within the moment', async () => {
  const [before, meanwhile, open] = await at.receiveMany(3);
  if (!before || !meanwhile || !open) throw new Error('three were received');
  await at.respond(before.id);
  await at.edit(before.customerId, at.satoId());
  expect(await at.planned()).toEqual([]);
  await at.edit(meanwhile.customerId, at.satoId());
  await at.respond(meanwhile.id);
  await at.comes();
  expect(at.told()).toEqual([]);
  // Of several, those who still wait are told.
  const more = [await at.receive(), await at.receive()];
  await at.give([...more.map(({ customerId }) => customerId), open.customerId], at.satoId());
  for (const { id } of more) await at.respond(id);
  await at.comes();
  expect(at.told().map(({ subject }) => subject)).toEqual([
    `【Digima】担当になりました: ${open.name} 様（リガイド 本店）`,
  ]);
});

test('undone in time nobody hears of it, and done again it is told once', async () => {
  const all = await at.receiveMany(2);
  const ids = all.map(({ customerId }) => customerId);
  const change = await at.give(ids, at.satoId());
  expect((await at.undo(change)).data).toEqual({ restored: 2, kept: 0 });
  await at.comes();
  expect(at.told()).toEqual([]);
  // Who had them all the time does not hear that they have them.
  await at.sql('UPDATE customers SET assignee_id = $1 WHERE id = ANY ($2)', [at.satoId(), ids]);
  await at.sql('DELETE FROM given_customers');
  await at.undo(await at.give(ids, at.other.userId));
  await at.comes();
  expect(at.told()).toEqual([]);
  const slip = await at.give(ids, at.other.userId);
  await at.undo(slip);
  await at.give(ids, at.other.userId);
  await at.comes();
  expect(at.toldTo()).toEqual([at.other.email]);
});

test('given on within the moment, only the last is told; a correction taken back leaves the first to be told', async () => {
  const [first, second] = [await at.receive(), await at.receive()];
  await at.edit(first.customerId, at.satoId());
  await at.edit(first.customerId, at.other.userId);
  await at.comes();
  expect(at.toldTo()).toEqual([at.other.email]);
  at.sink.mails.length = 0;
  await at.give([second.customerId], at.satoId());
  await at.undo(await at.give([second.customerId], at.other.userId));
  await at.comes();
  expect(at.toldTo()).toEqual([at.program.firm.salesperson.email]);
});

test('a file and a merge tell nobody; who takes over from somebody who leaves is told, once', async () => {
  const [filled, survivor, absorbed] = await at.receiveMany(3);
  if (!filled || !survivor || !absorbed) throw new Error('three were received');
  await importText(at.owner, `お名前,電話番号,担当者\n${filled.name},${filled.phone},佐藤 健一\n`, {
    known: 'fill',
  });
  expect((await at.owner('GET', `/customers/${filled.customerId}`)).data.assignee?.name).toBe('佐藤 健一');
  await at.sql('UPDATE customers SET assignee_id = $1 WHERE id = $2', [at.satoId(), absorbed.customerId]);
  const merged = await openMerges(at.program, at.owner).merge(survivor.customerId, absorbed.customerId, {
    assigneeId: 'absorbed',
  });
  expect(merged.status, merged.text).toBeLessThan(300);
  expect(await at.planned()).toEqual([]);

  const leaving = await joinAndSignIn(at.program, 'member', '退職　三郎');
  const theirs = await at.receiveMany(2);
  await at.give(
    theirs.map(({ customerId }) => customerId),
    leaving.userId,
    leaving.call,
  );
  const left = await at.owner('POST', `/users/${leaving.userId}/deactivate`, { replacementId: at.satoId() });
  expect(left.status, left.text).toBe(200);
  await at.comes();
  expect(at.told().map(({ to, subject }) => [to, subject])).toEqual([
    [at.program.firm.salesperson.email, '【Digima】担当になりました: 2名のお客様（高橋 誠 さんから）'],
  ]);
});

test('who is next when nobody responds is as it was: the one in charge now is passed over', async () => {
  const rule = { afterMinutes: 30, people: [at.satoId(), at.other.userId], managerId: null, hours: null };
  expect((await at.owner('PUT', '/escalations', { connectionId: null, version: null, rule })).status).toBe(
    200,
  );
  const { id, customerId } = await at.receive();
  const [before] = await at.sql("SELECT run_at FROM jobs WHERE kind = 'escalate' AND subject_id = $1", [id]);
  await at.edit(customerId, at.satoId());
  await at.comes();
  const [after] = await at.sql("SELECT run_at FROM jobs WHERE kind = 'escalate' AND subject_id = $1", [id]);
  expect(after).toEqual(before);
  await at.sql("UPDATE jobs SET run_at = now() WHERE kind = 'escalate' AND subject_id = $1", [id]);
  const called = () =>
    at.sink.mails.filter(({ subject }) => subject.includes('未対応の反響')).map(({ to }) => to);
  await expect.poll(called, { timeout: 10_000 }).toEqual([at.other.email]);
});
