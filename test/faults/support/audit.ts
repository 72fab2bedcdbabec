// Says what did not hold after a scenario: the sender's ledger against the database, seen with the owner's eyes past
// row-level security, and against what the relay really received. Ledger mails alone: leads.ts made every one of them.
import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { type Entry, readLedger } from './ledger.ts';

/** What was counted, and every promise that did not hold. */
export interface Audit {
  counts: Record<string, number>;
  broken: string[];
}

/** Queries as the owner. */
export type Query = <Row extends pg.QueryResultRow>(text: string, values?: unknown[]) => Promise<Row[]>;

type Parts = {
  query: Query;
  ledgerFile: string;
  /** Message-IDs of what the relay said 250 to, once for each time; null where nobody listened. */
  relayed: readonly string[] | null;
  /** False where the scenario judges itself whose requests became which customers; the ledger's people are all different. */
  arePeopleDifferent?: boolean;
};

/** Looks at everything. Nothing may be under way any more (`waitUntilQuiet`). */
export async function audit({
  query,
  ledgerFile,
  relayed,
  arePeopleDifferent = true,
}: Parts): Promise<Audit> {
  const entries = [...readLedger(ledgerFile).values()];
  const broken: string[] = [];
  const holds = (promise: string, ok: boolean) => {
    if (!ok) broken.push(promise);
  };
  const mails = await auditMails(query, entries, holds);
  const leads = arePeopleDifferent ? await auditLeads(query, entries, holds) : {};
  const notices = await auditNotices(query, relayed, holds);
  const sum = (of: (entry: Entry) => number) => entries.reduce((total, entry) => total + of(entry), 0);
  holds('no mail was sent at all', entries.length > 0);
  return {
    counts: {
      'different mails sent': entries.length,
      'times sent': sum(({ attempts }) => attempts),
      'times told 250': sum(({ accepted }) => accepted),
      ...mails,
      ...leads,
      ...notices,
    },
    broken,
  };
}

type Holds = (promise: string, ok: boolean) => void;

/** accepted ⊆ stored ⊆ sent, byte for byte; each mail read once, with one inquiry of its own request. */
async function auditMails(query: Query, entries: Entry[], holds: Holds) {
  const rows = await query<{
    id: string;
    to: string;
    sha256: string;
    actual: string;
    state: string;
    outcome: string | null;
    delivered: number;
    number: string | null;
    links: number;
    misplaced: boolean;
  }>(`
    SELECT m.id, i.local_part AS "to", encode(m.sha256, 'hex') AS sha256, encode(sha256(m.raw), 'hex') AS actual,
      m.state, m.outcome, (SELECT count(*)::int FROM deliveries d WHERE d.mail_id = m.id) AS delivered,
      min(q.request_number) AS number, count(l.mail_id)::int AS links,
      coalesce(bool_or(q.organization_id <> m.organization_id), false) AS misplaced
    FROM mails m JOIN inboxes i ON i.id = m.inbox_id
    LEFT JOIN inquiry_mails l ON l.mail_id = m.id LEFT JOIN inquiries q ON q.id = l.inquiry_id
    GROUP BY m.id, i.local_part`);
  const keyOf = (to: string, sha256: string) => `${to.split('@')[0]} ${sha256}`;
  const stored = new Map<string, (typeof rows)[number]>();
  for (const row of rows) {
    const key = keyOf(row.to, row.sha256);
    holds(`mail ${row.id} is stored twice for one inbox`, !stored.has(key));
    stored.set(key, row);
  }
  const sent = new Map(entries.flatMap((entry) => entry.to.map((to) => [keyOf(to, entry.sha256), entry])));
  for (const [key, entry] of sent) {
    const row = stored.get(key);
    if (entry.accepted > 0) holds(`${entry.token} was told 250 and is not stored`, row !== undefined);
    if (!row) continue;
    holds(
      `${entry.token} was told 250 ${entry.accepted} times, and ${row.delivered} deliveries are kept`,
      row.delivered >= entry.accepted && row.delivered <= entry.attempts,
    );
    holds(
      `${entry.token} is about ${entry.number}, and became ${row.number}`,
      (row.number ?? '') === entry.number,
    );
  }
  for (const [key, row] of stored) {
    holds(`mail ${row.id} was never sent like this`, sent.has(key) && row.actual === row.sha256);
    holds(
      `mail ${row.id} has another outcome than one inquiry: ${row.state} ${row.outcome}, ${row.links} links`,
      row.state === 'read' && row.outcome === 'inquiry' && row.links === 1 && !row.misplaced,
    );
  }
  return { 'mails stored': rows.length };
}

