// Who a customer is now: after a merge (統合) it is the one they were merged into, and all who were merged belong together.
import { and, eq, sql } from 'drizzle-orm';
import type { Tx } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import { lockCustomers } from './store.ts';
import { customers, inquiries } from './tables.ts';

/** The customer this one is now, themselves where they were not merged; null: there is no such customer. */
export async function findSurvivor(
  tx: Tx,
  organizationId: string,
  id: string,
): Promise<{ id: string; name: string | null } | null> {
  const { rows } = await tx.execute<{ id: string; name: string | null }>(sql`
    WITH RECURSIVE way (id, name, merged_into) AS (
      SELECT c.id, c.name, c.merged_into FROM ${customers} c WHERE c.organization_id = ${organizationId} AND c.id = ${id}
      UNION ALL
      SELECT c.id, c.name, c.merged_into FROM way JOIN ${customers} c
      ON c.organization_id = ${organizationId} AND c.id = way.merged_into
    ) SELECT id, name FROM way WHERE merged_into IS NULL`);
  return rows[0] ?? null;
}

/** Who these customers are now, by id; those who are not there are left out. */
export async function findSurvivors(
  tx: Tx,
  organizationId: string,
  ids: string[],
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const { rows } = await tx.execute<{ asked: string; id: string }>(sql`
    WITH RECURSIVE way (asked, id, merged_into) AS (
      SELECT c.id, c.id, c.merged_into FROM ${customers} c
      WHERE c.organization_id = ${organizationId} AND c.id = ANY(${sql.param(ids)}::uuid[])
      UNION ALL
      SELECT way.asked, c.id, c.merged_into FROM way JOIN ${customers} c
      ON c.organization_id = ${organizationId} AND c.id = way.merged_into
    ) SELECT asked, id FROM way WHERE merged_into IS NULL`);
  return new Map(rows.map(({ asked, id }) => [asked, id]));
}

/** The customer and all who are merged into them, also by way of others. */
export async function familyOf(tx: Tx, organizationId: string, id: string): Promise<string[]> {
  const { rows } = await tx.execute<{ id: string }>(sql`
    WITH RECURSIVE family (id) AS (
      SELECT c.id FROM ${customers} c WHERE c.organization_id = ${organizationId} AND c.id = ${id}
      UNION ALL
      SELECT c.id FROM family JOIN ${customers} c ON c.organization_id = ${organizationId} AND c.merged_into = family.id
    ) SELECT id FROM family`);
  return rows.map((one) => one.id);
}

/** The refusal of what is done to one who was merged into another. */
export async function mergedAway(tx: Tx, organizationId: string, id: string): Promise<AppError> {
  return new AppError('customer-merged', { data: { into: await findSurvivor(tx, organizationId, id) } });
}

/** The customer an inquiry belongs to, who can be neither merged nor split from it until the transaction ends. */
export async function holdCustomerOf(
  tx: Tx,
  organizationId: string,
  inquiryId: string,
): Promise<string | null> {
  for (let held: string | null = null; ; ) {
    const [inquiry] = await tx
      .select({ customerId: inquiries.customerId })
      .from(inquiries)
      .where(and(eq(inquiries.organizationId, organizationId), eq(inquiries.id, inquiryId)));
    const customerId = inquiry?.customerId ?? null;
    if (customerId === held) return held;
    if (customerId) await lockCustomers(tx, organizationId, [customerId]);
    held = customerId;
  }
}
