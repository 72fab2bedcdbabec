// The traps that lost or spoiled a lead somewhere, one by one. Whole layouts are judged by the portals' samples and by
// reading/generated-forms.test.ts.
import { describe, expect, it } from 'vitest';
import type { DecodedMail } from './mail.ts';
import type { Inquiry } from './model.ts';
import { readByLabels } from './read-by-labels.ts';

const SENDER = { id: 'mihon', names: ['みほんガイド'], domains: ['mihon-guide.example'] };

function mail(text: string, subject = '【みほんガイド】査定依頼のお知らせ'): DecodedMail {
  const from = { name: 'みほんガイド', address: 'noreply@mihon-guide.example' };
  return {
    subject,
    from,
    to: [],
    sentAt: null,
    messageId: null,
    text,
    html: null,
    attachments: [],
    nested: [],
    warnings: [],
  };
}

const read = (text: string, subject?: string) => readByLabels(mail(text, subject), SENDER);

function inquiryOf(text: string, subject?: string): Inquiry {
  const result = read(text, subject);
  if (!('inquiry' in result)) throw new Error(`${result.outcome}: ${text}`);
  return result.inquiry;
}

const FORM =
  '査定番号：A1\n依頼日時：2026/11/20 14:03\n\n■物件情報\n物件種別：マンション\n物件名：みほん荘\n\n■お客様情報\nお名前：山田　太郎\n';
const FOOTER =
  '━━━━━━━━━━\nみほんガイド運営事務局\n住　所：東京都港区みほん1-1-1\nＴＥＬ：03-0000-9999\nMail：support@mihon-guide.example\n━━━━━━━━━━\n';

describe('the portal’s own signature', () => {
  it.each([
    ['after a rule', `${FORM}\n${FOOTER}`],
    ['after a blank line', `${FORM}\n${FOOTER.replaceAll('━', '')}`],
    [
      'under its domain alone',
      `${FORM}\n----------\n電話番号：03-0000-9999\nメール：support@mihon-guide.example\n`,
    ],
    [
      'in the form’s own style',
      `${FORM}電話番号：\nメールアドレス：-\n\n==========\nみほんガイド サポート\n電話番号：03-0000-9999\n住所：東京都\n`,
    ],
    [
      'under an office of another name',
      `${FORM}電話番号：-\n\n==========\n運営会社：株式会社みほん\n電話番号：03-0000-9999\n`,
    ],
  ])('is not the customer’s, %s', (_, text) => {
    expect(inquiryOf(text).contact).toEqual({ name: '山田　太郎' });
    expect(read(text).warnings).toContain('footer-ignored');
  });

  it('is not the customer’s in a notice, where it holds the only phone', () => {
    const text = `新しい査定依頼が届きました。\n詳細は管理画面にログインしてご確認ください。\n\n査定番号：A1\nhttps://www.mihon-guide.example/member/1\n\n${FOOTER}`;
    expect(read(text)).toEqual({
      outcome: 'notice',
      portal: 'mihon',
      inquiry: {
        kind: 'appraisal',
        requestNumber: 'A1',
        contact: {},
        property: {},
        request: {},
        detailUrl: 'https://www.mihon-guide.example/member/1',
        extras: [],
      },
      warnings: ['footer-ignored'],
    });
  });

  it('does not swallow a form that has nothing but what a signature has', () => {
    const text = `みほんガイド運営事務局です。\nいつもみほんガイドをご利用いただきありがとうございます。\n\n電話番号：090-0000-0001\nメールアドレス：a@example.jp\n\n${FOOTER}`;
    expect(inquiryOf(text).contact).toMatchObject({ phones: ['+819000000001'], email: 'a@example.jp' });
  });

  it('does not end a form whose customer names the portal', () => {
    const { message, contact } = inquiryOf(
      `${FORM}ご要望：みほんガイドで見ました。\nみほんガイドは初めてです。\n電話番号：090-0000-0001\n\n${FOOTER}`,
    );
    expect(message).toBe('みほんガイドで見ました。\nみほんガイドは初めてです。');
    expect(contact.phones).toEqual(['+819000000001']);
  });
});

