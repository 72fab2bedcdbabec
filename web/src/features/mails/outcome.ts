// What became of a mail, as one word and one sentence. Pure.
import type { Mail } from '../../api/client.ts';
import type { Tone } from '../../ui/chip.tsx';
import { words } from '../../words/index.ts';

export type Outcome = keyof typeof words.mail.outcomes;

type Judged = Pick<Mail, 'state' | 'outcome' | 'reviewedAt'>;

const tones: Record<Outcome, Tone> = {
  inquiry: 'good',
  notice: 'warn',
  'not-an-inquiry': 'neutral',
  unreadable: 'warn',
  waiting: 'neutral',
  aside: 'warn',
  failed: 'bad',
  reviewed: 'neutral',
};

/** A person's word counts first, then where the mail stands, then what reading made of it. */
export function outcomeOf({ state, outcome, reviewedAt }: Judged): Outcome {
  if (reviewedAt !== null) return 'reviewed';
  if (state === 'read') return outcome ?? 'unreadable';
  return state;
}

/** True when it waits for a person (the API's `review`). */
export function needsPerson(mail: Judged): boolean {
  return ['notice', 'unreadable', 'failed'].includes(outcomeOf(mail));
}

/** True when a person may make a customer of it: everything that is not one already and is not still being read. */
export function canBeEntered(mail: Judged): boolean {
  return !['inquiry', 'reviewed', 'waiting'].includes(outcomeOf(mail));
}

export function outcomeWords(mail: Judged): { word: string; reason: string; tone: Tone } {
  const outcome = outcomeOf(mail);
  return { word: words.mail.outcomes[outcome], reason: words.mail.reasons[outcome], tone: tones[outcome] };
}
