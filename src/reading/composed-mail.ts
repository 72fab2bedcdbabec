// Test support: composes notification mails from labels, separators, headings, blanks and ways of forwarding that a
// seed picks, together with what must be read from them. Not for the product: portals' own mails are in their sim.ts.
import type { Inquiry } from '../portal-kit/model.ts';

/** Random numbers of a seed (mulberry32). */
export class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  below(n: number): number {
    return Math.floor(this.next() * n);
  }

  pick<T>(from: readonly T[]): T {
    return from[this.below(from.length)] as T;
  }

  chance(p: number): boolean {
    return this.next() < p;
  }

  digits(n: number): string {
    return Array.from({ length: n }, () => this.below(10)).join('');
  }
}

const w = (words: string): string[] => words.split(' ');

/** The labels seen in the wild, by field, as the design lists them. */
export const SEEN: Record<string, string[]> = {
  requestNumber: w(
    '査定ナンバー 査定番号 査定ID 査定ID（問合せ番号） 問合せ番号 お問い合わせ番号 問い合わせID 反響番号 管理番号 案件ID 連番 ID 受付番号 反響ID 査定ＩＤ',
  ),
  requestedAt: w(
    '依頼日時 ご依頼日 査定日時 査定依頼日時 反響日時 お問合せ日時 お問い合わせ日時 お問合わせ日時 受信日時 受付日時 受付完了日時 予約受付日時 送信日時 登録日時 反響到着日時',
  ),
  name: w('お名前 お名前（漢字） 名前 名前（漢字） 氏名 氏名（漢字） 姓名 ご氏名 お客様名 依頼者名'),
  nameKana: w('フリガナ ふりがな お名前（カナ） 名前（カナ） 氏名（カナ） セイメイ カナ 依頼者名かな'),
  owner: w('ご所有者様名 所有者様名 所有者名 所有者氏名'),
  phone: w('電話番号 お電話番号 ＴＥＬ TEL 連絡先電話番号 携帯電話番号 依頼者電話番号'),
  phone2: w('第二電話番号（任意） 電話番号2'),
  email: w('メールアドレス E-mail Email Ｅメール Eメール メール 依頼者メールアドレス'),
  postalCode: w('郵便番号 〒 査定依頼者郵便番号'),
  address: w('ご住所 住所 現住所 お住まいの住所 連絡先住所 お客様住所 査定依頼者住所 依頼者連絡先住所'),
  propertyAddress: w('物件所在地 所在地 物件住所 物件の所在地 査定物件の所在地'),
  propertyPostalCode: w('査定物件の郵便番号'),
  buildingName: w('物件名 物件名称 建物名 マンション名 マンション名称 物件建物名'),
  roomNumber: w('部屋番号 号室 物件号室'),
  type: w('物件種別 物件種目 種別 物件の種類'),
  layout: w('間取り 間取'),
  builtYear: w('築年 築年数 築年（西暦） 建築年 完成年'),
  exclusiveArea: w('専有面積 建物（専有）面積 専有・建物面積 専有延べ床面積'),
  buildingArea: w('建物面積 延べ床面積 建物延べ面積 建物（専有）面積 専有延べ床面積'),
  landArea: w('土地面積 敷地面積'),
  floors: w('階数（棟物の場合記載） 建物階数'),
  units: w('戸数（棟物の場合記載） 総戸数'),
  occupancy: w('現況 物件の状況 物件の現況 現在の状況 現在の物件状況 入居状況'),
  relation: w('名義 物件の名義 物件との関係 物件の関係 ご関係'),
  reason: w('査定理由 査定の理由 売却理由 売却する理由 査定依頼の理由 ご依頼の理由'),
  timing: w('売却希望時期 売却の希望時期 希望売却時期 売却/賃貸の時期'),
  method: w('査定方法 査定の方法'),
  message: w(
    'お問合せ内容 お問い合わせ内容 ご要望 ご要望・ご質問 ご要望ご質問 要望・質問（自由記入） 査定会社への要望 不動産会社への要望 ご質問など コメント 物件のセールスポイント・ご要望等',
  ),
  contactTime: w(
    '希望連絡時間 希望連絡時間帯 希望の連絡時間 連絡希望の時間帯 ご希望時間帯 ご希望の連絡時間帯 連絡が取れやすい時間帯',
  ),
  contactMethod: w('連絡方法 希望連絡方法 希望の連絡方法 希望する連絡方法'),
  propertyUrl: w('物件詳細画面 物件詳細URL'),
  age: w('年齢'),
};

