// The site's mails about an address itself: that it was registered, or that it must be confirmed first.
import { rawMail } from '../../src/portal-kit/sim/raw-mail.ts';
import type { Account, Application } from './model.ts';
import type { Site } from './site.ts';

type Made = { to: string; raw: Uint8Array };

/** Asks the address to open a link. */
export function confirmMail(site: Site, application: Application): Made {
  const link = `${site.url}/confirm/${application.token}`;
  return made(
    site,
    application,
    '【リガイド】メールアドレスご確認のお願い',
    `${application.applicant.firm}\n${application.applicant.person} 様\n\nいつもリガイドをご利用いただきありがとうございます。\n反響お知らせメールの通知先として、このメールアドレスのお申し込みを承りました。\n\n下記のURLを開いて、メールアドレスの確認を完了してください。\n${link}\n\n※お心当たりのない場合は、このメールを破棄してください。`,
  );
}

/** Says that the address is registered now. */
export function toldMail(site: Site, application: Application, account: Account): Made {
  const list = account.addresses.map((address, at) => `${at + 1}) ${address}`).join('\n');
  return made(
    site,
    application,
    '【リガイド】メールアドレスのご変更を承りました',
    `${application.applicant.firm}\n${application.applicant.person} 様\n\n通知先メールアドレスの変更を承りました。\n登録後のメールアドレス：\n${list}`,
  );
}

function made(site: Site, { address, id }: Application, subject: string, body: string): Made {
  const text = `${body}\n\n━━━━━━━━━━━━━━━━━━━━━━━━━\nリガイド（RE-Guide）運営事務局\nMail：support@re-guide.jp\n━━━━━━━━━━━━━━━━━━━━━━━━━\n`;
  const sentAt = site.now();
  return {
    to: address,
    raw: rawMail({
      from: { name: 'リガイド運営事務局', address: 'noreply@re-guide.jp' },
      to: address,
      subject,
      sentAt,
      messageId: `address.${sentAt.getTime()}.${id}@re-guide.jp`,
      text,
      html: '',
      charset: 'iso-2022-jp',
      shape: 'plain',
    }),
  };
}
