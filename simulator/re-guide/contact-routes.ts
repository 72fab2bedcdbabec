// The members' way to have an address added: menu, form, receipt. And the link that confirms an address.
import { Hono } from 'hono';
import { answer, formFields } from './answer.ts';
import { apply, approveDue, confirm, faultsOf, type NewApplication } from './apply.ts';
import type { MemberEnv } from './member-routes.ts';
import type { Account } from './model.ts';
import { addressPage, appliedPage, contactMenuPage } from './pages/contact.ts';
import { messagePage } from './pages/frame.ts';
import type { Site } from './site.ts';

export function contactRoutes(site: Site) {
  const app = new Hono<MemberEnv>();
  const { settings } = site;
  app.get('/member/contact', (c) => {
    const own = site.applications.filter(({ userId }) => userId === c.get('member').userId);
    return answer(c, settings.charset, contactMenuPage(settings.charset, c.get('member'), own.reverse()));
  });
  app.get('/member/contact/address', (c) => {
    const [member, token] = [c.get('member'), c.get('token')];
    const page = { charset: settings.charset, member, token, given: blank(member), faults: [] };
    return answer(c, settings.charset, addressPage(page));
  });
  app.post('/member/contact/address', async (c) => {
    const [member, token] = [c.get('member'), c.get('token')];
    const { one } = await formFields(c, settings.charset);
    const text = (name: string) => one(name).trim();
    const given: NewApplication = {
      kind: one('kind') === 'replace' ? 'replace' : 'add',
      address: text('email'),
      replaces: text('replaces'),
      applicant: { firm: text('firm'), person: text('person'), phone: text('phone') },
      message: text('message'),
    };
    const faults =
      one('_token') === token
        ? faultsOf(site, member, given)
        : ['画面の有効期限が切れました。もう一度お試しください。'];
    if (faults.length > 0)
      return answer(
        c,
        settings.charset,
        addressPage({ charset: settings.charset, member, token, given, faults }),
      );
    const application = apply(site, member, given);
    approveDue(site);
    return c.redirect(`/member/contact/applied/${application.id}`, 303);
  });
  app.get('/member/contact/applied/:id', (c) => {
    const member = c.get('member');
    const application = site.applications.find(({ id }) => String(id) === c.req.param('id'));
    if (application?.userId !== member.userId) return c.notFound();
    return answer(c, settings.charset, appliedPage(settings.charset, member, application));
  });
  app.get('/confirm/:token', (c) => {
    const isKnown = confirm(site, c.req.param('token'));
    const [title, text] = isKnown
      ? [
          'メールアドレスを確認しました',
          '通知先への登録が完了しました。次の反響から、このメールアドレスにお知らせします。',
        ]
      : ['確認できませんでした', 'このURLは無効です。'];
    return answer(c, settings.charset, messagePage(settings.charset, title, text), isKnown ? 200 : 404);
  });
  return app;
}

function blank({ firm, branch, person, phone }: Account): NewApplication {
  return {
    kind: 'add',
    address: '',
    replaces: '',
    applicant: { firm: `${firm} ${branch}`, person, phone },
    message: '',
  };
}
