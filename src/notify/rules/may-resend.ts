// Whether 再送 is offered for a mail.
import type { OutgoingKind, OutgoingState } from '../model.ts';
import type { Person } from './who-hears.ts';

/** Mails whose link is over soon: who needs another asks for one. */
const OVER_SOON: OutgoingKind[] = ['password-reset', 'test'];

/** Under way, told by a digest, or told no more. */
const NOT_BY_ITSELF: OutgoingState[] = ['handing-over', 'bundled', 'withdrawn'];

/** A mail that ended, or that waits for its next try; not once what it says is gone, nor to somebody who left. */
export function mayResend(
  mail: {
    kind: OutgoingKind;
    state: OutgoingState;
    nextAt: Date | null;
    recipientId: string | null;
    hasBody: boolean;
  },
  people: Person[],
): boolean {
  const { kind, state, nextAt, recipientId, hasBody } = mail;
  if (!hasBody || OVER_SOON.includes(kind) || NOT_BY_ITSELF.includes(state)) return false;
  if (state === 'waiting' && nextAt === null) return false;
  return recipientId === null || people.some((one) => one.userId === recipientId && !one.deactivatedAt);
}
