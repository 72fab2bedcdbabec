// A forwarded mail carries a mark of this installation: somebody's rule that sends it back here must not make it go round.

export const LOOP_HEADER = 'X-Loop';

/** What the header of our forwards says. */
export const loopMark = (inboxDomain: string): string => `digima-forward@${inboxDomain}`;

/** Whether these bytes were forwarded by us before: at their head, or in a mail they hold. */
export function wasForwardedHere(raw: Buffer, inboxDomain: string): boolean {
  return raw.includes(`${LOOP_HEADER}: ${loopMark(inboxDomain)}`, 0, 'latin1');
}
