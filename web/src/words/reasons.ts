// Why something went wrong, in the language of the screen. The server says it in Japanese; the code beside it is the key to
// ours (ADR 35).
import { words } from './index.ts';
import type { Reasons } from './ja/reasons.ts';

type By = Omit<Reasons, 'answered'>;

/** `text`: the server's own words. A code that only a newer server knows stays as it says. */
export function reasonText<Of extends keyof By>(of: Of, code: keyof By[Of], text: string): string {
  const ours: Partial<By[Of]> | undefined = words.reasons[of];
  return (ours?.[code] as string | undefined) ?? text;
}

/** Why a mail or a message did not go out. */
export function notSentText({
  code,
  answer,
  text,
}: {
  code: keyof Reasons['notSent'];
  answer: string | null;
  text: string;
}): string {
  const { notSent, answered } = words.reasons;
  const ours = notSent?.[code];
  if (!ours) return text;
  return answer && answered ? `${ours} ${answered(answer)}` : ours;
}
