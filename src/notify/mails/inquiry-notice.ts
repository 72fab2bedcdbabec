// To the one in charge: somebody asked. Plain text, and all that is needed to phone at once.
import type { InquiryToTell } from '../../customers/index.ts';
import type { Letter, Letterhead, Recipient } from '../model.ts';
import { line, quote } from '../rules/plain-text.ts';
import { endLines, greeting, LINE_MAX, paragraphs, SUBJECT_NAME_MAX } from './frame.ts';
import { inquiryKinds, nameOf, propertyLine, whatOf } from './inquiry-words.ts';
import { minuteTime, requestTime } from './times.ts';

type Told = Omit<InquiryToTell, 'assigneeId'> & { place: string };

const MESSAGE_MAX = 300;
const MESSAGE_LINES = 8;

/** `place` is where it came in, by name (`リガイド 世田谷支店`). Without a customer it is an announcement only. */
export function inquiryNotice(head: Letterhead, recipient: Recipient, told: Told): Letter {
  const place = line(told.place, SUBJECT_NAME_MAX);
  const what = whatOf(told);
  return told.customerId
    ? customerNotice(head, recipient, told, `${head.url}/customers/${told.customerId}`, { place, what })
    : stubNotice(head, recipient, told, place);
}

function customerNotice(
  head: Letterhead,
  recipient: Recipient,
  told: Told,
  url: string,
  { place, what }: { place: string; what: string },
): Letter {
  return {
    subject: `【${head.productName}】${what}: ${nameOf(told, SUBJECT_NAME_MAX)}（${place}）`,
    text: paragraphs(
      greeting(recipient.name),
      `${what}が届きました（${line(told.place, LINE_MAX)}）。お早めにご連絡ください。`,
      told.isRepeat
        ? '以前にもお問い合わせのあったお客様です。これまでの経緯は顧客のページでご確認いただけます。'
        : '',
      personLines(told),
      askedLines(told),
      messageLines(told),
      ['▼顧客のページを開く', url],
      endLines(head),
    ),
  };
}

/** Who asked, and how they are reached. */
export function personLines({ content: { contact }, customerName }: Told): string[] {
  const name = contact.name ?? customerName;
  return fields([
    ['お名前', name && `${line(name, LINE_MAX)} 様`],
    ['フリガナ', contact.nameKana],
    ...phonesOf(contact).map((phone): Field => ['電話番号', phone]),
    ['メールアドレス', contact.email],
    ['ご希望の連絡', [contact.contactTime, contact.contactMethod].filter(Boolean).join(' ')],
    ['ご住所', contact.address],
  ]);
}

/** What for, and when. */
export const askedLines = (told: Told): string[] =>
  fields([
    ['種別', inquiryKinds[told.content.kind]],
    ['物件', propertyLine(told.content.property)],
    ['受付番号', told.content.requestNumber],
    ...times(told),
  ]);

/** The beginning of what was written. */
export const messageLines = ({ content: { message } }: Told): string[] =>
  message ? ['お問い合わせ内容（冒頭）', quote(message, MESSAGE_MAX, MESSAGE_LINES)] : [];

function stubNotice(head: Letterhead, recipient: Recipient, told: Told, place: string): Letter {
  const number = told.content.requestNumber && line(told.content.requestNumber, SUBJECT_NAME_MAX);
  return {
    subject: `【${head.productName}】新しい反響: ${number ? `受付番号 ${number}` : 'お客様の情報は未取得'}（${place}）`,
    text: paragraphs(
      greeting(recipient.name),
      [
        `新しい反響が届きました（${line(told.place, LINE_MAX)}）。お早めにご連絡ください。`,
        '届いたメールにはお客様の情報が記載されていませんでした。ポータルサイトの画面でご確認のうえ、下記のページからご登録ください。',
      ],
      fields([
        ['受付番号', told.content.requestNumber],
        ['物件', propertyLine(told.content.property)],
        ...times(told),
      ]),
      [
        '▼届いたメールを開いて登録する',
        told.mailId ? `${head.url}/mails/${told.mailId}` : `${head.url}/review`,
      ],
      told.content.detailUrl && /^https?:\/\//.test(told.content.detailUrl)
        ? ['▼ポータルサイトの画面', line(told.content.detailUrl, 500)]
        : '',
      endLines(head),
    ),
  };
}

type Field = [label: string, value: string | undefined | null];

const fields = (given: Field[]): string[] =>
  given.flatMap(([label, value]) => {
    const shown = value ? line(value, LINE_MAX) : '';
    return shown ? [`${label}: ${shown}`] : [];
  });

/** As sent; where the sender's spelling is not kept, as we read it. */
export function phonesOf({
  phones: read = [],
  phonesAsSent = [],
}: InquiryToTell['content']['contact']): string[] {
  return read.map((phone, at) => phonesAsSent[at] ?? phone);
}

function times({ content, receivedAt }: Told): Field[] {
  return [
    ['依頼日時', content.requestedAt && requestTime(content.requestedAt)],
    ['受信日時', minuteTime(receivedAt)],
  ];
}
