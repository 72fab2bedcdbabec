// Search: customers who have all terms, in a list's order, newest first. Two ways to find them, each good where the other is
// not: walking the list until a page is full, for what many have; the index of tokens, for what few have (ADR 20).
import { type SQL, sql } from 'drizzle-orm';
import type { Tx } from '../platform/database.ts';
import { type CustomerOrder, orderBy } from './customer-order.ts';
import type { SearchTerm } from './rules/search-terms.ts';
import { customerSearch, customers } from './tables.ts';

/** Customers looked at before the index is asked, and after that from one look to the next. */
const FIRST_WALK = 4_000;
const NEXT_WALK = 40_000;
/** So many of the first are enough to walk on: the rest of a page is then not far. */
const ENOUGH_TO_WALK = 8;
/** More candidates than this are not fetched: then the walk goes on. */
const MOST_CANDIDATES = 20_000;

export interface Found {
  organizationId: string;
  terms: SearchTerm[];
  /** What else must hold of `customers`, the place in their order too. */
  where: SQL | undefined;
  /** The id a page starts after. */
  before: string | null;
  limit: number;
  order: CustomerOrder;
}

/** Ids, in no order, of the first in this order who have all terms and for whom `where` holds. */
export async function findByText(tx: Tx, found: Found): Promise<string[]> {
  const { limit } = found;
  if (found.order !== 'newest') return (await indexed(tx, found)) ?? (await sorted(tx, found));
  const ids: string[] = [];
  for (let from = found.before, walk = FIRST_WALK, isAsked = false; ; walk = NEXT_WALK) {
    ids.push(...(await walked(tx, found, from, walk, limit - ids.length)));
    if (ids.length >= limit) return ids;
    const last = await lastWalked(tx, found.organizationId, from, walk);
    if (last === null) return ids;
    from = last;
    if (isAsked || ids.length >= ENOUGH_TO_WALK) continue;
    isAsked = true;
    const all = await indexed(tx, found);
    if (all) return all;
  }
}

const form = (text: string) => sql`search_form(${text})`;

/** True where the text of a search row has all terms. A term of signs alone asks for nothing. */
function has(text: SQL, terms: SearchTerm[]): SQL {
  return sql.join(
    terms.map((ways) => {
      const found = ways.map((way) => sql`${text} LIKE '%' || nullif(${form(way)}, '') || '%'`);
      return sql`coalesce(${sql.join(found, sql` OR `)}, true)`;
    }),
    sql` AND `,
  );
}

async function walked(tx: Tx, found: Found, from: string | null, walk: number, limit: number) {
  const { organizationId, terms, where } = found;
  const rows = await tx.execute<{ id: string }>(sql`
    SELECT ${customers.id} AS id
    FROM (SELECT s.customer_id, s.text FROM ${customerSearch} s WHERE ${upTo(organizationId, from)}
      ORDER BY s.customer_id DESC LIMIT ${walk}) AS walked
    JOIN ${customers} ON ${customers.organizationId} = ${organizationId} AND ${customers.id} = walked.customer_id
    WHERE ${has(sql`walked.text`, terms)} ${where && sql`AND ${where}`}
    ORDER BY walked.customer_id DESC LIMIT ${limit}`);
  return rows.rows.map(({ id }) => id);
}

/** Where a walk of so many ended; null when the list did. */
async function lastWalked(tx: Tx, organizationId: string, from: string | null, walk: number) {
  const rows = await tx.execute<{ id: string }>(sql`
    SELECT s.customer_id AS id FROM ${customerSearch} s WHERE ${upTo(organizationId, from)}
    ORDER BY s.customer_id DESC OFFSET ${walk - 1} LIMIT 1`);
  return rows.rows[0]?.id ?? null;
}

const upTo = (organizationId: string, from: string | null) =>
  sql`s.organization_id = ${organizationId} ${from === null ? sql`` : sql`AND s.customer_id < ${from}`}`;

/** The page by the index; null when there are too many candidates, or nothing that the index could be asked for. */
async function indexed(tx: Tx, { organizationId, terms, where, limit, order }: Found) {
  const wanted = terms.map((ways) => {
    const asked = ways.map((way) => sql`search_query(${organizationId}, ${form(way)}, ${terms.length > 1})`);
    return sql`(SELECT string_agg('(' || q::text || ')', ' | ') FROM unnest(ARRAY[${sql.join(asked, sql`, `)}]) AS q)`;
  });
  // Sorted by their ids before their rows are read: in such an order the first few fill the page, and the others are not read.
  const found = sql`SELECT customer_id AS id FROM candidates WHERE ${has(sql`candidates.text`, terms)}`;
  const isById = order === 'newest' || order === 'oldest';
  const by = sql.join(isById ? [order === 'newest' ? sql`id DESC` : sql`id`] : orderBy(order), sql`, `);
  const { rows } = await tx.execute<{ id: string | null; candidates: number | null }>(sql`
    WITH wanted AS (SELECT string_agg('(' || t || ')', ' & ')::tsquery AS q FROM unnest(ARRAY[${sql.join(wanted, sql`, `)}]) AS t),
    candidates AS MATERIALIZED (
      SELECT c.customer_id, c.text FROM wanted, find_searched(wanted.q, ${MOST_CANDIDATES + 1}) AS c WHERE wanted.q IS NOT NULL
    ), shown AS (
      SELECT found.id FROM (${found} ${isById ? sql`ORDER BY ${by}` : sql``} OFFSET 0) AS found
      JOIN ${customers} ON ${customers.organizationId} = ${organizationId} AND ${customers.id} = found.id
      ${where && sql`WHERE ${where}`} ORDER BY ${by} LIMIT ${limit}
    ) SELECT CASE WHEN wanted.q IS NULL THEN NULL ELSE (SELECT count(*)::int FROM candidates) END AS candidates, shown.id
      FROM wanted LEFT JOIN shown ON true`);
  const candidates = rows[0]?.candidates ?? null;
  if (candidates === null || candidates > MOST_CANDIDATES) return null;
  return rows.flatMap(({ id }) => (id === null ? [] : [id]));
}

/** Another order than the walk's, and too many for the index: then a page of them is not far along that order. */
async function sorted(tx: Tx, { organizationId, terms, where, limit, order }: Found): Promise<string[]> {
  const rows = await tx.execute<{ id: string }>(sql`
    SELECT ${customers.id} AS id FROM ${customers}
    JOIN ${customerSearch} s ON s.organization_id = ${customers.organizationId} AND s.customer_id = ${customers.id}
    WHERE ${customers.organizationId} = ${organizationId} AND ${has(sql`s.text`, terms)} ${where && sql`AND ${where}`}
    ORDER BY ${sql.join(orderBy(order), sql`, `)} LIMIT ${limit}`);
  return rows.rows.map(({ id }) => id);
}
