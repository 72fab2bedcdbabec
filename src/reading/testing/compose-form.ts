// Test support: a whole form of a seed, with what must be read from it.
import type { Inquiry } from '../../portal-kit/model.ts';
import type { Dice } from './dice.ts';
import {
  FOOTERS,
  HEADINGS,
  type Heading,
  head,
  joined,
  type Row,
  SEPARATORS,
  type Separator,
  write,
} from './form-styles.ts';
import * as sample from './sample-values.ts';
import { SEEN } from './seen-labels.ts';

/** A composed form: its text as the portal sends it, and what is in it. */
export interface Composed {
  text: string;
  separator: Separator;
  heading: Heading;
  want: Inquiry;
}

/** The form of a seed: labels, separators, headings, blanks and values that the dice pick. */
export function compose(dice: Dice): Composed {
  const separator = dice.pick(SEPARATORS);
  const heading = dice.pick(HEADINGS);
  const want: Inquiry = { kind: 'appraisal', contact: {}, property: {}, request: {}, extras: [] };
  const form = new Form(dice);
  const request = aboutRequest(form, want);
  const property = aboutProperty(form, want);
  const customer = aboutCustomer(form, want, separator);
  const parts: [string, Row[]][] =
    dice.chance(0.75) || heading === 'none'
      ? [
          ['査定依頼情報', request],
          ['物件情報', property],
          ['お客様情報', customer],
        ]
      : [
          ['ご依頼内容', request],
          ['ご依頼者様情報', customer],
          ['査定物件の情報', property],
        ];
  const width = Math.max(...[...request, ...property, ...customer].map(({ label }) => label.length)) + 1;
  const body = parts.map(([title, rows]) =>
    [
      ...head(heading, title),
      ...joined(dice, separator, rows).flatMap((row) => write(separator, row, width)),
    ].join('\n'),
  );
  const url = `https://www.re-guide.jp/member/request/${dice.digits(7)}`;
  const link = dice.pick([
    '',
    '',
    `▼管理画面で確認する\n${url}`,
    `詳細は下記URLよりご確認ください。\n${url}`,
  ]);
  if (link !== '') want.detailUrl = url;
  const { text, addressee } = dice.pick(sample.INTROS);
  if (addressee !== undefined) want.addressee = addressee;
  const pieces = [text, body.join('\n\n'), link, dice.pick(FOOTERS)];
  return { text: pieces.filter((piece) => piece !== '').join('\n\n'), separator, heading, want };
}

/** Puts a value where what is wanted stands. */
function set(into: object, key: string): (value: unknown) => void {
  return (value) => {
    Object.assign(into, { [key]: value });
  };
}

/** Rows of one part, each under a label the dice pick. */
class Form {
  readonly dice: Dice;

  constructor(dice: Dice) {
    this.dice = dice;
  }

  row(field: string, value: string, label = this.dice.pick(SEEN[field] ?? [field])): Row {
    return { field, label, value };
  }

  /** A row that is there with this chance, its value kept by `keep`; else, often, the label with a blank. */
  maybe<T extends string | number>(
    chance: number,
    field: string,
    value: T,
    keep: (value: T) => void,
    asSent = `${value}`,
  ): Row[] {
    if (this.dice.chance(chance)) {
      keep(value);
      return [this.row(field, asSent)];
    }
    const blanks = typeof value === 'number' || field === 'phone' ? sample.NUMBER_BLANKS : sample.BLANKS;
    return this.dice.chance(0.6) ? [this.row(field, this.dice.pick(blanks))] : [];
  }
}

function aboutRequest(form: Form, want: Inquiry): Row[] {
  const { dice } = form;
  const number = dice.pick(['RG', 'S', '0', '']) + dice.digits(8);
  const [asSent, iso] = sample.date(dice);
  want.requestNumber = number;
  want.requestedAt = iso;
  const apart = dice.chance(0.15) && iso.slice(17, 19) !== '00';
  const rows = [form.row('requestNumber', dice.chance(0.1) ? sample.wide(number) : number)];
  if (apart) {
    rows.push(form.row('requestedDate', iso.slice(0, 10).replaceAll('-', '/'), '査定依頼日付'));
    rows.push(form.row('requestedTime', iso.slice(11, 19), '査定依頼時刻'));
  } else rows.push(form.row('requestedAt', asSent));
  const method = dice.pick(['机上査定', '訪問査定', '簡易査定']);
  return [...rows, ...form.maybe(0.7, 'method', method, set(want.request, 'method'))];
}

