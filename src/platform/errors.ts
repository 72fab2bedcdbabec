// Refusals people see, and failures that stop the program in one clear sentence. Expected outcomes are values instead.

/** Every refusal: its HTTP status and what the person reads (Japanese: what happened, what to do). */
const catalogue = {
  'sign-in-required': { status: 401, text: 'サインインしてください。' },
  'api-key-invalid': {
    status: 401,
    text: 'APIキーが正しくありません。Authorization: Bearer の値をご確認ください。',
  },
  'no-organization': { status: 403, text: '所属する会社がありません。管理者に招待を依頼してください。' },
  'first-start-over': {
    status: 403,
    text: 'このリンクは使えません。すでに初期設定が済んでいるか、リンクが正しくありません。サインインするか、起動時に表示されたリンクをご確認ください。',
  },
  'too-large': { status: 413, text: '送信された内容が大きすぎます。短くしてからもう一度お試しください。' },
  'signature-refused': {
    status: 401,
    text: '署名が正しくありません。鍵（INTAKE_KEYS）、時刻（5分以内）、署名する内容をご確認ください。',
  },
  'intake-closed': {
    status: 404,
    text: 'この受け口は閉じています。INTAKE_KEYS に鍵を指定すると開きます。',
  },
  'no-such-inbox': { status: 404, text: '宛先の受信ボックスはありません。' },
  'delivery-id-used': {
    status: 409,
    text: 'この配達番号は、別のメールに使われています。新しい番号で送り直してください。',
  },
  'origin-refused': {
    status: 403,
    text: '別のサイトからの操作は受け付けていません。この画面を開き直してください。',
  },
  'not-found': { status: 404, text: '見つかりませんでした。削除されたか、権限のない項目です。' },
  'organization-changed': {
    status: 409,
    text: 'この画面を開いたあとに、お使いの会社が切り替わりました。保存していません。画面を読み込み直してください。',
  },
  'role-required': {
    status: 403,
    text: 'この操作はオーナーまたはアドミンの方のみ行えます。オーナーまたはアドミンの方にご依頼ください。',
  },
  'option-off': {
    status: 403,
    text: 'ポータルサイト連携機能のオプションがオフのため、変更できません。機能契約をご確認ください。',
  },
  'no-login': {
    status: 409,
    text: 'ログイン情報がまだ登録されていません。ステップ②でユーザーIDとパスワードを登録してから、もう一度お試しください。',
  },
  'changed-meanwhile': {
    status: 409,
    text: '他の方が先に変更しました。新しい内容を確認してから、もう一度保存してください。',
  },
  'in-use': {
    status: 409,
    text: '連携や顧客で使われています。代わりに使うものを選んでください。',
  },
  'role-too-high': {
    status: 403,
    text: 'ご自身より上の権限の方を変更したり、ご自身より上の権限を付けたりすることはできません。オーナーの方にご依頼ください。',
  },
  'last-owner': {
    status: 409,
    text: 'オーナーが一人もいなくなるため、変更できません。先に他の方をオーナーにしてください。',
  },
  'own-account': {
    status: 409,
    text: 'ご自身を無効化することはできません。他のオーナーまたはアドミンの方にご依頼ください。',
  },
  'name-is-theirs': {
    status: 403,
    text: 'このユーザーのお名前は、ご本人だけが変更できます。ご本人にご依頼ください。',
  },
  'invitation-over': {
    status: 403,
    text: 'この招待は使えません。期限が切れたか、取り消されたか、すでに使われています。招待した方に再送をご依頼ください。',
  },
  'too-many-tries': {
    status: 429,
    text: '回数が多すぎます。しばらく待ってからもう一度お試しください。',
  },
  'owner-required': {
    status: 403,
    text: 'この操作はオーナーの方のみ行えます。オーナーの方にご依頼ください。',
  },
  'self-service-off': {
    status: 403,
    text: 'この画面からは切り替えられません。サポート窓口へお問い合わせください。',
  },
  'customer-exists': {
    status: 409,
    text: '同じ電話番号またはメールアドレスの顧客がすでに登録されています。同じ方でないかご確認ください。',
  },
  'merge-with-itself': {
    status: 422,
    text: '同じ顧客どうしは統合できません。統合する別の顧客をお選びください。',
  },
  'customer-merged': {
    status: 409,
    text: 'この顧客は、すでに別の顧客に統合されています。統合先の顧客をご確認ください。',
  },
  'merge-undone': {
    status: 409,
    text: 'この統合は、すでに取り消されています。画面を読み込み直してください。',
  },
  'merged-again': {
    status: 409,
    text: 'この統合のあとに、別の統合が行われています。新しい統合から順に取り消してください。',
  },
  'not-the-author': {
    status: 403,
    text: '記録した方だけが変更できます。記録した方にご依頼ください。',
  },
  'already-settled': {
    status: 409,
    text: 'この項目はすでに他の方が対応済みです。画面を読み込み直してください。',
  },
  'replay-running': {
    status: 409,
    text: 'この会社の再読み取りがすでに実行中です。終わるのを待つか、中止してから、もう一度お試しください。',
  },
  'replay-over': {
    status: 409,
    text: 'この再読み取りはすでに反映されたか、中止されています。もう一度プレビューからお試しください。',
  },
  'import-running': {
    status: 409,
    text: 'この会社のCSV取り込みがすでに実行中です。終わるのを待つか、中止してから、もう一度お試しください。',
  },
  'import-over': {
    status: 409,
    text: 'この取り込みは、すでに実行されたか、取りやめになっています。画面を読み込み直してください。',
  },
  'import-not-ready': {
    status: 409,
    text: 'このままでは取り込めません。プレビューに表示された内容を直してから、もう一度お試しください。',
  },
  'import-not-undoable': {
    status: 409,
    text: 'この取り込みは取り消せません。取り消す内容がないか、取り消せる期間（30日）が過ぎています。画面を読み込み直してご確認ください。',
  },
  'import-undone': {
    status: 409,
    text: 'この取り込みは、すでに取り消されています。画面を読み込み直してください。',
  },
  'import-undo-running': {
    status: 409,
    text: 'この取り込みの取り消しが実行中です。終わるのを待って、画面をご確認ください。',
  },
  'file-empty': { status: 422, text: 'ファイルの中身が空です。データの入ったCSVファイルをお選びください。' },
  'file-is-excel': {
    status: 422,
    text: 'Excelのファイルはそのままでは取り込めません。Excelの「名前を付けて保存」で「CSV UTF-8（コンマ区切り）」を選んで保存し、そのファイルをお選びください。',
  },
  'file-not-csv': {
    status: 422,
    text: 'CSVファイルではないようです。文字だけのCSVファイル（UTF-8 または Shift_JIS）をお選びください。',
  },
  'login-refused-before': {
    status: 409,
    text: 'このログイン情報またはユーザーIDは、最近ポータルサイトに拒否されています。もう一度送信すると、ポータルサイト側でロックされることがあります。内容をご確認のうえ、送信するかをお選びください。',
  },
  'mail-not-resendable': {
    status: 409,
    text: 'このメールは再送できません。送信の途中か、本文がすでに消去されているか、宛先の方が無効になっています。',
  },
  'input-invalid': { status: 422, text: '入力内容をご確認ください。' },
  'cursor-invalid': {
    status: 400,
    text: 'ページの位置が正しくありません。最初のページから開き直してください。',
  },
  unavailable: { status: 503, text: 'ただいま処理できません。しばらくしてからもう一度お試しください。' },
} as const;

export type ErrorCode = keyof typeof catalogue;

/** Every code an answer can bear: the refusals, a request of no known shape, and a mistake of ours. */
export const problemCodes = [
  ...(Object.keys(catalogue) as ErrorCode[]),
  'request-invalid',
  'internal',
] as const;

export type ProblemCode = (typeof problemCodes)[number];

/** A refusal the person can act on. `fields` names wrong inputs: path → Japanese text. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly fields: Record<string, string> | undefined;
  /** What the person needs to go on (the values of somebody else's edit, a count): the `data` of the answer. */
  readonly data: unknown;
  constructor(
    code: ErrorCode,
    options: { fields?: Record<string, string>; data?: unknown; cause?: unknown } = {},
  ) {
    super(code, { cause: options.cause });
    this.code = code;
    this.fields = options.fields;
    this.data = options.data;
  }
  get status(): number {
    return catalogue[this.code].status;
  }
  /** Japanese: what happened and what to do. */
  get text(): string {
    return catalogue[this.code].text;
  }
}

/** The program cannot start or go on; `message` is the one sentence its operator reads. Exit code 78 for settings, 1 else. */
export class StartError extends Error {}
