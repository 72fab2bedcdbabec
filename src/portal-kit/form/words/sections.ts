// The parts of a form by the words of their headings: whose name, whose address. Data and one look-up.
import { nfkc } from '../../../lib/japanese-text.ts';

/** What a part of a form is about. `firm` is the portal's customer, the estate agent itself. */
export type Section = 'none' | 'request' | 'property' | 'customer' | 'owner' | 'firm';

const WORDS: [Section, RegExp][] = [
  ['owner', /所有者|名義人/g],
  [
    'customer',
    /お?客様|ユーザー?|申込者|申し込み者|依頼者|依頼主|問い?合わ?せ者|連絡先|プロフィール|個人情報|ご本人|査定者|送信者/g,
  ],
  ['property', /物件|不動産|建物|土地|マンション/g],
  [
    'request',
    /査定依頼|査定内容|ご?依頼(?!者|主)|問い?合わ?せ(?!者)|反響|受付|送信内容|予約|申込(?!者)|リクエスト|査定情報|査定条件/g,
  ],
  ['firm', /会社|店舗|担当|加盟店|貴社|御社/g],
];
const BARE =
  /(?:情報|内容|プロフィール|データ|詳細|項目|連絡先|物件|不動産|お客様|依頼者|申込者|所有者)(?:について)?$/;
const MAX_CACHE = 2_000;
const cache = new Map<string, Section | null>();
const MAX_HEADING = 24;

/** The section a heading opens, by its last telling word (`お客様の物件情報` is about the property), or null. */
export function sectionOf(heading: string): Section | null {
  const known = cache.get(heading);
  if (known !== undefined) return known;
  const section = lastTelling(heading);
  if (cache.size >= MAX_CACHE) cache.clear();
  cache.set(heading, section);
  return section;
}

function lastTelling(heading: string): Section | null {
  const words = nfkc(heading).replace(/\s+/g, '');
  let best: Section | null = null;
  let bestEnd = 0;
  for (const [section, pattern] of WORDS)
    for (const found of words.matchAll(pattern)) {
      const end = found.index + found[0].length;
      if (end > bestEnd) [best, bestEnd] = [section, end];
    }
  return best;
}

/** True for words that can be a heading without any mark around them (`物件情報`), as in an HTML table. */
export function isBareHeading(text: string): boolean {
  return (
    text.length <= MAX_HEADING && BARE.test(text) && !/[。、：:！？!?]/.test(text) && sectionOf(text) !== null
  );
}
