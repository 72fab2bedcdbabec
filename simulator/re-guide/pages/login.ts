// The login and what may be asked after it: code, new password, terms.
import { html } from 'hono/html';
import type { Charset, Html } from '../answer.ts';
import type { Pending } from '../sessions.ts';
import { framed } from './frame.ts';

interface LoginPage {
  charset: Charset;
  token: string;
  error: string | null;
  captcha: boolean;
}

export function loginPage({ charset, token, error, captcha }: LoginPage): Html {
  return framed(
    charset,
    '会員ログイン',
    html`<div class="narrow"><h1>会員ログイン</h1>
${error === null ? '' : html`<p class="error" role="alert">${error}</p>`}
<form class="box" method="post" action="/login">
<input type="hidden" name="_token" value="${token}">
<label for="login_id">ID</label>
<input id="login_id" name="login_id" autocomplete="username">
<label for="password">PW</label>
<input id="password" name="password" type="password" autocomplete="current-password">
${captcha ? CAPTCHA : ''}
<button type="submit" name="login" value="1">ログイン</button>
</form>
<p class="help">IDまたはPWをお忘れの方は、運営事務局までお電話ください。</p></div>`,
  );
}

const CAPTCHA = html`<label for="captcha">画像認証</label>
<p class="help">画像の文字「7 3 9 1」を入力してください。</p>
<input id="captcha" name="captcha" autocomplete="off">`;
/** What the picture shows. */
export const CAPTCHA_TEXT = '7391';

/** The login after a redesign: nothing that was known of it holds. */
export function redesignedPage(charset: Charset, answered: boolean): Html {
  return framed(
    charset,
    'パートナーサイト',
    answered
      ? html`<h1>新しいパートナーサイトへようこそ</h1><p>ただいま画面を準備しています。</p>`
      : html`<div class="narrow"><h1>パートナーサイト</h1><form class="box" method="post" action="/login">
<label for="user_code">ユーザーコード</label><input id="user_code" name="user_code">
<label for="pass_phrase">パスフレーズ</label><input id="pass_phrase" name="pass_phrase" type="password">
<button type="submit">進む</button></form></div>`,
  );
}

const ASKED: Record<Pending, { path: string; title: string; text: string; fields: Html; button: string }> = {
  'second-factor': {
    path: '/login/code',
    title: '認証コードの入力',
    text: 'ご登録の電話番号に送信した認証コードを入力してください。',
    fields: html`<label for="code">認証コード</label><input id="code" name="code" inputmode="numeric">`,
    button: '認証する',
  },
  'password-expired': {
    path: '/login/password',
    title: 'パスワードの変更',
    text: 'パスワードの有効期限が切れています。新しいパスワードを設定してください。',
    fields: html`<label for="new_password">新しいパスワード</label><input id="new_password" name="new_password" type="password">`,
    button: '変更する',
  },
  'action-needed': {
    path: '/login/terms',
    title: '利用規約の改定',
    text: '利用規約が改定されました。ご利用を続けるには、利用規約への同意が必要です。',
    fields: html`<label class="inline"><input type="checkbox" name="agree" value="1">改定後の利用規約に同意します</label>`,
    button: '同意して進む',
  },
};

/** Where a login goes on that has something to do first. */
export const pathOf = (pending: Pending): string => ASKED[pending].path;

export function pendingPage(
  charset: Charset,
  pending: Pending,
  token: string,
  error: string | null = null,
): Html {
  const { path, title, text, fields, button } = ASKED[pending];
  return framed(
    charset,
    title,
    html`<div class="narrow"><h1>${title}</h1>
${error === null ? '' : html`<p class="error" role="alert">${error}</p>`}
<form class="box" method="post" action="${path}"><p>${text}</p>
<input type="hidden" name="_token" value="${token}">${fields}
<button type="submit">${button}</button></form></div>`,
  );
}
