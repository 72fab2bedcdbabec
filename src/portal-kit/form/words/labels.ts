// The labels portals write (all seen in the wild) and the field each one fills. Data only: how a line is cut into
// label and value is lines.ts, what a value means is fields.ts. One more label is one more word here.

/** What a label fills. `note` is a label portals are known to write that has no field: it is kept in the extras. */
export type FieldId =
  | 'requestNumber'
  | 'requestedAt'
  | 'requestedDate'
  | 'requestedTime'
  | 'arrivedAt'
  | 'name'
  | 'familyName'
  | 'givenName'
  | 'nameKana'
  | 'familyKana'
  | 'givenKana'
  | 'owner'
  | 'phone'
  | 'email'
  | 'postalCode'
  | 'address'
  | 'age'
  | 'contactTime'
  | 'contactMethod'
  | 'propertyAddress'
  | 'propertyPrefecture'
  | 'propertyCity'
  | 'propertyTown'
  | 'propertyBlock'
  | 'propertyPostalCode'
  | 'buildingName'
  | 'roomNumber'
  | 'type'
  | 'layout'
  | 'builtYear'
  | 'exclusiveArea'
  | 'unitOrBuildingArea'
  | 'buildingArea'
  | 'landArea'
  | 'floors'
  | 'units'
  | 'occupancy'
  | 'relation'
  | 'reason'
  | 'timing'
  | 'method'
  | 'message'
  | 'propertyUrl'
  | 'detailUrl'
  | 'listingNumber'
  | 'price'
  | 'rent'
  | 'note';

