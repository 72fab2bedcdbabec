// What each portal costs a month, as the firm enters it.
import { and, asc, eq, gte, inArray, lte } from 'drizzle-orm';
import { type AuditActor, addAudit } from '../../accounts/index.ts';
import type { Tx } from '../../platform/database.ts';
import { portalCosts } from './tables.ts';

/** Costs of these months (`2026-11`, both included), by month and portal. */
export function listCosts(tx: Tx, organizationId: string, { from, to }: { from: string; to: string }) {
  return tx
    .select({ month: portalCosts.month, portal: portalCosts.portal, yen: portalCosts.yen })
    .from(portalCosts)
    .where(
      and(
        eq(portalCosts.organizationId, organizationId),
        gte(portalCosts.month, from),
        lte(portalCosts.month, to),
      ),
    )
    .orderBy(asc(portalCosts.month), asc(portalCosts.portal));
}

/** Enters costs of a month; null takes one out again. Portals left out stay as they are. */
export async function enterCosts(
  tx: Tx,
  organizationId: string,
  by: AuditActor,
  month: string,
  costs: ReadonlyMap<string, number | null>,
): Promise<void> {
  const before = new Map(
    (await listCosts(tx, organizationId, { from: month, to: month })).map(({ portal, yen }) => [portal, yen]),
  );
  // In one order for everybody, so that two who enter the same month do not wait for each other.
  const changed = [...costs]
    .filter(([portal, yen]) => yen !== (before.get(portal) ?? null))
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  if (changed.length === 0) return;
  const gone = changed.flatMap(([portal, yen]) => (yen === null ? portal : []));
  for (const [portal, yen] of changed)
    if (yen !== null)
      await tx
        .insert(portalCosts)
        .values({ organizationId, month, portal, yen })
        .onConflictDoUpdate({
          target: [portalCosts.organizationId, portalCosts.month, portalCosts.portal],
          set: { yen, updatedAt: new Date() },
        });
  if (gone.length > 0)
    await tx
      .delete(portalCosts)
      .where(
        and(
          eq(portalCosts.organizationId, organizationId),
          eq(portalCosts.month, month),
          inArray(portalCosts.portal, gone),
        ),
      );
  await addAudit(tx, organizationId, by, 'portal-costs.entered', null, {
    month,
    costs: changed.map(([portal, to]) => ({ portal, from: before.get(portal) ?? null, to })),
  });
}
