// What is known of a connection's login: each outcome with its cause, what to do, and who does it.

/** `who`: whose turn it is. */
export interface LoginText {
  chip: string;
  title: string;
  body: (portal: string) => string;
  steps: (portal: string) => string[];
  who: 'you' | 'portal' | 'us' | null;
}

const none: Pick<LoginText, 'steps'> = { steps: () => [] };

export const portalLogin = {
  who: {
    you: 'お客様の操作が必要です',
    portal: 'ポータルサイト側の復旧を待っています',
    us: 'サポート窓口が対応します',
  },
  what: '次に行うこと',
  mailGoesOn: '反響お知らせメールの取り込みは、ログインの状態にかかわらず続いています。',
  mailWillGoOn: 'この状態でも、受信ボックスの設定と連携の開始はできます。',
  checkedAt: '認証した日時',
  verifiedAt: '認証できた日時',
  nextCheckAt: '次の自動確認',
  nextRetryAt: '次に自動で試す日時',
  retries: (n: number) => `${n}回目、3回まで`,
  failures: '24時間以内の失敗',
  failuresMine: (n: number) => `この会社で${n}回`,
  failuresOthers: (n: number) => `ほかの会社で${n}回（同じユーザーID）`,
  progressLabel: '認証の進み具合',
  progress: {
    waiting: '順番待ち',
    opening: 'ログイン画面を開く',
    submitting: 'ログイン情報を送る',
    reading: '結果を確認する',
  },
  states: {
    none: {
      ...none,
      chip: '未検証',
      title: 'ログイン情報は未登録です',
      body: (portal) => `${portal}のユーザーIDとパスワードを登録してください。`,
      who: 'you',
    },
    'not-set-up': {
      ...none,
      chip: '未検証',
      title: '登録しました（未検証）',
      body: (portal) =>
        `${portal}のログイン先がこのシステムにまだ設定されていないため、認証は行われません。設定されるまで「未検証」のままです。`,
      who: 'us',
    },
    unverified: {
      ...none,
      chip: '未検証',
      title: 'まだ認証していません',
      body: () => '「ログイン情報を認証する」を押すと、ログインできるかを確かめます。',
      who: 'you',
    },
    checking: {
      ...none,
      chip: '認証中',
      title: '認証しています',
      body: () => '数十秒かかることがあります。結果はこの画面に表示します。',
      who: null,
    },
    verified: {
      ...none,
      chip: '認証済み',
      title: '認証できました',
      body: (portal) => `${portal}にログインできることを確認しました。1日1回、自動で確認します。`,
      who: null,
    },
    'wrong-credentials': {
      chip: '連携エラー：ID/パスワードが違う',
      title: 'ユーザーIDまたはパスワードが違います',
      body: (portal) => `${portal}に、ユーザーIDまたはパスワードが正しくないと表示されました。`,
      steps: (portal) => [
        `${portal}の画面で、同じユーザーIDとパスワードでログインできるかを確かめる`,
        '「変更する」から、正しい内容を入力し直して認証する',
      ],
      who: 'you',
    },
    'password-expired': {
      chip: '連携エラー：パスワード期限切れ',
      title: 'パスワードの有効期限が切れています',
      body: (portal) => `${portal}に、パスワードの変更を求められました。`,
      steps: (portal) => [
        `${portal}の画面にログインして、新しいパスワードに変更する`,
        '「変更する」から、新しいパスワードを登録して認証する',
      ],
      who: 'you',
    },
    locked: {
      chip: '連携エラー：ロック中',
      title: 'アカウントがロックされています',
      body: (portal) =>
        `${portal}に、アカウントがロックされていると表示されました。続けて試すと、ロックが長引くことがあります。`,
      steps: (portal) => [
        `${portal}の画面でログインできるようになるまで待つ（解除されないときは${portal}に依頼する）`,
        '解除されたら、もう一度認証する',
      ],
      who: 'you',
    },
    'action-needed': {
      chip: '連携エラー：要対応',
      title: 'ポータルサイトの画面で確認が必要です',
      body: (portal) =>
        `ログインした後に、規約への同意や登録内容の確認など、${portal}の画面での操作を求められました。`,
      steps: (portal) => [`${portal}の画面にログインして、表示された確認を済ませる`, 'もう一度認証する'],
      who: 'you',
    },
    'second-factor': {
      chip: '連携エラー：要対応（認証コード）',
      title: '認証コードの入力を求められました',
      body: () => 'メールやSMSに届くコードの入力が必要なため、自動ではログインできません。',
      steps: (portal) => [
        `${portal}の画面で、コードの入力が要らないユーザーIDを使えるかを確かめる`,
        '使えるユーザーIDを「変更する」から登録するか、設定を変えてからもう一度認証する',
      ],
      who: 'you',
    },
    captcha: {
      chip: '連携エラー：要対応（画像認証）',
      title: '画像認証を求められました',
      body: () => '「ロボットではありません」などの確認が表示されたため、自動ではログインできません。',
      steps: (portal) => [
        `しばらく時間をおいて、${portal}の画面に一度ログインする`,
        '画像認証が表示されなくなったら、もう一度認証する',
      ],
      who: 'you',
    },
    blocked: {
      chip: '連携エラー：接続拒否',
      title: 'ポータルサイトに接続を断られました',
      body: (portal) =>
        `${portal}が、このシステムからの接続を受け付けませんでした。入力した内容の誤りではありません。`,
      steps: () => ['しばらく待ってから、もう一度認証する', '続くときは、サポート窓口に問い合わせる'],
      who: 'us',
    },
    'site-changed': {
      chip: '連携エラー：サイト変更',
      title: 'ログイン画面が変わったようです',
      body: (portal) =>
        `${portal}の画面を読み取れませんでした。入力した内容の誤りではありません。新しい画面に合わせる対応を、こちらで行います。`,
      steps: () => [
        '操作は不要です。対応が終わったら、もう一度認証する',
        'お急ぎのときは、サポート窓口に問い合わせる',
      ],
      who: 'us',
    },
    mended: {
      chip: '連携エラー：再認証待ち',
      title: 'ログインの設定を直しました',
      body: (portal) => `${portal}の画面に合わせる対応が終わりました。もう一度認証してください。`,
      steps: () => ['「ログイン情報を認証する」を押す'],
      who: 'you',
    },
    unavailable: {
      chip: '連携エラー：サイト停止',
      title: 'ポータルサイトにつながりませんでした',
      body: (portal) =>
        `${portal}が停止しているか、混み合っています。入力した内容の誤りではありません。時間をおいて自動で試します。`,
      steps: () => ['操作は不要です。次の自動確認をお待ちください'],
      who: 'portal',
    },
    'unavailable-over': {
      chip: '連携エラー：サイト停止',
      title: 'ポータルサイトにつながりませんでした',
      body: (portal) =>
        `何度か自動で試しましたが、${portal}につながりませんでした。入力した内容の誤りではありません。`,
      steps: (portal) => [`${portal}の画面が開けるかを確かめる`, '開けるようになったら、もう一度認証する'],
      who: 'you',
    },
    interrupted: {
      chip: '連携エラー：中断',
      title: '認証が途中で中断されました',
      body: (portal) =>
        `${portal}に送った後に中断したため、結果が分かりません。アカウントを守るため、自動では送り直しません。`,
      steps: () => ['もう一度認証する'],
      who: 'you',
    },
  } satisfies Record<string, LoginText>,
  refusedBefore: {
    title: '同じログイン情報は、一度失敗しています',
    titleOfAccount: 'このユーザーIDは、何度も失敗しています',
    body: (portal: string) =>
      `このユーザーIDとパスワードは、前に${portal}で認証できませんでした。続けて失敗すると、アカウントがロックされることがあります。`,
    strongBody: (portal: string) =>
      `このユーザーIDの認証は、24時間以内に何度も失敗しています。もう一度失敗すると、${portal}のアカウントがロックされるおそれがあります。先に${portal}の画面でログインできるかを確かめてください。`,
    mine: (n: number) => `この会社での24時間以内の失敗：${n}回`,
    others: (n: number) => `同じユーザーIDでの、ほかの会社での失敗：${n}回`,
    understood: 'ロックされるおそれがあることを確認しました',
    cancel: 'やめて確認する',
    confirm: 'それでも認証する',
  },
};