const MESSAGES = [
  '早めに概算を知りたいです。',
  '土日であれば立ち会えます。\n平日は19時以降にご連絡ください。\n（固定電話は留守電になります）',
  '住宅ローンが残っています。\n残債：約1,200万円　金利：0.625%\n買い替えも検討しています。',
  '相続登記は未了です（来月予定）。\n参考URL：https://example.jp/memo?id=12:30\nよろしくお願いいたします。',
  '駐車場1台付。隣地との境界確認済み。\n\n※査定書は郵送希望',
  '①机上査定でOK ②訪問は不要 ③営業電話NG',
  '5～6社に依頼しています。〒や℡の記載は不要です。',
  '特になし',
  '連絡先: 夫の携帯\nメール: 夜のみ見ます。\n電話番号は変わる予定です・・・',
  '・庭あり\n・日当たり良好\n・13：00～15：00は不在です',
  '査定番号が届きません。物件種別を間違えました、お名前は合っています。',
  'リガイドで見て依頼しました。\n\n対応の早い会社にお願いしたいです。',
  '予想価格: 3000万円程度 周辺環境: 駅近 住宅ローン残年数: 12年 接面状況: 南 買取査定: 希望しない',
];
const UNKNOWN: [string, string][] = [
  ['接道状況', '南側6m公道'],
  ['同時送信社数', '5社'],
  ['リフォーム歴', '2018年に水回り'],
  ['査定希望の時間帯', '13：00～15：00'],
  ['ペットの有無', '犬1匹'],
  ['管理費・修繕積立金', '月額18,000円'],
  ['買い替え有無', 'あり'],
];
const BLANKS = ['', '-', '－', '―', '‐', '未入力', '指定なし', '選択なし', '------'];
const NUMBER_BLANKS = [...BLANKS, 'なし'];

/** One filled-in line of a form. `message` may hold line breaks. */
interface Row {
  field: string;
  label: string;
  value: string;
}

/** How labels are written. `unknown`: whether a label nobody knows can be told apart in it. */
export const SEPARATORS = [
  'marked',
  'marked-thin',
  'colon',
  'colon-half',
  'padded',
  'right',
  'dash',
  'corner',
  'square-below',
  'space',
  'tab',
  'dot-pipe',
  'pipe',
  'below',
  'angle-message',
  'marked-below',
  'corner-below',
] as const;
export type Separator = (typeof SEPARATORS)[number];
export const HEADINGS = [
  '▼',
  '■',
  '◆ ',
  '==',
  '――',
  '──',
  '＜＞',
  '【】',
  '▼━',
  '●',
  'bare',
  'none',
] as const;
export type Heading = (typeof HEADINGS)[number];

const FOOTERS = [
  '━━━━━━━━━━━━━━━━━━━━━━━━━\nリガイド（RE-Guide）運営事務局\n住　所：東京都港区みほん1-1-1\nＴＥＬ：03-0000-9999（平日10時～18時）\nMail：support@re-guide.jp\nURL：https://www.re-guide.jp/\n━━━━━━━━━━━━━━━━━━━━━━━━━',
  '-----------------------------------------\n※本メールは送信専用です。\nお問い合わせ：support@re-guide.jp\n-----------------------------------------',
  'リガイド運営事務局\n電話番号：03-0000-9999\nメールアドレス：support@re-guide.jp',
  '今後ともリガイドをよろしくお願いいたします。\n\nRE-Guide運営事務局\nTEL 03-0000-9999\n住所 東京都港区みほん1-1-1',
  '==================================================\n【リガイド カスタマーサポート】\n■電話番号　　： 03-0000-9999\n■メールアドレス： support@re-guide.jp\n==================================================',
  '',
];

/** A composed form: its text as the portal sends it, and what is in it. */
export interface Composed {
  text: string;
  separator: Separator;
  heading: Heading;
  want: Inquiry & { contact: { phones?: string[] } };
}

