// The certificate of STARTTLS: readable, with its key, for the names of the MX, and for how long.
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type Check, codeOf, type Finding, findingsOf } from './finding.ts';

const { ok, warning, failure } = findingsOf('certificate');
const DAY_MS = 86_400_000;
const SOON_DAYS = 21;

/** Mail servers encrypt with the one we make ourselves, too. */
export const checkCertificate: Check = async ({ smtp, inboxDomain }, { dns, now }) => {
  const { certificateFile, keyFile } = smtp;
  if (!certificateFile || !keyFile)
    return [ok('STARTTLSの証明書は、このプログラムが作ったものです。経路は暗号化されます。')];
  let certificate: X509Certificate;
  try {
    certificate = new X509Certificate(readFileSync(certificateFile));
    if (!certificate.checkPrivateKey(createPrivateKey(readFileSync(keyFile))))
      return [
        failure(
          '証明書と鍵が組になっていません。',
          'SMTP_TLS_CERT_FILE と SMTP_TLS_KEY_FILE に、同じ発行のファイルを指定してください。',
        ),
      ];
  } catch (error) {
    return [
      failure(
        `証明書または鍵を読めません（${codeOf(error)}）。`,
        'SMTP_TLS_CERT_FILE と SMTP_TLS_KEY_FILE のファイルと、読み取りの権限をご確認ください。',
      ),
    ];
  }
  const exchanges = inboxDomain ? await dns.resolveMx(inboxDomain).catch(() => []) : [];
  return [
    expiry(certificate, now()),
    ...exchanges
      .filter(({ exchange }) => !certificate.checkHost(exchange))
      .map(({ exchange }) =>
        warning(
          `証明書は ${exchange} のものではありません。`,
          `${exchange} の名前で証明書を取り直してください。`,
        ),
      ),
  ];
};

function expiry(certificate: X509Certificate, now: Date): Finding {
  const days = Math.floor((new Date(certificate.validTo).getTime() - now.getTime()) / DAY_MS);
  const renew = '証明書を更新してください。1時間以内に読み直します。';
  if (days < 0) return failure('証明書の期限が切れています。', renew);
  if (days < SOON_DAYS) return warning(`証明書の期限まで、あと ${days} 日です。`, renew);
  return ok(`証明書はあと ${days} 日有効です。`);
}
