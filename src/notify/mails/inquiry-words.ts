// An inquiry in the words that every notice of it shares.
import type { InquiryToTell } from '../../customers/index.ts';
import { line } from '../rules/plain-text.ts';
import { minuteTime } from './times.ts';

const PROPERTY_MAX = 120;

export const inquiryKinds = {
  appraisal: '査定のご依頼',
  property: '物件のお問い合わせ',
  visit: '来場のご予約',
  other: 'お問い合わせ',
};

/** 新しい反響, or 再反響 of somebody known. */
export const whatOf = ({ isRepeat }: Pick<InquiryToTell, 'isRepeat'>): string =>
  isRepeat ? '再反響' : '新しい反響';

/** `山田 太郎 様`, at most so many letters of it; nobody is known of an inquiry that was only announced. */
export function nameOf(
  { content, customerName, customerId }: Pick<InquiryToTell, 'content' | 'customerName' | 'customerId'>,
  most: number,
): string {
  const name = content.contact.name ?? customerName;
  const shown = name && line(name, most);
  return customerId ? (shown ? `${shown} 様` : 'お名前の記載なし') : 'お客様の情報は未取得';
}

/** `1,100名` */
export const people = (many: number): string => `${many.toLocaleString('ja-JP')}名`;

/** What was asked, about which property ('' when none is named), and when it came. */
export const whatIs = ({ content, receivedAt }: Pick<InquiryToTell, 'content' | 'receivedAt'>) => ({
  kind: inquiryKinds[content.kind],
  property: line(propertyLine(content.property), PROPERTY_MAX),
  received: minuteTime(receivedAt),
});

/** `分譲マンション 東京都… 物件番号 12` */
export function propertyLine(property: InquiryToTell['content']['property']): string {
  const { typeText, address, buildingName, roomNumber, listingNumber } = property;
  return [typeText, address, buildingName, roomNumber, listingNumber && `物件番号 ${listingNumber}`]
    .filter(Boolean)
    .join(' ');
}
