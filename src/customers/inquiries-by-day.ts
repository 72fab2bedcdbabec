// How many inquiries came through each connection on each of the last 7 Japanese days.
import { and, eq, gte, inArray, sql } from 'drizzle-orm';
import { firstIdAt } from '../lib/ids.ts';
import type { Tx } from '../platform/database.ts';
import { inquiries } from './tables.ts';

const DAYS = 7;
const DAY_MS = 24 * 3_600_000;
const dayOf = (instant: unknown) => sql`(${instant} AT TIME ZONE 'Asia/Tokyo')::date`;

/** Counts by connection, oldest day first, today last; by when the mail was received. */
export async function inquiriesByDay(
  tx: Tx,
  organizationId: string,
  connectionIds: string[],
): Promise<Map<string, number[]>> {
  const ago = sql<number>`${dayOf(sql`now()`)} - ${dayOf(inquiries.receivedAt)}`;
  const rows = await tx
    .select({ connectionId: inquiries.connectionId, ago, count: sql<number>`count(*)::int` })
    .from(inquiries)
    .where(
      and(
        eq(inquiries.organizationId, organizationId),
        inArray(inquiries.connectionId, connectionIds),
        // An inquiry is never older than its mail: by the index (connection, id), past all that is too old.
        gte(inquiries.id, firstIdAt(new Date(Date.now() - (DAYS + 1) * DAY_MS))),
        sql`${ago} < ${DAYS}`,
      ),
    )
    .groupBy(inquiries.connectionId, ago);
  const found = new Map<string, number[]>();
  for (const { connectionId, ago: days, count } of rows) {
    if (connectionId === null) continue;
    const counts = found.get(connectionId) ?? Array.from({ length: DAYS }, () => 0);
    // A clock that is ahead counts as today.
    const place = Math.min(DAYS - 1 - days, DAYS - 1);
    counts[place] = (counts[place] ?? 0) + count;
    found.set(connectionId, counts);
  }
  return found;
}
