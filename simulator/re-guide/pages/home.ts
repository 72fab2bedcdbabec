// The members' home, from which the guide walks on.
import { html } from 'hono/html';
import type { Charset, Html } from '../answer.ts';
import type { Account } from '../model.ts';
import { framed } from './frame.ts';

export function homePage(charset: Charset, member: Account): Html {
  return framed(
    charset,
    'ホーム',
    html`<h1>ホーム</h1>
<div class="box"><ul class="menu">
<li><a href="/member/requests">査定依頼一覧</a></li>
<li><a href="/member/contact">RE-Guide(リガイド)運営事務局へのお問い合わせ</a></li>
</ul></div>
<h2>反響お知らせメールの通知先</h2>
<div class="box"><p>${member.addresses.length}件のメールアドレスが設定されています（3件まで）。</p>
<ul>${member.addresses.map((address) => html`<li>${address}</li>`)}</ul></div>`,
    member,
  );
}
