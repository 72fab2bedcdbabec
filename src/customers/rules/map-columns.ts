// Which column of a file is what of a customer, by its name: those the export writes, and what others call them. Pure.
import { foldText } from '../../lib/japanese-text.ts';
import type { ImportField } from '../import/model.ts';

const WORDS: Record<ImportField, string> = {
  id: '顧客id',
  name: 'お名前 氏名 名前 姓名 顧客名 顧客氏名 お客様名 お客様氏名 お客さま名 ご氏名 ご芳名 name fullname 顧客',
  nameKana:
    'フリガナ ふりがな カナ かな ヨミガナ よみがな 読み仮名 よみ ヨミ 読み kana 氏名カナ 氏名かな 氏名フリガナ 氏名ふりがな お名前カナ お名前かな お名前フリガナ お名前ふりがな 名前カナ 名前かな 名前フリガナ 名前ふりがな 顧客名カナ 顧客名フリガナ お客様名カナ お客様名フリガナ',
  phone:
    '電話番号 電話 お電話番号 お電話 tel phone telephone 携帯 携帯電話 携帯番号 携帯電話番号 mobile 固定電話 固定電話番号 自宅電話 自宅電話番号 自宅tel 携帯tel 勤務先電話番号 連絡先電話番号 連絡先 日中の連絡先',
  email:
    'メールアドレス メール email mail mailaddress emailaddress eメール eメールアドレス メアド pcメール pcメールアドレス 携帯メール 携帯メールアドレス',
  postalCode: '郵便番号 〒 zip zipcode postalcode postcode 郵便',
  address:
    '住所 ご住所 現住所 お住まい address 都道府県 市区町村 市町村 町名 町域 番地 丁目番地 町名番地 町域番地 番地以降 以降の住所 建物 建物名 マンション名 建物名部屋番号 部屋番号',
  assignee:
    '担当者 担当 担当者名 営業担当 営業担当者 担当営業 担当者メール 担当者メールアドレス assignee owner',
  status: '顧客ステータス ステータス status 顧客状況',
  note: '備考 備考欄 メモ 摘要 特記事項 コメント note notes memo',
  group: '顧客グループ 顧客グループ名 グループ グループ名 静的な顧客グループ 静的グループ group',
};

/** Halves of a name; not taken where the whole one is there. */
const HALVES: Partial<Record<ImportField, string>> = {
  name: '姓 名 苗字 名字 lastname firstname',
  nameKana:
    'セイ メイ せい めい 姓カナ 名カナ 姓かな 名かな 姓フリガナ 名フリガナ 姓ふりがな 名ふりがな lastnamekana firstnamekana',
};

/** Of these a customer has one: it is the first column's. */
const SINGLE: ReadonlySet<ImportField> = new Set(['id', 'postalCode', 'assignee', 'status']);

const byWord = (words: Partial<Record<ImportField, string>>) =>
  new Map(
    Object.entries(words).flatMap(([field, list]) =>
      list.split(' ').map((word) => [foldText(word), field as ImportField] as const),
    ),
  );
const wholes = byWord(WORDS);
const halves = byWord(HALVES);

/** What each column is, or null. */
export function mapColumns(headers: string[]): (ImportField | null)[] {
  const keys = headers.map(keyOf);
  const found = keys.map((key) => wholes.get(key) ?? null);
  const taken = new Set<ImportField>();
  const isWhole = new Set(found);
  return found.map((whole, at) => {
    const half = halves.get(keys[at] ?? '') ?? null;
    const field = whole ?? (half && !isWhole.has(half) ? half : null);
    if (field && SINGLE.has(field) && taken.has(field)) return null;
    if (field) taken.add(field);
    return field;
  });
}

/** `【必須】電話番号（１）` is 電話番号. */
function keyOf(header: string): string {
  return foldText(header)
    .replace(/必須|任意/g, '')
    .replace(/[()[\]【】「」『』<>〈〉・:*※_.,、/-]/g, '')
    .replace(/\d+$/, '');
}
