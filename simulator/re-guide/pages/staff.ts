// The staff's page: what a tester switches, approves and looks at. Pretended even in a pretended site: it asks for no login.
import { html } from 'hono/html';
import { SIM_CHARSETS } from '../../../src/portal-kit/sim/raw-mail.ts';
import type { Html } from '../answer.ts';
import {
  type Account,
  mailShapes,
  type Place,
  places,
  SECOND_FACTOR,
  type SentMail,
  type SiteSwitch,
  siteSwitches,
} from '../model.ts';
import { layouts, type Site } from '../site.ts';
import { framed } from './frame.ts';
import { jst } from './jst.ts';

const SWITCHES: Record<SiteSwitch, string> = {
  'password-expired': 'パスワード期限切れ',
  'second-factor': `認証コード（${SECOND_FACTOR}）を求める`,
  'action-needed': '規約の同意を求める',
  captcha: '画像認証を求める',
  'changed-page': '画面が変わった',
  maintenance: 'メンテナンス（503）',
  blocked: 'アクセス拒否（403）',
  'too-many': 'アクセス過多（429）',
  error: 'エラー（500）',
  slow: '遅い',
  hang: '応答しない',
  stall: '途中で止まる',
  drop: '切断する',
  'endless-redirects': '転送を繰り返す',
  elsewhere: '別サイトへ転送する',
  huge: '100MBを返す',
};
const PLACES: Record<Place, string> = {
  everywhere: 'すべて',
  form: 'ログイン画面',
  answer: 'ログインの結果',
  member: '会員ページ',
};

type Choice = readonly [value: string, label: string];

function select(name: string, label: string, choices: readonly Choice[], chosen: string): Html {
  return html`<select name="${name}" aria-label="${label}">${choices.map(([value, text]) => html`<option value="${value}" ${value === chosen ? 'selected' : ''}>${text}</option>`)}</select>`;
}
const same = (values: readonly string[]): Choice[] => values.map((value) => [value, value]);
const button = (action: string, label: string): Html =>
  html`<form method="post" action="/staff/${action}"><button class="small" type="submit">${label}</button></form>`;

export function staffPage(site: Site, sinkUrl: string | null): Html {
  return framed(
    'UTF-8',
    '運営の画面',
    html`<h1>運営の画面（テスト用）</h1>
<p>模擬サイトの動きを変えたり、申請を承認したりします。
<a href="/login">会員ログイン</a>　<a href="/satei">査定依頼フォーム</a>${sinkUrl === null ? '' : html`　<a href="${sinkUrl}">届いたメール</a>`}</p>
<h2>メールアドレスのご変更の申請</h2>${applications(site)}
<h2>アカウント</h2>${[...site.accounts.values()].map(account)}
<h2>サイト全体の動き</h2><div class="box">${switchForm('/staff/switch', site.switched)}</div>
<h2>設定</h2>${settings(site)}
<h2>査定依頼</h2>${button('requests', '査定依頼を1件つくる')}${requests(site)}`,
  );
}

function applications(site: Site): Html {
  const open = site.applications.filter(({ state }) => state === 'open' || state === 'confirming');
  if (open.length === 0) return html`<p class="box">承認を待つ申請はありません。</p>`;
  return html`<div class="scroll"><table><tr><th>受付</th><th>会員</th><th>内容</th><th>ご担当者</th><th>操作</th></tr>
${open.map(
  ({ id, at, userId, address, replaces, applicant, message, dueAt, phoned, state }) => html`<tr>
<td>${id}<br>${jst(at)}</td><td>${userId}</td>
<td>${replaces === null ? '追加' : html`差し替え<br>${replaces} →`}<br><b>${address}</b><br>${message}</td>
<td>${applicant.firm}<br>${applicant.person}<br>${applicant.phone}${phoned ? html`<br><b>電話で確認中</b>` : ''}</td>
<td>${
    state === 'confirming'
      ? '確認メールのURLが開かれるのを待っています'
      : html`${dueAt === null ? '' : html`<p>${jst(dueAt)} に自動で承認</p>`}
${button(`applications/${id}/approve`, '承認する')}${button(`applications/${id}/phone`, '先に電話で確認する')}${button(`applications/${id}/refuse`, '断る')}`
  }</td></tr>`,
)}</table></div>`;
}

