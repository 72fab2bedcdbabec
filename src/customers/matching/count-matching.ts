// How many customers, or inquiries, match, and up to which of them: what a change to all of them is asked for by.
import { sql } from 'drizzle-orm';
import type { Tx } from '../../platform/database.ts';
import type { CustomerFilter } from '../customer-filter.ts';
import { countInquiries, type InquiryFilter, listInquiries } from '../inquiry-queries.ts';
import { countCustomers, listCustomers } from '../queries.ts';
import type { MatchingSubject } from './tables.ts';

/** More are not counted, nor changed at once. */
export const MOST_MATCHING = 10_000;

type Filter = CustomerFilter & InquiryFilter;

/** Counted up to one more than can be changed at once. */
export const countUpTo = (tx: Tx, organizationId: string, subject: MatchingSubject, filter: Filter) =>
  subject === 'customers'
    ? countCustomers(tx, organizationId, filter, MOST_MATCHING + 1)
    : countInquiries(tx, organizationId, filter, MOST_MATCHING + 1);

/** The next of them, the newest first. */
export const listMatching = (
  tx: Tx,
  organizationId: string,
  subject: MatchingSubject,
  filter: Filter,
  page: { before: string | null; limit: number },
): Promise<{ id: string }[]> =>
  subject === 'customers'
    ? listCustomers(tx, organizationId, filter, page)
    : listInquiries(tx, organizationId, filter, page);

/** `upTo`: the newest of them; `asOf`: when that was. */
export async function countMatching(
  tx: Tx,
  organizationId: string,
  subject: MatchingSubject,
  filter: Filter,
) {
  const all = await countUpTo(tx, organizationId, subject, filter);
  const [newest] = await listMatching(tx, organizationId, subject, filter, { before: null, limit: 1 });
  const { rows } = await tx.execute<{ at: string }>(
    sql`SELECT to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at`,
  );
  return {
    count: Math.min(all, MOST_MATCHING),
    isMore: all > MOST_MATCHING,
    upTo: newest?.id ?? null,
    asOf: rows[0]?.at ?? '',
  };
}
