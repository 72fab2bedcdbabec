// Words of every page: time, paging, states.

/** What may be absent from a row of things. */
type Part = string | false | null | undefined;
export const common = {
  productName: 'Digima',
  none: '―',
  nameless: 'お名前なし',
  /** Of what was typed on a page one has left. */
  typedStays: '入力した内容は残っています。',
  unassigned: '未割当',
  /** In place of a name: what a list is narrowed to is not there (any more). */
  unknown: {
    assigneeId: '不明な担当者',
    statusId: '不明なステータス',
    groupId: '不明なグループ',
    branchId: '不明な店舗',
    portal: '不明な媒体',
    connectionId: '不明な連携',
  },
  /** Several things in a row: names, values. */
  list: (items: Part[]) => items.filter(Boolean).join('、'),
  /** Several short facts on one line. */
  dots: (items: Part[]) => items.filter(Boolean).join('・'),
  /** After what it explains. */
  aside: (text: string | number) => `（${text}）`,
  pair: (label: string, value: string) => `${label}：${value}`,
  /** Between two sentences. */
  stop: '。',
  /** The same behind one that has its stop. */
  afterStop: '',
  /** Between two things of a row. */
  comma: '、',
  /** Between two short facts. */
  dot: '・',
  /** Between two facts where a dot would be read as part of them. */
  gap: '　',
  /** Between two changes made at once. */
  slash: '／',
  call: '電話する',
  callTo: (name: string) => `${name}に電話する`,
  showAll: '全文を表示',
  showLess: '折りたたむ',
  showMore: 'さらに表示',
  /** Of a field: nothing is chosen in it any more. */
  clearChoice: (label: string) => `${label}の指定をやめる`,
  close: '閉じる',
  copy: 'コピー',
  copied: 'コピーしました',
  copyRefused: 'コピーできませんでした。文字を選択してコピーしてください。',
  cancel: 'キャンセル',
  save: '保存する',
  saved: '保存しました',
  required: (label: string) => `${label}を入力してください。`,
  tooLong: (most: number) => `${most.toLocaleString('ja-JP')}文字以内で入力してください。`,
  tooLongBy: (most: number, length: number) =>
    `${most.toLocaleString('ja-JP')}文字以内で入力してください（${length.toLocaleString('ja-JP')}文字あります）。`,
  /** For those who see a setting and may not change it. */
  onlyAdmins:
    '表示のみの画面です。変更できるのはオーナーまたはアドミンの方です。変更が必要なときは、オーナーまたはアドミンの方にご依頼ください。',
  contactSupport: 'お問い合わせ',
  opensOutside: '（新しいタブで開きます）',
  time: {
    now: 'たった今',
    seconds: (n: number) => `${n}秒前`,
    minutes: (n: number) => `${n}分前`,
    hours: (n: number) => `${n}時間前`,
  },
  pager: {
    label: 'ページ移動',
    previous: '前へ',
    next: '次へ',
    first: '最初のページ',
    page: (n: number) => `${n}ページ目`,
  },
  paper: {
    printed: (at: string) => `${at} 印刷`,
    more: '続きがあります。',
    last: '最後のページです。',
  },
  loading: '読み込んでいます',
  failed: {
    title: '表示できませんでした',
    choices: '選択肢を表示できませんでした',
    more: '続きを表示できませんでした',
    network: 'サーバーに接続できません。通信状態をご確認のうえ、もう一度お試しください。',
    unexpected: '予期しない問題が発生しました。もう一度お試しください。',
    retry: 'もう一度読み込む',
    first: '最初のページを開く',
  },
  crashed: {
    title: '画面を表示できませんでした',
    body: '画面を読み込み直してください。続くようでしたら、操作した内容を添えて管理者にお知らせください。',
    reload: '画面を読み込み直す',
  },
  unloaded: {
    part: 'この部分を読み込めませんでした。',
    notes: 'お知らせを読み込めませんでした。',
    body: '画面を読み込み直してください。入力中の内容がある場合は、先に保存してください。',
  },
  notFound: {
    title: 'ページが見つかりません',
    body: 'URLが変わったか、削除された可能性があります。',
    itemTitle: '見つかりませんでした',
    item: '削除されたか、表示する権限がありません。',
    home: '反響の一覧へ',
  },
  /** `what`: the word for one of it, `button`: the one that saves. */
  deletedMeanwhile: {
    title: (what: string) => `編集中に、ほかの方がこの${what}を削除しました`,
    again: (button: string, what: string) =>
      `あなたの入力は残しています。もう一度「${button}」を押すと、新しい${what}として追加します。`,
  },
  leave: {
    title: '入力中の内容があります',
    body: 'このまま移動すると、入力した内容は失われます。',
    stay: '入力を続ける',
    go: '破棄して移動する',
  },
};
