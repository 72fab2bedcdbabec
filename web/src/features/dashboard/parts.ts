// Which 媒体 a bar is made of: the biggest by their own names, the rest together. Pure.
import type { Dashboard } from '../../api/client.ts';
import { words } from '../../words/index.ts';

/** As many as the eye can tell apart. */
const MOST = 6;

export interface Part {
  key: string;
  name: string;
  /** Which colour. */
  nth: number;
  /** Null: several. */
  portal: string | null;
  of: (bar: Dashboard['byTime'][number]) => number;
}

/** `portals` in the dashboard's order, the biggest first. */
export function partsOf(portals: Dashboard['portals'], nameOf: (portal: string) => string): Part[] {
  const some = portals.filter(({ count }) => count > 0).map(({ portal }) => portal);
  const own = some.length > MOST ? some.slice(0, MOST - 1) : some;
  const parts: Part[] = own.map((portal, nth) => ({
    key: portal,
    name: nameOf(portal),
    nth,
    portal,
    of: (bar) => bar.portals.find((counted) => counted.portal === portal)?.count ?? 0,
  }));
  if (own.length === some.length) return parts;
  const others: Part = {
    key: ' others',
    name: words.dashboard.byTime.others,
    nth: MOST - 1,
    portal: null,
    of: (bar) => bar.count - parts.reduce((sum, part) => sum + part.of(bar), 0),
  };
  return [...parts, others];
}
