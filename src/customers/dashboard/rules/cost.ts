// What portals cost in some days, of what was entered month by month, each and together.
import type { Days, PeriodCost, TotalCost } from '../model.ts';
import { monthsIn } from './days.ts';

/** Null when nothing is entered for any of these months. A month partly in the days costs by its days. */
export function costIn(days: Days, byMonth: ReadonlyMap<string, number>): PeriodCost | null {
  const months = monthsIn(days);
  const missingMonths = months.flatMap(({ month }) => (byMonth.has(month) ? [] : month));
  if (missingMonths.length === months.length) return null;
  const yen = months.reduce((sum, { month, part }) => sum + (byMonth.get(month) ?? 0) * part, 0);
  return { yen: Math.round(yen), missingMonths };
}

/**
 * What the portals with a cost cost together, beside what they brought; null when there are none. What a portal brought whose
 * cost nobody entered is left out: else the others would look cheaper than they are.
 */
export function costTogether(
  costs: ReadonlyMap<string, PeriodCost>,
  { portals, contracts }: { portals: { portal: string; count: number }[]; contracts: number },
): TotalCost | null {
  if (costs.size === 0) return null;
  const all = [...costs.values()];
  const has = portals.filter(({ portal }) => costs.has(portal));
  return {
    yen: all.reduce((sum, { yen }) => sum + yen, 0),
    missingMonths: [...new Set(all.flatMap(({ missingMonths }) => missingMonths))].sort(),
    count: has.reduce((sum, { count }) => sum + count, 0),
    contracts,
    isPartial: has.length < portals.filter(({ count }) => count > 0).length,
  };
}
