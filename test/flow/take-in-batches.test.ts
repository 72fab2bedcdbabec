// Mails taken in together make what they make one by one: the same customers, inquiries, links, suspicions, history and jobs,
// whatever comes in whatever order and however it is cut into batches.
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { onMailRead, onMailsRead } from '../../src/flow.ts';
import { newId } from '../../src/lib/ids.ts';
import { type Database, openDatabase } from '../../src/platform/database.ts';
import { openLog } from '../../src/platform/log.ts';
import type { Inquiry } from '../../src/portal-kit/model.ts';
import type { MailRead } from '../../src/reading/index.ts';
import { asOwner, cloneDatabase } from '../support/database.ts';
import { buildConnection, buildFirm, buildMember } from '../support/factories.ts';

type Firm = Awaited<ReturnType<typeof buildFirm>> & {
  connections: string[];
  rules: string[];
  second: string;
};

let server: Awaited<ReturnType<typeof cloneDatabase>>;
let db: Database;
let alone: Firm;
let together: Firm;
beforeAll(async () => {
  server = await cloneDatabase();
  db = await openDatabase(server, openLog('silent'));
  [alone, together] = [await build('一件ずつ不動産'), await build('まとめて不動産')];
});
afterAll(() => db.close());

/** Four connections: that set all three, a group alone, nothing, and with rules whose teams share their people. */
async function build(name: string): Promise<Firm> {
  const firm = await buildFirm(db, name);
  const { organizationId, groupId } = firm;
  const grouping = await buildConnection(db, organizationId, { name: '二番', groupId });
  const bare = await buildConnection(db, organizationId, { name: '三番' });
  const ruled = await buildConnection(db, organizationId, { name: '四番', groupId });
  const second = (await buildMember(db, organizationId, { name: '鈴木 由美' })).userId;
  const userIds = [firm.salesperson.userId, second];
  const asks = { propertyTypes: [], areas: [], prices: [], addressees: [], times: [] };
  const rules = [
    { kinds: ['property'], way: 'fewest-open', groupId: null },
    { kinds: [], way: 'round-robin', groupId },
  ].map(({ kinds, way, ...rest }) => ({
    id: newId(),
    name: way,
    isPaused: false,
    conditions: { ...asks, kinds },
    assignee: { way, userIds },
    statusId: null,
    ...rest,
  }));
  await setRules(organizationId, ruled.connectionId, rules);
  const connections = [firm, grouping, bare, ruled].map(({ connectionId }) => connectionId);
  return { ...firm, connections, second, rules: rules.map(({ id }) => id) };
}

/** As they are saved. */
const setRules = (organizationId: string, connectionId: string, rules: { id: string }[]) =>
  asOwner(server, async (client) => {
    await client.query('UPDATE connections SET assignment_rules = $2 WHERE id = $1', [
      connectionId,
      JSON.stringify(rules),
    ]);
    for (const { id } of rules)
      await client.query(
        'INSERT INTO assignment_turns (rule_id, organization_id, connection_id) VALUES ($1, $2, $3)',
        [id, organizationId, connectionId],
      );
  });

interface Item {
  connection: number;
  kind: Inquiry['kind'];
  outcome: 'inquiry' | 'notice' | 'not-an-inquiry';
  phones: string[];
  email: string | undefined;
  name: string | undefined;
  requestNumber: string | undefined;
  requestedAt: string | undefined;
}
const some = <T>(...values: T[]) => fc.option(fc.constantFrom(...values), { nil: undefined });
const item: fc.Arbitrary<Item> = fc.record({
  connection: fc.constantFrom(0, 1, 2, 3, 3, 3),
  kind: fc.constantFrom('appraisal', 'property'),
  outcome: fc.constantFrom('inquiry', 'inquiry', 'inquiry', 'inquiry', 'notice', 'not-an-inquiry'),
  phones: fc.uniqueArray(fc.constantFrom('+819000000001', '+819000000002', '+819000000003'), {
    maxLength: 2,
  }),
  email: some('a@mail.example.jp', 'b@mail.example.jp', 'c@mail.example.jp'),
  name: some('山田 太郎', '山田 花子', '鈴木 一郎'),
  requestNumber: some('N1', 'N2', 'N3', 'N4', 'N5'),
  requestedAt: some('2026-11-20T10:00:00+09:00', '2026-11-20T11:00:00+09:00'),
});

