// A real load of the page that the screen itself asks for. Text that is kept for the tab is there after it.
let isOurs = false;

/** `href`: another page; this one without. */
export function loadAnew(href?: string): void {
  isOurs = true;
  if (href === undefined) window.location.reload();
  else window.location.assign(href);
}

export const isLoadOfOurs = (): boolean => isOurs;
