// 「RE-Guide(リガイド)運営事務局へのお問い合わせ」 and 「メールアドレスのご変更」, as the guide walks them.
import { html } from 'hono/html';
import type { Charset, Html } from '../answer.ts';
import type { NewApplication } from '../apply.ts';
import { type Account, ADDRESS_LIMIT, type Application } from '../model.ts';
import { framed } from './frame.ts';
import { jst } from './jst.ts';

const STATES: Record<Application['state'], string> = {
  open: '受付済み（運営事務局で確認中）',
  confirming: '確認メールを送信しました',
  done: '登録が完了しました',
  refused: '登録できませんでした',
};

export function contactMenuPage(charset: Charset, member: Account, applications: Application[]): Html {
  const rows = applications.map(
    ({ id, at, address, replaces, state, phoned }) => html`<tr>
<td>${id}</td><td>${jst(at)}</td><td>${replaces === null ? '追加' : `差し替え（${replaces}）`}</td><td>${address}</td>
<td>${STATES[state]}${phoned && state === 'open' ? '。ご担当者様へ確認のお電話を差し上げます' : ''}</td></tr>`,
  );
  return framed(
    charset,
    '運営事務局へのお問い合わせ',
    html`<h1>RE-Guide(リガイド)運営事務局へのお問い合わせ</h1>
<div class="box"><p>お問い合わせの内容を選んでください。</p><ul class="menu">
<li><a href="/member/contact/address">メールアドレスのご変更</a></li>
<li>その他のお問い合わせは、お電話で承っています。</li>
</ul></div>
${
  rows.length === 0
    ? ''
    : html`<h2>メールアドレスのご変更のお申し込み</h2>
<div class="scroll"><table><tr><th>受付番号</th><th>受付日時</th><th>内容</th><th>メールアドレス</th><th>状況</th></tr>${rows}</table></div>`
}`,
    member,
  );
}

interface AddressPage {
  charset: Charset;
  member: Account;
  token: string;
  given: NewApplication;
  faults: string[];
}

export function addressPage({ charset, member, token, given, faults }: AddressPage): Html {
  const { addresses } = member;
  const checked = (kind: NewApplication['kind']) => (given.kind === kind ? 'checked' : '');
  return framed(
    charset,
    'メールアドレスのご変更',
    html`<h1>メールアドレスのご変更</h1>
${faults.length === 0 ? '' : html`<div class="error" role="alert">${faults.map((fault) => html`<p>${fault}</p>`)}</div>`}
<div class="box"><p>反響お知らせメールの通知先を変更します。通知先に設定できるメールアドレスは${ADDRESS_LIMIT}つまでです。</p>
<p>現在の通知先</p><ol>${addresses.map((address) => html`<li>${address}</li>`)}</ol></div>
<form class="box" method="post" action="/member/contact/address" novalidate>
<input type="hidden" name="_token" value="${token}">
<fieldset><legend>ご変更の内容</legend>
<label class="inline"><input type="radio" name="kind" value="add" ${checked('add')}>追加</label>
<label class="inline"><input type="radio" name="kind" value="replace" ${checked('replace')}>差し替え</label></fieldset>
<label for="email">ご変更(差し替え・追加)をご希望されるメールアドレス</label>
<input id="email" name="email" type="email" value="${given.address}" autocomplete="off">
<label for="replaces">差し替えるメールアドレス</label>
<p class="help">「差し替え」の場合に選んでください。</p>
<select id="replaces" name="replaces"><option value="">選んでください</option>
${addresses.map((address) => html`<option ${given.replaces === address ? 'selected' : ''}>${address}</option>`)}</select>
<h2>お問い合わせご担当者様のご情報</h2>
<label for="firm">会社名</label><input id="firm" name="firm" value="${given.applicant.firm}">
<label for="person">ご担当者名</label><input id="person" name="person" value="${given.applicant.person}">
<label for="phone">電話番号</label><input id="phone" name="phone" type="tel" value="${given.applicant.phone}">
<label for="message">お問い合わせ内容（任意）</label><textarea id="message" name="message">${given.message}</textarea>
<button type="submit">お問い合わせ</button></form>`,
    member,
  );
}

export function appliedPage(charset: Charset, member: Account, { id, address }: Application): Html {
  return framed(
    charset,
    'お問い合わせを受け付けました',
    html`<h1>お問い合わせを受け付けました</h1>
<div class="done"><p>受付番号：${id}</p><p>ご希望のメールアドレス：${address}</p></div>
<p>運営事務局で内容を確認のうえ、登録いたします。確認のため、ご担当者様へお電話を差し上げることがあります。</p>
<p><a href="/member/contact">RE-Guide(リガイド)運営事務局へのお問い合わせへ戻る</a></p>`,
    member,
  );
}
