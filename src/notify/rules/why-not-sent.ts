// Why a mail did not go out, in the words of 通知履歴. Kept as a short code: a relay's own text may name people.

/** Kept with a mail that the installation may have sent before it was restored from a backup. */
export const MAYBE_TOLD = 'restored';

/** What went wrong before or instead of the relay's answer. */
export const troubles = [
  'dns',
  'connect',
  'timeout',
  'closed',
  'tls',
  'auth',
  'address',
  'left',
  'not-forwarded',
  'chat-removed',
  'push-gone',
  'responded',
  'post-address',
  'post-unreachable',
  'post-slow',
  'internal',
  MAYBE_TOLD,
] as const;
export type Trouble = (typeof troubles)[number];

const words: Record<Trouble, string> = {
  dns: '送信用メールサーバーの名前を引けませんでした。SMTP_URL の設定をご確認ください。',
  connect: '送信用メールサーバーに接続できませんでした。サーバーの稼働状況をご確認ください。',
  timeout: '送信用メールサーバーの応答がありませんでした。サーバーの稼働状況をご確認ください。',
  closed: '送信用メールサーバーとの接続が途中で切れました。',
  tls: '送信用メールサーバーとの暗号化通信を始められませんでした。証明書と SMTP_URL の設定をご確認ください。',
  auth: '送信用メールサーバーにログインできませんでした。SMTP_URL のユーザー名とパスワードをご確認ください。',
  address: '宛先のメールアドレスの形が正しくありません。ユーザーの画面でご確認ください。',
  left: '宛先のユーザーが無効になったため、送信しませんでした。',
  'not-forwarded': '連携の転送先から外されたアドレスのため、送信しませんでした。',
  'chat-removed': '通知の設定から削除されたチャットのため、送信しませんでした。',
  'push-gone': 'このブラウザーへの通知は解除されているため、送信しませんでした。',
  responded: '先に対応されたため、送信しませんでした。',
  'post-address': '送信先のURLに接続できません。通知の設定で、URLをご確認ください。',
  'post-unreachable': '送信先に接続できませんでした。サービスの稼働状況をご確認ください。',
  'post-slow': '送信先の応答がありませんでした。サービスの稼働状況をご確認ください。',
  [MAYBE_TOLD]:
    '控えから復元する前にお送りしたかもしれないため、自動では送信していません。届いていないときは再送してください。',
  internal: '送信の処理に失敗しました。続くようでしたらサポート窓口へお問い合わせください。',
};

/** The words for what is kept in `last_error`: a trouble, or the relay's reply code with its detail (`550 5.1.1`). */
export function whyNotSent(kept: string | null): string | null {
  if (kept === null) return null;
  const trouble = troubles.find((one) => one === kept);
  if (trouble) return words[trouble];
  if (kept.startsWith('http ')) return whyNotPosted(kept);
  const [code = '', detail = ''] = kept.split(' ');
  const shown = `（応答コード ${kept}）`;
  if (/^\d\.1\./.test(detail))
    return `宛先のメールアドレスが受け付けられませんでした。アドレスをご確認ください${shown}。`;
  if (/^\d\.2\.2/.test(detail) || code === '452' || code === '552')
    return `宛先のメールボックスに空きがないか、容量の制限を超えています${shown}。`;
  if (/^5\.7\./.test(detail))
    return `送信用メールサーバーの規則により送信できませんでした。差出人（MAIL_FROM）と送信の許可をご確認ください${shown}。`;
  if (code.startsWith('4')) return `送信用メールサーバーが一時的に受け付けませんでした${shown}。`;
  return `送信用メールサーバーに拒否されました。宛先のメールアドレスをご確認ください${shown}。`;
}

/** The words for an HTTP status (`http 404`), with what the service said where that tells more (`http 404 no_service`). */
function whyNotPosted(kept: string): string {
  const [, status = '', said = ''] = kept.split(' ');
  const shown = `（応答コード ${[status, said].filter(Boolean).join(' ')}）`;
  switch (said) {
    case 'no_service':
    case 'no_team':
    case 'invalid_token':
      return `Webhook URLが無効になっています。新しいURLを発行し、通知の設定で入れ替えてください${shown}。`;
    case 'channel_not_found':
    case 'channel_is_archived':
      return `投稿先のチャンネルがないか、アーカイブされています。新しいWebhook URLを発行してください${shown}。`;
    case 'action_prohibited':
      return `投稿先のチャンネルへの投稿が、管理者により制限されています${shown}。`;
  }
  if (status === '429') return `送信先が混み合っているため、受け付けられませんでした${shown}。`;
  if (status.startsWith('5') || status === '408' || status === '425')
    return `送信先のサービスが一時的に受け付けませんでした${shown}。`;
  if (status === '401' || status === '403')
    return `送信先に認証されませんでした。通知の設定で、トークンやURLをご確認ください${shown}。`;
  if (status === '404' || status === '410')
    return `送信先が見つかりませんでした。通知の設定で、URLやルームIDをご確認ください${shown}。`;
  return `送信先に受け付けられませんでした。通知の設定をご確認ください${shown}。`;
}