function aboutProperty(form: Form, { property, request, extras }: Inquiry): Row[] {
  const { dice } = form;
  const [typeText, type] = dice.pick(sample.TYPES);
  Object.assign(property, { type, typeText, address: dice.pick(sample.ADDRESSES) });
  const area = (field: string, key: 'exclusiveAreaSqm' | 'buildingAreaSqm' | 'landAreaSqm'): Row => {
    const [asSent, sqm] = sample.area(dice);
    property[key] = sqm;
    return form.row(field, asSent);
  };
  const code = dice.digits(7);
  const [yearAsSent, year] = dice.pick(sample.YEARS);
  const whole = type.endsWith('building');
  const [floors, units] = [3 + dice.below(9), 4 + dice.below(40)];
  const unknown = sample.UNKNOWN.filter(() => dice.chance(0.12));
  for (const [label, value] of unknown) extras.push({ label, value });
  return [
    form.row('type', typeText),
    ...(dice.chance(0.3)
      ? form.maybe(1, 'propertyPostalCode', code, set(property, 'postalCode'), sample.postal(dice, code))
      : []),
    form.row('propertyAddress', property.address ?? ''),
    ...form.maybe(0.7, 'buildingName', dice.pick(sample.BUILDINGS), set(property, 'buildingName')),
    ...(type === 'condo-unit'
      ? form.maybe(0.7, 'roomNumber', dice.pick(['502', '1204', '303-A']), set(property, 'roomNumber'))
      : []),
    ...(type === 'condo-unit'
      ? [area('exclusiveArea', 'exclusiveAreaSqm')]
      : [area('landArea', 'landAreaSqm')]),
    ...(type === 'condo-unit' || type === 'land' ? [] : [area('buildingArea', 'buildingAreaSqm')]),
    ...form.maybe(0.6, 'layout', dice.pick(['3LDK', '1K', 'ワンルーム', '2SLDK']), set(property, 'layout')),
    ...form.maybe(
      0.7,
      'builtYear',
      year,
      (truth) => {
        property.builtYear = truth;
        if (/^(?:平成|昭和)/.test(yearAsSent)) property.builtYearText = yearAsSent;
      },
      yearAsSent,
    ),
    ...(whole
      ? form.maybe(
          0.9,
          'floors',
          floors,
          set(property, 'floors'),
          `${floors}${dice.pick(['階建', '階', '階建て'])}`,
        )
      : []),
    ...(whole ? form.maybe(0.9, 'units', units, set(property, 'units'), `${units}戸`) : []),
    ...form.maybe(
      0.8,
      'occupancy',
      dice.pick(['居住中', '空室', '賃貸中', '更地']),
      set(property, 'occupancy'),
    ),
    ...unknown.map(([label, value]) => form.row('extra', value, label)),
    ...form.maybe(
      0.8,
      'relation',
      dice.pick(['本人所有', '共有名義', '親族が所有']),
      set(request, 'relation'),
    ),
    ...(dice.chance(0.2) ? [form.row('owner', '見本　次郎')] : []),
    ...form.maybe(0.8, 'reason', dice.pick(['相続', '住み替え', '離婚']), set(request, 'reason')),
    ...form.maybe(0.8, 'timing', dice.pick(['半年以内', '1年以内', '時期は未定']), set(request, 'timing')),
  ];
}

function aboutCustomer(form: Form, want: Inquiry, separator: Separator): Row[] {
  const { dice } = form;
  const { contact } = want;
  const keep = (key: keyof Inquiry['contact']) => set(contact, key);
  const code = dice.digits(7);
  const [phone, e164] = sample.phone(dice);
  const age = 25 + dice.below(60);
  const message = form.maybe(0.85, 'message', dice.pick(sample.MESSAGES), set(want, 'message'));
  const early = dice.chance(0.2);
  const rows = [
    ...(early ? message : []),
    ...named(form, want),
    ...form.maybe(0.6, 'age', age, keep('age'), `${age}${dice.pick(['歳', ' 歳', '才', ''])}`),
    ...(dice.chance(0.7)
      ? form.maybe(1, 'postalCode', code, keep('postalCode'), sample.postal(dice, code))
      : []),
    ...addressed(form, want, separator),
    ...form.maybe(0.85, 'phone', phone, () => set(contact, 'phones')([e164])),
    ...secondPhone(form, want),
    ...form.maybe(0.85, 'email', dice.pick(sample.EMAILS), keep('email')),
    ...form.maybe(
      0.5,
      'contactTime',
      dice.pick(['18時以降', '平日19時～21時', 'いつでも可', '午前中']),
      keep('contactTime'),
    ),
    ...form.maybe(
      0.4,
      'contactMethod',
      dice.pick(['メール', '電話', 'メール を優先して希望']),
      keep('contactMethod'),
    ),
    ...(early ? [] : message),
  ];
  // A blank parts no unknown label from a message; every other separator does.
  if (early || separator === 'space' || !dice.chance(0.15)) return rows;
  want.extras.push({ label: '土地の形状', value: '整形地' });
  return [...rows, form.row('extra', '整形地', '土地の形状')];
}

function named(form: Form, { contact }: Inquiry): Row[] {
  const { dice } = form;
  const [name, kana] = dice.pick(sample.NAMES);
  contact.name = name;
  const [family = '', given] = name.split(/[ \u3000]/);
  const [familyKana = '', givenKana = ''] = kana.split(/[ \u3000]/);
  if (given === undefined || dice.chance(0.8))
    return [form.row('name', name), ...form.maybe(0.8, 'nameKana', kana, set(contact, 'nameKana'))];
  contact.name = `${family} ${given}`;
  contact.nameKana = `${familyKana} ${givenKana}`;
  return [
    form.row('familyName', family, '姓'),
    form.row('givenName', given, '名'),
    form.row('familyKana', familyKana, dice.pick(['カナ姓', 'セイ'])),
    form.row('givenKana', givenKana, dice.pick(['カナ名', 'メイ'])),
  ];
}

function addressed(form: Form, { contact }: Inquiry, separator: Separator): Row[] {
  const { dice } = form;
  const address = dice.pick(sample.ADDRESSES);
  if (separator === 'space' || dice.chance(0.85))
    return form.maybe(0.85, 'address', address, set(contact, 'address'));
  contact.postalCode ??= dice.digits(7);
  const { postalCode } = contact;
  const code = `${dice.pick(['〒', ''])}${postalCode.slice(0, 3)}-${postalCode.slice(3)}`;
  return form.maybe(1, 'address', address, set(contact, 'address'), `${code}\n${address}`);
}

function secondPhone(form: Form, { contact }: Inquiry): Row[] {
  const [asSent, e164] = sample.phone(form.dice);
  return form.maybe(0.3, 'phone2', asSent, () => {
    contact.phones = [...new Set([...(contact.phones ?? []), e164])];
  });
}
