// To those in 転送先: a mail that came, as it came, inside one of ours.
import type { Letter, Letterhead } from '../model.ts';
import { line } from '../rules/plain-text.ts';
import { endLines, LINE_MAX, paragraphs } from './frame.ts';
import { minuteTime } from './times.ts';

const SUBJECT_MAX = 200;

/** `place` is where it came in, by name. The mail itself is attached when this is sent. */
export function forwardedMail(
  head: Letterhead,
  given: { place: string; mailId: string; subject: string; from: string; receivedAt: Date },
): Letter {
  const subject = line(given.subject, SUBJECT_MAX) || '（件名なし）';
  return {
    subject: `Fwd: ${subject}`,
    text: paragraphs(
      `${line(given.place, LINE_MAX)}に届いたメールを転送します。元のメールは、そのまま添付しています。`,
      [
        `件名: ${subject}`,
        `差出人: ${line(given.from, LINE_MAX) || '記載なし'}`,
        `受信日時: ${minuteTime(given.receivedAt)}`,
      ],
      [`▼${line(head.productName, LINE_MAX)}で開く`, `${head.url}/mails/${given.mailId}`],
      endLines(head),
    ),
  };
}
