// What a page means, which form is sent and where to: pages as portals write them, and as somebody hostile does.
import Encoding from 'encoding-japanese';
import { expect, test } from 'vitest';
import type { LoginSign } from '../../../portal-kit/login.ts';
import { login } from '../../../portals/re-guide/login.ts';
import { encodeForm } from './encode-form.ts';
import { judgeAnswer, judgeForm } from './judge.ts';
import { fillForm, hasLoginForm } from './login-form.ts';
import { decodePage, parsePage, refreshOf, visibleText } from './page.ts';
import { isOfSite, ownAddress } from './site.ts';

const page = (html: string, status = 200) => ({ status, path: '/login', document: parsePage(html) });
const sjis = (text: string) =>
  Uint8Array.from(
    Encoding.convert(Encoding.stringToCode(text), { to: 'SJIS', from: 'UNICODE', type: 'array' }),
  );
const DIRECT = { isDirect: true, asksAgain: false };
const FORM = '<form method=post><input name=login_id><input name=password type=password></form>';

test.each([
  ['<p>ID または<br>パスワードが　正しくありません。</p><input type=password>', 200, 'wrong-credentials'],
  ['<script>"IDまたはパスワードが正しくありません"</script><p>ようこそ</p>', 200, null],
  ['<p hidden>IDまたはパスワードが正しくありません</p><a href="/logout">x</a>', 200, 'verified'],
  ['<a href="/logout">ログアウト</a>', 200, 'verified'],
  ['<p>お知らせ: ワンタイムパスワードを始めます</p><a href="/logout">x</a>', 200, 'verified'],
  ['<p>このアカウントはロックされています。</p>', 200, 'locked'],
  ['', 503, 'unavailable'],
  ['', 500, 'interrupted'],
  ['<p>システムエラー</p>', 504, 'interrupted'],
  ['', 403, 'blocked'],
  ['', 404, null],
])('the answer %s with %i is %s', (html, status, outcome) => {
  expect(judgeAnswer(login.signs, page(html, status), DIRECT)).toBe(outcome);
});

test('an error after the password left is never plain unavailable, whatever the signs say', () => {
  const signs: LoginSign[] = [{ outcome: 'unavailable', on: 'both', texts: ['混雑'] }];
  expect(judgeAnswer(signs, page('混雑', 500), DIRECT)).toBe('interrupted');
  expect(judgeAnswer(signs, page('混雑', 200), DIRECT)).toBe('unavailable');
  expect(judgeAnswer([{ outcome: 'verified', on: 'answer' }], page('', 200), DIRECT)).toBeNull();
});

test('where the password may have been looked at, a page that speaks of maintenance is not the portal being down', () => {
  const wrong = page(
    `<p>IDまたはパスワードが正しくありません</p>${FORM}<p>3日はメンテナンスのため停止します</p>`,
  );
  expect(judgeAnswer(login.signs, wrong, { isDirect: true, asksAgain: true })).toBe('wrong-credentials');
  for (const led of [page('<h1>メンテナンス中</h1>'), page('', 503)])
    expect(judgeAnswer(login.signs, led, { isDirect: false, asksAgain: false })).toBe('interrupted');
  expect(judgeAnswer(login.signs, page(FORM, 503), { isDirect: true, asksAgain: true })).toBe('interrupted');
  const home = page('<a href="/logout">x</a><p>メンテナンスのため停止します</p>');
  expect(judgeAnswer(login.signs, home, { isDirect: false, asksAgain: false })).toBe('verified');
});

test.each([
  [FORM, 200, null],
  [FORM.replace('</form>', '<input name=captcha></form>'), 200, 'captcha'],
  ['<h1>メンテナンス中</h1>', 200, 'unavailable'],
  [FORM, 500, 'unavailable'],
  [FORM, 404, 'site-changed'],
])('before anything is sent %s with %i says %s', (html, status, outcome) => {
  expect(judgeForm(login.signs, page(html, status))).toBe(outcome);
});

const fill = (html: string, url = 'https://www.portal.example.jp/in/login?x=1', charset = 'utf-8') => {
  const filled = fillForm({ document: parsePage(html), url: new URL(url), charset }, login, {
    userId: 'みほん 1',
    password: 'a&b=%',
  });
  return filled && { ...filled, url: filled.url.href };
};

test('the form is sent as a browser sends it: hidden fields, defaults, the pressed button, nothing else', () => {
  expect(
    fill(`<form method="POST" action="../auth#top">
      <input type=hidden name="_token" value="a&quot;1"><input name=login_id value=old>
      <input name=password type=password><input type=checkbox name=keep><input type=checkbox name=on checked>
      <select name=branch><option value=1>a</option><option selected>b</option></select>
      <input name=off disabled value=1><input type=reset name=clear value=1><textarea name=t>x</textarea>
      <button name=go value=1>ログイン</button><button name=other value=2>x</button></form>`),
  ).toEqual({
    method: 'POST',
    url: 'https://www.portal.example.jp/auth',
    body: '_token=a%221&login_id=%E3%81%BF%E3%81%BB%E3%82%93+1&password=a%26b%3D%25&on=on&branch=b&t=x&go=1',
  });
});

