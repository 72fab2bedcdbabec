// One's own account: パスワードの変更, a forgotten password, coming in by an invitation.
const passwordHint = '10文字以上128文字以内';

export const account = {
  password: 'パスワード',
  passwordShort: 'パスワードは10文字以上にしてください。',
  passwordLong: 'パスワードは128文字以内にしてください。',
  passwordMissing: 'パスワードを入力してください。',
  tooMany: '続けて操作したため、しばらくお待ちください。1分ほど待ってからお試しください。',
  change: {
    title: 'パスワードの変更',
    lead: '変更すると、ほかの端末でのサインインはすべて終了します。この画面はそのままお使いいただけます。',
    current: '今のパスワード',
    next: '新しいパスワード',
    hint: passwordHint,
    submit: 'パスワードを変更する',
    wrong: '今のパスワードが正しくありません。',
    same: '今と違うパスワードを入力してください。',
    done: 'パスワードを変更しました。ほかの端末でのサインインは終了しました。',
    forgotten: '今のパスワードが分からない方',
  },
  forgot: {
    title: 'パスワードの再設定',
    lead: 'サインインに使っているメールアドレスを入力してください。再設定用のリンクをお送りします。',
    email: 'メールアドレス',
    submit: '再設定メールを送る',
    sentTitle: 'メールをご確認ください',
    sent: (email: string) =>
      `${email} がご登録のメールアドレスであれば、再設定用のリンクをお送りしました。リンクは1時間使えます。`,
    notArrived:
      '届かないときは、迷惑メールに入っていないか、アドレスに誤りがないかをご確認ください。それでも届かないときは、会社の管理者にお問い合わせください。',
    again: '別のメールアドレスで送る',
    toSignIn: 'サインインへ戻る',
  },
  reset: {
    title: '新しいパスワードの設定',
    lead: '新しいパスワードを入力してください。設定すると、すべての端末でサインインが終了します。',
    submit: '設定する',
    noToken: 'メールに記載のリンクから開いてください。リンクの末尾まで含めて開く必要があります。',
    over: 'このリンクは使えません。期限が切れたか、すでに使われています。もう一度メールをお送りください。',
    again: '再設定メールをもう一度送る',
    doneTitle: 'パスワードを設定しました',
    done: '新しいパスワードでサインインしてください。',
    toSignIn: 'サインインへ',
  },
  invitation: {
    title: '招待',
    lead: (organization: string) => `「${organization}」に招待されています。`,
    role: '権限',
    email: 'メールアドレス',
    newPerson: 'お名前とパスワードを登録すると、ご利用を開始できます。',
    knownPerson:
      'このメールアドレスはすでに登録されています。お使いのパスワードを入力すると、この会社に参加します。',
    signedIn: (name: string) => `${name}さんとしてサインインしています。このまま参加できます。`,
    name: 'お名前',
    nameMissing: 'お名前を入力してください。',
    passwordHint,
    submitNew: '登録して始める',
    submitKnown: '参加する',
    noToken: '招待メールに記載のリンクから開いてください。リンクの末尾まで含めて開く必要があります。',
    toSignIn: 'サインインへ',
    forgotten: 'パスワードをお忘れの方',
  },
};