/** Of what is stored: one inquiry per firm and number, one customer per firm and person, and the right sums. */
async function auditLeads(query: Query, entries: Entry[], holds: Holds) {
  const bySha = new Map(entries.map((entry) => [entry.sha256, entry]));
  const firmMails = await query<{ firm: string; sha256: string }>(
    `SELECT DISTINCT organization_id AS firm, encode(sha256, 'hex') AS sha256 FROM mails`,
  );
  const requests = new Map<string, string>();
  for (const { firm, sha256 } of firmMails) {
    const entry = bySha.get(sha256);
    if (entry) requests.set(`${firm} ${entry.number}`, `${firm} ${entry.person}`);
  }
  const inquiries = await query<{ request: string; customer_id: string | null; added: number }>(`
    SELECT q.organization_id || ' ' || q.request_number AS request, q.customer_id, coalesce(h.added, 0) AS added
    FROM inquiries q LEFT JOIN (
      SELECT inquiry_id, count(*)::int AS added FROM customer_history WHERE event->>'type' = 'inquiry-added' GROUP BY inquiry_id
    ) AS h ON h.inquiry_id = q.id`);
  const customersOf = new Map<string, Set<string>>();
  const requestsOf = new Map<string, Set<string>>();
  const made = new Set<string>();
  for (const { request, customer_id, added } of inquiries) {
    const person = requests.get(request);
    holds(`${request} became two inquiries`, !made.has(request));
    made.add(request);
    holds(`an inquiry ${request} came of no mail`, person !== undefined);
    holds(`${request} was added to its customer ${added} times`, added === 1);
    if (person === undefined) continue;
    const customers = customersOf.get(person) ?? new Set();
    customersOf.set(person, customers.add(customer_id ?? 'nobody'));
    if (customer_id === null) continue;
    const own = requestsOf.get(customer_id) ?? new Set();
    requestsOf.set(customer_id, own.add(request));
  }
  for (const request of requests.keys()) holds(`${request} became no inquiry`, made.has(request));
  for (const [person, customers] of customersOf)
    holds(`${person} became ${customers.size} customers`, customers.size === 1 && !customers.has('nobody'));

  const customers = await query<{ id: string; inquiry_count: number; created: number }>(`
    SELECT c.id, c.inquiry_count,
      (SELECT count(*)::int FROM customer_history h WHERE h.customer_id = c.id AND h.event->>'type' = 'created') AS created
    FROM customers c`);
  for (const { id, inquiry_count, created } of customers) {
    const own = requestsOf.get(id)?.size ?? 0;
    holds(`customer ${id} came of no request`, own > 0);
    holds(`customer ${id} counts ${inquiry_count} inquiries and has ${own}`, inquiry_count === own);
    holds(`customer ${id} was made ${created} times`, created === 1);
  }
  const people = new Set(requests.values());
  holds(`${people.size} people became ${customers.length} customers`, people.size === customers.length);
  const [suspected] = await query<{ n: number }>('SELECT count(*)::int AS n FROM duplicate_candidates');
  holds(`${suspected?.n} pairs of different people are 重複候補`, suspected?.n === 0);
  return { inquiries: inquiries.length, customers: customers.length };
}

/** One notice per inquiry; the relay got it once where its row says sent, at most once where nobody can know. */
async function auditNotices(query: Query, relayed: readonly string[] | null, holds: Holds) {
  const rows = await query<{
    id: string;
    inquiry: string | null;
    kind: string;
    state: string;
    event: string;
  }>('SELECT id, inquiry_id AS inquiry, kind, state, event FROM outgoing_mails');
  const arrived = new Map<string, number>();
  for (const messageId of relayed ?? []) {
    const id = messageId.replace(/^<|@.*$/g, '');
    arrived.set(id, (arrived.get(id) ?? 0) + 1);
  }
  const noticesOf = new Map<string, number>();
  const states: Record<string, number> = { sent: 0, unknown: 0 };
  for (const { id, inquiry, kind, state, event } of rows) {
    states[state] = (states[state] ?? 0) + 1;
    if (kind === 'inquiry-notice' && inquiry !== null) {
      noticesOf.set(inquiry, (noticesOf.get(inquiry) ?? 0) + 1);
      holds(`notice ${id} is of another event: ${event}`, event === `inquiry:${inquiry}`);
    }
    const times = arrived.get(id) ?? 0;
    if (relayed === null) continue;
    holds(`notice ${id} is ${state} in the end`, state === 'sent' || state === 'unknown');
    holds(
      `notice ${id} is ${state} and arrived ${times} times`,
      times === 1 || (times === 0 && state !== 'sent'),
    );
  }
  const known = new Set(rows.map(({ id }) => id));
  for (const id of arrived.keys()) holds(`the relay got ${id}, which is in no outbox`, known.has(id));
  const inquiries = await query<{ id: string }>('SELECT id FROM inquiries');
  for (const { id } of inquiries) {
    const times = noticesOf.get(id) ?? 0;
    holds(`inquiry ${id} has ${times} notices`, times === 1);
  }
  const jobs = await query<{ kind: string; state: string }>('SELECT kind, state FROM jobs WHERE state = $1', [
    'dead',
  ]);
  for (const { kind } of jobs) holds(`a job ${kind} was given up`, false);
  return {
    'notices sent': states.sent ?? 0,
    'notices nobody knows of': states.unknown ?? 0,
    ...(relayed && { 'notices the relay got': relayed.length }),
  };
}

/** Until no mail waits and no job of these leads runs. @returns what is left after that time, in words; null: nothing. */
export async function waitUntilQuiet(query: Query, withinMs: number): Promise<string | null> {
  for (const until = performance.now() + withinMs; ; await delay(50)) {
    const left = await query<{ what: string; n: number; leased: number; tried: number }>(`
      SELECT what, count(*)::int AS n, (count(*) FILTER (WHERE until > now()))::int AS leased, max(attempts) AS tried FROM (
        SELECT 'mails' AS what, lease_until AS until, attempts + lost + died AS attempts FROM mails WHERE state = 'waiting'
        UNION ALL SELECT kind, greatest(lease_until, run_at), attempts + lost + died FROM jobs
        WHERE state = 'waiting' AND kind IN ('tell-owner', 'send-mail')) AS w GROUP BY what`);
    if (left.length === 0) return null;
    if (performance.now() > until)
      return left
        .map(({ what, n, leased, tried }) => `${n} ${what} (${leased} not yet due, ${tried} tries)`)
        .join(', ');
  }
}
