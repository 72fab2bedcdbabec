// 設定 → 通知履歴: the mails and messages the product sends.
export const notices = {
  title: '通知履歴',
  lead: 'この会社から送信したメールと通知の記録です。新しいものから順に表示します。',
  list: '送信した通知の一覧',
  onlyAdmins: '通知履歴を見られるのは、オーナーまたはアドミンの方です。',
  columns: { subject: '件名', to: '宛先', state: '状態', when: '作成', action: '操作' },
  noRelay: {
    title: 'メールを送信できません',
    body: '送信に使うメールサーバー（SMTP_URL）が未設定です。設定されるまでメールは「送信待ち」のまま残り、設定されしだい自動で送信されます。設定は、この製品を動かしている管理者にご依頼ください。',
  },
  kinds: {
    'inquiry-notice': '反響のお知らせ',
    'forwarded-mail': '元のメールの転送',
    'login-failed': '連携失敗のお知らせ',
    'login-healed': '連携回復のお知らせ',
    'first-mail-reminder': '初回受信の確認',
    'given-up': '処理できなかったもののお知らせ',
    invitation: '招待',
    'password-reset': 'パスワードの再設定',
    test: 'テスト送信',
  } as Record<string, string>,
  channels: { mail: 'メール', slack: 'Slack', chatwork: 'Chatwork', 'line-works': 'LINE WORKS' },
  states: {
    waiting: '送信待ち',
    'handing-over': '送信中',
    sent: '送信済み',
    failed: '送信できず',
    unknown: '送信できたか不明',
  },
  stateTexts: {
    unknown:
      '送信の途中で止まったため、届いたかどうか分かりません。宛先の方に確認のうえ、必要なら再送してください。',
  } as Record<string, string>,
  repeated: '再送',
  attempts: (n: number) => `${n}回試行`,
  nextAt: '次の送信',
  sentAt: '送信日時',
  resend: {
    action: '再送',
    actionFor: (subject: string, to: string) => `${to} への「${subject}」を再送`,
    title: 'もう一度送信しますか？',
    body: (to: string) => `${to} へ、同じ内容を新しく送信します。`,
    twice: 'すでに届いている可能性があります。その場合、同じ内容が2回届きます。',
    confirm: '再送する',
    done: '再送を受け付けました',
    now: '次の送信を待たずに、今すぐ送信します。',
  },
  test: {
    action: 'テスト送信',
    hint: (email: string) => `${email} にテストメールを送ります`,
    done: 'テストメールの送信を受け付けました。結果はこの一覧に表示されます。',
  },
  empty: {
    title: '送信したメールはまだありません',
    body: '反響が届いたときや、連携が失敗したときのお知らせメールが、ここに並びます。「テスト送信」で、メールが届くことを確かめられます。',
  },
  end: { title: 'この先に送信したメールはありません', body: '最後のページまで表示しました。' },
};
