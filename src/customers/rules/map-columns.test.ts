import { expect, it } from 'vitest';
import { mapColumns } from './map-columns.ts';

it.each([
  [
    'お名前,フリガナ,電話番号,メールアドレス,郵便番号,住所,担当者,顧客ステータス,顧客グループ,反響数,登録日時,更新日時,顧客ID',
    'name,nameKana,phone,email,postalCode,address,assignee,status,group,,,,id',
  ],
  ['姓,名,姓(カナ),名(カナ),携帯電話,TEL', 'name,name,nameKana,nameKana,phone,phone'],
  ['氏名,姓,名,セイ,メイ', 'name,,,nameKana,nameKana'],
  [
    '【必須】お客様名,氏名（フリガナ）,ＴＥＬ１,ＴＥＬ２,E-mail,〒',
    'name,nameKana,phone,phone,email,postalCode',
  ],
  ['都道府県,市区町村,町名・番地,建物名・部屋番号', 'address,address,address,address'],
  ['担当,営業担当者,ステータス,状況,会社名,性別,備考', 'assignee,,status,,,,note'],
  ['ﾌﾘｶﾞﾅ,ﾒｰﾙｱﾄﾞﾚｽ,Name,Phone', 'nameKana,email,name,phone'],
  ['担当者電話番号,会社住所,,a', ',,,'],
])('%s', (headers, fields) => {
  expect(mapColumns(headers.split(','))).toEqual(fields.split(',').map((field) => field || null));
});