describe('whose label it is', () => {
  it('the address in the property’s part is the property’s, the owner is not the customer', () => {
    const { contact, property, extras } = inquiryOf(
      '査定番号：A1\n\n＜物件情報＞\n物件種別：土地\n住所：東京都みほん区1\n郵便番号：154-0001\nご所有者様名：見本　次郎\n\n＜所有者情報＞\nお名前：見本　次郎\n電話番号：03-0000-0002\n\n＜お客様情報＞\nお名前：山田　太郎\n住所：大阪府みほん市2\n',
    );
    expect(property).toMatchObject({ address: '東京都みほん区1', postalCode: '1540001' });
    expect(contact).toEqual({ name: '山田　太郎', address: '大阪府みほん市2' });
    expect(extras).toEqual([
      { label: 'ご所有者様名', value: '見本　次郎' },
      { label: 'お名前', value: '見本　次郎' },
      { label: '電話番号', value: '03-0000-0002' },
    ]);
  });

  it.each([
    '■X',
    '▼X',
    '◆ X',
    '＜X＞',
    '【X】',
    '［X］',
    '≪X≫',
    '== X ==',
    '――― X ―――',
    '▼━━X━━━━',
    '□■X■□',
    '┏ X ┓',
    '1. X',
    '①X',
    '(X)',
    '『X』',
    '●X',
    '・X',
    '※X',
    '*X*',
    '~ X ~',
    'X：',
    'X',
    '■ Xについて',
    '----------\nX\n----------',
  ])('a heading may look like %s', (style) => {
    const property = `${style.replace('X', '物件情報')}\n物件種別：土地\n住所：東京都みほん区1\n`;
    const customer = `${style.replace('X', 'お客様情報')}\nお名前：山田\n住所：大阪府みほん市2\nご要望：早めに\n`;
    for (const parts of [
      [property, customer],
      [customer, property],
    ]) {
      const { contact, message, ...inquiry } = inquiryOf(`査定番号：A1\n\n${parts.join('\n')}`);
      expect([inquiry.property.address, contact.address, message]).toEqual([
        '東京都みほん区1',
        '大阪府みほん市2',
        '早めに',
      ]);
    }
  });

  it('without a heading the customer’s part begins with the customer', () => {
    const { contact } = inquiryOf(
      '査定番号：A1\n\n■物件情報\n物件種別：土地\n物件所在地：東京都みほん区1\n\nお名前：山田　太郎\n住所：大阪府みほん市2\n',
    );
    expect(contact.address).toBe('大阪府みほん市2');
  });

  it('建物（専有）面積 is the flat’s or the building’s by the type, whichever comes first', () => {
    const flat = inquiryOf(
      `査定番号：A1\n建物（専有）面積：50㎡\n物件種別：マンション\nお名前：山田\n`,
    ).property;
    const house = inquiryOf(
      `査定番号：A1\n建物（専有）面積：50㎡\n物件種別：一戸建て\nお名前：山田\n`,
    ).property;
    expect([
      flat.exclusiveAreaSqm,
      flat.buildingAreaSqm,
      house.exclusiveAreaSqm,
      house.buildingAreaSqm,
    ]).toEqual([50, undefined, undefined, 50]);
  });
});

describe('where a message ends', () => {
  it.each([
    [
      '■',
      '■お名前　　： 山田\n■ご要望　　： 一行目\n残債：100万円\n\n電話番号：夜のみ\n■電話番号　： 090-0000-0001\n',
      '一行目\n残債：100万円\n\n電話番号：夜のみ',
    ],
    [
      '【】',
      '【お名前】山田\n【ご要望】一行目\nメール：夜のみ\n【電話番号】090-0000-0001\n',
      '一行目\nメール：夜のみ',
    ],
    [
      '- ',
      '- お名前：山田\n\n- ご要望：一行目\n\n・二行目\n\n- 見本を見る：https://mihon.example/1\n\n- 電話番号：090-0000-0001\n',
      '一行目\n\n・二行目',
    ],
    [
      '：',
      'お名前：山田\nご要望：一行目\n残債：約1,200万円　金利：0.625%\n二行目\n売却希望価格：-\n電話番号：090-0000-0001\n',
      '一行目\n残債：約1,200万円　金利：0.625%\n二行目',
    ],
    [
      'columns',
      'お名前　　　　： 山田\n査定番号　　　： A1\n依頼日時　　　： 2026/11/20\nご要望　　　　： 一行目\n希望：早め\n電話番号　　　： 090-0000-0001\n',
      '一行目\n希望：早め',
    ],
  ])('in a block of %s', (_, rows, message) => {
    const inquiry = inquiryOf(`査定番号：A1\n\n${rows}`);
    expect(inquiry.message).toBe(message);
    expect(inquiry.contact.phones).toEqual(['+819000000001']);
  });

  it.each(['▼次の見出し', '== 次 ==', '――― 次 ―――', '◆ 次', '＜次＞', '----------'])('at %s', (line) => {
    expect(inquiryOf(`${FORM}ご要望：一行目\n\n二行目\n${line}\n三行目\n`).message).toBe('一行目\n\n二行目');
  });

  it('「特になし」 is one, a dash is none', () => {
    expect(inquiryOf(`${FORM}ご要望：特になし\n`).message).toBe('特になし');
    expect(inquiryOf(`${FORM}ご要望：-\n`).message).toBeUndefined();
  });

  it('at the portal’s page that the text announces', () => {
    const inquiry = inquiryOf(
      `${FORM}ご要望：早めに\n\n詳細は下記URLでご確認ください。\nhttps://www.mihon-guide.example/member/7\n`,
    );
    expect([inquiry.message, inquiry.detailUrl]).toEqual([
      '早めに',
      'https://www.mihon-guide.example/member/7',
    ]);
  });
});

