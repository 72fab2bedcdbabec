// What a person types of a call, a mail or a visit, before it goes to the API. Pure.
import type { Activity, Inquiry } from '../../api/client.ts';
import { toJstInput } from '../../format/jst.ts';

export const loggable = ['call', 'mail', 'visit', 'handled'] as const;
export type Loggable = (typeof loggable)[number];
/** A note is of one inquiry, never of the customer. */
export type ActivityKind = Loggable | 'note';

export interface TypedActivity {
  kind: ActivityKind;
  outcome: string;
  text: string;
  /** Japanese time, as an input gives it: `2026-11-20T14:03`; blank: now. */
  at: string;
  /** Blank: none in particular. */
  inquiryId: string;
}

const known: ActivityKind[] = [...loggable, 'note'];

export const untouched: Omit<TypedActivity, 'kind'> = { outcome: '', text: '', at: '', inquiryId: '' };

/** Whether this person may correct it: what they wrote down themselves. */
export const canCorrect = ({ kind, byId }: Activity, userId: string | undefined): boolean =>
  byId !== null && byId === userId && known.some((one) => one === kind);

/** What a record of this kind can be corrected to. */
export const kindsBeside = (kind: Activity['kind']): readonly ActivityKind[] =>
  kind === 'note' ? ['note'] : loggable;

/** What there is to correct. */
export function typedOf({ kind, outcome, text, at, inquiryId }: Activity): TypedActivity {
  return {
    kind: known.find((one) => one === kind) ?? 'handled',
    outcome: outcome ?? '',
    text: text ?? '',
    at: toJstInput(at),
    inquiryId: inquiryId ?? '',
  };
}

/** As the API takes it. `before`: what is corrected; a time that was not touched stays to the second. */
export function toActivity({ kind, outcome, text, at }: TypedActivity, before?: TypedActivity) {
  return {
    kind,
    text: text.trim(),
    ...(kind === 'call' && outcome && { outcome: outcome as NonNullable<Activity['outcome']> }),
    ...(at && at !== before?.at && { at: `${at}:00+09:00` }),
  };
}

/** How many of these inquiries it gives their first response. */
export function answeredBy({ inquiryId, at }: TypedActivity, open: Inquiry[]): number {
  if (inquiryId) return open.filter(({ id }) => id === inquiryId).length;
  return open.filter(({ receivedAt }) => !at || toJstInput(receivedAt) <= at).length;
}
