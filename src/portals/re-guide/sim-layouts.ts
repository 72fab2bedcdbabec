// How a form can look: headings and lines, each layout with the labels of one sister portal. Data for sim.ts.

/** A line of a form. */
export interface Row {
  field: string;
  label: string;
  value: string;
}

interface Layout {
  heading: (title: string) => string;
  row: (row: Row) => string;
  /** Which of the label sets it writes. */
  labels: 0 | 1 | 2 | 3;
}

const WIDTH = 12;
const padding = (label: string): string => '　'.repeat(Math.max(0, WIDTH - label.length));

export const LAYOUTS = {
  plain: { heading: (title) => `▼${title}`, row: ({ label, value }) => `${label}：${value}`, labels: 0 },
  equals: {
    heading: (title) => `== ${title} ==`,
    row: ({ label, value }) => `${label}: ${value}`,
    labels: 1,
  },
  padded: {
    heading: (title) => `■${title}`,
    row: ({ label, value }) => `${label}${padding(label)}: ${value}`,
    labels: 1,
  },
  marked: {
    heading: (title) => `【${title}】`,
    row: ({ label, value }) => `■${label}${padding(label)}： ${value}`,
    labels: 2,
  },
  corner: {
    heading: (title) => `――― ${title} ―――`,
    row: ({ label, value }) => `【${label}】${value}`,
    labels: 2,
  },
  square: { heading: (title) => `◆ ${title}`, row: ({ label, value }) => `[${label}]\n${value}`, labels: 2 },
  dashed: {
    heading: (title) => `──────── ${title} ────────`,
    row: ({ label, value }) => `- ${label}：${value}\n`,
    labels: 3,
  },
  right: {
    heading: (title) => `＜${title}＞`,
    row: ({ label, value }) => `${padding(label)}${label}：${value}`,
    labels: 3,
  },
  dotted: {
    heading: (title) => `● ${title}`,
    row: ({ label, value }) => `・${label} ｜ ${value}`,
    labels: 0,
  },
} satisfies Record<string, Layout>;

export type SimLayout = keyof typeof LAYOUTS;

/** Labels of a field in the four sets. */
export const LABELS: Record<string, readonly [string, string, string, string]> = {
  number: ['査定番号', '査定ＩＤ', '査定番号', 'お問い合わせ番号'],
  date: ['依頼日時', '依頼日時', '査定依頼日時', '受付日時'],
  method: ['査定方法', '査定方法', '査定方法', '査定方法'],
  type: ['物件種別', '物件種目', '物件種別', '物件種別'],
  propertyPostalCode: [
    '査定物件の郵便番号',
    '査定物件の郵便番号',
    '査定物件の郵便番号',
    '査定物件の郵便番号',
  ],
  propertyAddress: ['物件所在地', '物件所在地', '所在地', '物件住所'],
  building: ['物件名', '物件名', '物件名', 'マンション名'],
  room: ['部屋番号', '部屋番号', '部屋番号', '部屋番号'],
  exclusiveArea: ['専有面積', '専有面積', '専有面積', '専有面積'],
  buildingArea: ['建物面積', '建物面積', '延べ床面積', '建物面積'],
  landArea: ['土地面積', '土地面積', '土地面積', '土地面積'],
  layout: ['間取り', '間取り', '間取り', '間取り'],
  year: ['築年', '築年（西暦）', '築年', '築年数'],
  floors: ['階数（棟物の場合記載）', '階数（棟物の場合記載）', '建物階数', '階数（棟物の場合記載）'],
  units: ['総戸数', '総戸数', '総戸数', '総戸数'],
  occupancy: ['現況', '現在の状況', '現況', '現況'],
  relation: ['名義', '物件との関係', '名義', '名義'],
  reason: ['査定理由', '査定理由', 'ご依頼の理由', '査定理由'],
  timing: ['売却希望時期', '売却希望時期', '売却の希望時期', '売却希望時期'],
  price: ['価格', '価格', '価格', '販売価格'],
  rent: ['賃料', '賃料', '賃料', '賃料'],
  listing: ['物件番号', '物件番号', '物件番号', '物件コード'],
  url: ['物件詳細URL', '物件詳細URL', '物件詳細URL', '物件詳細画面'],
  name: ['お名前', 'お名前（漢字）', 'ご氏名', '氏名'],
  kana: ['フリガナ', 'お名前（カナ）', 'フリガナ', 'ふりがな'],
  age: ['年齢', '年齢', '年齢', '年齢'],
  postalCode: ['郵便番号', '郵便番号', '郵便番号', '郵便番号'],
  address: ['ご住所', 'ご住所', '現住所', 'ご住所'],
  phone: ['電話番号', 'ＴＥＬ', 'お電話番号', '電話番号'],
  phone2: ['第二電話番号（任意）', '電話番号2', '第二電話番号（任意）', '電話番号2'],
  email: ['メールアドレス', 'E-mail', 'メールアドレス', 'Ｅメール'],
  contactTime: ['希望連絡時間', '希望連絡時間', '連絡が取れやすい時間帯', '希望連絡時間'],
  contactMethod: ['希望連絡方法', '連絡方法', '希望の連絡方法', '希望連絡方法'],
  message: ['ご要望', '要望・質問（自由記入）', 'ご要望・ご質問', 'ご要望'],
};
