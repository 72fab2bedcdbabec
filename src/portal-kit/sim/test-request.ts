// テスト反響: the invented request that every portal's sample mail is about. Nobody is called so, the phone is of the 0000
// exchange, and the mail address is new for each sample: it matches no customer but by chance of a phone.
import type { Inquiry } from '../model.ts';

/** A sample to be made: whom it goes to, when, and the number that tells it apart (capitals and digits). */
export interface TestOrder {
  to: string;
  sentAt: Date;
  number: string;
}

/** What the sample says. */
export function testRequest({ sentAt, number }: TestOrder): Inquiry {
  const japanese = new Date(sentAt.getTime() + 9 * 60 * 60 * 1_000).toISOString().slice(0, 19);
  return {
    kind: 'appraisal',
    requestNumber: number,
    requestedAt: `${japanese}+09:00`,
    contact: {
      name: 'テスト　反響',
      nameKana: 'テスト　ハンキョウ',
      phones: ['+819000000000'],
      phonesAsSent: ['090-0000-0000'],
      email: `${number.toLowerCase()}@test.example.jp`,
      address: '東京都港区みほん1-1-1',
    },
    property: {
      type: 'condo-unit',
      typeText: '分譲マンション',
      address: '東京都港区みほん1-1-1',
      buildingName: 'テストマンション',
    },
    request: {},
    message: 'これは受信ボックスを確かめるためのテスト反響です。実在のお客様ではありません。',
    extras: [],
  };
}
