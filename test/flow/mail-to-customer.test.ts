// The main job once, the whole way: real SMTP → stored → read → customer → heard by an open page → in the API.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asOwner } from '../support/database.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';

let program: TestProgram;
beforeAll(async () => {
  program = await startTestProgram();
});
afterAll(() => program.stop());

const mail = [
  'From: =?utf-8?B?44Oq44Ks44Kk44OJ6YGL5Za25LqL5YuZ5bGA?= <noreply@re-guide.jp>',
  'To: inbox@example.jp',
  'Subject: =?utf-8?B?44CQ44Oq44Ks44Kk44OJ44CR5p+75a6a5L6d6aC844Gu44GK55+l44KJ44Gb?=',
  'MIME-Version: 1.0',
  'Content-Type: text/plain; charset=utf-8',
  'Content-Transfer-Encoding: 8bit',
  '',
  '下記の査定依頼がありましたのでご確認ください。',
  '',
  '== 査定依頼情報 ==',
  '査定番号：RG00012345',
  '依頼日時：2026/11/20 14:03:22',
  '',
  '== 物件情報 ==',
  '物件種別：分譲マンション',
  '物件所在地：東京都世田谷区桜丘1丁目2番3号',
  '',
  '== お客様情報 ==',
  'お名前：山田　太郎',
  'フリガナ：ヤマダ　タロウ',
  '電話番号：090-0000-1234',
  'メールアドレス：taro@mail.example.jp',
  '',
].join('\r\n');

test('a notification mail becomes a customer with the connection’s assignee, status and group', async () => {
  const { firm } = program;
  const page = await fetch(`${program.url}/api/v1/live`, {
    headers: { Authorization: `Bearer ${program.apiKey}` },
  });
  const events = page.body?.pipeThrough(new TextDecoderStream()).getReader();
  const heard = async (event: string) => {
    for (let text = ''; !text.includes(`event: ${event}`); ) {
      const { value, done } = (await events?.read()) ?? { done: true };
      if (done) throw new Error(`the live stream ended before ${event}`);
      text += value;
    }
  };
  await heard('ready');

  expect(await program.sendMail(mail)).toMatch(/^250 /);
  await heard('changed');
  await program.settled();

  const [stored] = await asOwner(
    program.server,
    async (db) => (await db.query('SELECT raw, state, outcome FROM mails')).rows,
  );
  expect(stored).toMatchObject({ state: 'read', outcome: 'inquiry' });
  expect(stored.raw.toString()).toBe(mail);

  const { items: customers } = await program.get('/customers');
  expect(customers).toHaveLength(1);
  expect(customers[0]).toMatchObject({
    name: '山田　太郎',
    nameKana: 'ヤマダ　タロウ',
    phones: ['+819000001234'],
    phonesAsSent: ['090-0000-1234'],
    email: 'taro@mail.example.jp',
    assignee: { id: firm.salesperson.userId, name: '佐藤 健一' },
    status: { name: '新規' },
    groups: [{ name: '反響客' }],
    inquiryCount: 1,
  });

  const { items: inquiries } = await program.get('/inquiries');
  expect(inquiries).toHaveLength(1);
  expect(inquiries[0]).toMatchObject({
    outcome: 'inquiry',
    portal: 're-guide',
    kind: 'appraisal',
    requestNumber: 'RG00012345',
    requestedAt: '2026-11-20T14:03:22+09:00',
    customer: { id: customers[0].id, name: '山田　太郎' },
    property: { type: 'condo-unit', address: '東京都世田谷区桜丘1丁目2番3号' },
    isRepeat: false,
  });

  const { items: history } = await program.get(`/customers/${customers[0].id}/history`);
  expect(history.map((line: { event: { type: string } }) => line.event.type).sort()).toEqual([
    'assigned',
    'created',
    'group-added',
    'inquiry-added',
    'status-set',
  ]);
  expect(history[0].actor).toEqual({ type: 'intake', name: 'リガイド 世田谷支店' });
  await events?.cancel();
});
