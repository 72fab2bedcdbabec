// リガイド (RE-Guide): what it is called, where its mails come from, how many addresses it notifies.
import { definePortal } from '../../portal-kit/define-portal.ts';
import { login } from './login.ts';
import { claims, read } from './mail.ts';
import { testMail } from './test-mail.ts';

export const portal = definePortal({
  id: 're-guide',
  name: 'リガイド',
  summary: '不動産の一括査定と収益物件のサイト「RE-Guide(リガイド)」からの反響を取り込みます。',
  senderDomains: ['re-guide.jp'],
  notificationAddressLimit: 3,
  login,
  claims,
  read,
  testMail,
});