test('a form without an action goes to its page, by GET in the address, in the charset of the page', () => {
  expect(fill(FORM)?.url).toBe('https://www.portal.example.jp/in/login?x=1');
  const sent = fill(FORM.replace('method=post', ''), undefined, 'shift_jis');
  expect(sent).toEqual({
    method: 'GET',
    url: 'https://www.portal.example.jp/in/login?login_id=%82%DD%82%D9%82%F1+1&password=a%26b%3D%25',
    body: null,
  });
  expect(encodeForm([{ name: 'a', value: '髙😀\n' }], 'Shift_JIS')).toBe('a=%FB%FC%26%23128512%3B%0D%0A');
  expect(encodeForm([{ name: 'a', value: 'あ' }], 'x-unknown')).toBe('a=%E3%81%82');
});

test.each([
  ['another site', FORM.replace('method', 'action="https://evil.example.com/" method')],
  [
    'another site by its base',
    `<base href="https://evil.example.com/">${FORM.replace('method', 'action=in method')}`,
  ],
  ['plain http from https', FORM.replace('method', 'action="http://www.portal.example.jp/" method')],
  ['a script', FORM.replace('method', 'action="javascript:alert(1)" method')],
  ['no password field', '<form><input name=login_id><input type=password name=other></form>'],
  ['no form', '<p>hello</p>'],
])('a form that leads to %s is not filled in', (_, html) => {
  expect(fill(html)).toBeNull();
});

test('the login form is known again when it comes instead of a page', () => {
  expect(hasLoginForm(parsePage(FORM), login)).toBe(true);
  expect(hasLoginForm(parsePage('<form><input name=q></form>'), login)).toBe(false);
});

test.each([
  ['https://www.portal.co.jp/', true],
  ['https://portal.co.jp/member', true],
  ['https://login.portal.co.jp/', true],
  ['https://evilportal.co.jp/', false],
  ['https://portal.co.jp.evil.com/', false],
  ['https://other.co.jp/', false],
  ['http://login.portal.co.jp/', false],
  ['https://user@login.portal.co.jp/', false],
  ['https://login.portal.co.jp:8443/', false],
  ['ftp://login.portal.co.jp/', false],
])('from https://login.portal.co.jp/ to %s: %s', (url, isOwn) => {
  expect(isOfSite(new URL('https://login.portal.co.jp/'), new URL(url))).toBe(isOwn);
});

test('a link in a mail is opened as the login page is, when it is of the site', () => {
  const login = new URL('https://login.portal.co.jp/');
  expect(ownAddress(login, 'http://www.portal.co.jp/r/1')?.href).toBe('https://www.portal.co.jp/r/1');
  for (const text of [
    'https://evil.example.com/',
    'not an address',
    'javascript:alert(1)',
    '//portal.co.jp/',
  ])
    expect(ownAddress(login, text)).toBeNull();
});

test('an address without a domain is a site of its own, port included', () => {
  const login = new URL('http://127.0.0.1:8080/login');
  expect(isOfSite(login, new URL('http://127.0.0.1:8080/member'))).toBe(true);
  expect(isOfSite(login, new URL('http://127.0.0.1:8081/'))).toBe(false);
  expect(isOfSite(login, new URL('http://127.0.0.2:8080/'))).toBe(false);
});

test('pages are decoded by header, by their own word, or by looking', () => {
  const html = '<meta charset="Shift_JIS"><p>認証';
  expect(decodePage(sjis(html), 'text/html; charset=shift_jis').html).toBe(html);
  expect(decodePage(sjis(html), 'text/html')).toEqual({ html, charset: 'shift_jis' });
  expect(decodePage(sjis('<p>認証'), undefined)).toEqual({ html: '<p>認証', charset: 'shift_jis' });
  expect(decodePage(new TextEncoder().encode('<p>認証'), 'text/html; charset=x-bogus')).toEqual({
    html: '<p>認証',
    charset: 'utf-8',
  });
});

test('a page that goes on by itself says where to', () => {
  const from = new URL('https://www.portal.example.jp/a');
  const to = (content: string) =>
    refreshOf(parsePage(`<meta http-equiv=Refresh content="${content}">`), from)?.href;
  expect(to("0; URL='/home'")).toBe('https://www.portal.example.jp/home');
  expect(to('1800; url=/login')).toBeUndefined();
  expect(to('0')).toBeUndefined();
});

test.each([
  ['forms in forms', '<form>'.repeat(800_000)],
  ['open elements and ends of others', `${'<b>'.repeat(600_000)}${'</i>'.repeat(600_000)}`],
  ['half a million elements', '<a href=x>'.concat('</a><a href=x>'.repeat(350_000))],
  ['attributes without end', `<form ${'a'.repeat(4_000_000)}`],
  ['one long blank', `<meta charset${' '.repeat(4_900_000)}`],
])('a hostile page ends soon: %s', (_, html) => {
  const started = performance.now();
  const document = parsePage(decodePage(new TextEncoder().encode(html), undefined).html);
  judgeAnswer(login.signs, { status: 200, path: '/', document }, DIRECT);
  hasLoginForm(document, login);
  visibleText(document);
  expect(performance.now() - started).toBeLessThan(3_000);
});
