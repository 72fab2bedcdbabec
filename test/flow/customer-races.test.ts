// Customers, statuses, groups and tasks in the very moment in which somebody else holds half of what it takes: nobody waits for
// each other (ADR 9), and nothing is decided by what was so a moment before.
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { takeInInquiries } from '../../src/customers/index.ts';
import type { IncomingRequest } from '../../src/customers/model.ts';
import { asOwner, countWaiting } from '../support/database.ts';
import { buildConnection } from '../support/factories.ts';
import { importText, previewUndo, undoImport } from '../support/imports.ts';
import { openKeptLog } from '../support/kept-log.ts';
import { composeInquiry } from '../support/mails.ts';
import { joinAndSignIn } from '../support/people.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { type Answer, type Session, signIn } from '../support/session.ts';
import { whileStuck } from '../support/stuck.ts';

const kept = openKeptLog('warn');
let program: TestProgram;
let owner: Session;
beforeAll(async () => {
  program = await startTestProgram(undefined, {}, kept.log);
  owner = await signIn(program, program.owner);
});
afterAll(() => program.stop());
let looked = 0;
afterEach(() => {
  const logged = kept.text().slice(looked);
  looked += logged.length;
  expect(logged).not.toMatch(/deadlock|40P01/);
});

let numbers = 0;
const newPhone = () => `090-0000-${String(5_000 + ++numbers)}`;
const make = async (given: object) => {
  const { status, data, text } = await owner('POST', '/customers', given);
  expect(status, text).toBe(201);
  return data;
};
const waiting = (many: number) => expect.poll(() => countWaiting(program.server)).toBe(many);

test('two who are each given the other’s phone at the same moment are both', async () => {
  const [first, second] = [
    await make({ name: '一', phones: [newPhone()] }),
    await make({ name: '二', phones: [newPhone()] }),
  ];
  const adding = (one: typeof first, other: typeof first) =>
    owner('PATCH', `/customers/${one.id}`, {
      version: one.version,
      phones: [...one.phonesAsSent, ...other.phonesAsSent],
      insist: true,
    });
  const answers = await whileStuck(program, 'INSERT ON contact_points', 'true', async (go) => {
    const both = Promise.all([adding(first, second), adding(second, first)]);
    await waiting(2);
    await go();
    return both;
  });
  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
});

/** Runs `work` while somebody else holds this row. */
function whileHeld<T>(table: 'customers' | 'statuses', id: string, work: () => Promise<T>): Promise<T> {
  return asOwner(program.server, async (client) => {
    await client.query('BEGIN');
    const lock = table === 'statuses' ? 'FOR SHARE' : 'FOR NO KEY UPDATE'; // as who uses it, or changes it
    await client.query(`SELECT FROM ${table} WHERE id = $1 ${lock}`, [id]);
    const done = await work();
    await client.query('COMMIT');
    return done;
  });
}

test.each<[string, (one: string, others: string[], oldest: string) => Promise<Answer>]>([
  ['are put into another order', (one, others) => owner('PUT', '/statuses/order', { ids: [one, ...others] })],
  ['get another usual one', (one) => owner('PATCH', `/statuses/${one}`, { isDefault: true })],
  ['lose the usual one', (one, _, heir) => owner('DELETE', `/statuses/${one}?replacementId=${heir}`)],
])('statuses that %s while a file that names some is applied', async (how, change) => {
  const others: { id: string; name: string }[] = (await program.get('/statuses')).items;
  const { data: newest } = await owner('POST', '/statuses', { name: how, color: 'teal' });
  const [oldest = ''] = others.map(({ id }) => id).toSorted();
  if (how.startsWith('lose')) await owner('PATCH', `/statuses/${newest.id}`, { isDefault: true });
  const rows = [...others, newest].map(({ name }) => `氏名,${newPhone()},${name}`);
  const changing = await whileHeld('statuses', oldest, async () => {
    const begun = change(
      newest.id,
      others.map(({ id }) => id),
      oldest,
    );
    await waiting(1);
    await importText(owner, ['氏名,電話,ステータス', ...rows].join('\n'));
    return { begun };
  });
  expect((await changing.begun).status).toBe(200);
});

