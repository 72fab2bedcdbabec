// What can have the focus, and what of several has it best when what had it is gone.

const FOCUSABLE = 'a[href], button, input, select, textarea, summary, [contenteditable="true"], [tabindex]';
/** On a phone the focus in one of these brings up the keyboard. */
const TYPED =
  'textarea, [contenteditable="true"], input:not([type="checkbox"], [type="radio"], [type="button"], [type="submit"])';

/** Whether it is there, seen and not disabled. */
export function canHaveFocus(element: HTMLElement): boolean {
  if (!element.isConnected || element.matches(':disabled')) return false;
  return element.checkVisibility({ visibilityProperty: true }) && !element.closest('[inert]');
}

/** Those the Tab key stops at, in order; also of a part that stands nowhere any more. */
export function stopsIn(part: Element): HTMLElement[] {
  const all = [...part.querySelectorAll<HTMLElement>(FOCUSABLE)];
  return (part instanceof HTMLElement && part.matches(FOCUSABLE) ? [part, ...all] : all).filter(
    ({ tabIndex }) => tabIndex >= 0,
  );
}

/** The first stop in a part that can have the focus; where nothing is typed, if there is one. */
export function firstStopIn(part: Element): HTMLElement | undefined {
  const stops = stopsIn(part).filter(canHaveFocus);
  return stops.find((stop) => !stop.matches(TYPED)) ?? stops[0];
}

/** What a stop looks like, so that it is known again when it is drawn anew, also of something that has another name now. */
export function lookOf(element: HTMLElement): string {
  if (element.tabIndex < 0) return '';
  const icon = element.querySelector('svg')?.innerHTML;
  return `${element.tagName} ${icon ?? element.getAttribute('aria-label') ?? element.textContent?.trim()}`;
}
