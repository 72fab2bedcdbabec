// What no page of ours sends, and a clumsy or hostile client may: refused at the field, never a mistake of ours.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../src/lib/ids.ts';
import { composeInquiry } from '../support/mails.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { type Session, signIn } from '../support/session.ts';

let program: TestProgram;
let owner: Session;
beforeAll(async () => {
  program = await startTestProgram();
  owner = await signIn(program, program.owner);
});
afterAll(() => program.stop());

/** JavaScript and the standard know it, PostgreSQL does not. */
const YEAR_0 = '0000-01-01T00:00:00Z';

test('a moment that no calendar of ours has is refused at the field', async () => {
  await program.sendMail(composeInquiry({ number: 'OLD', name: '一郎', phone: '090-0000-1001' }));
  await program.settled();
  const [inquiry] = (await owner('GET', '/inquiries')).data.items;
  const customer = `/customers/${inquiry.customer.id}`;
  const made = await owner('POST', `/inquiries/${inquiry.id}/activities`, { kind: 'call' });
  const matching = { filter: {}, upTo: newId(), asOf: YEAR_0 };
  const change = { type: 'assign', assigneeId: null };
  for (const [method, path, body, field] of [
    ['POST', `/inquiries/${inquiry.id}/activities`, { kind: 'call', at: YEAR_0 }, 'at'],
    ['POST', `${customer}/activities`, { kind: 'call', at: '0000-01-01T00:00:00+09:00' }, 'at'],
    ['PATCH', `/activities/${made.data.activityId}`, { at: YEAR_0 }, 'at'],
    ['POST', `${customer}/tasks`, { title: '電話', due: '0000-12-31' }, 'due'],
    ['POST', '/customers/changes', { matching, change }, 'matching.asOf'],
    ['POST', '/inquiries/changes', { matching, change }, 'matching.asOf'],
  ] as const) {
    const refused = await owner(method, path, body);
    expect([refused.status, Object.keys(refused.data.errors ?? {})], path).toEqual([422, [field]]);
    expect(refused.data.errors[field], path).toMatch(/[ぁ-ん]/);
  }
});

test('a cursor of such a moment is none', async () => {
  for (const at of [YEAR_0, '+275760-09-13T00:00:00.000Z', 'あす']) {
    const cursor = Buffer.from(`${at}|${newId()}`, 'latin1').toString('base64url');
    const refused = await owner('GET', `/tasks?cursor=${cursor}`);
    expect([refused.status, refused.data.code], at).toEqual([400, 'cursor-invalid']);
  }
});
