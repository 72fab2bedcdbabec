// The sink's pages: all mails, newest first; one mail as text and as HTML in a frame that runs nothing. JSON for programs.
import { Hono } from 'hono';
import { html, raw } from 'hono/html';
import { toJstIso } from '../../src/lib/jst.ts';
import { STYLE } from '../style.ts';
import type { SunkMail } from './model.ts';

const LOOK_EVERY_MS = 1_500;
// A mail's link opens in a tab of its own; nothing else of it runs.
const POPUPS = 'allow-popups allow-popups-to-escape-sandbox';
const LINK = /(https?:\/\/[^\s<>"'、。（）「」]+)/;

export function sinkPages(mails: readonly SunkMail[]): Hono {
  const app = new Hono();
  app.use(async (c, next) => {
    await next();
    c.header('Cache-Control', 'no-store');
  });
  app.get('/', (c) => c.html(listPage(mails, c.req.query('from') ?? null)));
  app.get('/mails.json', (c) => c.json(mails.map(({ raw: _bytes, ...mail }) => mail)));
  app.get('/newest', (c) => c.text(newest(mails)));
  app.get('/mails/:id', (c) => {
    const mail = mails.find(({ id }) => String(id) === c.req.param('id'));
    return mail ? c.html(mailPage(mail)) : c.notFound();
  });
  app.get('/mails/:id/html', (c) => {
    const mail = mails.find(({ id }) => String(id) === c.req.param('id'));
    if (!mail?.html) return c.notFound();
    c.header('Content-Security-Policy', `sandbox ${POPUPS}; default-src 'none'; style-src 'unsafe-inline'`);
    return c.html(`<base target="_blank">${mail.html}`);
  });
  return app;
}

const newest = (mails: readonly SunkMail[]): string => String(mails.at(-1)?.id ?? 0);
// The page loads itself again when a mail has come.
const lookAgain = (shown: string): string =>
  `setInterval(async()=>{const r=await fetch('/newest').catch(()=>null);if(r?.ok&&await r.text()!=='${shown}')location.reload()},${LOOK_EVERY_MS})`;

const jst = (iso: string) => toJstIso(new Date(iso)).slice(0, 19).replaceAll('-', '/').replace('T', ' ');

function framed(title: string, head: ReturnType<typeof html> | '', body: ReturnType<typeof html>) {
  return html`<!doctype html><html lang="ja"><head><meta charset="UTF-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title>${head}<style>${raw(STYLE)}</style></head>
<body><header><p class="pretend">これは模擬サイトです。ここに届いたメールは、どこにも配信されません。</p><div><a class="logo" href="/">届いたメール</a></div></header><main>${body}</main></body></html>`;
}

function listPage(mails: readonly SunkMail[], sender: string | null) {
  const senders = [...new Set(mails.map(({ from }) => from))].sort();
  const shown = mails.filter(({ from }) => sender === null || from === sender).reverse();
  const rows = shown.map(
    ({ id, at, from, to, subject }) => html`<tr>
<td>${jst(at)}</td><td>${from} から</td><td>${to.join(', ')} へ</td><td><a href="/mails/${id}">${subject || '（件名なし）'}</a></td></tr>`,
  );
  return framed(
    '届いたメール',
    html`<script>${raw(lookAgain(newest(mails)))}</script>`,
    html`<h1>届いたメール（${shown.length}通）</h1>
${senders.length < 2 ? '' : html`<p>差出人：<a href="/">すべて</a>${senders.map((from) => html`　<a href="/?from=${encodeURIComponent(from)}">${from}</a>`)}</p>`}
${
  rows.length === 0
    ? html`<p class="box">まだ届いていません。届くとここに並びます。</p>`
    : html`<table class="mails"><tr><th>日時</th><th>差出人</th><th>宛先</th><th>件名</th></tr>${rows}</table>`
}`,
  );
}

function mailPage({ id, at, to, from, subject, text, html: source }: SunkMail) {
  return framed(
    subject,
    '',
    html`<h1>${subject || '（件名なし）'}</h1>
<table class="form"><tr><th>日時</th><td>${jst(at)}</td></tr><tr><th>差出人</th><td>${from}</td></tr><tr><th>宛先</th><td>${to.join(', ')}</td></tr></table>
<h2>本文</h2><pre>${linked(text)}</pre>
${source === null ? '' : html`<h2>HTML</h2><iframe title="HTMLの本文" sandbox="${POPUPS}" src="/mails/${id}/html"></iframe>`}
<p><a href="/">一覧へ戻る</a></p>`,
  );
}

function linked(text: string) {
  return text.split(LINK).map((piece, at) => (at % 2 === 0 ? piece : html`<a href="${piece}">${piece}</a>`));
}
