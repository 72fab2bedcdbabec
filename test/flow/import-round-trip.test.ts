// What leaves as CSV comes in again as it was: exported, imported into a firm without customers, exported, the same rows. Formulas
// come in as text and leave defused.
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createGroup } from '../../src/customers/index.ts';
import { registerCustomer } from '../../src/customers/register-customer.ts';
import { buildFirm, PASSWORD } from '../support/factories.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { type Session, signIn } from '../support/session.ts';

let program: TestProgram;
beforeAll(async () => {
  program = await startTestProgram();
});
afterAll(() => program.stop());

const GROUPS = ['反響客', '来店 / 見学', 'VIP'];
const FORMULAS = ['=1+cmd()', '+81', '-1', '@SUM(A1)', "'=x", "''+", "'", '＝１', '\t='];
/** What Shift_JIS has. */
const letters = fc.constantFrom(...'山田太郎髙﨑濵①㈱Ⅲ㍻ー～カナｶﾅabc 019.,;"\'/\\'.split(''));
const anyLetters = fc.oneof(
  letters,
  fc.constantFrom('🍣', '👩‍👩‍👧', '𠮷', '葛󠄀', '한', 'é', '<b>', '&amp;'),
  fc.string({ unit: 'grapheme', maxLength: 3 }),
);
const textOf = (letter: fc.Arbitrary<string>, isOneLine = true) =>
  fc
    .oneof(
      fc.array(letter, { minLength: 1, maxLength: 12 }).map((all) => all.join('')),
      fc.constantFrom(...FORMULAS),
      fc.tuple(fc.constantFrom(...FORMULAS), letter).map((both) => both.join('')),
    )
    .map((text) => (isOneLine ? text.replace(/\s+/g, ' ') : text).replaceAll('\0', '').toWellFormed().trim())
    .filter((text) => text !== '' && !text.includes('\uFFFD'));
const customersOf = (letter: fc.Arbitrary<string>) =>
  fc.array(
    fc.record({
      name: textOf(letter),
      nameKana: fc.option(textOf(letter), { nil: undefined }),
      phones: fc.integer({ min: 0, max: 2 }),
      isDialled: fc.boolean(),
      emails: fc.integer({ min: 0, max: 2 }),
      postalCode: fc.option(fc.constantFrom('154-0001', '1540001', '０１'), { nil: undefined }),
      address: fc.option(textOf(fc.oneof(letter, fc.constantFrom('\n', '\r\n')), false), { nil: undefined }),
      isAssigned: fc.boolean(),
      isOther: fc.boolean(),
      groups: fc.subarray(GROUPS),
    }),
    { minLength: 250, maxLength: 250 },
  );

async function firm() {
  const made = await buildFirm(program.db);
  const groups = new Map([['反響客', made.groupId]]);
  for (const name of GROUPS.slice(1))
    groups.set(
      name,
      await program.db.withOrganization(made.organizationId, (tx) =>
        createGroup(tx, made.organizationId, name),
      ),
    );
  return {
    ...made,
    groups,
    call: await signIn(program, { email: made.owner.email, password: PASSWORD }),
  };
}

const exported = async (call: Session, encoding: string) =>
  (await call('GET', `/customers.csv?encoding=${encoding}`)).bytes;

async function imported(call: Session, bytes: Uint8Array) {
  const one = (await call('POST', '/customer-imports?fileName=a.csv', bytes)).data;
  const state = async () => (await call('GET', `/customer-imports/${one.id}`)).data.state;
  await expect.poll(state, { timeout: 60_000 }).toBe('previewed');
  await call('POST', `/customer-imports/${one.id}/apply`);
  await expect.poll(state, { timeout: 60_000 }).toBe('done');
  return (await call('GET', `/customer-imports/${one.id}`)).data;
}

/** Its lines in any order, but for what the firm itself counts: inquiries, days, ids. */
const rowsOf = (bytes: Uint8Array, encoding: string) =>
  new TextDecoder(encoding)
    .decode(bytes)
    .replace(/^.*\r\n/, '')
    .split(/,0,\d{4}\/\d\d\/\d\d [\d:]+,\d{4}\/\d\d\/\d\d [\d:]+,[0-9a-f-]{36}\r\n/)
    .sort();

test.each([
  ['utf-8', anyLetters],
  ['shift_jis', letters],
])(
  '%s',
  async (encoding, letter) => {
    let nr = 0;
    await fc.assert(
      fc.asyncProperty(customersOf(letter), async (customers) => {
        const [from, to] = [await firm(), await firm()];
        await program.db.withOrganization(from.organizationId, async (tx) => {
          for (const { phones, isDialled, emails, isAssigned, isOther, groups, ...rest } of customers) {
            nr += 1;
            const n = String(nr).padStart(5, '0');
            await registerCustomer(tx, from.organizationId, from.owner, {
              ...rest,
              phones: Array.from({ length: phones }, (_, i) =>
                isDialled
                  ? `+81 90-${i}000-${n}`.slice(0, 20)
                  : `0${7 + i}0-00${n.slice(0, 2)}-0${n.slice(2)}`,
              ),
              emails: Array.from({ length: emails }, (_, i) => `a${nr}.${i}@example.jp`),
              assigneeId: isAssigned ? from.salesperson.userId : null,
              ...(isOther && { statusId: from.otherStatusId }),
              groupIds: groups.map((name) => from.groups.get(name) ?? ''),
            });
          }
        });
        const file = await exported(from.call, encoding);
        const one = await imported(to.call, file);
        expect(one.counts).toMatchObject({ new: customers.length, refused: 0, known: 0 });
        expect(rowsOf(await exported(to.call, encoding), encoding)).toEqual(rowsOf(file, encoding));
      }),
      { numRuns: 1, endOnFailure: true },
    );
  },
  60_000,
);

test('=cmd() in every field: text where text may stand, defused on its way out, refused where it is nothing', async () => {
  const { call } = await firm();
  const file = [
    'お名前,フリガナ,電話番号,メールアドレス,郵便番号,住所,担当者,顧客ステータス,顧客グループ,備考',
    '=cmd(),=cmd(),,,=cmd(),=cmd(),,,,=cmd()',
    '数 式,,=cmd(),=cmd(),,,=cmd(),=cmd(),=cmd(),',
  ];
  const one = await imported(call, new TextEncoder().encode(file.join('\n')));
  expect(one.counts).toMatchObject({ new: 1, refused: 1 });
  const refused = one.rows.find(({ kind }: { kind: string }) => kind === 'refused');
  expect(refused.issues.map(({ reason }: { reason: string }) => reason)).toEqual([
    ...['phone', 'email', 'unknown-assignee', 'unknown-status', 'unknown-group'],
  ]);
  const [made] = (await call('GET', '/customers')).data.items;
  expect(made).toMatchObject({ name: '=cmd()', nameKana: '=cmd()', postalCode: '=cmd()', address: '=cmd()' });
  const { items } = (await call('GET', `/customers/${made.id}/timeline?kind=note`)).data;
  expect(JSON.stringify(items)).toContain('"text":"=cmd()"');
  expect((await call('GET', '/customers.csv')).text.split('\r\n')[1]).toMatch(
    /^'=cmd\(\),'=cmd\(\),,,'=cmd\(\),'=cmd\(\),,/,
  );
  expect((await call('GET', `/customer-imports/${one.id}/refused.csv`)).text).toContain(
    "\r\n数 式,,'=cmd(),'=cmd(),,,'=cmd(),'=cmd(),'=cmd(),,",
  );
});
