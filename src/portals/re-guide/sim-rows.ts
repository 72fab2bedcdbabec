// The lines of a form that says a given truth, in the wording of one layout. For sim.ts.
import type { Inquiry } from '../../portal-kit/model.ts';
import { LABELS, LAYOUTS, type Row, type SimLayout } from './sim-layouts.ts';

/** A part of the form under its heading. */
export interface Part {
  title: string;
  rows: Row[];
}

const BLANKS = ['', '-', '未入力', '－'];

/** The form's parts. What the truth does not say is left out, or (`n` picks) stands there as a blank. */
export function formOf(truth: Inquiry, layout: SimLayout, n: number): Part[] {
  const set = LAYOUTS[layout].labels;
  const { contact, property, request } = truth;
  const asked = truth.kind === 'appraisal';
  const row = (field: string, value: string | number | undefined, unit = ''): Row[] =>
    value === undefined ? [] : [{ field, label: LABELS[field]?.[set] ?? field, value: `${value}${unit}` }];
  const orBlank = (field: string, value: string | number | undefined, unit = ''): Row[] =>
    value === undefined ? row(field, BLANKS[n % BLANKS.length]) : row(field, value, unit);
  const [phone, phone2] = contact.phonesAsSent ?? [];
  return [
    {
      title: asked ? '査定依頼情報' : 'お問い合わせ情報',
      rows: [
        ...(asked
          ? row('number', truth.requestNumber)
          : own('お問い合わせ番号', 'number', truth.requestNumber)),
        ...(asked ? row('date', date(truth, n)) : own('お問い合わせ日時', 'date', date(truth, n))),
        ...row('method', request.method),
        ...(ownPage(truth) === undefined ? own('詳細URL', 'page', truth.detailUrl) : []),
      ],
    },
    {
      title: '物件情報',
      rows: [
        ...row('listing', property.listingNumber),
        ...row('type', property.typeText),
        ...row('propertyPostalCode', property.postalCode),
        ...row('propertyAddress', property.address),
        ...row('building', property.buildingName),
        ...row('room', property.roomNumber),
        ...row('price', property.priceYen === undefined ? undefined : yen(property.priceYen)),
        ...row('rent', property.rentYen === undefined ? undefined : yen(property.rentYen)),
        ...row('exclusiveArea', property.exclusiveAreaSqm, '㎡'),
        ...row('buildingArea', property.buildingAreaSqm, 'm2'),
        ...row('landArea', property.landAreaSqm, '平米'),
        ...row('layout', property.layout),
        ...row('year', property.builtYear, '年'),
        ...row('floors', property.floors, '階建'),
        ...row('units', property.units, '戸'),
        ...truth.extras.map(({ label, value }) => ({ field: 'extra', label, value })),
        ...row('occupancy', property.occupancy),
        ...row('relation', request.relation),
        ...row('reason', request.reason),
        ...row('timing', request.timing),
        ...row('url', property.url),
      ],
    },
    {
      title: 'お客様情報',
      rows: [
        ...orBlank('name', contact.name),
        ...row('kana', contact.nameKana),
        ...orBlank('age', contact.age, '歳'),
        ...row('postalCode', contact.postalCode),
        ...orBlank('address', contact.address),
        ...orBlank('phone', phone),
        ...row('phone2', phone2),
        ...orBlank('email', contact.email),
        ...row('contactTime', contact.contactTime),
        ...row('contactMethod', contact.contactMethod),
        ...orBlank('message', truth.message),
      ],
    },
  ];
}

/** The request's page where it is on the portal's own site: known by its domain. Elsewhere (a pretended site) it needs a label. */
export function ownPage({ detailUrl }: Inquiry): string | undefined {
  if (detailUrl === undefined) return undefined;
  const { hostname } = new URL(detailUrl);
  return hostname === 're-guide.jp' || hostname.endsWith('.re-guide.jp') ? detailUrl : undefined;
}

function own(label: string, field: string, value: string | undefined): Row[] {
  return value === undefined ? [] : [{ field, label, value }];
}

/** The date as portals write it: Japanese time, no zone. */
function date({ requestedAt }: Inquiry, n: number): string | undefined {
  if (requestedAt === undefined) return undefined;
  const [day = '', time = ''] = requestedAt.slice(0, 19).split('T');
  const [year, month, dayOfMonth] = day.split('-');
  const [hour, minute, second] = time.split(':');
  return [
    `${year}/${month}/${dayOfMonth} ${time}`,
    `${day} ${time}`,
    `${year}年${month}月${dayOfMonth}日 ${hour}時${minute}分${second}秒`,
  ][n % 3];
}

function yen(amount: number): string {
  if (amount % 10_000 !== 0) return `${amount.toLocaleString('en-US')}円`;
  const man = Math.floor((amount % 100_000_000) / 10_000);
  const oku = Math.floor(amount / 100_000_000);
  return `${oku > 0 ? `${oku}億` : ''}${man > 0 ? `${man.toLocaleString('en-US')}万` : ''}円`;
}
