// A small generator of ordinary Japanese mails with known truth, for tests only. Same seed, same mails.
import { base64Lines, CHARSETS, encode, encodedWords, extendedParameter, quotedPrintable } from './encode.ts';

/** What the mail says, and how it was wrapped (for judging differences). */
export interface OrdinaryMail {
  raw: Buffer;
  truth: {
    subject: string;
    fromName: string;
    fromAddress: string;
    text: string;
    html: string | null;
    files: { name: string; size: number }[];
  };
  wrapped: string;
  /** How the only part was laid out, where that is HTML. */
  page: Page | null;
}

type Page = 'div' | 'br' | 'div-br' | 'table';

/** Numbers in [0, 1) that repeat for a seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const WORDS = (
  'お問い合わせ 査定依頼 反響通知 物件 マンション 一戸建て 東京都 世田谷区 横浜市 駅徒歩5分 3LDK 山田 太郎 佐藤 花子 鈴木 高橋 ' +
  'ご担当者様 株式会社 みほん不動産 売却 相続 見学予約 専有面積 72.84㎡ 築年 表示 ソ連 予約 能力 十分 ご確認ください。 ' +
  'です、 ありがとうございます。 【重要】 「内見」 （株） 価格：3,280万円 ※注意 ◆ → 〒154-0001 ①番 ㈱山本 Ⅲ期 髙﨑 ' +
  '～ － ー ・ ABC hello TEL 03-0000-1234 user@example.jp 100% a=b =? ?= https://example.jp/?a=1&b=2 _under_ ヴ 々 〇 ｶﾅ ﾊﾟｰｸ'
).split(' ');
const FILES = [
  '物件資料.pdf',
  '図面 1F.pdf',
  '見積書（株式会社山田）.xlsx',
  'photo.jpg',
  '表示能力ソ.txt',
  '①間取り図.png',
  'ﾁﾗｼ.pdf',
];

/** One mail out of all combinations of charset, word encoding, transfer encoding, shape and file-name style. */
export function ordinaryMail(seed: number): OrdinaryMail {
  const random = randomFrom(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const charset = pick(CHARSETS);
  const phrase = (from: number, to: number) =>
    Array.from({ length: from + Math.floor(random() * (to - from + 1)) }, () => pick(WORDS)).join(
      pick(['', ' ', '']),
    );
  const word = pick(['B', 'Q'] as const);
  const label = pick([charset, charset.toUpperCase(), charset === 'shift_jis' ? 'Shift_JIS' : charset]);
  const subject = phrase(1, 12).trim();
  const fromName = phrase(1, 5).trim();
  const lines = Array.from({ length: 1 + Math.floor(random() * 12) }, () =>
    random() < 0.15 ? '' : phrase(1, 8).trim(),
  );
  const page = pick(['div', 'br', 'div-br', 'table'] as const);
  const shape = pick(['plain', 'html', 'alternative', 'attachment', 'attachment', 'all'] as const);
  // A row of an empty cell is no line to a reader.
  const said = shape === 'html' && page === 'table' ? lines.filter((line) => line !== '') : lines;
  const text = `${said.join('\r\n')}\r\n`;
  const html = toHtml(lines, page);
  const encodings = ['quoted-printable', 'base64', charset === 'iso-2022-jp' ? '7bit' : '8bit'] as const;

  const part = (type: string, content: string): Buffer => {
    const encoding = pick(encodings);
    const bytes = encode(content, charset);
    const quotes = pick(['', '"']);
    const head = `Content-Type: ${type}; charset=${quotes}${label}${quotes}\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n`;
    if (encoding === 'base64') return Buffer.from(`${head}${base64Lines(bytes)}\r\n`);
    if (encoding === 'quoted-printable') return Buffer.from(head + quotedPrintable(bytes));
    return Buffer.concat([Buffer.from(head), bytes]);
  };
  const multi = (kind: string, parts: Buffer[]): Buffer => {
    const boundary = `----=_Part_${Math.floor(random() * 1e9)}`;
    return Buffer.concat([
      Buffer.from(
        `Content-Type: multipart/${kind};\r\n boundary="${boundary}"\r\n\r\nThis is a multi-part message in MIME format.\r\n`,
      ),
      ...parts.flatMap((one) => [Buffer.from(`\r\n--${boundary}\r\n`), one]),
      Buffer.from(`\r\n--${boundary}--\r\n`),
    ]);
  };

  const files: { name: string; size: number }[] = [];
  const styles: string[] = [];
  const file = (): Buffer => {
    const name = pick(FILES);
    const style = pick(['extended', 'continued', 'word', 'name-only', 'both'] as const);
    const bytes = Buffer.from(`%PDF ${seed}`);
    files.push({ name, size: bytes.length });
    styles.push(style);
    const extended = extendedParameter('filename', name, charset, style === 'continued' ? 3 : 1);
    const inWord = encodedWords(name, charset, 'B', label);
    const type =
      style === 'extended' || style === 'continued'
        ? 'application/pdf'
        : `application/pdf;\r\n name="${inWord}"`;
    const disposition =
      style === 'name-only'
        ? 'attachment'
        : `attachment;\r\n ${style === 'word' ? `filename="${inWord}"` : extended}`;
    const content = base64Lines(bytes);
    return Buffer.from(
      `Content-Type: ${type}\r\nContent-Disposition: ${disposition}\r\nContent-Transfer-Encoding: base64\r\n\r\n${content}\r\n`,
    );
  };

  const body = {
    plain: () => part('text/plain', text),
    html: () => part('text/html', html),
    alternative: () => multi('alternative', [part('text/plain', text), part('text/html', html)]),
    all: () =>
      multi('mixed', [multi('alternative', [part('text/plain', text), part('text/html', html)]), file()]),
    attachment: () => multi('mixed', [part('text/plain', text), file(), ...(random() < 0.3 ? [file()] : [])]),
  }[shape]();
  const fromAddress = pick(['noreply@example.jp', 'a..b.@docomo.example', 'info+lead@portal.example.com']);
  const head = [
    `From: ${pick([encodedWords(fromName, charset, word, label), `"${encodedWords(fromName, charset, 'B', label)}"`])} <${fromAddress}>`,
    `To: lead@example.jp`,
    `Subject: ${encodedWords(subject, charset, word, label)}`,
    `Date: Sun, 22 Nov 2026 10:00:00 +0900`,
    `Message-ID: <${seed}@example.jp>`,
    'MIME-Version: 1.0',
  ].join('\r\n');
  return {
    raw: Buffer.concat([Buffer.from(`${head}\r\n`), body]),
    truth: {
      subject,
      fromName,
      fromAddress,
      text: text.replaceAll('\r\n', '\n'),
      html:
        shape === 'html' || shape === 'alternative' || shape === 'all' ? html.replaceAll('\r\n', '\n') : null,
      files,
    },
    wrapped: [charset, word, shape, ...styles].join(' '),
    page: shape === 'html' ? page : null,
  };
}

const escapeHtml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** The lines as a page: in blocks, with line breaks, with both, or as a table of one cell a row. */
function toHtml(lines: string[], page: Page): string {
  const safe = lines.map(escapeHtml);
  const body = {
    div: () => safe.map((line) => `<div>${line || '<br>'}</div>`).join('\r\n'),
    br: () => safe.join('<br>\r\n'),
    'div-br': () => safe.map((line) => `<div>${line}<br></div>`).join('\r\n'),
    table: () =>
      `<table>\r\n${safe.map((line) => `<tr><td>${line || '&nbsp;'}</td></tr>`).join('\r\n')}</table>`,
  }[page]();
  return `<html><head><title>x</title></head><body>${body}</body></html>`;
}
