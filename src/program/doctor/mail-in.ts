// Does a portal's mail find its way here: INBOX_DOMAIN, its MX, port 25, and our own SMTP door behind it?
import type { Config } from '../../platform/config.ts';
import { type Check, codeOf, type Finding, findingsOf, type Surroundings } from './finding.ts';
import { probeSmtp } from './smtp-probe.ts';

const { ok, warning, failure } = findingsOf('mail-in');
/** No inbox address has this form: asking for it can reach nobody. */
const NOBODY = 'digima-doctor';

/** The way of a mail, from the domain to the door. */
export const checkMailIn: Check = async (config, surroundings) => {
  const door = await checkDoor(config);
  const domain = config.inboxDomain;
  if (!domain)
    return [
      ...door,
      failure(
        'INBOX_DOMAIN が未設定です。ポータルは受信ボックスへメールを送れません。',
        '受信専用のドメインを決めて指定してください。例: INBOX_DOMAIN=inbox.example.jp',
      ),
    ];
  const exchanges = await mailExchangers(domain, surroundings);
  if (exchanges === null)
    return [
      ...door,
      failure(
        `DNSに ${domain} を問い合わせられません。`,
        'この機械のネットワークとDNSの設定をご確認ください。',
      ),
    ];
  if (exchanges.length === 0)
    return [
      ...door,
      failure(
        `${domain} のMXレコードがありません。`,
        `DNSに「${domain}. IN MX 10 （このサーバーのホスト名）.」を追加してください。反映には時間がかかることがあります。`,
      ),
    ];
  const outside: Finding[] = [];
  for (const host of exchanges) outside.push(...(await checkExchanger(host, domain, config, surroundings)));
  return [...door, ok(`${domain} のMXは ${exchanges.join('、')} です。`), ...outside];
};

async function checkDoor({ smtp, productName }: Config): Promise<Finding[]> {
  const host = smtp.host === '0.0.0.0' || smtp.host === '::' ? '127.0.0.1' : smtp.host;
  try {
    const { greeting } = await probeSmtp(host, smtp.port, NOBODY, smtp.proxyFrom);
    if (!greeting.includes(productName))
      return [
        failure(
          `SMTPのポート ${smtp.port} では別のプログラムが動いています。`,
          'そのプログラムを止めるか、SMTP_PORT で別のポートを指定してください。',
        ),
      ];
    return [ok(`SMTPの受け口がポート ${smtp.port} で動いています。`)];
  } catch (error) {
    return [
      failure(
        `SMTPの受け口（ポート ${smtp.port}）に接続できません（${codeOf(error)}）。`,
        'npm start で起動してから、もう一度お試しください。',
      ),
    ];
  }
}

// Null: the DNS did not say; none: it said that there is none.
async function mailExchangers(domain: string, { dns }: Surroundings): Promise<string[] | null> {
  const found = await dns
    .resolveMx(domain)
    .catch((error) => (['ENOTFOUND', 'ENODATA'].includes(codeOf(error)) ? [] : null));
  return found?.sort((a, b) => a.priority - b.priority).map(({ exchange }) => exchange) ?? null;
}

async function checkExchanger(
  host: string,
  domain: string,
  { smtp, productName }: Config,
  { dns, mailPort }: Surroundings,
): Promise<Finding[]> {
  const addresses = [
    ...(await dns.resolve4(host).catch(() => [])),
    ...(await dns.resolve6(host).catch(() => [])),
  ];
  const [address] = addresses;
  if (!address)
    return [
      failure(
        `MXのホスト ${host} のアドレスがわかりません。`,
        `DNSに ${host} のAレコード（このサーバーのIPアドレス）を追加してください。`,
      ),
    ];
  const where = `${host}（${address}）のポート ${mailPort}`;
  try {
    const { greeting, recipient } = await probeSmtp(address, mailPort, `${NOBODY}@${domain}`);
    if (!greeting.includes(productName))
      return [
        warning(
          `${where} では、この製品ではないメールサーバーが応答しました。`,
          `そのサーバーから ${domain} 宛てのメールを、このサーバーのポート ${smtp.port} へ中継してください（docs/operations.md「手前にメールサーバーを置く」）。`,
        ),
      ];
    if (!recipient.startsWith('550'))
      return [
        failure(
          `${where} は、存在しない宛先を受け付けました（${recipient.slice(0, 3)}）。`,
          '手前の中継サーバーで宛先の確認を有効にしてください。迷惑メールの踏み台になります。',
        ),
      ];
    return [ok(`${where} に外からのメールが届きます。`)];
  } catch (error) {
    const forward =
      smtp.port === mailPort
        ? ''
        : `いまの受け口はポート ${smtp.port} です。SMTP_PORT=${mailPort} で動かすか、ポート ${mailPort} を ${smtp.port} へ転送してください。`;
    return [
      failure(
        `${where} に接続できません（${codeOf(error)}）。`,
        `${forward}ファイアウォールとクラウドのポート25制限をご確認ください（同じ機械からは、外向きアドレスに接続できないこともあります）。`,
      ),
    ];
  }
}
