// The paste box of a notice: the page a person copied goes through the portal's reader, and what it says becomes the
// customer's.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildFirm } from '../support/factories.ts';
import { compose, composeNotice } from '../support/mails.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { type Session, signIn } from '../support/session.ts';

let program: TestProgram;
let owner: Session;
beforeAll(async () => {
  program = await startTestProgram();
  owner = await signIn(program, program.owner);
});
afterAll(() => program.stop());

const PAGE = (number: string) =>
  [
    'リガイド 管理画面',
    'ホーム\t査定依頼一覧\tログアウト',
    '査定依頼の詳細',
    `査定番号\t${number}`,
    '依頼日時\t2026/11/20 14:03:22',
    '物件種別\t分譲マンション',
    '物件所在地\t東京都世田谷区桜丘99丁目9番9号',
    '専有面積\t56.55㎡',
    'お名前\t山田　花子',
    'フリガナ\tヤマダ　ハナコ',
    '電話番号\t090-0000-2468',
    '第二電話番号（任意）\t03-0000-2468',
    'メールアドレス\thanako@mail.example.jp',
    'ご要望\t平日の午前に連絡希望',
  ].join('\n');

async function notice(number: string): Promise<string> {
  await program.sendMail(composeNotice(number));
  await program.settled();
  const { items } = await program.get(`/inquiries?requestNumber=${number}`);
  return items[0].mailIds[0];
}

test('the page is read, shown, and registered with all it says', async () => {
  const mailId = await notice('N100');
  const preview = await owner('POST', `/mails/${mailId}/paste`, { text: PAGE('N100') });
  expect(preview.status).toBe(200);
  expect(preview.data).toMatchObject({
    outcome: 'inquiry',
    kind: 'appraisal',
    name: '山田　花子',
    nameKana: 'ヤマダ　ハナコ',
    phone: '090-0000-2468',
    email: 'hanako@mail.example.jp',
    propertyAddress: '東京都世田谷区桜丘99丁目9番9号',
    message: '平日の午前に連絡希望',
    requestNumber: 'N100',
  });
  // Nothing is made by looking.
  expect((await program.get('/inquiries?requestNumber=N100')).items[0].outcome).toBe('notice');

  const { kind, name, phone, email, propertyAddress, message } = preview.data;
  const registered = await owner('POST', `/mails/${mailId}/customer`, {
    ...{ kind, name, phone, email, propertyAddress, message },
    // The person left the reading empty: it stays empty.
    pasted: { text: PAGE('N100') },
  });
  expect(registered.status).toBe(201);
  const inquiry = await program.get(`/inquiries/${registered.data.inquiryId}`);
  expect(inquiry).toMatchObject({
    outcome: 'inquiry',
    requestNumber: 'N100',
    detailUrl: 'https://www.re-guide.jp/member/request/2588070',
    property: { type: 'condo-unit', exclusiveAreaSqm: 56.55, address: propertyAddress },
    contact: { name, phones: ['+819000002468', '+81300002468'], email },
    message,
  });
  expect(inquiry.contact.nameKana).toBeUndefined();
});

test('what the person corrects stands over the page', async () => {
  const mailId = await notice('N101');
  const registered = await owner('POST', `/mails/${mailId}/customer`, {
    kind: 'visit',
    name: '山田　華子',
    phone: '090-0000-1357',
    pasted: { text: PAGE('N101') },
  });
  const inquiry = await program.get(`/inquiries/${registered.data.inquiryId}`);
  expect(inquiry).toMatchObject({
    kind: 'visit',
    contact: { name: '山田　華子', phones: ['+819000001357'], phonesAsSent: ['090-0000-1357'] },
    property: { exclusiveAreaSqm: 56.55 },
  });
  expect(inquiry.contact.email).toBeUndefined();
  expect(inquiry.property.address).toBeUndefined();
  expect(inquiry.message).toBeUndefined();
});

test('the clipboard’s HTML tells labels from values where its text does not', async () => {
  const mailId = await notice('N102');
  const rows = [
    ['査定番号', 'N102'],
    ['お名前', '佐々木　一郎'],
    ['電話番号', '090-0000-8642'],
    ['物件所在地', '神奈川県横浜市みほん町1-1'],
  ];
  const html = `<table>${rows.map(([label, value]) => `<tr><th>${label}</th><td>${value}</td></tr>`).join('')}</table><script>alert(1)</script>`;
  const { data } = await owner('POST', `/mails/${mailId}/paste`, { text: rows.flat().join(' '), html });
  expect(data).toMatchObject({ outcome: 'inquiry', name: '佐々木　一郎', phone: '090-0000-8642' });
});

test('another request’s page is warned of; what holds nobody, is too much or is another’s is said so', async () => {
  const mailId = await notice('N103');
  const paste = (body: unknown, as = owner) => as('POST', `/mails/${mailId}/paste`, body);
  expect((await paste({ text: PAGE('N999') })).data.warnings).toContain('other-request-number');
  expect((await paste({ text: PAGE('N103') })).data.warnings).not.toContain('other-request-number');
  expect((await paste({ text: '' })).data).toMatchObject({ outcome: 'unreadable', kind: null, name: null });
  expect((await paste({ text: 'ログイン\nID\nパスワード' })).data.outcome).not.toBe('inquiry');
  const long = await paste({ text: 'あ'.repeat(100_001) });
  expect([long.status, long.data.errors.text]).toEqual([422, expect.stringContaining('反響1件分')]);
  expect((await paste({ text: `${PAGE('N103')}\u0000\ud800` })).data.outcome).toBe('inquiry');

  const theirs = await buildFirm(program.db, '株式会社べつの不動産');
  const stranger = await signIn(program, { email: theirs.owner.email, password: program.owner.password });
  expect((await paste({ text: 'x' }, stranger)).status).toBe(404);
});

test('a mail of no portal is read by its connection’s', async () => {
  await program.sendMail(
    compose('u@x', '見たことのないメール', ['連絡ください'], 'someone@mail.example.com'),
  );
  await program.settled();
  const { items } = await program.get('/mails?outcome=unreadable');
  const { data } = await owner('POST', `/mails/${items[0].id}/paste`, { text: PAGE('U1') });
  expect(data).toMatchObject({ outcome: 'inquiry', name: '山田　花子' });
});
