// A click anywhere on a row opens it, beside its link: for the mouse, which has a whole row to hit.
import { type RefObject, useEffect, useRef } from 'react';

const OWN = 'a, button, input, label, [role="button"]';

/** `list`: what holds the rows, and stands as long as the component. */
export function useRowClicks(list: RefObject<HTMLElement | null>, onOpen: (id: string) => void): void {
  const latest = useRef(onOpen);
  latest.current = onOpen;
  useEffect(() => {
    const rows = list.current;
    if (!rows) return;
    const onClick = ({ target }: MouseEvent) => {
      if (!(target instanceof Element) || target.closest(OWN)) return;
      // Who marks text to copy it wants to stay.
      if (window.getSelection()?.toString()) return;
      const id = target.closest<HTMLElement>('[data-id]')?.dataset.id;
      if (id) latest.current(id);
    };
    rows.addEventListener('click', onClick);
    return () => rows.removeEventListener('click', onClick);
  }, [list]);
}
