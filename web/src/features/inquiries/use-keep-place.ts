// Rows that come in above must not move what one reads: the page scrolls by their height. The browser's own scroll
// anchoring, which not every browser has, is off (base.css).
import { type RefObject, useLayoutEffect, useRef } from 'react';

/** `ids`: the rows now in `body`, in order. While the top of the list is in view nothing is held. */
export function useKeepPlace(body: RefObject<HTMLElement | null>, ids: string[]): void {
  const before = useRef<Map<string, number>>(new Map());
  const key = ids.join(' ');
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when the rows changed
  useLayoutEffect(() => {
    const rows = [...(body.current?.querySelectorAll<HTMLElement>('[data-id]') ?? [])];
    const tops = new Map(rows.map((row) => [row.dataset.id ?? '', row.offsetTop]));
    const stayed = rows.find((row) => before.current.has(row.dataset.id ?? ''));
    const id = stayed?.dataset.id ?? '';
    const moved = stayed ? (tops.get(id) ?? 0) - (before.current.get(id) ?? 0) : 0;
    before.current = tops;
    const isTopInView = (body.current?.getBoundingClientRect().top ?? 0) > 0;
    if (moved !== 0 && !isTopInView) window.scrollBy({ top: moved, behavior: 'instant' });
  }, [body, key]);
}
