// A firm in the middle of its work: customers by the ten thousand, with people in charge, 店舗, statuses, groups, first
// responses, repeats and tasks, so that every list has something to narrow and to sort.
import { createMember } from '../src/accounts/index.ts';
import { createFirstStatuses } from '../src/customers/index.ts';
import { openDatabase } from '../src/platform/database.ts';
import { openLog } from '../src/platform/log.ts';
import type { Installation } from './installation.ts';
import { seedCustomers } from './seed.ts';

/** Whoever signs in at the screen. */
export interface Person {
  userId: string;
  email: string;
  password: string;
}

const PEOPLE = ['佐藤 健一', '鈴木 花子', '高橋 誠', '田中 由美'];

/** Seeds `count` customers of three years and gives each to somebody; the first of the people is returned. */
export async function seedBusyFirm(installation: Installation, count: number): Promise<Person> {
  const { owner, organizationId, socketDir, database } = installation;
  await seedCustomers(owner, installation, count);
  const db = await openDatabase({ socketDir, database }, openLog('error'));
  const people: Person[] = [];
  for (const [nr, name] of PEOPLE.entries()) {
    const person = { email: `seller${nr}@firm.example`, password: 'a-password-of-the-bench' };
    const role = nr === 0 ? 'owner' : 'member';
    people.push({ userId: await createMember(db, organizationId, { name, role, ...person }), ...person });
  }
  await db.withOrganization(organizationId, (tx) => createFirstStatuses(tx, organizationId));
  await db.close();
  const ids = people.map(({ userId }) => userId);
  await owner.query('SET session_replication_role = replica');
  await owner.query(
    "INSERT INTO groups (id, organization_id, name) VALUES (gen_random_uuid(), $1, '見学会')",
    [organizationId],
  );
  for (const text of [
    // Two people are of the first, one is of the second, nobody of the third, and one of none.
    `INSERT INTO branches (id, organization_id, name, position)
     SELECT gen_random_uuid(), $1, name, nr FROM unnest(ARRAY['本店', '駅前店', '新店']) WITH ORDINALITY AS b (name, nr)
     WHERE cardinality($2::uuid[]) > 0`,
    `UPDATE member m SET branch_id = b.id FROM unnest($2::uuid[]) WITH ORDINALITY AS p (user_id, nr), branches b
     WHERE m.user_id = p.user_id AND b.position = (p.nr + 1) / 2 AND p.nr < 4 AND m.organization_id = $1`,
    `UPDATE customers c SET assignee_id = CASE WHEN h % 5 < 4 THEN ($2::uuid[])[1 + h % 4] END,
       status_id = (SELECT (array_agg(id ORDER BY position))[1 + h % count(*)] FROM statuses WHERE organization_id = $1)
     FROM (SELECT id, abs(hashint8extended(hashtext(id::text), 1)) AS h FROM customers) x WHERE x.id = c.id AND c.organization_id = $1`,
    `INSERT INTO customer_groups (organization_id, customer_id, group_id)
     SELECT $1, c.id, g.id FROM customers c, groups g WHERE hashtext(c.id::text) % 20 = 0 AND cardinality($2::uuid[]) > 0`,
    // Over the three years until now: the seed's come every half a minute.
    `UPDATE inquiries i SET received_at = at, customer_at = at, requested_at = at
     FROM (SELECT id, now() - interval '3 years' * (1 - percent_rank() OVER (ORDER BY received_at)) AS at
       FROM inquiries WHERE organization_id = $1) x
     WHERE i.id = x.id AND cardinality($2::uuid[]) > 0`,
    `UPDATE customers c SET created_at = i.received_at, updated_at = i.received_at
     FROM inquiries i WHERE i.customer_id = c.id AND c.organization_id = $1 AND cardinality($2::uuid[]) > 0`,
    // One in a hundred still waits for somebody to call.
    `UPDATE inquiries SET responded_at = received_at + (abs(hashtext(id::text)) % 7200) * interval '1 second',
       responded_by = ($2::uuid[])[1 + abs(hashtext(id::text)) % 4], is_repeat = hashtext(id::text) % 10 = 0
     WHERE organization_id = $1 AND hashtext(id::text) % 100 <> 0`,
    `INSERT INTO tasks (id, organization_id, customer_id, written_of, title, due_at, assignee_id, author, created_at)
     SELECT gen_random_uuid(), $1, id, id, '折り返し電話', now() + (hashtext(id::text) % 100) * interval '1 hour', ($2::uuid[])[1],
       '{"type": "intake"}'::jsonb, now()
     FROM customers WHERE hashtext(id::text) % 500 = 0`,
  ])
    await owner.query(text, [organizationId, ids]);
  await owner.query('RESET session_replication_role');
  await owner.query('VACUUM (ANALYZE)');
  return people[0] as Person;
}

const day = (ago: number) =>
  new Date(Date.now() + 9 * 3_600_000 - ago * 86_400_000).toISOString().slice(0, 10);

/** The dashboard's query of a year until today. */
export const A_YEAR = `from=${day(364)}&to=${day(0)}`;

/** The three years of inquiries become one. */
export async function squeezeIntoAYear({ owner }: Installation): Promise<void> {
  const now = "date_trunc('minute', now())";
  await owner.query(
    `UPDATE inquiries SET received_at = ${now} - (${now} - received_at) / 3,
       responded_at = ${now} - (${now} - received_at) / 3 + (responded_at - received_at)`,
  );
  await owner.query('VACUUM (ANALYZE) inquiries');
}
