// Mails about a person's own account: invited, a new password, a trial of sending.
import type { Letter, Letterhead, Recipient } from '../model.ts';
import { line } from '../rules/plain-text.ts';
import { endLines, greeting, LINE_MAX, paragraphs, SUBJECT_NAME_MAX, supportLines } from './frame.ts';
import { minuteTime } from './times.ts';

/** To somebody who is to become a user. `url` holds the one-time token. */
export function invitation(
  head: Letterhead,
  given: { organizationName: string; inviterName: string; url: string; expiresAt: Date },
): Letter {
  return {
    subject: `【${head.productName}】${line(given.organizationName, SUBJECT_NAME_MAX)} から招待が届いています`,
    text: paragraphs(
      'ご担当者 様',
      [
        `${head.productName} のユーザーとして招待されました。下記のページを開いて、登録を完了してください。`,
        `会社: ${line(given.organizationName, LINE_MAX)}`,
        `招待した方: ${line(given.inviterName, LINE_MAX)}`,
      ],
      ['▼登録のページを開く', given.url],
      [
        `このリンクは ${minuteTime(given.expiresAt)} まで、1回だけ使えます。ほかの方に転送しないでください。`,
        'お心当たりのない場合は、このメールを破棄してください。',
      ],
      supportLines(head),
      endLines(head),
    ),
  };
}

/** To a user who forgot the password. `url` holds the one-time token. */
export function passwordReset(
  head: Letterhead,
  recipient: Recipient,
  given: { url: string; expiresAt: Date },
): Letter {
  return {
    subject: `【${head.productName}】パスワードの再設定`,
    text: paragraphs(
      greeting(recipient.name),
      ['パスワードの再設定を受け付けました。下記のページを開いて、新しいパスワードを設定してください。'],
      ['▼パスワードを再設定する', given.url],
      [
        `このリンクは ${minuteTime(given.expiresAt)} まで、1回だけ使えます。ほかの方に転送しないでください。`,
        'お心当たりのない場合は、このメールを破棄してください。パスワードは変わりません。',
      ],
      supportLines(head),
      endLines(head),
    ),
  };
}

/** To whoever tries whether mails go out. */
export function testMail(head: Letterhead, recipient: Recipient, sentAt: Date): Letter {
  return {
    subject: `【${head.productName}】テストメール`,
    text: paragraphs(
      greeting(recipient.name),
      [
        `${head.productName} からのメールは正しく届いています。`,
        `通知履歴の「テスト送信」から ${minuteTime(sentAt)} に送信しました。`,
      ],
      ['▼通知履歴を開く', `${head.url}/settings/notices`],
      endLines(head),
    ),
  };
}