/** A form of a seed. */
export function compose(dice: Dice): Composed {
  const separator = dice.pick(SEPARATORS);
  const heading = dice.pick(HEADINGS);
  const want: Inquiry = { kind: 'appraisal', contact: {}, property: {}, request: {}, extras: [] };
  const request: Row[] = [];
  const property: Row[] = [];
  const customer: Row[] = [];
  const row = (to: Row[], field: string, value: string, label = dice.pick(SEEN[field] ?? [field])): void => {
    to.push({ field, label, value });
  };
  const maybe = (p: number): boolean => dice.chance(p);
  const blank = (number = false): string => dice.pick(number ? NUMBER_BLANKS : BLANKS);

  want.requestNumber = dice.pick(['RG', 'S', '0', '']) + dice.digits(8);
  row(request, 'requestNumber', dice.chance(0.1) ? wide(want.requestNumber) : want.requestNumber);
  const [asSent, iso] = date(dice);
  want.requestedAt = iso;
  if (/^2026年\d\d月\d\d日$|令和/.test(asSent) || maybe(0.8)) row(request, 'requestedAt', asSent);
  else {
    row(request, 'requestedDate', iso.slice(0, 10).replaceAll('-', '/'), '査定依頼日付');
    row(request, 'requestedTime', iso.slice(11, 19), '査定依頼時刻');
  }
  if (maybe(0.7))
    row(request, 'method', (want.request.method = dice.pick(['机上査定', '訪問査定', '簡易査定'])));

  const [typeText, type] = dice.pick(TYPES);
  want.property.type = type;
  want.property.typeText = typeText;
  row(property, 'type', typeText);
  if (maybe(0.3)) {
    const code = dice.digits(7);
    want.property.postalCode = code;
    row(property, 'propertyPostalCode', postal(dice, code));
  }
  want.property.address = dice.pick(ADDRESSES);
  row(property, 'propertyAddress', want.property.address);
  if (maybe(0.7)) row(property, 'buildingName', (want.property.buildingName = dice.pick(BUILDINGS)));
  if (type === 'condo-unit') {
    if (maybe(0.7))
      row(property, 'roomNumber', (want.property.roomNumber = dice.pick(['502', '1204', '303-A'])));
    else if (maybe(0.5)) row(property, 'roomNumber', blank(true));
    want.property.exclusiveAreaSqm = area(dice, property, 'exclusiveArea');
  } else if (type !== 'land') want.property.buildingAreaSqm = area(dice, property, 'buildingArea');
  if (type !== 'condo-unit') want.property.landAreaSqm = area(dice, property, 'landArea');
  if (maybe(0.6))
    row(property, 'layout', (want.property.layout = dice.pick(['3LDK', '1K', 'ワンルーム', '2SLDK'])));
  else row(property, 'layout', blank());
  if (maybe(0.7)) {
    const [text, year] = dice.pick(YEARS);
    want.property.builtYear = year;
    row(property, 'builtYear', text);
  } else row(property, 'builtYear', blank(true));
  if (type.endsWith('building')) {
    want.property.floors = 3 + dice.below(9);
    row(property, 'floors', `${want.property.floors}${dice.pick(['階建', '階', '階建て'])}`);
    want.property.units = 4 + dice.below(40);
    row(property, 'units', `${want.property.units}戸`);
  }
  if (maybe(0.8))
    row(property, 'occupancy', (want.property.occupancy = dice.pick(['居住中', '空室', '賃貸中', '更地'])));
  for (const [label, value] of UNKNOWN) {
    if (!maybe(0.12)) continue;
    row(property, 'extra', value, label);
    want.extras.push({ label, value });
  }
  if (maybe(0.8))
    row(property, 'relation', (want.request.relation = dice.pick(['本人所有', '共有名義', '親族が所有'])));
  if (maybe(0.2)) row(property, 'owner', '見本　次郎');
  if (maybe(0.8)) row(property, 'reason', (want.request.reason = dice.pick(['相続', '住み替え', '離婚'])));
  if (maybe(0.8))
    row(property, 'timing', (want.request.timing = dice.pick(['半年以内', '1年以内', '時期は未定'])));

  const [name, kana] = dice.pick(NAMES);
  want.contact.name = name;
  const early = maybe(0.2);
  if (early) row(customer, 'message', (want.message = dice.pick(MESSAGES)));
  if (/[ 　]/.test(name) && maybe(0.2)) {
    const [family = '', given = ''] = name.split(/[ 　]/);
    row(customer, 'familyName', family, '姓');
    row(customer, 'givenName', given, '名');
    const [familyKana = '', givenKana = ''] = kana.split(/[ 　]/);
    row(customer, 'familyKana', familyKana, dice.pick(['カナ姓', 'セイ']));
    row(customer, 'givenKana', givenKana, dice.pick(['カナ名', 'メイ']));
    want.contact.nameKana = kana;
  } else {
    row(customer, 'name', name);
    if (maybe(0.8)) row(customer, 'nameKana', (want.contact.nameKana = kana));
  }
  if (maybe(0.6)) {
    want.contact.age = 25 + dice.below(60);
    row(customer, 'age', `${want.contact.age}${dice.pick(['歳', ' 歳', '才', ''])}`);
  } else row(customer, 'age', blank(true));
  if (maybe(0.7)) {
    const code = dice.digits(7);
    want.contact.postalCode = code;
    row(customer, 'postalCode', postal(dice, code));
  }
  if (maybe(0.15) && separator !== 'space') {
    const code = (want.contact.postalCode ??= dice.digits(7));
    want.contact.address = dice.pick(ADDRESSES);
    row(
      customer,
      'address',
      `${dice.pick(['〒', ''])}${code.slice(0, 3)}-${code.slice(3)}\n${want.contact.address}`,
    );
  } else if (maybe(0.85)) row(customer, 'address', (want.contact.address = dice.pick(ADDRESSES)));
  else row(customer, 'address', blank());
  if (maybe(0.85)) {
    const [text, e164] = phone(dice);
    want.contact.phones = [e164];
    row(customer, 'phone', text);
    if (maybe(0.3)) {
      const [second, other] = phone(dice);
      if (other !== e164) want.contact.phones.push(other);
      row(customer, 'phone2', second);
    } else if (maybe(0.3)) row(customer, 'phone2', blank(true));
  } else row(customer, 'phone', blank(true));
  if (maybe(0.85)) row(customer, 'email', (want.contact.email = dice.pick(EMAILS)));
  else row(customer, 'email', blank());
  if (maybe(0.5))
    row(
      customer,
      'contactTime',
      (want.contact.contactTime = dice.pick(['18時以降', '平日19時～21時', 'いつでも可', '午前中'])),
    );
  if (maybe(0.4))
    row(
      customer,
      'contactMethod',
      (want.contact.contactMethod = dice.pick(['メール', '電話', 'メール を優先して希望'])),
    );
  if (early) {
  } else if (maybe(0.85)) row(customer, 'message', (want.message = dice.pick(MESSAGES)));
  else row(customer, 'message', blank());
  if (separator !== 'space' && !early && maybe(0.15)) {
    // a label after the message, as some portals have it
    row(customer, 'extra', '南側6m公道', '接道状況');
    want.extras.push({ label: '接道状況', value: '南側6m公道' });
  }

  const parts =
    dice.chance(0.75) || heading === 'none'
      ? ([
          ['査定依頼情報', request],
          ['物件情報', property],
          ['お客様情報', customer],
        ] as const)
      : ([
          ['ご依頼内容', request],
          ['ご依頼者様情報', customer],
          ['査定物件の情報', property],
        ] as const);
  const width = Math.max(...[...request, ...property, ...customer].map((r) => r.label.length)) + 1;
  const body = parts
    .map(([title, rows]) =>
      [
        ...head(heading, title),
        ...joined(dice, separator, rows).flatMap((r) => write(separator, r, width)),
      ].join('\n'),
    )
    .join('\n\n');
  const url = `https://www.re-guide.jp/member/request/${dice.digits(7)}`;
  const link = dice.pick([
    '',
    '',
    `▼管理画面で確認する\n${url}`,
    `詳細は下記URLよりご確認ください。\n${url}`,
  ]);
  if (link !== '') want.detailUrl = url;
  const intro = dice.pick([
    '株式会社みほん不動産　本店\nご担当者様\n\nいつもリガイドをご利用いただきありがとうございます。\n下記の査定依頼がありましたのでご確認ください。',
    '査定依頼がありました。',
    '株式会社みほん不動産様（ ID 032053 ）\n\n「リガイド」です。お客様より下記の査定依頼がありました。',
  ]);
  const text = [intro, body, link, dice.pick(FOOTERS)].filter((piece) => piece !== '').join('\n\n');
  return { text, separator, heading, want };
}

