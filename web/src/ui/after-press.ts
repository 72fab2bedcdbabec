// What changes the page's layout waits while something is being pressed: else the press ends beside what it began on.

/** After a finger is lifted its click comes a moment later, or never: it moved. */
const CLICK_WITHIN_MS = 350;

let isPressed = false;
const listen = (events: string[], call: () => void, options?: AddEventListenerOptions) => {
  for (const event of events) window.addEventListener(event, call, { capture: true, ...options });
};
listen(['pointerdown'], () => {
  isPressed = true;
});
listen(['pointerup', 'pointercancel'], () => {
  isPressed = false;
});

/** At once, or as soon as what is being pressed has had its click. */
export function afterPress(call: () => void): void {
  if (!isPressed) {
    call();
    return;
  }
  const waiting = new AbortController();
  const { signal } = waiting;
  const end = () => {
    waiting.abort();
    // Once the click is dealt with.
    setTimeout(call);
  };
  listen(['click', 'pointercancel'], end, { signal });
  listen(['pointerup'], () => setTimeout(() => signal.aborted || end(), CLICK_WITHIN_MS), { signal });
}
