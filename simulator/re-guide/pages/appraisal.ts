// The public 査定依頼 form, as a home owner fills it in. Always UTF-8.
import { html } from 'hono/html';
import type { FormFields, Html } from '../answer.ts';
import type { Account } from '../model.ts';
import { framed } from './frame.ts';

interface Field {
  name: string;
  label: string;
  choices?: readonly string[];
  type?: 'tel' | 'email' | 'number' | 'textarea';
  required?: true;
}

const TYPES = [
  '分譲マンション',
  '一戸建て',
  '土地',
  '一棟売りマンション',
  '一棟売りアパート',
  '一棟売りビル',
];

const PROPERTY: Field[] = [
  { name: 'type', label: '物件種別', choices: TYPES, required: true },
  { name: 'propertyAddress', label: '物件所在地', required: true },
  { name: 'building', label: '物件名' },
  { name: 'room', label: '部屋番号' },
  { name: 'exclusiveArea', label: '専有面積（㎡）', type: 'number' },
  { name: 'buildingArea', label: '建物面積（㎡）', type: 'number' },
  { name: 'landArea', label: '土地面積（㎡）', type: 'number' },
  { name: 'layout', label: '間取り' },
  { name: 'year', label: '築年（西暦）', type: 'number' },
  { name: 'occupancy', label: '現況', choices: ['', '居住中', '空家', '賃貸中', '更地'] },
  { name: 'method', label: '査定方法', choices: ['机上査定', '訪問査定'] },
  { name: 'reason', label: '査定理由', choices: ['', '住み替え', '相続', '資産整理', '転勤'] },
  { name: 'timing', label: '売却希望時期', choices: ['', '3ヶ月以内', '半年以内', '1年以内', '時期は未定'] },
];
const PERSON: Field[] = [
  { name: 'name', label: 'お名前', required: true },
  { name: 'kana', label: 'フリガナ' },
  { name: 'age', label: '年齢', type: 'number' },
  { name: 'postalCode', label: '郵便番号' },
  { name: 'address', label: 'ご住所' },
  { name: 'phone', label: '電話番号', type: 'tel', required: true },
  { name: 'email', label: 'メールアドレス', type: 'email', required: true },
  { name: 'contactTime', label: '希望連絡時間' },
  { name: 'message', label: 'ご要望', type: 'textarea' },
];

/** Labels of required fields that were left empty. */
export function missingOf(given: FormFields): string[] {
  return [...PROPERTY, ...PERSON]
    .filter(({ name, required }) => required && given.one(name).trim() === '')
    .map(({ label }) => label);
}

/** The form. `given` is what was sent and had faults. */
export function appraisalPage(firms: readonly Account[], faults: string[], given: FormFields | null): Html {
  const chosen = given?.all('firm') ?? firms.map(({ userId }) => userId);
  return framed(
    'UTF-8',
    '不動産の無料一括査定',
    html`<h1>不動産の無料一括査定</h1>
<p>査定を依頼すると、選んだ会社に反響お知らせメールが届きます。</p>
${faults.length === 0 ? '' : html`<div class="error" role="alert">${faults.map((fault) => html`<p>${fault}</p>`)}</div>`}
<form class="box" method="post" action="/satei" novalidate>
<h2>査定する物件</h2><div class="grid">${PROPERTY.map((field) => control(field, given))}</div>
<h2>お客様</h2><div class="grid">${PERSON.map((field) => control(field, given))}</div>
<fieldset><legend>査定を依頼する会社</legend>
${firms.map(
  ({ userId, firm, branch }) =>
    html`<label class="inline"><input type="checkbox" name="firm" value="${userId}" ${chosen.includes(userId) ? 'checked' : ''}>${firm} ${branch}</label>`,
)}</fieldset>
<button type="submit">査定を依頼する</button></form>`,
  );
}

function control({ name, label, choices, type, required }: Field, given: FormFields | null): Html {
  const value = given?.one(name) ?? '';
  const head = html`<label for="${name}">${label}${required ? '（必須）' : ''}</label>`;
  if (choices)
    return html`<div>${head}<select id="${name}" name="${name}">${choices.map((choice) => html`<option ${choice === value ? 'selected' : ''}>${choice}</option>`)}</select></div>`;
  if (type === 'textarea')
    return html`<div class="wide">${head}<textarea id="${name}" name="${name}">${value}</textarea></div>`;
  const kind = type === 'number' ? 'text' : (type ?? 'text');
  return html`<div>${head}<input id="${name}" name="${name}" type="${kind}" ${type === 'number' ? html`inputmode="decimal"` : ''} value="${value}"></div>`;
}

export function thanksPage(requestNumber: string): Html {
  return framed(
    'UTF-8',
    '査定依頼を受け付けました',
    html`<h1>査定依頼を受け付けました</h1>
<div class="done"><p>査定番号：${requestNumber}</p></div>
<p>各社からの連絡をお待ちください。</p><p><a href="/satei">続けて査定を依頼する</a></p>`,
  );
}
