// Money, areas, sizes, postal codes as people in the trade write them. Pure.
import { words } from '../words/index.ts';

const group = (n: number) => n.toLocaleString(words.formats.locale, { maximumFractionDigits: 2 });

/** 32800000 → 3,280万円 · 128000000 → 1億2,800万円 · 85500 → 8.55万円 · 9800 → 9,800円. */
export function yen(amount: number): string {
  if (!Number.isFinite(amount)) return '';
  const oku = Math.floor(amount / 100_000_000);
  const man = (amount - oku * 100_000_000) / 10_000;
  const { yen: whole, tenThousands } = words.formats;
  if (amount < 10_000 || !isShort(man) || !tenThousands) return whole(group(amount));
  if (oku === 0) return tenThousands.man(group(man));
  return man === 0 ? tenThousands.oku(group(oku)) : tenThousands.both(group(oku), group(man));
}

// More than two decimals of 万 would be rounded: such an amount is written out in yen.
const isShort = (man: number) => Math.abs(man * 100 - Math.round(man * 100)) < 1e-6;

const SQM_PER_TSUBO = 3.305785;

/** 56.55 → 56.55㎡（17.11坪）. */
export function area(sqm: number): string {
  return words.formats.area(group(sqm), group(Math.round((sqm / SQM_PER_TSUBO) * 100) / 100));
}

/** 1540001 → 〒154-0001; anything else as it is. */
export function postalCode(code: string): string {
  return /^\d{7}$/.test(code) ? words.formats.postalCode(`${code.slice(0, 3)}-${code.slice(3)}`) : code;
}

/** 12345 bytes → 12.1 KB. The number and its unit stay on one line. */
export function bytes(size: number): string {
  if (size < 1024) return `${size}\u00a0B`;
  if (size < 1024 * 1024) return `${group(Math.round(size / 102.4) / 10)}\u00a0KB`;
  return `${group(Math.round(size / 104857.6) / 10)}\u00a0MB`;
}