/** Now and then two short pairs on a line: `姓 山田 名 太郎`. */
function joined(dice: Dice, separator: Separator, rows: readonly Row[]): Row[] {
  if (separator !== 'space' && separator !== 'colon' && separator !== 'colon-half') return [...rows];
  const sign = { space: ' ', colon: '：', 'colon-half': ': ' }[separator];
  const out: Row[] = [];
  for (const row of rows) {
    const last = out.at(-1);
    const pair = last && PAIRS.has(`${last.field}+${row.field}`) && dice.chance(0.6);
    if (pair && last) last.value += `${dice.pick([' ', '　'])}${row.label}${sign}${row.value}`;
    else out.push({ ...row });
  }
  return out;
}

const PAIRS = new Set(['familyName+givenName', 'familyKana+givenKana', 'requestedDate+requestedTime']);

function head(heading: Heading, title: string): string[] {
  switch (heading) {
    case 'none':
      return [];
    case 'bare':
      return [title];
    case '==':
      return [`== ${title} ==`];
    case '――':
      return [`――― ${title} ―――`];
    case '──':
      return [`──────── ${title} ────────`];
    case '＜＞':
      return [`＜${title}＞`];
    case '【】':
      return [`【${title}】`];
    case '▼━':
      return [`▼━━${title}━━━━━━━━━`];
    default:
      return [`${heading}${title}`];
  }
}

