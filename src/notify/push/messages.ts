// What a browser shows. It passes through a push service and stands on a locked screen: it names nobody.
import type { InquiryToTell } from '../../customers/index.ts';
import { linkOf } from '../chat/messages.ts';
import { people, whatOf } from '../mails/inquiry-words.ts';
import type { Letter, Letterhead } from '../model.ts';
import { line } from '../rules/plain-text.ts';

const PLACE_MAX = 80;

type Told = Pick<InquiryToTell, 'isRepeat' | 'customerId' | 'mailId'> & { place: string };

export const inquiryPush = (head: Letterhead, told: Told): Letter => ({
  subject: `${whatOf(told)}があります`,
  text: `${line(told.place, PLACE_MAX)}\n${linkOf(head, told)}`,
});

export const unansweredPush = (head: Letterhead, told: Told): Letter => ({
  subject: '未対応の反響があります',
  text: `${line(told.place, PLACE_MAX)}\n${linkOf(head, told)}`,
});

/** `many` customers; `one`: where there is only one. */
export const assignedPush = (
  head: Letterhead,
  many: number,
  one: Pick<Told, 'customerId' | 'mailId' | 'place'> | null,
): Letter => ({
  subject: '未対応の反響の担当になりました',
  text: one
    ? `${line(one.place, PLACE_MAX)}\n${linkOf(head, one)}`
    : `${people(many)}のお客様\n${head.url}/inquiries`,
});

export const digestPush = (head: Letterhead, many: number): Letter => ({
  subject: `反響が${many}件あります`,
  text: `${head.url}/inquiries`,
});

export const silentPush = (
  head: Letterhead,
  { place, connectionId }: { place: string; connectionId: string },
): Letter => ({
  subject: 'しばらくメールが届いていない連携があります',
  text: `${line(place, PLACE_MAX)}\n${head.url}/connections/${connectionId}`,
});

export const testPush = (head: Letterhead): Letter => ({
  subject: 'テスト通知',
  text: `このブラウザーに通知が届きます。\n${head.url}/settings/own-notices`,
});