test('a status goes while mails bring it to somebody new, and somebody who has it asks again', async () => {
  const { data: status } = await owner('POST', '/statuses', { name: 'やがて去る', color: 'teal' });
  const { otherStatusId, organizationId } = program.firm;
  const { connectionId, localPart } = await buildConnection(program.db, organizationId, {
    statusId: status.id,
  });
  const phones: [string, string] = [newPhone(), newPhone()];
  await program.sendMail(composeInquiry({ number: 'GOES-1', phone: phones[0] }), [
    `${localPart}@inbox.localhost`,
  ]);
  await program.settled();
  const [{ customer, mailIds }] = (await program.get('/inquiries?requestNumber=GOES-1')).items;
  // Which mails are read in time for one batch is chance: here they are in one.
  const coming = phones.map((phone): { request: IncomingRequest } => {
    const contact = {
      phones: [phone.replace(/^0|-/g, (c) => (c === '0' ? '+81' : ''))],
      phonesAsSent: [phone],
    };
    return {
      request: {
        ...{ organizationId, connectionId, portal: 're-guide', warnings: [], receivedAt: new Date() },
        ...{ mailId: mailIds[0], mailKey: phone },
        inquiry: { kind: 'appraisal', contact, property: {}, request: {}, extras: [] },
        rules: { assigneeId: null, statusId: status.id, groupId: null, assignmentRules: [] },
        actor: { type: 'intake', connectionId, connectionName: 'リガイド' },
      },
    };
  });
  const both = await whileHeld('customers', customer.id, async () => {
    const taking = program.db.withOrganization(organizationId, (tx) =>
      takeInInquiries(tx, organizationId, coming),
    );
    await waiting(1);
    const going = owner('DELETE', `/statuses/${status.id}?replacementId=${otherStatusId}`);
    await waiting(2);
    return { taking, going };
  });
  expect((await both.going).status).toBe(200);
  expect(await both.taking).toMatchObject([{ isNew: false }, { isNew: true }]);
  for (const one of phones)
    expect((await program.get(`/customers?phone=${one}`)).items).toMatchObject([
      { status: { id: otherStatusId } },
    ]);
});

test('the usual status goes while a file brings it to somebody new, and names somebody who has it', async () => {
  const { data: status } = await owner('POST', '/statuses', { name: 'やがて去る', color: 'teal' });
  const { otherStatusId } = program.firm;
  await owner('PATCH', `/statuses/${status.id}`, { isDefault: true });
  const known = await make({ name: '既存', phones: [newPhone()] });
  const phone = newPhone();
  const both = await whileHeld('customers', known.id, async () => {
    const importing = importText(owner, `氏名,電話\n既存,${known.phonesAsSent[0]}\n新規,${phone}\n`);
    await waiting(1);
    const going = owner('DELETE', `/statuses/${status.id}?replacementId=${otherStatusId}`);
    await waiting(2);
    return { importing, going };
  });
  expect((await both.going).status).toBe(200);
  expect((await both.importing).counts).toMatchObject({ new: 1, known: 1 });
  expect((await program.get(`/customers?phone=${phone}`)).items).toMatchObject([
    { status: { id: otherStatusId } },
  ]);
});

test('whom an import made is not removed with it while a person says that they are somebody else', async () => {
  const known = await make({ name: '山田 太郎', phones: [newPhone()] });
  const { id } = await importText(owner, `氏名,電話\n佐々木 花子,${known.phonesAsSent[0]}\n`);
  const [{ id: made }] = (await program.get(`/customers/${known.id}`)).duplicates;
  await previewUndo(owner, id);
  const [answer, undone] = await whileStuck(program, 'UPDATE ON duplicate_candidates', 'true', async (go) => {
    const said = owner('PUT', `/customers/${made}/distinct-from/${known.id}`);
    await waiting(1);
    const undoing = undoImport(owner, id);
    await waiting(2);
    await go();
    return [await said, await undoing];
  });
  expect(answer.status).toBe(204);
  expect(undone).toMatchObject({ removed: 0, kept: [{ reason: 'changed', count: 1 }] });
  expect(await program.get(`/customers/${made}`)).toMatchObject({ name: '佐々木 花子' });
});

test('a task of somebody who is deactivated at that moment is nobody’s', async () => {
  const leaver = await joinAndSignIn(program, 'member', '去田 さる');
  const { id } = await make({ name: '担当なし' });
  const added = await whileStuck(
    program,
    'UPDATE ON member',
    'NEW.deactivated_at IS NOT NULL',
    async (go) => {
      const going = owner('POST', `/users/${leaver.userId}/deactivate`, { replacementId: null });
      await waiting(1);
      let isThere = false;
      const adding = leaver.call('POST', `/customers/${id}/tasks`, { title: '折り返し' }).finally(() => {
        isThere = true;
      });
      await expect.poll(async () => isThere || (await countWaiting(program.server)) === 2).toBe(true);
      await go();
      expect((await going).status).toBe(200);
      return adding;
    },
  );
  expect(added).toMatchObject({ status: 201, data: { assignee: null } });
});
