// What invented people ask for: the demo's requests, as truths that a portal's sim makes mails of.
import type { Inquiry, Property } from '../src/portal-kit/model.ts';
import { people } from './people.ts';

const properties: Property[] = [
  {
    type: 'condo-unit',
    typeText: '分譲マンション',
    address: '東京都世田谷区桜丘99丁目9番9号',
    buildingName: 'サンプルコート桜丘',
    roomNumber: '502',
    exclusiveAreaSqm: 56.55,
    layout: '2LDK',
    builtYear: 1998,
    occupancy: '居住中',
  },
  {
    type: 'house',
    typeText: '一戸建て',
    address: '神奈川県横浜市港北区日吉本町99丁目9番9号',
    buildingAreaSqm: 98.54,
    landAreaSqm: 120.3,
    layout: '4LDK',
    builtYear: 2008,
    occupancy: '空家',
  },
  {
    type: 'land',
    typeText: '売地',
    address: '沖縄県那覇市首里99丁目9番9号',
    landAreaSqm: 447.2,
    occupancy: '更地',
  },
  {
    type: 'apartment-building',
    typeText: '一棟売りアパート',
    address: '福岡県福岡市中央区薬院99丁目9番9号',
    buildingName: '首里㈱ビル',
    buildingAreaSqm: 324.84,
    landAreaSqm: 268.52,
    builtYear: 2016,
    floors: 3,
    units: 12,
    occupancy: '賃貸中',
  },
];
const reasons = ['住み替え', '相続', '資産整理', '転勤'];
const messages = [
  '平日は18時以降に連絡をお願いします。',
  '相続登記は未了です（来月予定）。\n参考URL：https://example.jp/memo?id=12:30\nよろしくお願いいたします。',
  '5〜6社に依頼しています。まずはメールでお願いします。',
  '特になし',
];

/** The `n`th request, asked at this moment. Numbers differ for each n; people and properties come around again. */
export function requestOf(n: number, at: Date): Inquiry {
  const person = people[n % people.length];
  const property = properties[n % properties.length];
  if (!person || !property) throw new RangeError('there is nobody to ask');
  const { phone, ...contact } = person;
  const id = String(28_000_000 + n).padStart(8, '0');
  return {
    kind: 'appraisal',
    requestNumber: `RG${id}`,
    requestedAt: new Date(at.getTime() + 9 * 3_600_000).toISOString().replace(/\.\d+Z$/, '+09:00'),
    contact: {
      ...contact,
      phones: [`+81${phone.replaceAll('-', '').slice(1)}`],
      phonesAsSent: [phone],
      age: 35 + (n % 40),
      contactTime: '18時以降',
    },
    property,
    request: {
      reason: reasons[n % reasons.length] ?? '',
      timing: '半年以内',
      method: '机上査定',
      relation: '本人所有',
    },
    message: messages[n % messages.length] ?? '',
    detailUrl: `https://www.re-guide.jp/member/request/${id}`,
    extras: [],
  };
}
