// To owners and admins: mails or other work were given up, nothing is lost, and where to look.
import type { GivenUp, Letter, Letterhead, Recipient } from '../model.ts';
import { endLines, greeting, paragraphs, steps, supportLines } from './frame.ts';

export function givenUpNotice(head: Letterhead, recipient: Recipient, { mails, jobs }: GivenUp): Letter {
  const what = [mails > 0 && `メール${mails}通`, jobs > 0 && `そのほかの処理${jobs}件`]
    .filter(Boolean)
    .join('、');
  return {
    subject: `【${head.productName}】【要確認】処理できなかったものがあります（${what}）`,
    text: paragraphs(
      greeting(recipient.name),
      [
        `繰り返し試しましたが、処理できなかったものがあります（${what}）。反響が含まれている可能性がありますので、お早めにご確認ください。`,
        '届いたメールはすべて保存されています。失われたものはありません。',
      ],
      [
        '■ ご確認いただきたいこと',
        ...steps([
          '下記の「要確認」を開き、「再処理」を押してください。一時的な不具合の場合は、これで処理が完了します。',
          ...(mails > 0 ? ['再処理しても読み取れないメールは、本文を見て顧客として登録してください。'] : []),
        ]),
      ],
      ['▼要確認を開く', `${head.url}/review`],
      ['同じことが続く場合も、このお知らせは1時間に1通までです。'],
      supportLines(head),
      endLines(head),
    ),
  };
}
