// Test support: values as customers and portals write them, with what they mean. All invented.
import type { Dice } from './dice.ts';

/** What the portal says above the form, and whom it addresses there. */
export const INTROS: { text: string; addressee?: string }[] = [
  {
    text: '株式会社みほん不動産　本店\nご担当者様\n\nいつもリガイドをご利用いただきありがとうございます。\n下記の査定依頼がありましたのでご確認ください。',
    addressee: '株式会社みほん不動産　本店',
  },
  { text: '査定依頼がありました。' },
  {
    text: '株式会社みほん不動産様（ ID 032053 ）\n\n「リガイド」です。お客様より下記の査定依頼がありました。',
    addressee: '株式会社みほん不動産',
  },
];
export const MESSAGES = [
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
export const UNKNOWN: [string, string][] = [
  ['接道状況', '南側6m公道'],
  ['同時送信社数', '5社'],
  ['リフォーム歴', '2018年に水回り'],
  ['査定希望の時間帯', '13：00～15：00'],
  ['ペットの有無', '犬1匹'],
  ['管理費・修繕積立金', '月額18,000円'],
  ['買い替え有無', 'あり'],
];
export const BLANKS = ['', '-', '－', '―', '‐', '未入力', '指定なし', '選択なし', '------'];
export const NUMBER_BLANKS = [...BLANKS, 'なし'];

export const TYPES = [
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
export const ADDRESSES = [
  '東京都世田谷区桜丘3-12-10',
  '岩手県九戸郡軽米町大字軽米5丁目14番8号',
  '京都府京都市左京区下鴨1丁目23番13号 メゾン下鴨202',
  '北海道札幌市豊平区平岸三条4-10-16',
];
export const BUILDINGS = [
  'ｺｰﾄﾊｳｽ中津',
  '首里㈱ビル',
  'メゾン・ド・薬院',
  '常盤第①マンション',
  '下鴨ハイツ№2',
  'Ｔｈｅ平岸タワー',
];
export const NAMES = [
  ['髙橋　由美子', 'タカハシ　ユミコ'],
  ['草彅 誠', 'くさなぎ まこと'],
  ['城間美咲', 'グスクマ ミサキ'],
  ['渡邉 ローラ', 'ワタナベ ローラ'],
  ['林', 'ハヤシ'],
] as const;
export const EMAILS = [
  'a..b.570@docomo.example',
  'sakura04.@ezweb.example',
  'info+satei773@mail.example.ne.jp',
  'taro@example.jp',
];
export const YEARS = [
  ['1998年', 1998],
  ['1998 年', 1998],
  ['西暦1986年(昭和61年) 築40年', 1986],
  ['2012年(平成24年)', 2012],
  ['平成10年', 1998],
  ['昭和63年3月', 1988],
  ['2005年3月', 2005],
] as const;

export function date(dice: Dice): [string, string] {
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

export function phone(dice: Dice): [string, string] {
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

export function postal(dice: Dice, code: string): string {
  const dashed = `${code.slice(0, 3)}-${code.slice(3)}`;
  return dice.pick([code, dashed, `〒${dashed}`, wide(dashed)]);
}

/** An area as sent, and its m². */
export function area(dice: Dice): [asSent: string, sqm: number] {
  const sqm = 20 + dice.below(20_000) / 100;
  const tsubo = Math.round((sqm / 3.305785) * 1000) / 1000;
  if (dice.chance(0.15)) return [`${tsubo}坪`, Math.round(tsubo * 3.305785 * 100) / 100];
  return [
    dice.pick([`${sqm}㎡（約${tsubo}坪）`, `${sqm}m2`, `${sqm}平米(${tsubo}坪)`, `${sqm} ㎡`, `${sqm}m²`]),
    sqm,
  ];
}

/** ASCII as full-width letters. */
export function wide(text: string): string {
  return text.replace(/[!-~]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)).replace(/ /g, '　');
}
