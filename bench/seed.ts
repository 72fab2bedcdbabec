// Fills a firm with customers as years of mails leave them: each with a request, its mail, contact points and history. By
// SQL, as the database’s owner: a million in minutes. Names, phones (020: no person’s) and addresses are made from numbers.
import type pg from 'pg';

const AT_ONCE = 50_000;
/** Bytes of a seeded mail: short, so that a million fit anywhere. */
const RAW_BYTES = 600;

// UUIDs in the order of time, as newId makes them: the first 48 bits are milliseconds, `kind` (three hexadecimal digits)
// keeps tables apart, the rest is the customer's number.
const id = (kind: string, n = 'n') =>
  `(lpad(to_hex(1700000000000 + ${n}), 12, '0') || '7${kind}8' || lpad(to_hex(${n}), 15, '0'))::uuid`;

const statements = [
  `INSERT INTO mails (id, organization_id, connection_id, inbox_id, sha256, raw, size, received_at, state, attempts, read_at, reader_version, outcome, portal, subject, from_address)
   SELECT ${id('001')}, $1, $2, $3, sha256(int8send(n)), decode(repeat('41', ${RAW_BYTES}), 'hex'), ${RAW_BYTES}, at, 'read', 1, at, 'seed', 'inquiry', 're-guide', '【リガイド】査定依頼のお知らせ', 'noreply@re-guide.jp' FROM s`,
  `INSERT INTO deliveries (id, organization_id, mail_id, received_at, envelope_from, envelope_to, client_address, client_name)
   SELECT ${id('002')}, $1, ${id('001')}, at, 'noreply@re-guide.jp', 'inbox@inbox.example.jp', '127.0.0.1', 'mail.example.jp' FROM s`,
  `INSERT INTO customers (id, organization_id, name, name_kana, address, inquiry_count, created_at, updated_at)
   SELECT ${id('003')}, $1, '見本　' || n, 'ミホン　' || n, '東京都世田谷区桜丘99丁目9番' || n, 1, at, at FROM s`,
  `INSERT INTO contact_points (id, organization_id, customer_id, kind, value, key)
   SELECT ${id('004')}, $1, ${id('003')}, 'phone', '0' || (2000000000 + n), '+81' || (2000000000 + n) FROM s UNION ALL
   SELECT ${id('005')}, $1, ${id('003')}, 'email', 'seed' || n || '@mail.example.jp', 'seed' || n || '@mail.example.jp' FROM s UNION ALL
   SELECT ${id('006')}, $1, ${id('003')}, 'name', '見本　' || n, '見本' || n FROM s`,
  `INSERT INTO inquiries (id, organization_id, customer_id, connection_id, portal, kind, request_number, requested_at, received_at, customer_at, content)
   SELECT ${id('007')}, $1, ${id('003')}, $2, 're-guide', 'appraisal', 'SEED' || n, at, at, at,
     jsonb_build_object('kind', 'appraisal', 'requestNumber', 'SEED' || n, 'contact', jsonb_build_object('name', '見本　' || n, 'phones', jsonb_build_array('+81' || (2000000000 + n))), 'property', jsonb_build_object('address', '東京都世田谷区桜丘99丁目9番9号'), 'request', '{}'::jsonb, 'extras', '[]'::jsonb) FROM s`,
  `INSERT INTO inquiry_keys (organization_id, key, inquiry_id) SELECT $1, 're-guide|appraisal|number|seed' || n, ${id('007')} FROM s`,
  `INSERT INTO inquiry_mails (organization_id, mail_id, inquiry_id) SELECT $1, ${id('001')}, ${id('007')} FROM s`,
  `INSERT INTO customer_history (id, organization_id, customer_id, at, actor, event)
   SELECT ${id('008')}, $1, ${id('003')}, at, '{"type": "intake"}'::jsonb, '{"type": "created"}'::jsonb FROM s UNION ALL
   SELECT ${id('009')}, $1, ${id('003')}, at, '{"type": "intake"}'::jsonb, '{"type": "inquiry-added", "repeat": false}'::jsonb FROM s`,
];

/** Adds customers number 1 to `count`; `client` is the owner's. Analyses the tables at the end. */
export async function seedCustomers(
  client: pg.Client,
  firm: { organizationId: string; connectionId: string; inboxId: string },
  count: number,
): Promise<void> {
  const values = [firm.organizationId, firm.connectionId, firm.inboxId];
  await client.query('SET session_replication_role = replica'); // what it refers to is there: not looked up row by row
  for (let from = 1; from <= count; from += AT_ONCE) {
    const to = Math.min(count, from + AT_ONCE - 1);
    await client.query('BEGIN');
    for (const statement of statements)
      await client.query(
        `WITH g AS (SELECT $1::uuid, $2::uuid, $3::uuid, generate_series(${from}, ${to}) AS n),
         s AS (SELECT n::bigint, timestamptz '2024-11-01' + n * interval '1 minute' / 2 AS at FROM g) ${statement}`,
        values,
      );
    await client.query('COMMIT');
  }
  await client.query('RESET session_replication_role');
  await client.query('ANALYZE');
  await refreshSearch(client, firm.organizationId);
  await client.query('VACUUM (ANALYZE)');
}

/** What no trigger did: writes what a firm's customers are found by. Their tables are analysed. */
export async function refreshSearch(client: pg.Client, organizationId: string): Promise<void> {
  const { rows } = await client.query<{ id: string }>(
    'SELECT id FROM customers WHERE organization_id = $1 ORDER BY id',
    [organizationId],
  );
  for (let from = 0; from < rows.length; from += AT_ONCE)
    await client.query('SELECT refresh_customer_search($1)', [
      rows.slice(from, from + AT_ONCE).map(({ id }) => id),
    ]);
}
