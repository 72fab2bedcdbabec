// To somebody who was put in charge of customers that still wait for an answer.
import { linkOf } from '../chat/messages.ts';
import type { Assigned, InquiryInPlace, Letter, Letterhead, Recipient } from '../model.ts';
import { line } from '../rules/plain-text.ts';
import { endLines, greeting, LINE_MAX, paragraphs, SUBJECT_NAME_MAX } from './frame.ts';
import { askedLines, messageLines, personLines, phonesOf } from './inquiry-notice.ts';
import { nameOf, people, whatIs } from './inquiry-words.ts';

export function assignedNotice(head: Letterhead, recipient: Recipient, told: Assigned): Letter {
  const [one] = told.items;
  return told.many === 1 && one
    ? noticeOfOne(head, recipient, told.byName, one)
    : noticeOfMany(head, recipient, told);
}

/** `what`: whose. No name begins a line. */
const saidFirst = (what: string, byName: string | null): string[] => {
  const by = byName && line(byName, LINE_MAX);
  return [
    `${what}の担当になりました。まだ対応の記録がない反響があります。お早めにご連絡ください。`,
    ...(by ? [`担当にした方: ${by} さん`] : []),
  ];
};

function noticeOfOne(
  head: Letterhead,
  recipient: Recipient,
  byName: string | null,
  one: InquiryInPlace,
): Letter {
  return {
    subject: `【${head.productName}】担当になりました: ${nameOf(one, SUBJECT_NAME_MAX)}（${line(one.place, SUBJECT_NAME_MAX)}）`,
    text: paragraphs(
      greeting(recipient.name),
      saidFirst(`下記のお客様（${line(one.place, LINE_MAX)}）`, byName),
      personLines(one),
      askedLines(one),
      messageLines(one),
      ['▼顧客のページを開く', linkOf(head, one)],
      endLines(head),
    ),
  };
}

function noticeOfMany(head: Letterhead, recipient: Recipient, { byName, many, items }: Assigned): Letter {
  const by = byName && line(byName, SUBJECT_NAME_MAX);
  return {
    subject: `【${head.productName}】担当になりました: ${people(many)}のお客様${by ? `（${by} さんから）` : ''}`,
    text: paragraphs(
      greeting(recipient.name),
      saidFirst(`下記の${people(many)}のお客様`, byName),
      ...items.map((item, at) => itemLines(head, item, at + 1)),
      many > items.length ? `ほか${people(many - items.length)}` : '',
      ['▼反響の一覧を開く', `${head.url}/inquiries`],
      endLines(head),
    ),
  };
}

function itemLines(head: Letterhead, item: InquiryInPlace, nr: number): string[] {
  const { kind, property, received } = whatIs(item);
  const phones = phonesOf(item.content.contact).map((phone) => line(phone, LINE_MAX));
  return [
    `${nr}. ${nameOf(item, LINE_MAX)}（${line(item.place, LINE_MAX)}）`,
    ...(phones.length > 0 ? [`   電話番号: ${phones.join('、')}`] : []),
    `   ${[received, kind, property].filter(Boolean).join(' / ')}`,
    `   ${linkOf(head, item)}`,
  ];
}
