// RE-Guide's login. Its real page is not public: fields and signs are assumed (README.md), and its address is for the
// operator to set (`digima portal`). Until then nothing is tried, and a connection's login stays 未検証.
import type { LoginDefinition } from '../../portal-kit/login.ts';

export const login: LoginDefinition = {
  by: 'http',
  url: null,
  form: 'form:has(input[type=password])',
  fields: { userId: 'login_id', password: 'password' },
  signs: [
    { outcome: 'unavailable', on: 'both', status: [500, 502, 503, 504] },
    { outcome: 'unavailable', on: 'both', texts: ['メンテナンス中'] },
    { outcome: 'blocked', on: 'both', status: [403, 429] },
    { outcome: 'captcha', on: 'both', selector: '[name=captcha]' },
    { outcome: 'locked', on: 'answer', texts: ['ロックされています', 'アカウントをロックしました'] },
    { outcome: 'wrong-credentials', on: 'answer', texts: ['IDまたはパスワードが正しくありません'] },
    { outcome: 'password-expired', on: 'answer', texts: ['パスワードの有効期限が切れています'] },
    { outcome: 'second-factor', on: 'answer', texts: ['認証コード', 'ワンタイムパスワード'] },
    { outcome: 'action-needed', on: 'answer', texts: ['利用規約への同意', 'お客様情報の確認'] },
    { outcome: 'verified', on: 'answer', selector: 'a[href*="logout"]' },
  ],
};
