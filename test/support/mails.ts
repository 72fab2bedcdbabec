// Composes re-guide notification mails in UTF-8 for flow tests; what portals' mails really look like is tested beside
// their readers.

export interface Given {
  number?: string | null;
  requestedAt?: string | null;
  name?: string | null;
  kana?: string | null;
  phone?: string | null;
  email?: string | null;
  property?: string;
  /** The firm and its branch: the mail's first line. */
  addressee?: string;
  messageId?: string;
}

const line = (label: string, value: string | null | undefined) => (value ? [`${label}：${value}`] : []);

/** A full notification mail; null leaves a line out. */
export function composeInquiry(given: Given = {}): string {
  const {
    number = 'RG00000001',
    requestedAt = '2026/11/20 14:03:22',
    name = '山田　太郎',
    phone = '090-0000-1234',
  } = given;
  return compose(given.messageId ?? 'a@re-guide.jp', '【リガイド】査定依頼のお知らせ', [
    ...(given.addressee ? [`${given.addressee} 御中`, ''] : []),
    '下記の査定依頼がありましたのでご確認ください。',
    '',
    '== 査定依頼情報 ==',
    ...line('査定番号', number),
    ...line('依頼日時', requestedAt),
    '',
    '== 物件情報 ==',
    '物件種別：分譲マンション',
    `物件所在地：${given.property ?? '東京都世田谷区桜丘99丁目9番9号'}`,
    '',
    '== お客様情報 ==',
    ...line('お名前', name),
    ...line('フリガナ', given.kana),
    ...line('電話番号', phone),
    ...line('メールアドレス', given.email),
    '',
  ]);
}

/** A mail that only announces a request. */
export function composeNotice(number: string): string {
  return compose('n@re-guide.jp', '【リガイド】査定依頼のお知らせ', [
    '新しい査定依頼が届きました。',
    '詳細は管理画面にログインしてご確認ください。',
    '',
    `査定番号：${number}`,
    '依頼日時：2026/11/20 14:03:22',
    'https://www.re-guide.jp/member/request/2588070',
    '',
  ]);
}

/** Any mail of the portal's, or of another sender. */
export function compose(
  messageId: string,
  subject: string,
  lines: string[],
  from = 'noreply@re-guide.jp',
): string {
  return [
    `From: <${from}>`,
    `Message-ID: <${messageId}>`,
    `Subject: =?utf-8?B?${Buffer.from(subject).toString('base64')}?=`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
    '',
    ...lines,
  ].join('\r\n');
}

/** The mail with files beside its text. */
export function withFiles(mail: string, files: { name: string; type: string; bytes: Buffer }[]): string {
  const [head = '', ...text] = mail.split('\r\n\r\n');
  const own = head.split('\r\n');
  // Not that of a mail inside.
  const boundary = `files-${mail.length}-${files.length}`;
  const ofText = own.filter((field) => field.startsWith('Content-'));
  const encoded = (name: string) => `=?utf-8?B?${Buffer.from(name).toString('base64')}?=`;
  const part = (fields: string[], body: string) => ['', `--${boundary}`, ...fields, '', body].join('\r\n');
  return [
    ...own.filter((field) => !field.startsWith('Content-')),
    `Content-Type: multipart/mixed; boundary="${boundary}"`,
    part(ofText, text.join('\r\n\r\n')),
    ...files.map(({ name, type, bytes }) =>
      part(
        [
          `Content-Type: ${type}; name="${encoded(name)}"`,
          `Content-Disposition: attachment; filename="${encoded(name)}"`,
          `Content-Transfer-Encoding: ${type === 'message/rfc822' ? '8bit' : 'base64'}`,
        ],
        type === 'message/rfc822' ? bytes.toString() : bytes.toString('base64').replace(/.{76}/g, '$&\r\n'),
      ),
    ),
    `--${boundary}--`,
    '',
  ].join('\r\n');
}
