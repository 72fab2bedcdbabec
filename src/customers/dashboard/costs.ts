// What each portal costs a month, as the firm enters it.
import { and, asc, eq, gte, inArray, lte } from 'drizzle-orm';
import { type AuditActor, addAudit } from '../../accounts/index.ts';
import { refuseOvertaken } from '../../platform/as-seen.ts';
import type { Tx } from '../../platform/database.ts';
import { takeTurn } from '../../platform/take-turn.ts';
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

/** What a portal cost; null: not known. `was`: as the person saw it. */
export interface NewCost {
  portal: string;
  yen: number | null;
  was?: number | null | undefined;
}

/** Enters costs of a month; null takes one out again. Portals left out stay as they are. @throws AppError changed-meanwhile */
export async function enterCosts(
  tx: Tx,
  organizationId: string,
  by: AuditActor,
  month: string,
  costs: NewCost[],
): Promise<void> {
  await takeTurn(tx, `portal costs|${organizationId}`);
  const entered = await listCosts(tx, organizationId, { from: month, to: month });
  const items = entered.map(({ portal, yen }) => ({ portal, yen }));
  const before = new Map(items.map(({ portal, yen }) => [portal, yen]));
  for (const { portal, yen, was } of costs)
    refuseOvertaken({ yen: before.get(portal) ?? null }, { yen: was }, { yen }, { items });
  const changed = [...new Map(costs.map(({ portal, yen }) => [portal, yen]))].filter(
    ([portal, yen]) => yen !== (before.get(portal) ?? null),
  );
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