function write(separator: Separator, { field, label, value }: Row, width: number): string[] {
  const pad = '　'.repeat(Math.max(0, width - label.length));
  switch (separator) {
    case 'marked':
      return [`■${label}${pad}： ${value}`];
    case 'marked-thin':
      return [`■${label} : ${value}`];
    case 'colon':
      return [`${label}：${value}`];
    case 'colon-half':
      return [`${label}: ${value}`];
    case 'padded':
      return [`${label}${pad}: ${value}`];
    case 'right':
      return [`${pad}${label}：${value}`];
    case 'dash':
      return [`- ${label}：${value}`, ''];
    case 'corner':
      return [`【${label}】${value}`];
    case 'square-below':
      return [`[${label}]`, value];
    case 'corner-below':
      return [`【${label}】`, value];
    case 'marked-below':
      return [`■${label}`, value];
    case 'space':
      return [`${label} ${value}`];
    case 'tab':
      return [`${label}\t${value}`];
    case 'dot-pipe':
      return [`・${label} ｜ ${value}`];
    case 'pipe':
      return [`${label}｜${value}`];
    case 'below':
      return [`${label}：`, value];
    case 'angle-message':
      return field === 'message' ? [`＜${label}＞`, value] : [`${label}${pad}：${value}`];
  }
}

const TYPES = [
  ['分譲マンション（区分所有）', 'condo-unit'],
  ['マンション', 'condo-unit'],
  ['中古マンション', 'condo-unit'],
  ['一戸建て', 'house'],
  ['中古一戸建て', 'house'],
  ['戸建', 'house'],
  ['土地', 'land'],
  ['売地', 'land'],
  ['一棟マンション', 'mansion-building'],
  ['マンション一棟', 'mansion-building'],
  ['一棟売りアパート', 'apartment-building'],
  ['アパート一棟', 'apartment-building'],
  ['一棟ビル', 'office-building'],
  ['ビル', 'office-building'],
  ['店舗・事務所', 'shop-office'],
] as const;
const ADDRESSES = [
  '東京都世田谷区桜丘3-12-10',
  '岩手県九戸郡軽米町大字軽米5丁目14番8号',
  '京都府京都市左京区下鴨1丁目23番13号 メゾン下鴨202',
  '北海道札幌市豊平区平岸三条4-10-16',
];
const BUILDINGS = [
  'ｺｰﾄﾊｳｽ中津',
  '首里㈱ビル',
  'メゾン・ド・薬院',
  '常盤第①マンション',
  '下鴨ハイツ№2',
  'Ｔｈｅ平岸タワー',
];
const NAMES = [
  ['髙橋　由美子', 'タカハシ　ユミコ'],
  ['草彅 誠', 'くさなぎ まこと'],
  ['城間美咲', 'グスクマ ミサキ'],
  ['渡邉 ローラ', 'ワタナベ ローラ'],
  ['林', 'ハヤシ'],
] as const;
const EMAILS = [
  'a..b.570@docomo.example',
  'sakura04.@ezweb.example',
  'info+satei773@mail.example.ne.jp',
  'taro@example.jp',
];
const YEARS = [
  ['1998年', 1998],
  ['1998 年', 1998],
  ['西暦1986年(昭和61年) 築40年', 1986],
  ['2012年(平成24年)', 2012],
  ['平成10年', 1998],
  ['昭和63年3月', 1988],
  ['2005年3月', 2005],
] as const;

