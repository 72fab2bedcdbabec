// Why a mail or a message did not go out, in the words of 通知履歴. Kept as a short code: a relay's own text may name people.

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
  'given-on',
  'post-address',
  'post-unreachable',
  'post-slow',
  'internal',
  MAYBE_TOLD,
] as const;
export type Trouble = (typeof troubles)[number];

/** Kinds of answers: of a relay, and with `post-` of a service over HTTP. */
const refusals = [
  'no-such-recipient',
  'mailbox-full',
  'not-allowed',
  'relay-later',
  'relay-refused',
  'post-url-void',
  'post-no-channel',
  'post-restricted',
  'post-busy',
  'post-later',
  'post-unauthorized',
  'post-not-found',
  'post-refused',
] as const;

export const notSentCodes = [...troubles, ...refusals] as const;

/** `answer`: the code that was answered (`550 5.1.1`, `404 no_service`), where there was one. `text`: Japanese. */
export interface NotSent {
  code: (typeof notSentCodes)[number];
  answer: string | null;
  text: string;
}

const words: Record<NotSent['code'], string> = {
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
  'given-on': '担当が変わったか、先に対応されたため、送信しませんでした。',
  'post-address': '送信先のURLに接続できません。通知の設定で、URLをご確認ください。',
  'post-unreachable': '送信先に接続できませんでした。サービスの稼働状況をご確認ください。',
  'post-slow': '送信先の応答がありませんでした。サービスの稼働状況をご確認ください。',
  [MAYBE_TOLD]:
    '控えから復元する前にお送りしたかもしれないため、自動では送信していません。届いていないときは再送してください。',
  internal: '送信の処理に失敗しました。続くようでしたらサポート窓口へお問い合わせください。',
  'no-such-recipient': '宛先のメールアドレスが受け付けられませんでした。アドレスをご確認ください。',
  'mailbox-full': '宛先のメールボックスに空きがないか、容量の制限を超えています。',
  'not-allowed':
    '送信用メールサーバーの規則により送信できませんでした。差出人（MAIL_FROM）と送信の許可をご確認ください。',
  'relay-later': '送信用メールサーバーが一時的に受け付けませんでした。',
  'relay-refused': '送信用メールサーバーに拒否されました。宛先のメールアドレスをご確認ください。',
  'post-url-void': 'Webhook URLが無効になっています。新しいURLを発行し、通知の設定で入れ替えてください。',
  'post-no-channel':
    '投稿先のチャンネルがないか、アーカイブされています。新しいWebhook URLを発行してください。',
  'post-restricted': '投稿先のチャンネルへの投稿が、管理者により制限されています。',
  'post-busy': '送信先が混み合っているため、受け付けられませんでした。',
  'post-later': '送信先のサービスが一時的に受け付けませんでした。',
  'post-unauthorized': '送信先に認証されませんでした。通知の設定で、トークンやURLをご確認ください。',
  'post-not-found': '送信先が見つかりませんでした。通知の設定で、URLやルームIDをご確認ください。',
  'post-refused': '送信先に受け付けられませんでした。通知の設定をご確認ください。',
};

/** What is kept in `last_error`, told: a trouble, or an answer's code with its detail (`550 5.1.1`, `http 404 no_service`). */
export function whyNotSent(kept: string | null): NotSent | null {
  if (kept === null) return null;
  const trouble = troubles.find((one) => one === kept);
  if (trouble) return { code: trouble, answer: null, text: words[trouble] };
  const isPost = kept.startsWith('http ');
  const answer = isPost ? kept.slice('http '.length) : kept;
  const code = isPost ? kindOfPosted(answer) : kindOfAnswer(answer);
  return { code, answer, text: words[code].replace(/。$/, `（応答コード ${answer}）。`) };
}

/** RFC 5321 §4.2 and RFC 3463. */
function kindOfAnswer(answer: string): NotSent['code'] {
  const [code = '', detail = ''] = answer.split(' ');
  if (/^\d\.1\./.test(detail)) return 'no-such-recipient';
  if (/^\d\.2\.2/.test(detail) || code === '452' || code === '552') return 'mailbox-full';
  if (/^5\.7\./.test(detail)) return 'not-allowed';
  return code.startsWith('4') ? 'relay-later' : 'relay-refused';
}

/** An HTTP status, with what the service said where that tells more. */
function kindOfPosted(answer: string): NotSent['code'] {
  const [status = '', said = ''] = answer.split(' ');
  switch (said) {
    case 'no_service':
    case 'no_team':
    case 'invalid_token':
      return 'post-url-void';
    case 'channel_not_found':
    case 'channel_is_archived':
      return 'post-no-channel';
    case 'action_prohibited':
      return 'post-restricted';
  }
  if (status === '429') return 'post-busy';
  if (status.startsWith('5') || status === '408' || status === '425') return 'post-later';
  if (status === '401' || status === '403') return 'post-unauthorized';
  return status === '404' || status === '410' ? 'post-not-found' : 'post-refused';
}
