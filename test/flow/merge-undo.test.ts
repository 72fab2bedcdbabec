// Whatever was done to customers before: merges that are undone leave all of them as they were; and what is done between a
// merge and its undoing is where it belongs afterwards.
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asOwner } from '../support/database.ts';
import { composeInquiry } from '../support/mails.ts';
import { openMerges } from '../support/merges.ts';
import { joinAndSignIn } from '../support/people.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import type { Session } from '../support/session.ts';

let program: TestProgram;
let member: Session;
let merges: ReturnType<typeof openMerges>;
beforeAll(async () => {
  program = await startTestProgram();
  member = (await joinAndSignIn(program, 'member', '渡辺 さくら')).call;
  merges = openMerges(program, member);
});
afterAll(() => program.stop());

/** A mail of somebody, by the numbers of what they give; an edit by hand; or somebody made by hand. */
type Mail = { phone: number | null; email: number | null; name: number };
type Step =
  | ({ do: 'mail' } & Mail)
  | {
      do: 'edit';
      on: number;
      name: number | null;
      phones: number[] | null;
      isInGroup: boolean;
      isAssigned: boolean;
    }
  | { do: 'apart'; on: number }
  | { do: 'activities' | 'notes' | 'tasks'; on: number };

const some = (most: number) => fc.option(fc.nat(most), { nil: null });
const mail: fc.Arbitrary<Mail> = fc
  .record({ phone: some(3), email: some(3), name: fc.nat(2) })
  .filter(({ phone, email }) => phone !== null || email !== null);
const edit = fc.record({
  do: fc.constant('edit' as const),
  on: fc.nat(9),
  name: some(4),
  phones: fc.option(fc.uniqueArray(fc.nat(4), { maxLength: 3 }), { nil: null }),
  isInGroup: fc.boolean(),
  isAssigned: fc.boolean(),
});
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: mail.map((given) => ({ do: 'mail' as const, ...given })) },
  { weight: 2, arbitrary: edit },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('apart' as const), on: fc.nat(9) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom('activities' as const, 'notes' as const, 'tasks' as const),
      on: fc.nat(9),
    }),
  },
);
const side = fc.constantFrom('survivor', 'absorbed');
const merging = fc.record({
  survivor: fc.nat(9),
  absorbed: fc.nat(9),
  choices: fc.record({
    ...{ name: side, nameKana: side, postalCode: side, address: side, assigneeId: side, statusId: side },
    ...{ phones: side, emails: side, groups: fc.constantFrom('survivor', 'absorbed', 'both') },
  }),
});
/** The first mails make at least two customers. */
const firstMails: Step[] = [
  { do: 'mail', phone: 0, email: 0, name: 0 },
  { do: 'mail', phone: 0, email: 1, name: 1 },
  { do: 'mail', phone: 1, email: 2, name: 2 },
];

let runs = 0;
let mails = 0;

/** The people of one run: nobody shares their phones and mail addresses with those of another. */
function openRun() {
  const run = ++runs;
  const phone = (i: number) => `03-0000-${String(run * 5 + i).padStart(4, '0')}`;
  const email = (i: number) => `run${run}-${i}@mail.example.jp`;
  const name = (i: number) => ['山田　太郎', '山田　花子', '鈴木　一郎', '編集 後', '手で 直した'][i] ?? '';
  const send = (given: Mail) =>
    program.sendMail(
      composeInquiry({
        number: `RUN${run}-${++mails}`,
        messageId: `${mails}@re-guide.jp`,
        name: name(given.name),
        phone: given.phone === null ? null : phone(given.phone),
        email: given.email === null ? null : email(given.email),
      }),
    );

  /** Whoever asked in this run and is there, the oldest first, once all mails are taken in. */
  async function customers(): Promise<string[]> {
    await program.settled();
    return asOwner(program.server, async (client) => {
      const { rows } = await client.query(
        'SELECT DISTINCT customer_id FROM inquiries WHERE request_number LIKE $1 ORDER BY 1',
        [`RUN${run}-%`],
      );
      return rows.map((row) => row.customer_id);
    });
  }

  async function take(one: Step): Promise<void> {
    if (one.do === 'mail') {
      await send(one);
      return;
    }
    const all = await customers();
    const id = all[one.on % all.length] ?? '';
    if (one.do === 'apart') {
      const [other] = (await merges.customer(id)).duplicates;
      if (other) await member('PUT', `/customers/${id}/distinct-from/${other.id}`);
      return;
    }
    if (one.do !== 'edit') {
      const given = { activities: { kind: 'call' }, notes: { text: 'メモ' }, tasks: { title: '電話' } };
      const { status, text } = await member('POST', `/customers/${id}/${one.do}`, given[one.do]);
      expect(status, text).toBe(201);
      return;
    }
    const { version } = await merges.customer(id);
    const { firm } = program;
    const { status, text } = await member('PATCH', `/customers/${id}`, {
      version,
      insist: true,
      ...(one.name !== null && { name: name(one.name) }),
      ...(one.phones && { phones: one.phones.map(phone) }),
      groupIds: one.isInGroup ? [firm.groupId] : [],
      assigneeId: one.isAssigned ? firm.owner.userId : null,
    });
    expect(status, text).toBe(200);
  }
  return { take, customers };
}