function date(dice: Dice): [string, string] {
  const two = (n: number): string => String(n).padStart(2, '0');
  const [mo, d, h, mi, s] = [
    1 + dice.below(12),
    1 + dice.below(28),
    dice.below(24),
    dice.below(60),
    dice.below(60),
  ].map(two) as [string, string, string, string, string];
  const iso = (time: string): string => `2026-${mo}-${d}T${time}+09:00`;
  return dice.pick<[string, string]>([
    [`2026/${mo}/${d} ${h}:${mi}:${s}`, iso(`${h}:${mi}:${s}`)],
    [`2026-${mo}-${d} ${h}:${mi}`, iso(`${h}:${mi}:00`)],
    [`2026/${mo}/${d} (水) ${h}:${mi}:${s}`, iso(`${h}:${mi}:${s}`)],
    [`2026年${mo}月${d}日 ${h}時${mi}分${s}秒`, iso(`${h}:${mi}:${s}`)],
    [`2026年${Number(mo)}月${Number(d)}日(金) ${Number(h)}:${mi}`, iso(`${h}:${mi}:00`)],
    [`令和8年${Number(mo)}月${Number(d)}日 ${h}:${mi}`, iso(`${h}:${mi}:00`)],
    [`2026年${mo}月${d}日`, iso('00:00:00')],
    [wide(`2026/${mo}/${d} ${h}:${mi}`), iso(`${h}:${mi}:00`)],
  ]);
}

function phone(dice: Dice): [string, string] {
  const last = dice.digits(4);
  const [area, e164] = dice.pick([
    ['090', '+8190'],
    ['080', '+8180'],
    ['03', '+813'],
    ['06', '+816'],
    ['045', '+8145'],
  ] as const);
  const exchange = area.length === 3 && !area.endsWith('0') ? '000' : '0000';
  const dashed = dice.pick([
    `${area}-${exchange}-${last}`,
    `${area}(${exchange})${last}`,
    `${area}${exchange}${last}`,
    `${area}－${exchange}－${last}`,
    `${area}−${exchange}−${last}`,
    `（${area}）${exchange}-${last}`,
  ]);
  return [dice.chance(0.2) ? wide(dashed) : dashed, `${e164}${exchange}${last}`];
}

function postal(dice: Dice, code: string): string {
  const dashed = `${code.slice(0, 3)}-${code.slice(3)}`;
  return dice.pick([code, dashed, `〒${dashed}`, wide(dashed)]);
}

function area(dice: Dice, to: Row[], field: string): number {
  const sqm = 20 + dice.below(20_000) / 100;
  const tsubo = Math.round((sqm / 3.305785) * 1000) / 1000;
  const label = dice.pick(SEEN[field] ?? []);
  const alone = dice.chance(0.15);
  to.push({
    field,
    label,
    value: alone
      ? `${tsubo}坪`
      : dice.pick([
          `${sqm}㎡（約${tsubo}坪）`,
          `${sqm}m2`,
          `${sqm}平米(${tsubo}坪)`,
          `${sqm} ㎡`,
          `${sqm}m²`,
        ]),
  });
  return alone ? Math.round(tsubo * 3.305785 * 100) / 100 : sqm;
}

/** ASCII as full-width letters. */
function wide(text: string): string {
  return text.replace(/[!-~]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)).replace(/ /g, '　');
}