it('「なし」 is an answer to a question and no name, number or address', () => {
  const { contact, property, request, extras } = inquiryOf(
    '査定番号：A1\n依頼日時：なし\nお名前：山田\nフリガナ：なし\n電話番号：なし\nメールアドレス：なし\nご住所：なし\n部屋番号：なし\n物件種別：土地\n土地面積：なし\n売却理由：なし\n残債：なし\n',
  );
  expect([contact, property, request]).toEqual([
    { name: '山田' },
    { type: 'land', typeText: '土地' },
    { reason: 'なし' },
  ]);
  expect(extras).toEqual([{ label: '残債', value: 'なし' }]);
});

describe('what cannot be read is kept', () => {
  it('beside, with a warning', () => {
    const text = `査定番号：A1\n依頼日時：至急\n築年数：築25年\n土地面積：広い\nお名前：山田\n電話番号：夫の携帯\nメールアドレス：夜のみ\n郵便番号：不詳\n謎の項目：謎\n`;
    expect(inquiryOf(text).extras).toEqual(
      expect.arrayContaining([
        { label: '依頼日時', value: '至急' },
        { label: '築年数', value: '築25年' },
        { label: '土地面積', value: '広い' },
        { label: '電話番号', value: '夫の携帯' },
        { label: 'メールアドレス', value: '夜のみ' },
        { label: '郵便番号', value: '不詳' },
        { label: '謎の項目', value: '謎' },
      ]),
    );
    expect(read(text).warnings).toEqual(
      expect.arrayContaining([
        'date-unreadable',
        'phone-unreadable',
        'email-unreadable',
        'postal-code-unreadable',
        'number-unreadable',
        'phone-missing',
        'email-missing',
        'address-missing',
      ]),
    );
  });

  it('a second value of the same field too', () => {
    const { contact, extras } = inquiryOf(
      `${FORM}氏名：鈴木　花子\nメールアドレス：a@example.jp\nE-mail：b@example.jp\n`,
    );
    expect([contact.name, contact.email]).toEqual(['山田　太郎', 'a@example.jp']);
    expect(extras).toEqual([
      { label: '氏名', value: '鈴木　花子' },
      { label: 'E-mail', value: 'b@example.jp' },
    ]);
  });

  it('the portal’s own arrival time counts only where no other date stands', () => {
    const both = inquiryOf(`反響到着日時：2026/11/20 15:00\n依頼日時：2026/11/20 14:00\nお名前：山田\n`);
    const alone = inquiryOf(`反響到着日時：2026/11/20 15:00\n依頼日時：------\nお名前：山田\n`);
    expect([both.requestedAt, alone.requestedAt]).toEqual([
      '2026-11-20T14:00:00+09:00',
      '2026-11-20T15:00:00+09:00',
    ]);
  });
});

