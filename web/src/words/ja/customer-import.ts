// 顧客 → CSV取り込み.
const n = (count: number) => count.toLocaleString('ja-JP');

const lines = {
  new: '新しく登録',
  suspected: '新しく登録（重複候補）',
  known: 'すでに登録済み',
  repeated: 'ファイル内の重複',
  refused: '取り込めない行',
  filled: '空欄を補った顧客',
};

export const customerImport = {
  title: '顧客のCSV取り込み',
  lead: '表計算ソフトやほかのシステムの顧客名簿を取り込みます。内容を確認してから実行するので、選んだだけでは何も変わりません。',
  back: '顧客',
  backToAll: 'CSV取り込み',
  onlyAdmins: 'CSV取り込みを行えるのは、オーナーまたはアドミンの方です。',
  drop: {
    title: 'CSVファイルを選ぶ',
    body: 'ここにファイルをドロップすることもできます。',
    choose: 'ファイルを選ぶ',
    limits:
      'UTF-8 または Shift_JIS のCSV（カンマ区切り・タブ区切り）。50 MB、100,000行まで。「CSVで書き出す」のファイルはそのまま取り込めます。',
    sending: (name: string) => `${name} を送信しています`,
    kept: 'ファイルは7日後に消去されます。取り込みを終えて不要になったときは、すぐに消去されます。',
    tooLarge: 'ファイルが大きすぎます。50 MBまでのファイルに分けてください。',
    empty: 'ファイルの中身が空です。データの入ったCSVファイルをお選びください。',
    several: 'ファイルは1つずつ取り込んでください。',
  },
  file: (name: string, size: string) => `${name}（${size}）`,
  by: (name: string) => `実行: ${name}`,
  settings: {
    title: '読み方と取り込み方',
    encoding: '文字コード',
    encodings: {
      'utf-8': 'UTF-8',
      shift_jis: 'Shift_JIS',
      'utf-16le': 'UTF-16（LE）',
      'utf-16be': 'UTF-16（BE）',
    },
    separator: '区切り文字',
    separators: { comma: 'カンマ（,）', tab: 'タブ', semicolon: 'セミコロン（;）' },
    hasHeader: '1行目は見出し',
    columns: '列の対応',
    columnsHint: '同じ項目に複数の列を選ぶと、つなげて取り込みます（姓と名、都道府県と番地など）。',
    column: 'ファイルの列',
    sample: '値の例',
    field: '取り込む項目',
    fieldOf: (column: string) => `「${column}」を取り込む項目`,
    notTaken: '取り込まない',
    fields: {
      id: '顧客ID（登録済みの顧客を探す）',
      name: 'お名前',
      nameKana: 'フリガナ',
      phone: '電話番号',
      email: 'メールアドレス',
      postalCode: '郵便番号',
      address: '住所',
      assignee: '担当者',
      status: '顧客ステータス',
      group: '静的な顧客グループ',
      note: 'メモ（備考）',
    },
    unnamed: (at: number) => `${at}列目`,
    left: (names: string) => `取り込まない列: ${names}`,
    known: 'すでに登録されている顧客',
    knownChoices: {
      skip: { label: '取り込まない', hint: '登録済みの顧客はそのままです。' },
      fill: { label: '空欄だけ補う', hint: '空欄の項目だけを埋めます。入力済みの内容は変わりません。' },
    },
    unknownNames: '登録のない担当者・ステータス・グループ',
    unknownChoices: {
      refuse: { label: 'その行を取り込まない', hint: '担当者は、お名前かメールアドレスで探します。' },
      'leave-out': { label: '空欄にして取り込む', hint: 'ステータスは、既定のステータスになります。' },
    },
    again: 'プレビューし直す',
    changed: '設定が変わりました。プレビューし直すと、取り込めるようになります。',
  },
  running: {
    preview: 'ファイルを確認しています',
    apply: '取り込んでいます',
    rows: (read: number) => `${n(read)}行を確認しました`,
    progress: (read: number, total: number) => `${n(read)} / ${n(total)}行`,
    leave: '画面を閉じても続きます。その間に届いたメールは、いつもどおり登録されます。',
    cancel: '中止する',
    cancelTitle: 'CSV取り込みを中止しますか？',
    cancelBody: '取り込みが済んだ顧客はそのまま残ります。',
    cancelled: 'CSV取り込みを中止しました',
  },
  previewed: {
    title: 'プレビュー',
    rows: (total: number) => `${n(total)}行を確認しました`,
    nothing: '新しく登録される顧客はいません。',
    discard: '取りやめる',
    discarded: 'CSV取り込みを取りやめ、ファイルを消去しました',
    apply: (count: number) => `${n(count)}人を取り込む`,
    fill: '空欄を補う',
    applyTitle: 'この内容で取り込みますか？',
    applyBody: (made: number, refused: number, known: number, fills: boolean) =>
      [
        `${n(made)}人を新しく登録します。`,
        known > 0
          ? fills
            ? `登録済みの${n(known)}行は、空欄だけを補います。`
            : `登録済みの${n(known)}行は取り込みません。`
          : '',
        refused > 0 ? `取り込めない${n(refused)}行は、あとで直して取り込めます。` : '',
      ].join(''),
    applyConfirm: '取り込む',
    begun: '取り込みを始めました',
  },
  states: {
    uploading: '送信中',
    running: '実行中',
    previewed: '確認待ち',
    done: '取り込み済み',
    cancelled: '取りやめ',
    failed: '失敗',
  },
  stateTexts: {
    done: '取り込みました。顧客の履歴に、このファイルから登録されたことが残っています。',
    cancelled: '取りやめました。取り込みが済んだ顧客はそのまま残っています。',
    failed:
      '途中で問題が起きて止まりました。「要確認」の「止まった処理」から再処理すると、続きから行います。',
  } as Record<string, string>,
  lines,
  applied: { ...lines, new: '新しく登録した', suspected: '新しく登録した（重複候補）' },
  unit: (count: number) => `${n(count)}行`,
  countsLabel: '結果の内訳',
  toCustomers: '顧客を見る',
  refused: {
    title: '取り込めない行',
    first: (shown: number, all: number) =>
      `${n(all)}行のうち、はじめの${n(shown)}行の理由です。すべての行は、CSVで保存できます。`,
    more: (rest: number) => `ほか${n(rest)}行を表示`,
    line: '行',
    lineOf: (line: number) => `${n(line)}行目`,
    column: '列',
    whole: '行全体',
    value: '値',
    why: '理由',
    download: '取り込めない行をCSVで保存',
    hint: '最後の列に理由が付いています。直したファイルを、そのまま取り込めます。',
  },
  samples: {
    title: '取り込まれる内容の例',
    titleApplied: '取り込んだ内容の例',
    chips: {
      new: '新規',
      suspected: '重複候補',
      known: '登録済み',
      repeated: 'ファイル内の重複',
      refused: '取り込めない',
    },
    kind: '扱い',
    content: '内容',
    who: '登録済みの顧客',
  },
  earlier: 'これまでの取り込み',
  columns: { file: 'ファイル', state: '状態', result: '結果', when: '日時' },
  summary: (made: number, refused: number) =>
    `登録 ${n(made)}人${refused > 0 ? `・取り込めない行 ${n(refused)}` : ''}`,
};

export type CustomerImportWords = typeof customerImport;