function inquiryOf({ kind, phones, email, name, requestNumber, requestedAt }: Item): Inquiry {
  return {
    kind,
    ...(requestNumber && { requestNumber }),
    ...(requestedAt && { requestedAt }),
    contact: {
      ...(name && { name }),
      ...(phones.length > 0 && { phones, phonesAsSent: phones.map((phone) => phone.replace('+81', '0')) }),
      ...(email && { email }),
    },
    property: {},
    request: {},
    detailUrl: 'https://portal.example.jp/1',
    extras: [],
  };
}

const EMPTY = `SET session_replication_role = replica;
  DELETE FROM jobs; DELETE FROM customer_history; DELETE FROM duplicate_candidates; DELETE FROM customer_groups;
  DELETE FROM contact_points; DELETE FROM inquiry_mails; DELETE FROM inquiry_keys; DELETE FROM inquiries;
  DELETE FROM customers; DELETE FROM mails; UPDATE assignment_turns SET last_user_id = NULL;`;

/** Keeps the mails of these items as settled ones, and gives them as they are read. */
async function mailed(firm: Firm, items: Item[]): Promise<MailRead[]> {
  const reads = items.map((one, i): MailRead => {
    const asked = { portal: 're-guide', warnings: [], inquiry: inquiryOf(one) };
    return {
      mailId: newId(),
      organizationId: firm.organizationId,
      connectionId: firm.connections[one.connection] ?? '',
      receivedAt: new Date(Date.UTC(2026, 10, 20, 1, 0, i)),
      sha256: String(i).padStart(64, '0'),
      isTest: false,
      result:
        one.outcome === 'not-an-inquiry'
          ? { outcome: one.outcome, portal: 're-guide', warnings: [] }
          : { outcome: one.outcome, ...asked },
    };
  });
  await asOwner(server, async (client) => {
    for (const { mailId, organizationId, connectionId, receivedAt, sha256, result } of reads)
      await client.query(
        `INSERT INTO mails (id, organization_id, connection_id, inbox_id, sha256, raw, size, received_at, state, outcome)
         VALUES ($1, $2, $3, $1, decode($4, 'hex'), '', 0, $5, 'read', $6)`,
        [mailId, organizationId, connectionId, sha256, receivedAt, result.outcome],
      );
  });
  return reads;
}

/** All that is there of an organization, in the words of the test: ids by their rank, no times. */
function seen(firm: Firm, reads: MailRead[]): Promise<string> {
  return asOwner(server, async (client) => {
    const rows = async (text: string) => (await client.query(text, [firm.organizationId])).rows;
    const of = (table: string, what: string, order: string) =>
      rows(`SELECT ${what} FROM ${table} t WHERE organization_id = $1 ORDER BY ${order}`);
    const customers = await of('customers', 'id, name, assignee_id, status_id, inquiry_count, version', 'id');
    const inquiries = await of(
      'inquiries',
      'id, customer_id, connection_id, is_repeat, request_number, content, assignment, completion, customer_at IS NULL AS waits',
      'id',
    );
    const all = {
      customers,
      inquiries,
      points: await of('contact_points', 'customer_id, kind, key, value', 'customer_id, kind, key'),
      groups: await of('customer_groups', 'customer_id, group_id', 'customer_id'),
      keys: await of('inquiry_keys', `replace(key, organization_id::text, '') AS key, inquiry_id`, 'key'),
      mails: await of('inquiry_mails', 'mail_id, inquiry_id', 'mail_id'),
      reviewed: await of('mails', 'id, reviewed_at IS NULL AS waits', 'id'),
      suspicions: await of('duplicate_candidates', 'customer_id, other_id, reason', 'customer_id, other_id'),
      history: await of('customer_history', 'customer_id, inquiry_id, actor, event', 'customer_id, id'),
      turns: await of('assignment_turns', 'last_user_id', 'rule_id'),
      jobs: await of('jobs', 'kind, subject_id, payload', 'kind, subject_id'),
    };
    const names = new Map<string, string>([
      ...customers.map(({ id }, i) => [id, `customer ${i}`] as const),
      ...inquiries.map(({ id }, i) => [id, `inquiry ${i}`] as const),
      ...reads.map(({ mailId }, i) => [mailId, `mail ${i}`] as const),
      ...firm.connections.map((id, i) => [id, `connection ${i}`] as const),
      ...firm.rules.map((id, i) => [id, `rule ${i}`] as const),
      [firm.salesperson.userId, 'salesperson'],
      [firm.second, 'second'],
      [firm.statusId, 'status'],
      [firm.groupId, 'group'],
    ]);
    return JSON.stringify(all, null, 1).replace(
      /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g,
      (id) => names.get(id) ?? 'unknown',
    );
  });
}

