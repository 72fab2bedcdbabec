// When what had the focus is taken away (a dialog, an editor, a deleted row), the focus goes back to what opened it, or to what
// stands where it was: never to nowhere, from where the next Tab begins at the top of the page.
import { canHaveFocus, firstStopIn, lookOf, stopsIn } from './focusable.ts';

/** Where a part of the page was taken away. */
interface Gap {
  taken: Element;
  parent: Element;
  previous: Node | null;
  next: Node | null;
}

interface Held {
  element: HTMLElement;
  look: string;
  /** The person went there: by Tab, another key or the pointer. Else the page put the focus there, as an editor does that opens. */
  isOwnMove: boolean;
  /** Put there by this file, until something better comes. */
  isStopgap: boolean;
  /** The outermost last. */
  gaps: Gap[];
}

const MOST = 30;
/** Whatever opens or closes puts the focus itself, first. */
const WAIT_MS = 50;
/** What stands there for a while (a bar for what is marked): from there one goes back to where one was. */
const PASSING = '[data-passing]';
/** Elsewhere something stands over the page, and goes as a whole. */
const STAYING = '#root, [role="dialog"], [role="menu"]';

/** The last one is the newest. */
let held: Held[] = [];
let isOwnMove = false;
let isPutting = false;
let waiting: ReturnType<typeof setTimeout> | undefined;
/** What came in place of what was taken away, and until when it may have the focus. */
let landing: { element: HTMLElement; until: number } | undefined;
const LANDING_MS = 1_000;

/** Watches as long as the tab lives. */
export function keepFocus(): void {
  const options = { capture: true, passive: true };
  document.addEventListener('focusin', ({ target }) => hold(target), options);
  document.addEventListener('click', () => setOwnMove(false), options);
  document.addEventListener(
    'keydown',
    ({ key }) => setOwnMove(!['Enter', ' ', 'Escape'].includes(key)),
    options,
  );
  document.addEventListener(
    'pointerdown',
    ({ target }) => {
      setOwnMove(true);
      // Safari gives no focus to a button that is clicked.
      const on =
        target instanceof Element ? target.closest('a[href], button, input, select, textarea') : null;
      if (on) hold(on);
      else held = [];
    },
    options,
  );
  new MutationObserver((records) => {
    for (const record of records) noteGaps(record);
    clearTimeout(waiting);
    if (isNowhere()) waiting = setTimeout(putAnew, WAIT_MS);
  }).observe(document.body, { childList: true, subtree: true, attributeFilter: ['disabled'] });
}

/** If the focus is taken away with what this stands for now, it comes here, into view. */
export function landHere(element: HTMLElement): void {
  landing = { element, until: performance.now() + LANDING_MS };
}

const isNowhere = () => document.activeElement === document.body || document.activeElement === null;

function putAnew(): void {
  if (!isNowhere()) return;
  isPutting = true;
  if (held.length > 0 && landing?.element.isConnected && performance.now() < landing.until)
    landing.element.focus();
  else placeToGo()?.focus({ preventScroll: true });
  isPutting = false;
}

function setOwnMove(is: boolean): void {
  isOwnMove = is;
  // The person goes on from there.
  const last = held.at(-1);
  if (last) last.isStopgap = false;
}

function hold(target: EventTarget | null): void {
  if (!(target instanceof HTMLElement)) return;
  const isLate = !isOwnMove && held.at(-1)?.isStopgap;
  held = (isLate ? held.slice(0, -1) : held).filter(({ element }) => element !== target).slice(1 - MOST);
  held.push({ element: target, look: lookOf(target), isOwnMove, isStopgap: isPutting, gaps: [] });
}

function noteGaps({ removedNodes, target, previousSibling, nextSibling }: MutationRecord): void {
  if (!(target instanceof Element)) return;
  for (const taken of removedNodes) {
    if (!(taken instanceof Element)) continue;
    for (const { element, gaps } of held)
      if (taken.contains(gaps.at(-1)?.parent ?? element) && !taken.isConnected)
        gaps.push({ taken, parent: target, previous: previousSibling, next: nextSibling });
  }
}

/** The one that had the focus, if it can have it again; else what opened the part it was in; else its neighbour. */
function placeToGo(): HTMLElement | undefined {
  const dialogs = document.querySelectorAll('[role="dialog"][aria-modal="true"]');
  const within = dialogs.item(dialogs.length - 1) ?? document.body;
  const before = held.filter(({ element, gaps }) => within.contains(gaps.at(-1)?.parent ?? element));
  while (before.length > 0) {
    const last = before.pop() as Held;
    if (canHaveFocus(last.element)) return last.element;
    const gap = last.gaps.at(-1);
    if (!gap) continue;
    const again = refilled(last);
    if (again) return again;
    if (last.element.closest(PASSING) || !gap.parent.closest(STAYING)) continue;
    return opener(last, gap, before) ?? neighbour(gap);
  }
  return undefined;
}

/** The focus was put into the part that is gone by what opened it. */
function opener(last: Held, { taken }: Gap, before: Held[]): HTMLElement | undefined {
  let first = last;
  for (const one of before.toReversed()) {
    if (one.gaps.some((gap) => gap.taken === taken)) {
      first = one;
      continue;
    }
    if (first.isOwnMove) return undefined;
    return canHaveFocus(one.element) ? one.element : refilled(one);
  }
  return undefined;
}

/** The same, drawn anew where it was. */
function refilled({ element, look, gaps }: Held): HTMLElement | undefined {
  for (const gap of gaps.toReversed()) {
    const stops = filling(gap).flatMap(stopsIn).filter(canHaveFocus);
    const again = stops.find((stop) => lookOf(stop) === look);
    if (again) return again;
    const were = stopsIn(gap.taken);
    const nth = were.length === stops.length ? stops[were.indexOf(element)] : undefined;
    if (nth?.tagName === element.tagName) return nth;
  }
  return undefined;
}

/** What stands there instead. */
function filling({ parent, previous, next }: Gap): Element[] {
  if (!parent.isConnected) return [];
  const parts: Element[] = [];
  const isThere = previous?.parentNode === parent;
  for (
    let part = isThere ? previous.nextSibling : parent.firstChild;
    part && part !== next;
    part = part.nextSibling
  )
    if (part instanceof Element) parts.push(part);
  return parts;
}

function neighbour(gap: Gap): HTMLElement | undefined {
  const { parent, previous, next } = gap;
  for (const part of [...filling(gap), next, previous]) {
    const stop = part instanceof Element && part.isConnected ? startOf(part) : undefined;
    if (stop) return stop;
  }
  for (let around: Element | null = parent; around; around = around.parentElement) {
    const stop = startOf(around);
    if (stop) return stop;
  }
  return undefined;
}

/** Where a page begins, for a part with a page in it: what stands before that (the way past the frame) is for who tabs to it. */
function startOf(part: Element): HTMLElement | undefined {
  const main = part.matches('main') ? part : part.querySelector('main');
  const heading = main?.querySelector<HTMLElement>('h1[tabindex]');
  if (heading && canHaveFocus(heading)) return heading;
  return main instanceof HTMLElement && main.hasAttribute('tabindex') ? main : firstStopIn(part);
}
