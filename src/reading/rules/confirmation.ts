// Does a mail only ask to confirm an address (a portal's own, or Gmail's or Outlook's before it forwards), and with which
// link or code? Pure, in time linear in the mail's length. What it finds is shown to people and never followed by us.
import { nfkc } from '../../lib/japanese-text.ts';
import type { DecodedMail } from '../../portal-kit/mail.ts';
import { isReply, views } from '../forwards.ts';
import { codeIn } from './confirmation-code.ts';
import { linkIn } from './confirmation-link.ts';

/** What a confirmation mail asks for: at least one of link and code. */
export interface Confirmation {
  /** Who asks, as the mail says: `name <address>`. */
  sender: string;
  /** An http(s) address without user or password, ASCII. */
  link: string | null;
  code: string | null;
}

const TEXT_MAX = 20_000;

// Of an address or a forwarding, never of an account or a card: those are what phishing asks to confirm.
const JA_THING = '(?:メール|アドレス|転送|送信先|通知先|受信先|配信先|email|e-mail)';
const JA_ACT = '(?:確認|認証|検証|本登録|仮登録|登録を完了|有効化|承認)';
const SUBJECTS = [
  new RegExp(`${JA_THING}[^。\\n]{0,24}${JA_ACT}`, 'i'),
  /(?:認証|検証|本登録|仮登録|有効化|承認)[^。\n]{0,12}(?:メール|コード|番号|URL|リンク)/i,
  /確認用?(?:コード|番号|URL|リンク)|(?<!(?:内容|予約|注文|申込|申し込み)の?ご?)確認(?:用|の)?メール/i,
  /\b(?:confirm|confirmation|verify|verification|validate|activate)\b[^\n]{0,60}\b(?:e-?mail|address|forward(?:ing)?|code)\b/i,
  /\b(?:e-?mail|address|forward(?:ing)?)\b[^\n]{0,60}\b(?:confirmation|verification|confirm|verify)\b/i,
  /\b(?:verification|confirmation|security)\s+code\b/i,
  /セキュリティ\s?コード/,
];
const IS_DONE =
  /(?:確認|認証|検証|登録|変更|設定)[^。\n]{0,8}(?:完了|しました|致しました|いたしました|承り|済み)/;
// A sentence that says why and what to press, in either order.
const PRESS = '(?:クリック|アクセス|タップ|押し|押下|開い|開く|入力|(?:URL|リンク|ボタン)(?:から|より|にて))';
const SENTENCES = [
  new RegExp(`${JA_THING}[^。]{0,60}${JA_ACT}[^。]{0,60}${PRESS}`, 'i'),
  new RegExp(
    `${PRESS}[^。]{0,40}(?:${JA_THING})[^。]{0,30}${JA_ACT}[^。]{0,12}(?:完了|お願い|ください|下さい|行|でき)`,
    'i',
  ),
  new RegExp(`${PRESS}[^。]{0,30}登録[^。]{0,6}完了(?:して|させて|となり|し、)`, 'i'),
  new RegExp(`登録[^。]{0,6}完了(?:する|させる|には|するために)[^。]{0,60}${PRESS}`, 'i'),
  /\b(?:click|follow|visit|open|press|enter)\b[^.]{0,120}\b(?:confirm|verify|activate)\b/i,
  /\b(?:confirm|verify|activate)\b[^.]{0,120}\b(?:click|link below|following link|button|enter)\b/i,
];

/**
 * What the mail, or a mail it forwards, asks to confirm; null when it asks for nothing that could be pressed or typed
 * in. The caller asks only for mails that were read as neither inquiry nor notice. Never throws.
 */
export function findConfirmation(mail: DecodedMail): Confirmation | null {
  if (isReply(mail.subject)) return null;
  let asked: Confirmation | null = null;
  // The innermost says who asks; a colleague only forwards it.
  for (const view of views(mail)) {
    const found = confirmationIn(view);
    if (found) asked = { ...found, sender: senderOf(view.from ?? mail.from) };
  }
  return asked;
}

function confirmationIn(mail: DecodedMail): Omit<Confirmation, 'sender'> | null {
  const subject = nfkc(mail.subject.slice(0, 300));
  const text = nfkc(mail.text.slice(0, TEXT_MAX));
  const asksBySubject =
    (!IS_DONE.test(subject) || /コード/.test(subject)) && SUBJECTS.some((form) => form.test(subject));
  const asks = asksBySubject || sentences(text).some((one) => SENTENCES.some((form) => form.test(one)));
  if (!asks) return null;
  const code = codeIn(subject, text);
  const link = linkIn(mail.text.slice(0, TEXT_MAX), mail.html, mail.from?.address ?? '');
  return link === null && code === null ? null : { link, code };
}

/** Paragraphs as one line each: mails break lines in the middle of a sentence. */
function sentences(text: string): string[] {
  return text.split(/\n[ \t\u3000]*\n|(?<=。)/).map((piece) =>
    piece
      .slice(0, 1_000)
      .replace(/https?:\/\/\S+/g, ' ')
      .replace(/\s*\n[>\s]*/g, ''),
  );
}

function senderOf(from: DecodedMail['from']): string {
  if (from === null) return '';
  return from.name === '' ? from.address : `${from.name} <${from.address}>`;
}
