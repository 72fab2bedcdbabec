// What every mail shares: how it greets, how it ends, and how text becomes HTML.
import type { Letterhead } from '../model.ts';
import { escapeHtml, line } from '../rules/plain-text.ts';

/** Longest name in a subject. */
export const SUBJECT_NAME_MAX = 40;
/** Longest name, address or label in a text. */
export const LINE_MAX = 200;

/** `佐藤 健一 様` */
export const greeting = (name: string): string => `${line(name, LINE_MAX) || 'ご担当者'} 様`;

/** The support window, word for word as on the screen. */
export function supportLines({ support }: Letterhead): string[] {
  const { name, hours, url } = support;
  return [
    'ご不明な点は、下記までお気軽にお問い合わせください。',
    `${line(name, LINE_MAX)} ${line(hours, LINE_MAX)}`,
    ...(url ? [`お問い合わせ: ${url}`] : []),
  ];
}

/** The last lines of every mail. */
export const endLines = ({ productName }: Letterhead): string[] => [
  '――――――――――――――――――――',
  `このメールは${line(productName, LINE_MAX)}から自動でお送りしています。このメールへの返信にはお答えできません。`,
];

/** Paragraphs with an empty line between them; empty ones are left out. */
export const paragraphs = (...parts: (string | string[])[]): string =>
  `${parts
    .map((part) => (Array.isArray(part) ? part.join('\n') : part))
    .filter((part) => part !== '')
    .join('\n\n')}\n`;

/** Numbered steps. */
export const steps = (given: string[]): string[] => given.map((step, at) => `${at + 1}. ${step}`);

const FONT = "'Hiragino Sans','Yu Gothic',Meiryo,sans-serif";

/** An HTML mail of these parts, each HTML already. */
export function htmlPage(parts: string[]): string {
  return [
    '<!doctype html>',
    '<html lang="ja"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"></head>',
    `<body style="margin:0;padding:24px 16px;background:#f5f6f8;color:#1f2430;overflow-wrap:anywhere;font:15px/1.8 ${FONT}">`,
    '<div style="max-width:600px;margin:0 auto;padding:24px;background:#fff;border:1px solid #dfe3ea;border-radius:8px">',
    ...parts,
    '</div></body></html>',
  ].join('\n');
}

export const htmlParagraph = (lines: string[]): string => `<p>${lines.map(escapeHtml).join('<br>')}</p>`;
export const htmlHeading = (text: string): string =>
  `<h2 style="margin:24px 0 8px;font-size:16px">${escapeHtml(text)}</h2>`;
export const htmlSteps = (given: string[]): string =>
  `<ol style="margin:0;padding-left:1.6em">${given.map((step) => `<li>${escapeHtml(step)}</li>`).join('')}</ol>`;

/** A link that shows its address too: what is pressed is what is seen. */
export const htmlLink = (text: string, url: string): string =>
  `<p><a href="${escapeHtml(url)}" style="display:inline-block;padding:10px 20px;background:#1c5fd4;color:#fff;border-radius:6px;text-decoration:none">${escapeHtml(text)}</a><br><span style="font-size:13px;color:#596173">${escapeHtml(url)}</span></p>`;

/** The support window and the last lines, as HTML. */
export function htmlEnd(head: Letterhead): string {
  const [first = '', window = ''] = supportLines(head);
  const { url } = head.support;
  const ask = url ? `<br><a href="${escapeHtml(url)}" style="color:#1c5fd4">お問い合わせ</a>` : '';
  return [
    `<p style="margin-top:24px;padding-top:16px;border-top:1px solid #dfe3ea">${escapeHtml(first)}<br>${escapeHtml(window)}${ask}</p>`,
    `<p style="font-size:13px;color:#596173">${escapeHtml(endLines(head)[1] ?? '')}</p>`,
  ].join('\n');
}
