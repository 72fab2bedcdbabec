// Plays RE-Guide: its notification mails about a given request, for the demo and the tests. Layouts are invented in
// the styles of its sister portals (README.md). Pure: the caller says which layout, when and to whom.
import type { Inquiry } from '../../portal-kit/model.ts';
import { rawMail, type SimCharset, type SimShape } from '../../portal-kit/sim/raw-mail.ts';
import { LAYOUTS, type Row, type SimLayout } from './sim-layouts.ts';
import { formOf, ownPage } from './sim-rows.ts';

/** One mail to be made. `n` tells mails apart and picks among equal wordings. */
export interface SimOrder {
  truth: Inquiry;
  /** full: with the customer's data; notice: number and link only; other: mail that is no request. */
  what: 'full' | 'notice' | 'other';
  layout: SimLayout;
  charset: SimCharset;
  shape: SimShape;
  to: string;
  sentAt: Date;
  n: number;
}

/** The layouts this sim knows. */
export const simLayouts = Object.keys(LAYOUTS) as SimLayout[];

const FROM = { name: 'リガイド運営事務局', address: 'noreply@re-guide.jp' };
const greeting = ({ addressee }: Inquiry) =>
  `${addressee === undefined ? '' : `${addressee}\nご担当者様\n\n`}いつもリガイドをご利用いただきありがとうございます。\n`;
const FOOTERS = [
  '━━━━━━━━━━━━━━━━━━━━━━━━━\nリガイド（RE-Guide）運営事務局\n住　所：東京都港区みほん1-1-1\nＴＥＬ：03-0000-9999（平日10時～18時）\nMail：support@re-guide.jp\nURL：https://www.re-guide.jp/\n━━━━━━━━━━━━━━━━━━━━━━━━━',
  '-----------------------------------------\n※本メールは送信専用です。\nお問い合わせ：support@re-guide.jp\n-----------------------------------------',
];
const OTHERS: [subject: string, text: string][] = [
  [
    '【リガイド】加盟店様向けニュースレター 11月号',
    '今月の査定依頼ランキング\n1位 物件種別：マンション\n2位 物件種別：土地\nセミナーのお申し込み：https://www.re-guide.jp/seminar\n担当：営業部　電話番号：03-0000-9999',
  ],
  [
    '【リガイド】メールアドレスのご変更を承りました',
    '通知先メールアドレスの変更（追加）を承りました。\n登録後のメールアドレス：\n1) info@example.jp\n2) box@inbox.example.jp\n\nリガイド運営事務局',
  ],
  [
    '【リガイド】メンテナンスのお知らせ',
    '管理画面のメンテナンスを実施いたします。\n日時：2026年12月5日 1:00～4:00\nこの間の査定依頼は終了後に配信いたします。\n\nリガイド運営事務局\nTEL：03-0000-9999',
  ],
  [
    '【リガイド】パスワード有効期限のお知らせ',
    '管理画面のパスワードの有効期限が近づいています。\n期限：2026/12/31\nhttps://www.re-guide.jp/member/password',
  ],
];

/** The mail as bytes. */
export function simMail(order: SimOrder): Uint8Array {
  const { subject, text, html } = content(order);
  const messageId = `${order.sentAt.getTime()}.${order.n}@re-guide.jp`;
  return rawMail({ ...order, from: FROM, subject, text, html, messageId });
}

interface Content {
  subject: string;
  text: string;
  html: string;
}

function content({ truth, what, layout, n }: SimOrder): Content {
  const footer = FOOTERS[n % FOOTERS.length] ?? '';
  if (what === 'other') {
    const [subject, body] = OTHERS[n % OTHERS.length] ?? ['', ''];
    return withHtml(subject, `株式会社みほん不動産 様\n\n${body}`);
  }
  const asks = truth.kind === 'appraisal' ? '査定依頼' : '収益物件へのお問い合わせ';
  const subject =
    truth.kind === 'appraisal'
      ? (['【リガイド】査定依頼のお知らせ', '【RE-Guide】不動産査定依頼が届きました'][n % 2] ?? '')
      : '【リガイド】収益物件へのお問い合わせ';
  const form = formOf(truth, layout, n);
  if (what === 'notice') {
    const rows = form
      .flatMap(({ rows }) => rows)
      .filter(({ field }) => field === 'number' || field === 'date' || field === 'page');
    const body = rows.map(({ label, value }) => `${label}：${value}`).join('\n');
    const page = ownPage(truth) ?? '';
    const text = `${greeting(truth)}新しい${asks}が届きました。\n詳細は管理画面にログインしてご確認ください。\n\n${body}\n${page}\n\n${footer}`;
    return withHtml(subject, text);
  }
  const { heading, row } = LAYOUTS[layout];
  const parts = form.map(({ title, rows }) => `${heading(title)}\n${rows.map(row).join('\n')}`);
  const page = ownPage(truth);
  const link = page ? `\n\n▼管理画面で確認する\n${page}` : '';
  const text = `${greeting(truth)}下記の${asks}がありましたのでご確認ください。\n\n${parts.join('\n\n')}${link}\n\n${footer}\n`;
  return { subject, text, html: table(truth, form, asks, page) };
}

/** A request as the portal's own page shows it: parts with their labels and values. */
export function simForm(truth: Inquiry): { title: string; rows: { label: string; value: string }[] }[] {
  const { detailUrl: _itself, ...said } = truth;
  return formOf(said, 'plain', 1);
}

function withHtml(subject: string, text: string): Content {
  return { subject, text, html: `<html><body><p>${escaped(text)}</p></body></html>` };
}

function table(
  truth: Inquiry,
  form: readonly { title: string; rows: readonly Row[] }[],
  asks: string,
  url?: string,
): string {
  const rows = form.flatMap(({ title, rows }) => [
    `<tr><th colspan=2>${escaped(title)}</th></tr>`,
    ...rows.map(({ label, value }) => `<tr><td>${escaped(label)}</td><td>${escaped(value)}</td></tr>`),
  ]);
  const link = url ? `<p>▼管理画面で確認する<br><a href="${escaped(url)}">${escaped(url)}</a></p>` : '';
  return `<html><body><p>${escaped(greeting(truth))}</p><p>${asks}がありました。</p><table>${rows.join('\n')}</table>${link}<hr><p>リガイド運営事務局 TEL：03-0000-9999</p></body></html>`;
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '<br>');
}
