// RE-Guide's login. Its real page is not public: fields and signs are assumed (README.md), and its address is for the
// operator to set (`digima portal`). Until then nothing is tried, and a connection's login stays 未検証.
import type { LoginDefinition } from '../../portal-kit/login.ts';

export const login: LoginDefinition = {
  by: 'http',
  url: null,
  form: 'form:has(input[type=password])',
  fields: { userId: 'login_id', password: 'password' },
  signs: [
    { outcome: 'unavailable', on: 'both', status: [503] },
    { outcome: 'unavailable', on: 'both', texts: ['メンテナンス中', 'メンテナンスのため'] },
    { outcome: 'blocked', on: 'both', status: [403, 429] },
    { outcome: 'captcha', on: 'both', selector: '[name=captcha], .g-recaptcha, .h-captcha' },
    { outcome: 'locked', on: 'answer', texts: ['ロックされています', 'アカウントをロックしました'] },
    {
      outcome: 'wrong-credentials',
      on: 'answer',
      selector: 'input[type=password]',
      texts: ['IDまたはパスワードが', 'パスワードが正しくありません', 'パスワードが違います'],
    },
    // With the field that asks for it: the home may tell of such things, too.
    {
      outcome: 'password-expired',
      on: 'answer',
      selector: 'input[type=password]',
      texts: ['有効期限が切れています', 'パスワードの有効期限'],
    },
    {
      outcome: 'second-factor',
      on: 'answer',
      selector: 'form input:not([type=hidden])',
      texts: ['認証コードを入力', '認証コードの入力', 'ワンタイムパスワードを入力'],
    },
    {
      outcome: 'action-needed',
      on: 'answer',
      selector: 'form input:not([type=hidden])',
      texts: ['利用規約への同意', 'お客様情報の確認'],
    },
    { outcome: 'verified', on: 'answer', selector: 'a[href*="logout"]' },
  ],
};
