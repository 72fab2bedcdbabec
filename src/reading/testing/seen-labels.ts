// Test support: the labels seen in the wild, written down apart from the reader's own dictionary. Data only.

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