describe('what a mail is', () => {
  it.each([
    ['one of name, phone, mail is enough', 'お名前：山田\n', 'inquiry'],
    [
      'a form with its three blank is a notice',
      '査定番号：A1\nお名前：-\n電話番号：未入力\nメールアドレス：\n',
      'notice',
    ],
    [
      'an announcement without number or page is for people',
      '査定依頼がありました。お電話でご案内します。',
      'unreadable',
    ],
    ['nothing to read', ' \n', 'unreadable'],
  ])('%s', (_, text, outcome) => {
    expect(read(text).outcome).toBe(outcome);
  });

  it.each([
    [
      '【みほんガイド】メールアドレス変更のお知らせ',
      'お名前：担当者\nメールアドレス：info@example.jp\n受付番号：99\n',
    ],
    [
      '【みほんガイド】ニュースレター',
      '今月の査定依頼ランキング\n名前：見本 三郎（講師）\n電話番号：0120-000-001\n',
    ],
    [
      '【みほんガイド】メンテナンスのお知らせ',
      '日時：2026年12月5日 1:00～4:00\n物件名・査定番号の検索ができません。\n',
    ],
    ['【みほんガイド】冬季休業のご案内', '休業期間：12/28～1/3\n電話番号：03-0000-9999\n'],
  ])('%s is no request', (subject, text) => {
    expect(read(text, subject).outcome).toBe('not-an-inquiry');
  });

  it.each([
    '【みほんガイド】査定依頼キャンセルのお知らせ',
    '【みほんガイド】見学予約の変更',
    '【みほんガイド】電話反響のお知らせ',
  ])('%s holds a form and is none', (subject) => {
    expect(read(`${FORM}電話番号：090-0000-0001\n`, subject).outcome).toBe('not-an-inquiry');
  });

  it('the portal’s answer to the firm’s own question is no request', () => {
    const text =
      'お問い合わせありがとうございます。下記の内容で受け付けました。\n\nお名前：山本\nメールアドレス：info@mihon.example.jp\nお問い合わせ内容：メールアドレスの追加\n';
    expect(read(text, '【みほんガイド】お問い合わせを受け付けました').outcome).toBe('not-an-inquiry');
  });

  it('a filled-in form is a request whatever the subject says', () => {
    expect(read(`${FORM}電話番号：090-0000-0001\n`, '【みほんガイド】設定確認のお願い').outcome).toBe(
      'inquiry',
    );
  });

  it.each([
    ['見学予約番号：1\n物件名：みほん荘\nお名前：山田\n', '予約', 'visit'],
    ['査定番号：1\nお名前：山田\n', 'お知らせ', 'appraisal'],
    ['お問い合わせ番号：1\nお問い合わせ種別：資料請求\n物件番号：2\nお名前：山田\n', 'お知らせ', 'property'],
    ['お問い合わせ番号：1\n物件種別：土地\n売却希望時期：未定\nお名前：山田\n', 'お問い合わせ', 'appraisal'],
    ['受付番号：1\nお名前：山田\n', '収益物件へのお問い合わせ', 'property'],
  ])('%s is for a %s', (text, subject, kind) => {
    expect(inquiryOf(text, subject).kind).toBe(kind);
  });
});

describe('what is neither plainly a request nor plainly something else goes to a person', () => {
  it.each([
    [
      'somebody’s name and phone under labels, nothing else',
      '【みほんガイド】ご連絡',
      'お名前：山田　太郎\n電話番号：090-0000-1234\n',
    ],
    [
      'a layout without a known label',
      '【みほんガイド】ご連絡',
      '山田太郎様より、売却についてご相談です。\n折り返しは090-0000-1234まで。\n',
    ],
    [
      'a stranger’s mail address in a sentence',
      '【みほんガイド】ご連絡',
      'ご相談がありました。\ntaro@mail.example.jp までご返信ください。\n',
    ],
    [
      'a number and a phone under a subject that says otherwise',
      '【みほんガイド】お問い合わせ受付のお知らせ',
      '受付番号：99\nお名前：山田　太郎\n電話番号：090-0000-1234\n',
    ],
    ['no Japanese at all', '【みほんガイド】', 'zzzz zzzz\n'],
  ])('%s', (_what, subject, text) => expect(read(text, subject).outcome).toBe('unreadable'));

  it('the portal’s own phone and mail address are nobody’s', () => {
    expect(
      read(
        `いつもありがとうございます。\n詳しくは support@mihon-guide.example まで。\n\n${FOOTER}`,
        '【みほんガイド】年末のごあいさつ',
      ).outcome,
    ).toBe('not-an-inquiry');
  });
});
