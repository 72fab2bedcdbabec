// What `digima parse` shows to a person: one mail's result as a page of labels and values, in Japanese.
import type { Inquiry, ReadResult } from '../portal-kit/model.ts';
import { visible } from './mail-files.ts';

const OUTCOMES: Record<ReadResult['outcome'], string> = {
  inquiry: '反響（顧客にできます）',
  notice: '通知のみ（詳細はポータルサイトの画面）',
  'not-an-inquiry': '反響以外のお知らせ',
  unreadable: '要確認（読み取れませんでした）',
};
const KINDS: Record<Inquiry['kind'], string> = {
  appraisal: '査定依頼',
  property: '物件問合せ・資料請求',
  visit: '見学・来場予約',
  other: 'その他',
};
const WIDTH = 16;

/** The page. `portalName` is the display name of the result's portal, null where there is none. */
export function parsePage(file: string, result: ReadResult, portalName: string | null): string {
  const rows: Row[] = [
    ['ファイル', file],
    ['ポータルサイト', portalName === null ? '（不明）' : `${portalName} (${result.portal})`],
    ['結果', OUTCOMES[result.outcome]],
    ...('inquiry' in result ? inquiryRows(result.inquiry) : []),
    ['注意', result.warnings.join(', ') || undefined],
  ];
  return `${rows.flatMap(lines).join('\n')}\n`;
}

type Row = [label: string, value: string | number | undefined];

function inquiryRows({ contact, property, request, ...inquiry }: Inquiry): Row[] {
  return [
    ['種類', KINDS[inquiry.kind]],
    ['受付番号', inquiry.requestNumber],
    ['依頼日時', inquiry.requestedAt],
    ['お名前', contact.name],
    ['フリガナ', contact.nameKana],
    ['年齢', unit(contact.age, '歳')],
    [
      '電話番号',
      contact.phones?.map((phone, i) => `${contact.phonesAsSent?.[i] ?? phone} (${phone})`).join('\n'),
    ],
    ['メール', contact.email],
    ['郵便番号', contact.postalCode],
    ['住所', contact.address],
    ['希望連絡時間', contact.contactTime],
    ['希望連絡方法', contact.contactMethod],
    ['物件種別', property.typeText && `${property.typeText} (${property.type})`],
    ['物件郵便番号', property.postalCode],
    ['物件所在地', property.address],
    ['物件名', property.buildingName],
    ['部屋番号', property.roomNumber],
    ['専有面積', unit(property.exclusiveAreaSqm, '㎡')],
    ['建物面積', unit(property.buildingAreaSqm, '㎡')],
    ['土地面積', unit(property.landAreaSqm, '㎡')],
    ['間取り', property.layout],
    ['築年', unit(property.builtYear, '年')],
    ['階数', unit(property.floors, '階')],
    ['総戸数', unit(property.units, '戸')],
    ['現況', property.occupancy],
    ['価格', unit(property.priceYen, '円')],
    ['賃料', unit(property.rentYen, '円')],
    ['物件番号', property.listingNumber],
    ['物件URL', property.url],
    ['名義・関係', request.relation],
    ['理由', request.reason],
    ['時期', request.timing],
    ['査定方法', request.method],
    ['ご要望', inquiry.message],
    ['詳細ページ', inquiry.detailUrl],
    ...inquiry.extras.map(({ label, value }): Row => [`＋${label}`, value]),
  ];
}

function unit(value: number | undefined, of: string): string | undefined {
  if (value === undefined) return undefined;
  return `${of === '円' ? value.toLocaleString('ja-JP') : value}${of}`;
}

function lines([label, value]: Row): string[] {
  if (value === undefined || value === '') return [];
  const [first = '', ...rest] = visible(`${value}`).split('\n');
  const padding = ' '.repeat(Math.max(1, WIDTH - columns(label)));
  return [`${visible(label)}${padding}${first}`, ...rest.map((line) => `${' '.repeat(WIDTH)}${line}`)];
}

/** Columns of a terminal: a full-width letter takes two. */
function columns(text: string): number {
  return [...text].reduce((sum, letter) => sum + (letter < '\u2000' ? 1 : 2), 0);
}
