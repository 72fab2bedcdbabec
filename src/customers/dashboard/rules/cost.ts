// What a portal cost in some days, of what was entered month by month.
import type { Days, PeriodCost } from '../model.ts';
import { monthsIn } from './days.ts';

/** Null when nothing is entered for any of these months. A month partly in the days costs by its days. */
export function costIn(days: Days, byMonth: ReadonlyMap<string, number>): PeriodCost | null {
  const months = monthsIn(days);
  const missingMonths = months.flatMap(({ month }) => (byMonth.has(month) ? [] : month));
  if (missingMonths.length === months.length) return null;
  const yen = months.reduce((sum, { month, part }) => sum + (byMonth.get(month) ?? 0) * part, 0);
  return { yen: Math.round(yen), missingMonths };
}
