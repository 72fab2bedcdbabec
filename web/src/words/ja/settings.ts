// 設定: the index, and what its pages share.
export const settings = {
  title: '設定',
  back: '設定へ戻る',
  firm: '会社の設定',
  own: 'あなたの設定',
  places: {
    users: { title: 'ユーザー', text: '招待、権限の変更、退職した方の無効化と引き継ぎ' },
    statuses: { title: '顧客ステータス', text: 'お客様の進み具合を表す名前・色・並び順' },
    groups: { title: '顧客グループ（静的）', text: 'お客様を分けておく固定のリスト' },
    branches: { title: '店舗', text: 'ユーザーの店舗・支店（ダッシュボードの集計と反響の絞り込み）' },
    options: { title: '機能契約', text: 'ポータルサイト連携機能のオプションの状態' },
    notifying: { title: '通知', text: 'チャットへの投稿、知らせ方の標準、対応がないときの次の人' },
    notices: { title: '通知履歴', text: '送信したメールの一覧、再送、テスト送信' },
    replay: {
      title: 'メールの再読み取り',
      text: '保存されているメールを、今の読み取りで読み直す（プレビューあり）',
    },
    ownNotices: { title: '通知の受け取り方', text: 'メール・ブラウザー、すぐかまとめてか、知らせない時間' },
    password: { title: 'パスワードの変更', text: 'サインインに使うパスワード' },
  },
  /** What uses a thing: 「連携 2件・顧客 15件」. */
  uses: ({
    connections = 0,
    customers = 0,
    tasks = 0,
    people = 0,
  }: Partial<Record<'connections' | 'customers' | 'tasks' | 'people', number>>) =>
    [
      connections > 0 && `連携 ${connections}件`,
      customers > 0 && `顧客 ${customers.toLocaleString('ja-JP')}件`,
      tasks > 0 && `タスク ${tasks.toLocaleString('ja-JP')}件`,
      people > 0 && `ユーザー ${people}人`,
    ]
      .filter(Boolean)
      .join('・'),
  unused: '使用なし',
  usesLabel: '使用',
  replacement: {
    choose: '引き継ぎ先を選択してください。',
    placeholder: '選択してください',
    changed: '開いている間に使用状況が変わりました。引き継ぎ先を選んで、もう一度お試しください。',
  },
};
