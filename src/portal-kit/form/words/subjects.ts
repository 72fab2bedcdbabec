// Words that tell a request from the other mail of a portal. Hints among others: a filled-in form decides against
// them, and no full subject is ever relied on.

/** Somebody asked: 「査定依頼がありました」「お問い合わせが届きました」「反響のお知らせ」. */
export const REQUEST_ARRIVED =
  /(?:査定|見学|来場|内見|資料請求|反響|問い?合わ?せ|申し?込み|予約|ご?依頼)[^。\n]{0,16}(?:あり|届き|入り|受け?付け|いただき|頂き|頂戴|お知らせ|ございま|通知|到着|着信)|(?:新しい|新規|新着)の?(?:査定|反響|お?問い?合わ?せ|ご?依頼)/;

/** Mail about the service itself. */
export const NOT_A_REQUEST =
  /ニュースレター|メルマガ|メールマガジン|インフォメ|セミナー|ウェビナー|キャンペーン|メンテナンス|障害|パスワード|アカウント|ログイン通知|(?:アドレス|登録|設定|通知先|会員|店舗|担当者|プラン|契約)[^。\n]{0,12}(?:変更|確認|完了|追加|登録|削除|設定)|請求書|ご請求|ご利用料金|利用規約|アンケート|休業|ランキング|問い?合わ?せ[^。\n]{0,8}(?:受け?付け|受付|承り|ありがとう)|お?見積|審査結果|差し替え/;

/** Mail that holds a form and is no request all the same: one taken back or moved, a call that was recorded. */
export const NEVER_A_REQUEST = /キャンセル|取り?消し|予約[^。\n]{0,6}変更|電話反響/;
