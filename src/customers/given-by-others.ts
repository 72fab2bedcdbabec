// Customers whom somebody else gave the like of a change since a moment, as their history tells it.
import { and, eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { Tx } from '../platform/database.ts';
import type { CustomerChange, HistoryEvent } from './model.ts';
import { customerHistory } from './tables.ts';

const TELLING = {
  assign: ['assigned'],
  status: ['status-set'],
  join: ['group-added', 'group-removed'],
  leave: ['group-added', 'group-removed'],
} as const satisfies Record<CustomerChange['type'], HistoryEvent['type'][]>;

/** Those of these customers. `since`: of a line of the history; `group`: the name of the group that is joined or left. */
export async function givenByOthers(
  tx: Tx,
  organizationId: string,
  userId: string,
  { type, group }: { type: CustomerChange['type']; group?: string | undefined },
  customerIds: string[],
  since: SQL | undefined,
): Promise<Set<string>> {
  if (customerIds.length === 0) return new Set();
  const { customerId, event, actor } = customerHistory;
  const rows = await tx
    .selectDistinct({ id: customerId })
    .from(customerHistory)
    .where(
      and(
        eq(customerHistory.organizationId, organizationId),
        inArray(customerId, customerIds),
        since,
        sql`${event} ->> 'type' = ANY (${sql.param(TELLING[type])}::text[])`,
        group === undefined ? undefined : sql`${event} ->> 'group' = ${group}`,
        sql`${actor} ->> 'userId' IS DISTINCT FROM ${userId}`,
      ),
    );
  return new Set(rows.map(({ id }) => id));
}
