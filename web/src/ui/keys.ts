// Shortcuts of a page. A single key never acts while somebody types, or is in a dialog or a menu; one with ⌘ or Ctrl acts while
// somebody types, too.
import { useEffect, useRef } from 'react';

/** Key as the keyboard says it (`j`, `?`, `Escape`) → what it does. */
export type Keys = Record<string, () => unknown>;

const TYPING =
  'input:not([type="checkbox"], [type="radio"], [readonly]), textarea, select, [contenteditable], [aria-haspopup][aria-expanded="true"]';
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

const isDialogOpen = () => document.querySelector('[role="dialog"][aria-modal="true"]') !== null;
/** Pressed while a dialog was open: one that Escape closes is gone before the page hears of the key. */
const forDialog = new WeakSet<Event>();
globalThis.window?.addEventListener(
  'keydown',
  (event) => void (isDialogOpen() && forDialog.add(event)),
  true,
);

/** Whether ⌘ is what Ctrl is elsewhere. */
export const isMac = /^(Mac|iP)/.test(navigator.platform);

/** Listens as long as the component stands. A dialog that is open, wherever the focus is, has the keyboard for itself. */
export function useKeys(keys: Keys): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const act = latest.current[event.key];
      if (!act || !isForPage(event) || forDialog.has(event)) return;
      event.preventDefault();
      act();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}

/** Whether it is this letter with ⌘ on a Mac, with Ctrl elsewhere: on a Mac Ctrl edits what is typed. */
export function isCommand(
  event: Pick<KeyboardEvent, 'key' | 'metaKey' | 'ctrlKey' | 'altKey' | 'shiftKey'>,
  letter: string,
): boolean {
  const { key, metaKey, ctrlKey, altKey, shiftKey } = event;
  const held = isMac ? metaKey && !ctrlKey : ctrlKey && !metaKey;
  return held && !altKey && !shiftKey && key.toLowerCase() === letter;
}

/** The same for one letter with ⌘ or Ctrl. */
export function useCommandKey(letter: string, act: () => unknown): void {
  const latest = useRef(act);
  latest.current = act;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.repeat || !isCommand(event, letter) || forDialog.has(event)) return;
      event.preventDefault();
      latest.current();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [letter]);
}
