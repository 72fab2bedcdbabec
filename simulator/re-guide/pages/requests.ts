// The members' list of requests, and one with all it says.
import { html } from 'hono/html';
import { simForm } from '../../../src/portals/re-guide/sim.ts';
import type { Charset, Html } from '../answer.ts';
import type { Account, MemberRequest } from '../model.ts';
import { framed } from './frame.ts';
import { jst } from './jst.ts';

export function requestsPage(charset: Charset, member: Account, requests: MemberRequest[]): Html {
  const rows = requests.map(
    ({ id, at, truth }) => html`<tr>
<td><a href="/member/request/${id}">${truth.requestNumber}</a></td><td>${jst(at)}</td>
<td>${truth.contact.name ?? ''}</td><td>${truth.property.typeText ?? ''}</td><td>${truth.property.address ?? ''}</td></tr>`,
  );
  return framed(
    charset,
    '査定依頼一覧',
    html`<h1>査定依頼一覧</h1>
${
  rows.length === 0
    ? html`<p class="box">査定依頼はまだありません。</p>`
    : html`<div class="scroll"><table>
<tr><th>査定番号</th><th>依頼日時</th><th>お名前</th><th>物件種別</th><th>物件所在地</th></tr>${rows}</table></div>`
}`,
    member,
  );
}

export function requestPage(charset: Charset, member: Account, { truth }: MemberRequest): Html {
  const parts = simForm(truth).map(
    ({ title, rows }) => html`<h2>${title}</h2>
<table class="form">${rows.map(({ label, value }) => html`<tr><th>${label}</th><td>${lines(value)}</td></tr>`)}</table>`,
  );
  return framed(charset, '査定依頼詳細', html`<h1>査定依頼詳細</h1>${parts}`, member);
}

const lines = (text: string) =>
  text.split('\n').map((line, at) => (at === 0 ? html`${line}` : html`<br>${line}`));
