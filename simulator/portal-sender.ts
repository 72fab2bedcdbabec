// Plays リガイド for the demo: composes notification mails about invented people and sends them by real SMTP.
import { createTransport } from 'nodemailer';
import { type Person, people } from './people.ts';

const text = (p: Person, n: number, at: Date) => `下記の査定依頼がありましたのでご確認ください。

== 査定依頼情報 ==
査定番号：RG${String(n).padStart(8, '0')}
依頼日時：${new Date(at.getTime() + 9 * 3600e3).toISOString().slice(0, 19).replace('T', ' ')}

== 物件情報 ==
物件種別：分譲マンション
物件所在地：東京都世田谷区桜丘99丁目9番9号
専有面積：56.55㎡

== お客様情報 ==
お名前：${p.name}
フリガナ：${p.nameKana}
郵便番号：${p.postalCode}
ご住所：${p.address}
電話番号：${p.phone}
メールアドレス：${p.email}
`;

const compose = (to: string, subject: string, body: string) =>
  Buffer.from(
    [
      'From: =?utf-8?B?44Oq44Ks44Kk44OJ6YGL5Za25LqL5YuZ5bGA?= <noreply@re-guide.jp>',
      `To: ${to}`,
      `Subject: =?utf-8?B?${Buffer.from(subject).toString('base64')}?=`,
      'MIME-Version: 1.0',
      'Content-Type: text/plain; charset=utf-8',
      'Content-Transfer-Encoding: 8bit',
      '',
      body,
    ].join('\r\n'),
  );

export function firstMails(inbox: string): Buffer[] {
  const at = new Date();
  return [
    ...people.map((p, i) => compose(inbox, '【リガイド】査定依頼のお知らせ', text(p, i, at))),
    compose(
      inbox,
      '【リガイド】査定依頼のお知らせ',
      '新しい査定依頼が届きました。\n詳細は管理画面にログインしてご確認ください。\n\n査定番号：RG77777777\n依頼日時：2026/11/20 10:00\nhttps://www.re-guide.jp/member/request/2588070\n',
    ),
    compose(inbox, '今週のお得な情報', '広告です。'),
  ];
}

export function nextMail(inbox: string, at: Date): Buffer {
  const person = people[at.getSeconds() % people.length] as Person;
  return compose(inbox, '【リガイド】査定依頼のお知らせ', text(person, at.getTime() % 1e8, at));
}

export async function sendMails(
  smtp: { host: string; port: number },
  inbox: string,
  mails: Buffer[],
): Promise<void> {
  const transport = createTransport({
    host: smtp.host,
    port: smtp.port,
    secure: false,
    ignoreTLS: true,
    pool: true,
    maxConnections: 1,
  });
  for (const raw of mails)
    await transport.sendMail({ envelope: { from: 'noreply@re-guide.jp', to: [inbox] }, raw });
  transport.close();
}
