// To the next person: nobody has responded to an inquiry.
import type { InquiryToTell } from '../../customers/index.ts';
import { linkOf } from '../chat/messages.ts';
import type { Letter, Letterhead, Recipient } from '../model.ts';
import { line } from '../rules/plain-text.ts';
import { endLines, greeting, LINE_MAX, paragraphs, SUBJECT_NAME_MAX } from './frame.ts';
import { nameOf, whatIs } from './inquiry-words.ts';

export type Unanswered = Omit<InquiryToTell, 'assigneeId'> & {
  place: string;
  /** Null: nobody is in charge. */
  assigneeName: string | null;
  /** Since it came. */
  minutes: number;
};

/** `35分`, `2時間5分` */
const since = (minutes: number): string =>
  minutes < 60 ? `${minutes}分` : `${Math.floor(minutes / 60)}時間${minutes % 60 ? `${minutes % 60}分` : ''}`;

const whoOf = (told: Unanswered): string => nameOf(told, SUBJECT_NAME_MAX);

export function unansweredNotice(head: Letterhead, recipient: Recipient, told: Unanswered): Letter {
  const { kind, property, received } = whatIs(told);
  return {
    subject: `【${head.productName}】未対応の反響: ${whoOf(told)}（${line(told.place, SUBJECT_NAME_MAX)}）`,
    text: paragraphs(
      greeting(recipient.name),
      `受信から${since(told.minutes)}たちましたが、まだ対応の記録がありません。代わりにご連絡ください。`,
      [
        `お名前: ${whoOf(told)}`,
        `受信日時: ${received}（${line(told.place, LINE_MAX)}）`,
        `種別: ${kind}`,
        ...(property ? [`物件: ${property}`] : []),
        `担当: ${told.assigneeName ? line(told.assigneeName, LINE_MAX) : '未定'}`,
      ],
      ['▼画面を開く', linkOf(head, told)],
      'ご連絡の後、画面で対応を記録すると、このお知らせは止まります。',
      endLines(head),
    ),
  };
}

/** The same in a chat. `toldName`: who is told now. */
export const unansweredMessage = (head: Letterhead, told: Unanswered, toldName: string): Letter => ({
  subject: `未対応の反響（受信から${since(told.minutes)}）: ${whoOf(told)}（${line(told.place, SUBJECT_NAME_MAX)}）`,
  text: [
    `担当: ${told.assigneeName ? line(told.assigneeName, LINE_MAX) : '未定'}`,
    `お知らせした方: ${line(toldName, LINE_MAX)}`,
    linkOf(head, told),
  ].join('\n'),
});
