// Customers as intake makes them, written by SQL for measuring with many: each with a read mail, its inquiry and key, a phone,
// a mail address, a name, and three lines of history.
import type { Client } from 'pg';

/** Whose they are. */
export interface SeedOf {
  organizationId: string;
  connectionId: string;
  inboxId: string;
  statusId: string;
}

const CHUNK = 100_000;

/** Writes `count` of them as the owner, and has the planner know them. Raw mails are left small: nobody reads them again. */
export async function seedCustomers(owner: Client, of: SeedOf, count: number): Promise<void> {
  const { organizationId, connectionId, inboxId, statusId } = of;
  await owner.query('SET session_replication_role = replica'); // foreign keys hold by how the rows are made
  await owner.query('SET synchronous_commit = off');
  for (let from = 0; from < count; from += CHUNK) {
    const n = Math.min(CHUNK, count - from);
    await owner.query(`CREATE TEMP TABLE seed AS SELECT g AS n,
      (lpad(to_hex((extract(epoch FROM now()) * 1000)::bigint - 90000000000 + g), 12, '0') || '7' || substr(md5(g || 'c'), 1, 3) || '8' || substr(md5(g || 'd'), 1, 15))::uuid AS id,
      now() - interval '400 days' + g * interval '30 s' AS at
      FROM generate_series(${from + 1}, ${from + n}) g`);
    const statements = [
      `INSERT INTO mails (id, organization_id, connection_id, inbox_id, sha256, raw, size, received_at, state, attempts, read_at, outcome, portal, subject)
       SELECT id, '${organizationId}', '${connectionId}', '${inboxId}', sha256(id::text::bytea), 'x', 6000, at, 'read', 1, at, 'inquiry', 're-guide', '【リガイド】査定依頼のお知らせ' FROM seed`,
      `INSERT INTO customers (id, organization_id, name, status_id, inquiry_count, created_at, updated_at)
       SELECT id, '${organizationId}', '顧客　' || n, '${statusId}', 1, at, at FROM seed`,
      `INSERT INTO inquiries (id, organization_id, customer_id, connection_id, portal, kind, request_number, requested_at, received_at, customer_at, content)
       SELECT id, '${organizationId}', id, '${connectionId}', 're-guide', 'appraisal', 'SEED' || n, at, at, at, jsonb_build_object('kind', 'appraisal', 'contact', jsonb_build_object('name', '顧客　' || n), 'property', '{}'::jsonb, 'request', '{}'::jsonb, 'extras', '[]'::jsonb) FROM seed`,
      `INSERT INTO inquiry_keys (organization_id, key, inquiry_id) SELECT '${organizationId}', 're-guide|appraisal|number|seed' || n, id FROM seed`,
      `INSERT INTO inquiry_mails (organization_id, mail_id, inquiry_id) SELECT '${organizationId}', id, id FROM seed`,
      `INSERT INTO contact_points (id, organization_id, customer_id, kind, value, key)
       SELECT gen_random_uuid(), '${organizationId}', id, kind, value, value FROM seed,
       LATERAL (VALUES ('phone', '+8170' || lpad((n * 7919 % 100000000)::text, 8, '0')), ('email', 'seed' || n || '@mail.example.jp'), ('name', '顧客' || n)) AS p (kind, value)`,
      `INSERT INTO customer_history (id, organization_id, customer_id, inquiry_id, at, actor, event)
       SELECT gen_random_uuid(), '${organizationId}', id, id, at, jsonb_build_object('type', 'intake', 'connectionId', '${connectionId}', 'connectionName', '計測'), e::jsonb FROM seed,
       LATERAL (VALUES ('{"type":"created"}'), ('{"type":"status-set","to":"新規"}'), ('{"type":"inquiry-added","repeat":false}')) AS h (e)`,
    ];
    for (const statement of statements) await owner.query(statement);
    await owner.query('DROP TABLE seed');
  }
  await owner.query('RESET session_replication_role');
  await owner.query('RESET synchronous_commit');
  if (count > 0) await owner.query('VACUUM ANALYZE');
}
