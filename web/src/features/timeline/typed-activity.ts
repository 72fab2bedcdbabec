// What a person types of a call, a mail or a visit, before it goes to the API. Pure.
import type { Activity, Inquiry } from '../../api/client.ts';
import { toJstInput } from '../../format/jst.ts';

export const loggable = ['call', 'mail', 'visit', 'handled'] as const;
export type Loggable = (typeof loggable)[number];

export interface TypedActivity {
  kind: Loggable;
  outcome: string;
  text: string;
  /** Japanese time, as an input gives it: `2026-11-20T14:03`; blank: now. */
  at: string;
  /** Blank: none in particular. */
  inquiryId: string;
}

export const untouched: Omit<TypedActivity, 'kind'> = { outcome: '', text: '', at: '', inquiryId: '' };

/** What there is to correct. */
export function typedOf({ kind, outcome, text, at, inquiryId }: Activity): TypedActivity {
  return {
    kind: loggable.find((one) => one === kind) ?? 'handled',
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
