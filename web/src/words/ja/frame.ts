// What stands around every page.
export const frame = {
  skip: '本文へ移動',
  search: '検索',
  /** With the keys that open it. */
  searchBy: (keys: string) => `顧客とページを検索（${keys}）`,
  navigation: 'メインメニュー',
  inquiries: '反響',
  customers: '顧客',
  tasks: 'タスク',
  tasksDue: (n: number) => `今日までのタスクが${n}件`,
  dashboard: 'ダッシュボード',
  dashboardShort: '集計',
  connections: 'ポータルサイト連携',
  connectionsShort: '連携',
  review: '要確認',
  settings: '設定',
  open: (n: number) => `未対応${n}件`,
  waiting: (n: number) => `${n}件が確認待ち`,
  needsSomeone: (n: number) => `対応が必要な連携が${n}件`,
  fold: 'メニューを折りたたむ',
  unfold: 'メニューを広げる',
  account: (name: string) => `${name}さんのメニュー`,
  roles: { owner: 'オーナー', admin: 'アドミン', manager: 'マネージャー', member: 'ユーザー' } as Record<
    string,
    string
  >,
  otherFirms: '会社を切り替える',
  enterFailed: '会社を切り替えられませんでした。通信状態をご確認のうえ、もう一度お試しください。',
  signOut: 'サインアウト',
  signOutFailed: 'サインアウトできませんでした。通信状態をご確認のうえ、もう一度お試しください。',
  theme: { label: '画面の明るさ', light: 'ライト', dark: 'ダーク', auto: '端末の設定' },
  language: '言語',
  reconnecting: '接続が切れました。再接続しています…',
  reconnectingHint: 'つながりしだい、届いた反響を自動で表示します。',
  arrived: {
    /** On the desktop, for whoever else sees the screen: no name. */
    what: (kind: string, portal: string) => `${kind}（${portal}）`,
    title: (repeat: boolean): string => (repeat ? '再反響が届きました' : '新しい反響が届きました'),
    notice: '通知メールが届きました（要確認）',
    open: '開く',
    more: (n: number) => `新しい反響が${n}件届きました`,
  },
  shortcomings: {
    title: 'まだ使えない機能があります',
    more: '詳しく',
    less: '閉じる',
    dismiss: '今は閉じる',
    texts: {
      'no-smtp-url': {
        short: 'メールの送信',
        text: '製品からメールを送信できません。お知らせや招待のメールは、送信に使うメールサーバーを設定するまで送信待ちになります。',
        variable: 'SMTP_URL',
      },
      'no-public-url': {
        short: 'ほかの端末からの利用',
        text: 'この画面の公開URLが決まっていません。ほかの端末から使うには、公開URLを設定してください。',
        variable: 'PUBLIC_URL',
      },
      'no-inbox-domain': {
        short: 'ポータルからのメール受信',
        text: '受信ボックスのドメインが決まっていないため、ポータルサイトからのメールはまだ届きません。',
        variable: 'INBOX_DOMAIN',
      },
    } as Record<string, { short: string; text: string; variable: string }>,
  },
};
