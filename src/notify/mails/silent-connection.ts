// To those in charge of a connection: no mail has come for much longer than usual for it; what to check.
import type { Letter, Letterhead, Recipient } from '../model.ts';
import { line } from '../rules/plain-text.ts';
import { endLines, greeting, LINE_MAX, paragraphs, steps, supportLines } from './frame.ts';
import { minuteTime } from './times.ts';

export interface SilentConnection {
  connectionId: string;
  connectionName: string;
  portalName: string;
  /** Its last mail. */
  since: Date;
  /** Whole days since then. */
  days: number;
  /** Nine of ten of its mails came within this after the one before: 「3日」. */
  usual: string;
  /** The whole address, or null when there is none. */
  inboxAddress: string | null;
}

const HOUR_MS = 3_600_000;

/** `20時間`, from two days on `3日`; never too short. */
export function usualText(ms: number): string {
  const hours = Math.max(1, Math.ceil(ms / HOUR_MS));
  return hours < 48 ? `${hours}時間` : `${Math.ceil(hours / 24)}日`;
}

export function silentConnection(head: Letterhead, recipient: Recipient, silent: SilentConnection): Letter {
  const { portalName, days, usual, since, inboxAddress } = silent;
  return {
    subject: `【${head.productName}】【ポータルサイト連携】${portalName} からのメールが${days}日届いていません`,
    text: paragraphs(
      greeting(recipient.name),
      [
        `${portalName} からのメールは、ふだんは${usual}以内に次のものが届いていますが、${days}日届いていません。`,
        `連携名称: ${line(silent.connectionName, LINE_MAX)}`,
        `最終受信: ${minuteTime(since)}`,
        ...(inboxAddress ? [`Digima受信ボックス: ${inboxAddress}`] : []),
      ],
      [
        '■ ご確認いただきたいこと',
        ...steps([
          `${portalName}の通知先に、上の「Digima受信ボックス」のアドレスが登録されたままかご確認ください。`,
          `${portalName}のご契約や掲載に、変更や停止がないかご確認ください。`,
          '連携のページの「テスト反響を送る」で、受信ボックスに届くことをお確かめください。届くときは、こちらの設定に問題はありません。',
        ]),
      ],
      [
        'お問い合わせがなかっただけの場合は、何もする必要はありません。次のメールが届くまで、このお知らせを繰り返すことはありません。',
      ],
      ['▼連携のページを開く', `${head.url}/connections/${silent.connectionId}`],
      supportLines(head),
      endLines(head),
    ),
  };
}