function account({
  userId,
  password,
  firm,
  branch,
  addresses,
  failures,
  lockedUntil,
  switched,
}: Account): Html {
  return html`<div class="box"><table class="form">
<tr><th>ID / PW</th><td>${userId} / ${password}</td></tr><tr><th>会社</th><td>${firm} ${branch}</td></tr>
<tr><th>通知先</th><td>${addresses.map((address, at) => html`<div>${address} ${button(`accounts/${userId}/addresses/${at}/remove`, '外す')}</div>`)}</td></tr>
<tr><th>ログインの失敗</th><td>続けて${failures}回${lockedUntil === null ? '' : html`。<b>${jst(lockedUntil)} までロック</b> ${button(`accounts/${userId}/unlock`, 'ロックを解く')}`}</td></tr>
</table>${switchForm(`/staff/accounts/${userId}/switch`, switched)}</div>`;
}

function switchForm(action: string, switched: Site['switched']): Html {
  const choices: Choice[] = [['', 'ふつう'], ...siteSwitches.map((one): Choice => [one, SWITCHES[one]])];
  const on = places.map((one): Choice => [one, PLACES[one]]);
  return html`<form method="post" action="${action}">
<label class="inline">動き${select('what', '動き', choices, switched?.what ?? '')}</label>
<label class="inline">場所${select('on', '場所', on, switched?.on ?? 'everywhere')}</label>
<label class="inline">遅さ（秒）<input class="short" name="seconds" value="${(switched?.ms ?? 3_000) / 1_000}"></label>
<button class="small" type="submit">変える</button></form>`;
}

function settings({ settings: s }: Site): Html {
  const cycle: Choice = ['cycle', '順に変える'];
  return html`<form class="box" method="post" action="/staff/settings"><div class="grid">
<label>会員ページの文字コード${select('charset', '会員ページの文字コード', same(['Shift_JIS', 'UTF-8']), s.charset)}</label>
<label>ロックの長さ（分）<input name="lockMinutes" value="${s.lockMinutes}"></label>
<label>申請の自動承認（秒後。空欄は手で承認）<input name="approvalSeconds" value="${s.approvalSeconds ?? ''}"></label>
<label>承認のときのメール${select(
    'confirmation',
    '承認のときのメール',
    [
      ['none', '送らない'],
      ['told', '登録をお知らせする'],
      ['link', 'URLを開いて確認してもらう'],
    ],
    s.confirmation,
  )}</label>
<label>反響お知らせメールの内容${select('what', '反響お知らせメールの内容', [cycle, ['full', 'お客様の情報つき'], ['notice', '通知だけ']], s.mail.what)}</label>
<label>様式${select('layout', '様式', [cycle, ...same(layouts)], s.mail.layout)}</label>
<label>メールの文字コード${select('mailCharset', 'メールの文字コード', [cycle, ...same(SIM_CHARSETS)], s.mail.charset)}</label>
<label>形式${select('shape', '形式', [cycle, ...same(mailShapes)], s.mail.shape)}</label></div>
<button type="submit">保存する</button></form>`;
}

const LISTED = 30;

function requests(site: Site): Html {
  const newest = [...site.requests.values()].reverse().slice(0, LISTED);
  if (newest.length === 0) return html`<p class="box">まだありません。</p>`;
  return html`<div class="scroll"><table><tr><th>査定番号</th><th>お名前</th><th>送ったメール</th><th>操作</th></tr>
${newest.map(
  ({
    id,
    truth,
    at,
    mails,
  }) => html`<tr><td>${truth.requestNumber}<br>${jst(at)}</td><td>${truth.contact.name ?? ''}</td>
<td>${mails.length === 0 ? '通知先がありません' : mails.map(sentMail)}</td>
<td>${button(`requests/${id}/mail`, 'もう一度送る')}</td></tr>`,
)}</table></div>`;
}

const MAIL_STATES: Record<SentMail['state'], string> = {
  sending: '送信中',
  sent: '送信済み',
  failed: '失敗',
};

function sentMail({ to, what, layout, charset, shape, state, answer }: SentMail): Html {
  return html`<p class="help">${to}<br><b>${MAIL_STATES[state]}</b>（${what === 'full' ? '情報つき' : '通知だけ'}、${layout}、${charset}、${shape}）${answer}</p>`;
}
