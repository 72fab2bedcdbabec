// Which firm this page works in, from the first answer of /me on. It says so with all it asks: what was begun for one firm is never
// written into another, also where the person works in another by now (authenticate.ts).
let firm: string | null = null;

export const firmOfPage = (): string | null => firm;

/** What /me says, at first. */
export function noteFirm(id: string): void {
  firm ??= id;
}

/** Somebody else is signed in, or the same person in another firm: nothing of the page stays. */
export function forgetFirm(): void {
  firm = null;
}
