// What mails say, whoever wrote what stands in them: one subject line, our lines ours, HTML that is text.
import fc from 'fast-check';
import { simpleParser } from 'mailparser';
import { describe, expect, test } from 'vitest';
import type { InquiryToTell } from '../../customers/index.ts';
import { compose } from '../compose.ts';
import type { Letter, Letterhead } from '../model.ts';
import { invitation, passwordReset } from './account-mails.ts';
import { assignedNotice } from './assigned.ts';
import { firstMailReminder } from './first-mail-reminder.ts';
import { inquiryNotice } from './inquiry-notice.ts';
import { loginCauses } from './login-causes.ts';
import { loginFailed, loginHealed } from './login-failed.ts';
import { placeName } from './place.ts';
import { silentConnection, usualText } from './silent-connection.ts';

const head: Letterhead = {
  productName: 'Digima',
  url: 'https://digima.example.jp',
  support: {
    name: 'Digimaサポート窓口',
    hours: '平日10:00~12:00/13:00~17:00',
    url: 'https://help.example.jp/?a=1&b=2',
  },
};
const sato = { userId: 'u1', name: '佐藤 健一', address: 'sato@example.jp' };

type Told = Omit<InquiryToTell, 'assigneeId'> & { place: string };
const told = (given: Partial<Told> = {}): Told => ({
  customerId: 'c1',
  customerName: '山田　太郎',
  connectionId: 'k1',
  portal: 're-guide',
  isRepeat: false,
  respondedAt: null,
  receivedAt: new Date('2026-11-20T05:04:00Z'),
  mailId: 'm1',
  place: 'リガイド 世田谷支店',
  content: {
    kind: 'appraisal',
    contact: { name: '山田　太郎', phones: ['+819000001234'], phonesAsSent: ['090-0000-1234'] },
    property: { typeText: '分譲マンション', address: '東京都世田谷区桜丘99丁目9番9号' },
    request: {},
    extras: [],
  },
  ...given,
});
const withContent = (content: Partial<Told['content']>, rest: Partial<Told> = {}) =>
  inquiryNotice(head, sato, told({ ...rest, content: { ...told().content, ...content } }));

describe('the notice of an inquiry', () => {
  test('reads so', () => {
    const { subject, text } = withContent({
      requestNumber: 'RG00000001',
      requestedAt: '2026-11-20T14:03:22+09:00',
      message: '住み替えを考えています。\r\n平日の夕方にお電話ください。',
    });
    expect(subject).toBe('【Digima】新しい反響: 山田　太郎 様（リガイド 世田谷支店）');
    expect(text).toBe(`佐藤 健一 様

新しい反響が届きました（リガイド 世田谷支店）。お早めにご連絡ください。

お名前: 山田　太郎 様
電話番号: 090-0000-1234

種別: 査定のご依頼
物件: 分譲マンション 東京都世田谷区桜丘99丁目9番9号
受付番号: RG00000001
依頼日時: 2026/11/20 14:03
受信日時: 2026/11/20 14:04

お問い合わせ内容（冒頭）
> 住み替えを考えています。
> 平日の夕方にお電話ください。

▼顧客のページを開く
https://digima.example.jp/customers/c1

――――――――――――――――――――
このメールはDigimaから自動でお送りしています。このメールへの返信にはお答えできません。
`);
  });

  test('of somebody known says 再反響, of nobody named says so', () => {
    expect(withContent({}, { isRepeat: true }).subject).toBe(
      '【Digima】再反響: 山田　太郎 様（リガイド 世田谷支店）',
    );
    const nameless = withContent({ contact: { email: 'a@example.jp' } }, { customerName: null });
    expect(nameless.subject).toBe('【Digima】新しい反響: お名前の記載なし（リガイド 世田谷支店）');
    expect(nameless.text).toContain('メールアドレス: a@example.jp');
    expect(nameless.text).not.toContain('お名前:');
  });

  test('a day without a time is a day; a time that is none is left out', () => {
    expect(withContent({ requestedAt: '2026-11-20T00:00:00+09:00' }).text).toContain(
      '依頼日時: 2026/11/20\n',
    );
    expect(withContent({ requestedAt: 'きのう' }).text).not.toContain('依頼日時');
  });

  test('a long message is cut, by letters and by lines', () => {
    const long = withContent({ message: '長'.repeat(10_000) }).text;
    expect(/> (長+…)\n/.exec(long)?.[1]).toHaveLength(300);
    const lines = withContent({
      message: Array.from({ length: 50 }, (_, at) => `${at}行目`).join('\n'),
    }).text;
    expect(lines.split('\n').filter((line) => line.startsWith('>'))).toHaveLength(9);
    expect(lines).toContain('> …');
  });

  test('without the person leads to the mail, and to the portal only over http', () => {
    const stub = { customerId: null, customerName: null };
    const portal = 'https://www.re-guide.example.jp/member/request/1';
    expect(withContent({ contact: {}, detailUrl: portal }, stub).text).toContain(portal);
    const { subject, text } = withContent({ contact: {}, detailUrl: 'javascript:alert(1)' }, stub);
    expect(subject).toBe('【Digima】新しい反響: お客様の情報は未取得（リガイド 世田谷支店）');
    expect(text).toContain('https://digima.example.jp/mails/m1');
    expect(text).not.toContain('javascript');
  });
});

