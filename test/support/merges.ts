// Customers to merge, merging them, and what is stored of them: for tests of 統合.
import { expect } from 'vitest';
import { asOwner } from './database.ts';
import { composeInquiry } from './mails.ts';
import type { TestProgram } from './program.ts';
import type { Session } from './session.ts';

let numbers = 0;
export const newPhone = () => `090-0000-${String(4_000 + ++numbers)}`;
const newEmail = () => `person${++numbers}@mail.example.jp`;

type Given = Parameters<typeof composeInquiry>[0];
type History = { type: string }[];

/** What tests of merges do again and again, as this person. */
export function openMerges(program: TestProgram, member: Session) {
  const customer = (id: string) => program.get(`/customers/${id}`);

  /** Requests by mail, taken in in any order; resolves with their customers. */
  async function mailedIn<All extends Given[]>(...all: All): Promise<{ [I in keyof All]: string }> {
    const asked = all.map((given) => ({ number: `MG${String(++numbers).padStart(6, '0')}`, ...given }));
    for (const one of asked) await program.sendMail(composeInquiry(one));
    await program.settled();
    const found = await Promise.all(
      asked.map(({ number }) => program.get(`/inquiries?requestNumber=${number}`)),
    );
    return found.map(({ items }) => items[0].customer.id) as { [I in keyof All]: string };
  }

  /** Two who share a phone and not a name: each is suspected of being the other. */
  async function two(a: Given = {}, b: Given = {}) {
    const phone = newPhone();
    const [emailA, emailB] = [newEmail(), newEmail()];
    const [first, second] = await mailedIn(
      { name: '山田　太郎', kana: 'ヤマダ　タロウ', phone, email: emailA, ...a },
      { name: '山田　花子', phone, email: emailB, ...b },
    );
    expect(second).not.toBe(first);
    return { first, second, phone, emailA, emailB };
  }

  async function merge(survivor: string, absorbed: string, choices: object = {}) {
    const [{ version }, { version: otherVersion }] = [await customer(survivor), await customer(absorbed)];
    const body = { otherId: absorbed, version, otherVersion, choices };
    return member('POST', `/customers/${survivor}/merges`, body);
  }

  async function undo(mergeId: string) {
    const preview = await member('GET', `/customer-merges/${mergeId}`);
    if (preview.status !== 200) return preview;
    return member('POST', `/customer-merges/${mergeId}/undo`, { version: preview.data.version });
  }

  const historyOf = async (id: string): Promise<History> =>
    (await program.get(`/customers/${id}/history`)).items.map((line: { event: object }) => line.event);

  /** All of these customers that a merge could change, ids and order of their points included; not how often they changed. */
  const stored = (ids: string[]) =>
    asOwner(program.server, async (client) => {
      const rows = async (text: string) => (await client.query(text, [ids])).rows;
      return {
        customers: await rows(
          `SELECT id, name, name_kana, postal_code, address, assignee_id, status_id, inquiry_count, created_at, merged_into
           FROM customers WHERE id = ANY($1) ORDER BY id`,
        ),
        points: await rows('SELECT * FROM contact_points WHERE customer_id = ANY($1) ORDER BY id'),
        groups: await rows('SELECT * FROM customer_groups WHERE customer_id = ANY($1) ORDER BY 2, 3'),
        inquiries: await rows(
          'SELECT id, customer_id, responded_at FROM inquiries WHERE customer_id = ANY($1) ORDER BY id',
        ),
        activities: await rows(
          `SELECT a.*, array(SELECT l.inquiry_id FROM activity_inquiries l WHERE l.activity_id = a.id ORDER BY 1) AS answered
           FROM activities a WHERE customer_id = ANY($1) ORDER BY id`,
        ),
        notes: await rows('SELECT * FROM notes WHERE customer_id = ANY($1) ORDER BY id'),
        tasks: await rows('SELECT * FROM tasks WHERE customer_id = ANY($1) ORDER BY id'),
        suspicions: await rows(
          `SELECT customer_id, other_id, suspected_id, suspected_other_id, reason, is_open FROM duplicate_candidates
           WHERE customer_id = ANY($1) OR other_id = ANY($1) ORDER BY 3, 4`,
        ),
        found: await rows(
          'SELECT customer_id, text FROM customer_search WHERE customer_id = ANY($1) ORDER BY 1',
        ),
      };
    });

  /** Nothing hangs on a customer who was merged away, and everybody has as many inquiries as they say. */
  async function expectNoLeftovers() {
    const wrong = await asOwner(program.server, async (client) => {
      const gone = (what: string, join: string) =>
        `SELECT '${what}' AS what, c.id FROM customers c JOIN ${join} WHERE c.merged_into IS NOT NULL UNION ALL `;
      const { rows } = await client.query(
        gone('inquiry', 'inquiries t ON t.customer_id = c.id') +
          gone('point', 'contact_points t ON t.customer_id = c.id') +
          gone('group', 'customer_groups t ON t.customer_id = c.id') +
          gone('suspicion', 'duplicate_candidates t ON c.id IN (t.customer_id, t.other_id)') +
          gone('note', 'notes t ON t.customer_id = c.id') +
          gone('task', 'tasks t ON t.customer_id = c.id') +
          gone('found', "customer_search t ON t.customer_id = c.id AND t.text <> ''") +
          `SELECT 'count', c.id FROM customers c
           WHERE c.inquiry_count <> (SELECT count(*) FROM inquiries i WHERE i.customer_id = c.id)`,
      );
      return rows;
    });
    expect(wrong).toEqual([]);
  }

  return { customer, mailedIn, two, merge, undo, historyOf, stored, expectNoLeftovers };
}