/** Labels by field, apart by blanks; folded by labelKey() before they are compared, so お/ご and widths need no twin. */
export const LABELS: Record<FieldId, string> = {
  requestNumber:
    '査定ナンバー 査定番号 査定ID 査定ID（問合せ番号） 査定依頼番号 査定依頼ID 依頼番号 依頼ID 問合せ番号 お問い合わせ番号 お問い合わせNo 問い合わせID 反響番号 ' +
    '管理番号 案件ID 案件番号 連番 ID 受付番号 受付ID 見学予約番号 予約番号 来場予約番号 反響ID',
  requestedAt:
    '依頼日時 ご依頼日 査定日時 査定依頼日時 査定依頼日 反響日時 お問合せ日時 お問い合わせ日時 お問合わせ日時 お問い合わせ日 ' +
    '受信日時 受付日時 受付日 受付完了日時 予約受付日時 送信日時 登録日時 申込日時 お申し込み日時',
  requestedDate: '査定依頼日付 依頼日付 受付日付 お問い合わせ日付',
  requestedTime: '査定依頼時刻 依頼時刻 受付時刻 お問い合わせ時刻 査定依頼時間',
  arrivedAt: '反響到着日時 到着日時',
  name:
    'お名前 お名前（漢字） 名前 名前（漢字） 氏名 氏名（漢字） 姓名 ご氏名 お客様名 お客様氏名 お客様のお名前 依頼者名 ' +
    '依頼者氏名 査定依頼者名 ご依頼者名 お申込者名',
  familyName: '姓 姓（漢字） 苗字 名字 お名前（姓） 氏名（姓）',
  givenName: '名 名（漢字） お名前（名） 氏名（名）',
  nameKana:
    'フリガナ ふりがな お名前（カナ） 名前（カナ） 氏名（カナ） お名前（フリガナ） 氏名（フリガナ） お名前（ふりがな） 名前（かな） ' +
    '氏名（ふりがな） 氏名（かな） お名前カナ 氏名カナ お名前フリガナ セイメイ カナ カナ氏名 依頼者名かな 依頼者名カナ 依頼者名（カナ） お客様名（カナ） お客様名カナ',
  familyKana: 'カナ姓 セイ 姓（カナ） 姓カナ 姓（フリガナ） お名前（セイ） せい',
  givenKana: 'カナ名 メイ 名（カナ） 名カナ 名（フリガナ） お名前（メイ） めい',
  owner:
    'ご所有者様名 所有者様名 所有者名 所有者氏名 所有者様氏名 所有者のお名前 名義人 名義人名 名義人氏名 所有者名（カナ） 所有者フリガナ 所有者住所 所有者様住所 所有者電話番号',
  phone:
    '電話番号 お電話番号 ＴＥＬ 電話 お電話 連絡先電話番号 ご連絡先電話番号 携帯電話番号 携帯電話 携帯番号 固定電話番号 固定電話 自宅電話番号 ' +
    '依頼者電話番号 査定依頼者電話番号 第一電話番号 第二電話番号（任意） 第二電話番号 電話番号1 電話番号2 電話番号3 TEL1 TEL2 電話番号（携帯） 電話番号（自宅） ' +
    '電話番号（固定） 日中の連絡先電話番号 お客様電話番号 お客様のお電話番号',
  email:
    'メールアドレス E-mail Email Ｅメール Eメール メール 依頼者メールアドレス 査定依頼者メールアドレス 連絡先メールアドレス Mail E-mailアドレス ' +
    'Eメールアドレス PCメールアドレス 電子メール お客様メールアドレス',
  postalCode:
    '郵便番号 〒 査定依頼者郵便番号 依頼者郵便番号 現住所の郵便番号 お客様郵便番号 ご住所（郵便番号）',
  address:
    'ご住所 住所 現住所 現在の住所 お住まいの住所 お住まい 連絡先住所 ご連絡先住所 お客様住所 お客様のご住所 査定依頼者住所 依頼者住所 依頼者連絡先住所',
  age: '年齢 ご年齢 年令',
  contactTime:
    '希望連絡時間 希望連絡時間帯 連絡希望時間 連絡希望時間帯 希望の連絡時間 希望の連絡時間帯 連絡希望の時間帯 ご希望時間帯 ご希望の連絡時間帯 ご希望の時間帯 ' +
    'ご希望連絡時間 連絡が取れやすい時間帯 連絡の取れやすい時間帯 連絡が取りやすい時間帯 連絡の取りやすい時間帯 連絡のつきやすい時間帯 連絡可能時間帯 ご連絡可能な時間帯',
  contactMethod:
    '連絡方法 ご連絡方法 希望連絡方法 希望の連絡方法 希望する連絡方法 ご希望の連絡方法 連絡希望方法',
  propertyAddress:
    '物件所在地 所在地 物件住所 物件の住所 物件の所在地 査定物件の所在地 査定物件所在地 査定物件住所 査定物件の住所',
  propertyPrefecture: '物件都道府県',
  propertyCity: '物件市区町村',
  propertyTown: '物件町字 物件町名',
  propertyBlock: '物件丁目番地号 物件番地 物件丁目番地',
  propertyPostalCode: '査定物件の郵便番号 物件郵便番号 物件の郵便番号 査定物件郵便番号',
  buildingName:
    '物件名 物件名称 建物名 建物名称 マンション名 マンション名称 物件建物名 アパート名 ビル名 物件名（建物名）',
  roomNumber: '部屋番号 号室 物件号室 お部屋番号 部屋番号（号室）',
  type: '物件種別 物件種目 種別 物件の種類 物件の種別 物件種類 査定物件種別 査定物件の種別',
  layout: '間取り 間取',
  builtYear:
    '築年 築年数 築年月 築年（西暦） 築年月（西暦） 築年数（西暦） 建築年 建築年月 完成年 完成年月 竣工年',
  exclusiveArea: '専有面積 専有・建物面積 専有面積（壁芯） 専有面積（㎡）',
  unitOrBuildingArea: '建物（専有）面積 専有延べ床面積 専有（建物）面積 建物・専有面積 専有/建物面積',
  buildingArea: '建物面積 延べ床面積 延床面積 建物延べ面積 建物延床面積 建物延べ床面積 延べ面積',
  landArea: '土地面積 敷地面積 土地の面積',
  floors: '階数（棟物の場合記載） 建物階数 階数 総階数',
  units: '戸数（棟物の場合記載） 総戸数 戸数',
  occupancy: '現況 物件の状況 物件の現況 物件現況 現在の状況 現在の物件状況 入居状況 利用状況 現在の利用状況',
  relation:
    '名義 物件の名義 物件名義 物件との関係 物件の関係 ご関係 物件とのご関係 所有者との関係 名義人との関係',
  reason:
    '査定理由 査定の理由 売却理由 売却の理由 売却する理由 査定依頼の理由 査定依頼理由 ご依頼の理由 依頼理由',
  timing:
    '売却希望時期 売却の希望時期 希望売却時期 売却予定時期 売却時期 ご売却希望時期 売却/賃貸の時期 売却・賃貸の時期',
  method: '査定方法 査定の方法 希望査定方法 ご希望の査定方法 希望の査定方法',
  message:
    'お問合せ内容 お問い合わせ内容 ご質問内容 ご相談内容 ご要望 ご要望・ご質問 ご要望ご質問 ご質問・ご要望 ご質問 要望・質問（自由記入） ご要望・ご質問（自由記入） 自由記入欄 自由記入 ' +
    '査定会社への要望 査定会社へのご要望 不動産会社への要望 不動産会社へのご要望 ご質問など ご要望など ご要望等 コメント お客様コメント メッセージ ' +
    '物件のセールスポイント・ご要望等 物件に関するお問合せ内容 連絡事項 その他ご要望',
  propertyUrl: '物件詳細画面 物件詳細URL 物件URL 物件詳細ページ',
  detailUrl: '詳細URL 依頼詳細URL 査定依頼詳細URL 反響詳細URL 管理画面URL',
  listingNumber: '物件番号 物件コード 物件ID athome物件番号',
  price: '価格 販売価格 物件価格 売買価格',
  rent: '賃料 家賃 月額賃料',
  note:
    '同時送信社数 同時査定社数 リフォーム歴 駐車場 接道状況 査定希望の時間帯 表面利回り 利回り お問い合わせ種別 お問合せ企画 築後年数 性別 FAX 会社名 貴社名 交通 ' +
    '最寄り駅 最寄駅 駅名 徒歩 バス／歩 貴社物件コード 貴社物件管理番号 自社管理番号 売却希望価格 希望価格 買い替え有無 買い替えについて 買い換えについて ' +
    '取引希望 添付画像 現在の活動状況 物件の所有者 不動産会社からのご希望連絡先 予約状況 案内日時 集合場所 見学希望日 ローン残債 構造 バルコニー面積 ' +
    'バルコニー向き 方角 用途地域 建ぺい率 容積率 地目 備考 職業 家族構成 面積',
};