test('a connection is called by its portal and its name, the portal not twice', () => {
  expect(placeName('リガイド', '世田谷支店')).toBe('リガイド 世田谷支店');
  expect(placeName('リガイド', 'リガイド 世田谷支店')).toBe('リガイド 世田谷支店');
});

// Letters that have hurt somebody once, among all others.
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '\r\n',
        '\n',
        '\r',
        '\0',
        '\u2028',
        '\u0085',
        '\u202e',
        '\ud800',
        '\udc00',
        '<b>',
        '"',
        '&',
        '▼',
        '■ ',
        '1. ',
      ),
      fc.constantFrom(
        'Bcc: all@example.com',
        '<script>',
        "' onload='",
        '.\r\n',
        '=?utf-8?B?',
        'あ'.repeat(200),
      ),
      fc.string({ unit: 'binary', maxLength: 20 }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

// The first line is the recipient's own name.
const ours = (letter: Letter, mark: string) =>
  letter.text
    .split('\n')
    .slice(1)
    .filter((line) => line.startsWith(mark));

test('text of strangers makes no line, header or tag of ours', async () => {
  const letters = (text: string): [Letter, number][] => {
    const recipient = { ...sato, name: text };
    const failed = { connectionId: 'k1', connectionName: text, portalName: 'リガイド', checkedAt: null };
    const silent = { since: new Date(), days: 9, usual: '24時間', inboxAddress: 'a@inbox.example.jp' };
    const all = { name: text, nameKana: text, email: text, address: text, contactTime: text };
    const inquiry = told({
      place: text,
      customerName: text,
      content: {
        kind: 'other',
        requestNumber: text,
        requestedAt: text,
        contact: { ...all, phones: [text], phonesAsSent: [text] },
        property: { typeText: text, address: text, buildingName: text, listingNumber: text },
        request: {},
        message: text,
        detailUrl: text,
        extras: [],
      },
    });
    return [
      [inquiryNotice(head, recipient, inquiry), 1],
      [assignedNotice(head, recipient, { byName: text, many: 1, items: [inquiry] }), 1],
      [assignedNotice(head, recipient, { byName: text, many: 12, items: [inquiry, inquiry] }), 1],
      [loginFailed(head, recipient, { ...failed, outcome: 'locked', isActive: true }), 1],
      [loginHealed(head, recipient, failed), 1],
      [firstMailReminder(head, recipient, { ...failed, days: 3, inboxAddress: 'a@inbox.example.jp' }), 1],
      [silentConnection(head, recipient, { ...failed, ...silent }), 1],
      [
        invitation(head, {
          organizationName: text,
          inviterName: text,
          url: 'https://x.example',
          expiresAt: new Date(),
        }),
        1,
      ],
      [passwordReset(head, recipient, { url: 'https://x.example', expiresAt: new Date() }), 1],
    ];
  };
  await fc.assert(
    fc.asyncProperty(hostile, async (text) => {
      for (const [letter, links] of letters(text)) {
        expect(letter.subject).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e]/u);
        expect(letter.subject.isWellFormed() && letter.text.isWellFormed()).toBe(true);
        expect([...letter.subject].length).toBeLessThan(160);
        expect(letter.text).not.toMatch(/[^\P{Cc}\n]/u);
        expect(ours(letter, '▼')).toHaveLength(links);
        if (letter.html) expect(letter.html).not.toMatch(/<(b|script)>|onload='/);
      }
      const [[letter] = []] = letters(text);
      if (!letter) return;
      const bytes = await compose({
        id: '0190-id',
        from: { name: text, address: 'no-reply@inbox.example.jp' },
        to: { name: text, address: sato.address },
        subject: letter.subject,
        text: letter.text,
        html: null,
        date: new Date('2026-11-20T05:04:00Z'),
      });
      const parsed = await simpleParser(bytes);
      expect(parsed.headerLines.map(({ key }) => key).sort()).toEqual([
        'auto-submitted',
        'content-transfer-encoding',
        'content-type',
        'date',
        'from',
        'message-id',
        'mime-version',
        'subject',
        'to',
      ]);
      expect(parsed.subject).toBe(letter.subject);
      expect(parsed.text?.trimEnd()).toBe(letter.text.trimEnd());
      expect(parsed.messageId).toBe('<0190-id@inbox.example.jp>');
      expect([parsed.to].flat().flatMap((to) => to?.value.map(({ address }) => address))).toEqual([
        sato.address,
      ]);
      expect(
        bytes
          .toString('latin1')
          .split('\r\n')
          .every((line) => line.length < 998),
      ).toBe(true);
    }),
    { numRuns: 150 },
  );
}, 60_000);

test.each([
  [1, '1時間'],
  [3_600_000, '1時間'],
  [24 * 3_600_000, '24時間'],
  [47 * 3_600_000 + 1, '2日'],
  [60 * 3_600_000, '3日'],
])('what is usual is never said too short: %d ms is %s', (ms, text) => {
  expect(usualText(ms)).toBe(text);
});

test('every cause speaks of the portal by its name and ends its sentences', () => {
  for (const [outcome, { cause, who, steps }] of Object.entries(loginCauses)) {
    const sentences = [cause('リガイド'), who('リガイド'), ...steps('リガイド')];
    for (const sentence of sentences) expect(sentence, outcome).toMatch(/。$/);
    expect(sentences.join(''), outcome).toContain('リガイド');
    expect(steps('リガイド').length, outcome).toBeGreaterThan(1);
  }
});