const oneByOne = async (reads: MailRead[]) => {
  for (const read of reads) await db.withOrganization(read.organizationId, (tx) => onMailRead(tx, read));
};

test('batches make what their mails make one by one', async () => {
  // Notices go by themselves, so they stand between batches.
  const batches = fc.array(
    fc.array(item, { minLength: 1, maxLength: 8 }).map((batch) => {
      const [first] = batch;
      return first?.outcome === 'notice' ? [first] : batch.filter(({ outcome }) => outcome !== 'notice');
    }),
    { minLength: 1, maxLength: 4 },
  );
  await fc.assert(
    fc.asyncProperty(batches, async (cut) => {
      await asOwner(server, (client) => client.query(EMPTY));
      const items = cut.flat();
      const ones = await mailed(alone, items);
      await oneByOne(ones);
      const many = await mailed(together, items);
      let at = 0;
      for (const { length } of cut) {
        const batch = many.slice(at, at + length);
        at += length;
        const done = await db.withOrganization(together.organizationId, (tx) =>
          onMailsRead(tx, together.organizationId, batch, async (reads) => reads),
        );
        await oneByOne(batch.filter((read) => !done.includes(read)));
        expect(done.length).toBe(batch[0]?.result.outcome === 'notice' ? 0 : length);
      }
      expect(await seen(together, many)).toBe(await seen(alone, ones));
    }),
    { numRuns: 30 },
  );
}, 120_000);

/** Requests of people nobody knows. */
const strangers = (kind: Item['kind'], connections: number[]) =>
  connections.map(
    (connection, i): Item => ({
      connection,
      kind,
      outcome: 'inquiry',
      phones: [`+81${kind === 'appraisal' ? 90 : 80}00000${String(i).padStart(3, '0')}`],
      email: undefined,
      name: `試験 ${i}号`,
      requestNumber: `AT-ONCE-${i}`,
      requestedAt: undefined,
    }),
  );
const takeIn = (read: MailRead) => db.withOrganization(read.organizationId, (tx) => onMailRead(tx, read));
const sharesOf = (kind: Item['kind']) =>
  asOwner(server, async (client) => {
    const shares = await client.query(
      `SELECT count(*)::int AS customers FROM inquiries i JOIN customers c ON c.id = i.customer_id
       WHERE i.kind = $1 GROUP BY c.assignee_id`,
      [kind],
    );
    return shares.rows.map(({ customers }) => customers);
  });

test('requests that are taken in at the same moment take turns', async () => {
  await asOwner(server, (client) => client.query(EMPTY));
  const reads = await mailed(alone, strangers('appraisal', Array(12).fill(3)));
  await Promise.all(reads.map(takeIn));
  expect(await sharesOf('appraisal')).toEqual([6, 6]);
});

test('who has the fewest is not counted while another rule gives to the same people', async () => {
  await asOwner(server, (client) => client.query(EMPTY));
  const [, grouping = '', , ruled = ''] = alone.connections;
  const { rows } = await asOwner(server, (client) =>
    client.query('SELECT assignment_rules -> 0 AS fewest FROM connections WHERE id = $1', [ruled]),
  );
  await setRules(alone.organizationId, grouping, [{ ...rows[0].fewest, id: newId() }]);
  const [first, second] = await mailed(alone, strangers('property', [3, 1]));
  if (!first || !second) throw new Error('no mails');
  let isDone = false;
  const waits = () =>
    asOwner(server, async (client) => {
      const found = await client.query(
        'SELECT FROM pg_locks WHERE NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())',
      );
      return isDone || found.rows.length > 0;
    });
  let other: Promise<void> | undefined;
  await db.withOrganization(alone.organizationId, async (tx) => {
    await onMailRead(tx, first);
    other = takeIn(second).finally(() => {
      isDone = true;
    });
    await expect.poll(waits).toBe(true);
  });
  await other;
  expect(await sharesOf('property')).toEqual([1, 1]);
});
