// To those in charge of a connection: it was started days ago and no inquiry has come; what to check.
import type { Letter, Letterhead, Recipient } from '../model.ts';
import { line } from '../rules/plain-text.ts';
import { endLines, greeting, LINE_MAX, paragraphs, steps, supportLines } from './frame.ts';

export interface SilentConnection {
  connectionId: string;
  connectionName: string;
  portalName: string;
  /** Days since 「連携する」. */
  days: number;
  /** The whole address, or null when there is none. */
  inboxAddress: string | null;
}

export function firstMailReminder(head: Letterhead, recipient: Recipient, silent: SilentConnection): Letter {
  const { portalName, days, inboxAddress } = silent;
  return {
    subject: `【${head.productName}】【ポータルサイト連携】${portalName} からの反響がまだ届いていません（連携開始から${days}日）`,
    text: paragraphs(
      greeting(recipient.name),
      [
        `${portalName} との連携を開始してから${days}日が経ちましたが、反響お知らせメールがまだ1通も届いていません。`,
        `連携名称: ${line(silent.connectionName, LINE_MAX)}`,
        ...(inboxAddress ? [`Digima受信ボックス: ${inboxAddress}`] : []),
      ],
      [
        '■ ご確認いただきたいこと',
        ...steps([
          `${portalName}の通知先に、上の「Digima受信ボックス」のアドレスが一字も違わずに登録されているかご確認ください。`,
          `${portalName}へのお申し込みから反映まで日数がかかることや、確認のお電話が入ることがあります。お申し込みが済んでいるかご確認ください。`,
          '通知先に登録できるアドレスの数には上限があります。上限に達しているときは、いずれかのアドレスを「Digima受信ボックス」のアドレスに変更してください。',
          '連携のページの「テスト反響を送る」で、受信ボックスに届くことをお確かめください。届くときは、こちらの設定に問題はありません。',
        ]),
      ],
      ['この期間にお問い合わせがなかっただけの場合は、何もする必要はありません。'],
      ['▼連携のページを開く', `${head.url}/connections/${silent.connectionId}`],
      supportLines(head),
      endLines(head),
    ),
  };
}
