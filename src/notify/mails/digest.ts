// Several notices in one: to somebody who wants them gathered, or whose quiet time is over.
import type { InquiryToTell } from '../../customers/index.ts';
import { linkOf } from '../chat/messages.ts';
import type { Letter, Letterhead, OutgoingKind, Recipient } from '../model.ts';
import { line } from '../rules/plain-text.ts';
import { endLines, greeting, LINE_MAX, paragraphs } from './frame.ts';
import { nameOf, whatIs, whatOf } from './inquiry-words.ts';

/** `kind`: of the notice that it stands for. */
export type DigestItem = Omit<InquiryToTell, 'assigneeId'> & { place: string; kind: OutgoingKind };

/** Longer lists go on behind the link. */
const SHOWN_MAX = 50;

/** In the order given. */
export function digestNotice(head: Letterhead, recipient: Recipient, items: DigestItem[]): Letter {
  const shown = items.slice(0, SHOWN_MAX);
  return {
    subject: `【${head.productName}】反響のお知らせ（${items.length}件）`,
    text: paragraphs(
      greeting(recipient.name),
      `${items.length}件の反響があります。お早めにご連絡ください。`,
      ...shown.map((item, at) => itemLines(head, item, at + 1)),
      items.length > shown.length ? [`ほか${items.length - shown.length}件`, `${head.url}/inquiries`] : '',
      endLines(head),
    ),
  };
}

function itemLines(head: Letterhead, item: DigestItem, nr: number): string[] {
  const { kind, property, received } = whatIs(item);
  return [
    `${nr}. ${whatOfKind(item)}: ${nameOf(item, LINE_MAX)}（${line(item.place, LINE_MAX)}）`,
    `   ${[received, kind, property].filter(Boolean).join(' / ')}`,
    ...(item.respondedAt ? ['   すでに対応の記録があります。'] : []),
    `   ${linkOf(head, item)}`,
  ];
}

function whatOfKind(item: DigestItem): string {
  if (item.kind === 'unanswered') return '未対応の反響';
  return item.kind === 'assigned' ? '担当になった反響' : whatOf(item);
}
