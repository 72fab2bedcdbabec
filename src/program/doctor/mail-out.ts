// Can the product send mail: the relay takes our sign-in, and the sender's domain says that we may?
import { createTransport } from 'nodemailer';
import { type Check, codeOf, findingsOf } from './finding.ts';

const { ok, warning, failure } = findingsOf('mail-out');
const ANSWERS_WITHIN_MS = 10_000;

/** SMTP_URL and MAIL_FROM. Nothing is sent. */
export const checkMailOut: Check = async ({ smtpUrl, mailFrom, inboxDomain }, { dns }) => {
  if (!smtpUrl)
    return [
      failure(
        'SMTP_URL が未設定です。担当者への通知、招待、パスワード再設定のメールを送れません。',
        'お使いの送信サーバーを指定してください。例: SMTP_URL=smtp://user:password@relay.example.jp:587',
      ),
    ];
  const transport = createTransport({
    url: smtpUrl,
    connectionTimeout: ANSWERS_WITHIN_MS,
    greetingTimeout: ANSWERS_WITHIN_MS,
    socketTimeout: ANSWERS_WITHIN_MS,
  });
  const findings = [];
  const { hostname, port } = new URL(smtpUrl);
  const relay = port ? `${hostname}:${port}` : hostname;
  try {
    await transport.verify();
    findings.push(ok(`送信サーバー ${relay} に接続できます。`));
  } catch (error) {
    const code = codeOf(error);
    findings.push(
      failure(
        `送信サーバー ${relay} を使えません（${code}）。`,
        code === 'EAUTH'
          ? 'SMTP_URL のユーザー名とパスワードをご確認ください（記号は %40 のように書きます）。'
          : 'SMTP_URL のホスト名とポート（587 なら smtp://、465 なら smtps://）、ファイアウォールをご確認ください。',
      ),
    );
  } finally {
    transport.close();
  }
  const domain = mailFrom?.slice(mailFrom.lastIndexOf('@') + 1) ?? inboxDomain;
  if (!domain)
    return [
      ...findings,
      failure(
        '送信元のアドレスが決まっていません。',
        'MAIL_FROM を指定してください。例: MAIL_FROM=no-reply@digima.example.jp',
      ),
    ];
  const records = await dns.resolveTxt(domain).catch(() => []);
  const hasSpf = records.some((parts) => parts.join('').startsWith('v=spf1'));
  findings.push(
    hasSpf
      ? ok(`送信元のドメイン ${domain} にSPFレコードがあります。`)
      : warning(
          `送信元のドメイン ${domain} にSPFレコードがありません。通知が迷惑メールになることがあります。`,
          `送信サーバーの案内にしたがって、${domain} のTXTレコードに SPF（と DKIM）を追加してください。`,
        ),
  );
  return findings;
};