test('merges of any customers, undone in any order that is offered, leave all as it was', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 4 }),
      fc.array(merging, { minLength: 1, maxLength: 4 }),
      fc.infiniteStream(fc.nat(9)),
      async (steps, asked, draws) => {
        const run = openRun();
        for (const one of [...firstMails, ...steps]) await run.take(one);
        const all = await run.customers();
        const before = await merges.stored(all);
        let left = all;
        const done: string[] = [];
        for (const { survivor, absorbed, choices } of asked) {
          const [a = '', b = ''] = [left[survivor % left.length], left[absorbed % left.length]];
          if (a === b) continue;
          const { status, text, data } = await merges.merge(a, b, choices);
          expect(status, text).toBe(201);
          done.push(data.id);
          left = left.filter((id) => id !== b);
        }
        await merges.expectNoLeftovers();
        while (done.length > 0) {
          const [id = ''] = done.splice(draws.next().value % done.length, 1);
          const { status, text, data } = await merges.undo(id);
          if (data.code === 'merged-again') done.push(id);
          else expect(status, text).toBe(200);
        }
        expect(await merges.stored(all)).toEqual(before);
      },
    ),
    { numRuns: 10, endOnFailure: true },
  );
});

test('what is done in between stays, and requests go to whom they would have gone', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 3 }),
      merging,
      fc.array(
        fc.oneof(
          edit,
          mail.map((given) => ({ do: 'mail' as const, ...given })),
        ),
        { maxLength: 4 },
      ),
      async (steps, { choices }, between) => {
        const run = openRun();
        for (const one of [...firstMails, ...steps]) await run.take(one);
        const [survivor = '', absorbed = ''] = await run.customers();
        const before = await merges.stored([absorbed]);
        const old = await merges.customer(survivor);
        const merged = await merges.merge(survivor, absorbed, choices);
        for (const one of between) await run.take(one);
        await program.settled();
        const now = await merges.customer(survivor);
        const plan = (await member('GET', `/customer-merges/${merged.data.id}`)).data;
        const undone = await merges.undo(merged.data.id);
        expect(undone.status, undone.text).toBe(200);
        await merges.expectNoLeftovers();

        // The absorbed one as before, with nothing but what came for them since.
        const after = await merges.stored([absorbed]);
        const arrived = plan.since.filter(({ goesTo }: { goesTo: string }) => goesTo === 'absorbed');
        const { inquiry_count: count, ...kept } = after.customers[0];
        const { inquiry_count: counted, ...was } = before.customers[0];
        expect(kept).toEqual(was);
        expect(count).toBe(counted + arrived.length);
        expect(after.points.slice(0, before.points.length)).toEqual(before.points);
        expect(after.groups).toEqual(before.groups);
        if (arrived.length === 0) expect(after.points).toEqual(before.points);

        // The survivor as before, but for what was changed since.
        const left = await merges.customer(survivor);
        expect(left).toMatchObject(plan.survivor.result);
        for (const field of ['name', 'nameKana', 'address'] as const)
          expect(left[field]).toBe(now[field] === merged.data.customer[field] ? old[field] : now[field]);
        expect(left.inquiryCount + count).toBe(now.inquiryCount);
      },
    ),
    { numRuns: 10, endOnFailure: true },
  );
});
