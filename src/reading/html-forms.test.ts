// Forms in HTML, from bytes to inquiry: every usual markup for label and value, direct and forwarded as HTML.
import { describe, expect, it } from 'vitest';
import { loadPortals } from '../portals/load.ts';
import { decodeMail } from './mime/index.ts';
import { readMail } from './read-mail.ts';

const portals = await loadPortals();
const SUBJECT = '【リガイド】査定依頼のお知らせ';
const ROWS = [
  ['査定番号', 'RG00000001'],
  ['依頼日時', '2026/11/20 14:03'],
  ['物件種別', 'マンション'],
  ['専有面積', '56.5㎡'],
  ['土地の形状', '整形地'],
  ['お名前', '髙橋　誠'],
  ['年齢', ''],
  ['電話番号', '090-0000-1234'],
  ['メールアドレス', 'a..b.@docomo.example'],
  ['ご住所', '〒154-0001<br>東京都世田谷区みほん3-2-1'],
  ['ご要望', '一行目です。<br>残債：約1,200万円　金利：0.625%<br><br>三行目です。'],
];
const FOOTER = '<hr><p>リガイド運営事務局<br>TEL：03-0000-9999<br>Mail：support@re-guide.jp</p>';
const each = (row: (label: string, value: string) => string): string =>
  ROWS.map(([label = '', value = '']) => row(label, value)).join('\n');

const FORMS: Record<string, string> = {
  'a table': `<table>${each((a, b) => `<tr><th>${a}</th><td>${b}</td></tr>`)}</table>`,
  'a table with a column for colons': `<table>${each((a, b) => `<tr><td>${a}</td><td>：</td><td>${b}</td></tr>`)}</table>`,
  'a table with marks': `<table>${each((a, b) => `<tr><td>■${a}：</td><td>${b}</td></tr>`)}</table>`,
  'a table in a table': `<table><tr><td><table>${each((a, b) => `<tr><td><b>${a}</b></td><td><p>${b}</p></td></tr>`)}</table></td></tr></table>`,
  'a list of definitions': `<dl>${each((a, b) => `<dt>${a}</dt><dd>${b}</dd>`)}</dl>`,
  paragraphs: each((a, b) => `<p>${a}：${b}</p>`),
  'line breaks': `<p>${each((a, b) => `■${a}：${b}<br>`)}</p>`,
  'a list': `<ul>${each((a, b) => `<li>${a}：${b}</li>`)}</ul>`,
  'boxes above each other': each((a, b) => `<div><div>${a}</div><div>${b}</div></div>`),
  'label and value beside each other': each((a, b) => `<div><span>${a}</span>&nbsp;<span>${b}</span></div>`),
  'bold labels above': each((a, b) => `<p><b>【${a}】</b><br>${b}</p>`),
};

const header = (bold: string, from: string, rest: string): string =>
  `${bold.replace('X', from)} リガイド運営事務局 &lt;<a href="mailto:noreply@re-guide.jp">noreply@re-guide.jp</a>&gt;<br>${rest}`;
const FORWARDS: Record<string, (form: string) => string> = {
  Gmail: (form) =>
    `<div>転送します<div class="gmail_quote">---------- Forwarded message ---------<br>${header('X: ', '差出人', `Date: 2026年11月20日<br>Subject: ${SUBJECT}<br>To: &lt;info@mihon.example.jp&gt;`)}<br><br>${form}</div></div>`,
  Outlook: (form) =>
    `<p>転送します。</p><p>山本<br>TEL：03-0000-1111</p><div><p>${header('<b>X:</b>', '差出人', `<b>送信日時:</b> 2026年11月20日<br><b>宛先:</b> info@mihon.example.jp<br><b>件名:</b> ${SUBJECT}`)}</p></div>${form}`,
  Apple: (form) =>
    `<div>転送します</div><blockquote type="cite"><div>Begin forwarded message:</div><br><div>${header('<b>X:</b>', 'From', `<b>Subject:</b> ${SUBJECT}<br><b>To:</b> info@mihon.example.jp`)}</div><br><div>${form}</div></blockquote>`,
  Thunderbird: (form) =>
    `<p>転送</p>-------- 転送メッセージ --------<table><tr><th>件名: </th><td>${SUBJECT}</td></tr><tr><th>差出人: </th><td>リガイド &lt;noreply@re-guide.jp&gt;</td></tr></table><br>${form}`,
};

function read(html: string, from: string, subject: string) {
  const head = `From: ${from}\r\nSubject: ${subject}\r\nMIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n`;
  return readMail(decodeMail(Buffer.from(`${head}<html><body>${html}</body></html>`)), portals);
}

const EXPECTED = {
  outcome: 'inquiry',
  portal: 're-guide',
  inquiry: {
    kind: 'appraisal',
    requestNumber: 'RG00000001',
    requestedAt: '2026-11-20T14:03:00+09:00',
    contact: {
      name: '髙橋　誠',
      phones: ['+819000001234'],
      phonesAsSent: ['090-0000-1234'],
      email: 'a..b.@docomo.example',
      postalCode: '1540001',
      address: '東京都世田谷区みほん3-2-1',
    },
    property: { type: 'condo-unit', typeText: 'マンション', exclusiveAreaSqm: 56.5 },
    request: {},
    message: '一行目です。\n残債：約1,200万円　金利：0.625%\n\n三行目です。',
    extras: [{ label: '土地の形状', value: '整形地' }],
  },
};

describe.each(Object.entries(FORMS))('a form as %s', (_, form) => {
  it('direct', () => {
    const { warnings: _warnings, ...result } = read(
      `<p>査定依頼がありました。</p>${form}${FOOTER}`,
      'noreply@re-guide.jp',
      SUBJECT,
    );
    expect(result).toEqual(EXPECTED);
  });

  it.each(Object.entries(FORWARDS))('forwarded by %s', (_, wrap) => {
    const html = wrap(`<p>査定依頼がありました。</p>${form}${FOOTER}`);
    const { warnings: _warnings, ...result } = read(html, 'yamamoto@mihon.example.jp', `FW: ${SUBJECT}`);
    expect(result).toEqual(EXPECTED);
  });
});
