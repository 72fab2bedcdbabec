// ポータルサイト連携.
export const connection = {
  title: 'ポータルサイト連携',
  lead: '「Digima受信ボックス」のアドレスをポータルサイトの反響通知先に登録すると、反響が自動で顧客になります。',
  inbox: 'Digima受信ボックス',
  noInbox: '受信ボックスのアドレスはまだありません。',
  copyLabel: (name: string) => `${name}の受信ボックスのアドレスをコピー`,
  states: { draft: '下書き', active: '連携中', paused: '停止中', deleted: '削除' },
  stateTexts: {
    draft: '設定が終わっていません。届いたメールは保留されます。',
    active: '届いた反響を自動で顧客に登録しています。',
    paused: '届いたメールは登録せずに保管しています。',
    deleted: '90日間、届いたメールを保管しています。',
  },
  rules: {
    title: '登録時の設定',
    assignee: '担当者',
    status: '顧客ステータス',
    group: '静的な顧客グループ',
  },
  createdAt: '作成日時',
  empty: {
    title: 'ポータルサイト連携はまだありません',
    body: '連携を作ると、受信ボックスのアドレスがここに表示されます。作成は管理者にご依頼ください。',
  },
};
