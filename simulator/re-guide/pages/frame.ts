// What every page of the pretended site has around it, and that it is pretended.
import { html, raw } from 'hono/html';
import { STYLE } from '../../style.ts';
import type { Charset, Html } from '../answer.ts';
import type { Account } from '../model.ts';

/** A page. `member`: who is signed in, or null. */
export function framed(charset: Charset, title: string, body: Html, member: Account | null = null): Html {
  return html`<!doctype html>
<html lang="ja">
<head>
<meta charset="${charset}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}｜リガイド（模擬サイト）</title>
<style>${raw(STYLE)}</style>
</head>
<body>
<header><p class="pretend">これは模擬サイトです。実在のRE-Guide（リガイド）とは関係ありません。</p><div>
<a class="logo" href="${member ? '/member/' : '/'}">RE-Guide（リガイド）</a>
${member ? signedIn(member) : ''}
</div></header>
<main>${body}</main>
<footer>リガイド運営事務局（模擬）</footer>
</body>
</html>`;
}

function signedIn({ firm, branch }: Account): Html {
  return html`<span>${firm} ${branch} 様</span>
<a href="/member/">ホーム</a>
<a href="/member/requests">査定依頼一覧</a>
<a href="/logout">ログアウト</a>`;
}

/** A page that only says something. */
export function messagePage(charset: Charset, title: string, text: string): Html {
  return framed(charset, title, html`<h1>${title}</h1><div class="box"><p>${text}</p></div>`);
}
