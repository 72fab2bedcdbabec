// Single-key shortcuts of a page. They never fire while somebody types, or is in a dialog or a menu.
import { useEffect, useRef } from 'react';

/** Key as the keyboard says it (`j`, `?`, `Escape`) → what it does. */
export type Keys = Record<string, () => unknown>;

const TYPING =
  'input:not([type="checkbox"], [type="radio"], [readonly]), textarea, select, [contenteditable], [aria-expanded="true"]';
/** Held down they go on; any other acts once. */
const MOVING = ['j', 'k'];
const ELSEWHERE = '[role="dialog"], [role="menu"], [role="listbox"]';

/** Whether a key pressed there, that way, is meant for the page. */
function isForPage(event: KeyboardEvent): boolean {
  const { key, repeat, ctrlKey, metaKey, altKey, target, defaultPrevented } = event;
  if (defaultPrevented || ctrlKey || metaKey || altKey) return false;
  if (repeat && !MOVING.includes(key)) return false;
  return !(target instanceof Element && target.closest(`${TYPING}, ${ELSEWHERE}`));
}

/** Listens as long as the component stands. A dialog that is open, wherever the focus is, has the keyboard for itself. */
export function useKeys(keys: Keys): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const act = latest.current[event.key];
      if (!act || !isForPage(event) || document.querySelector('[role="dialog"][aria-modal="true"]')) return;
      event.preventDefault();
      act();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}
