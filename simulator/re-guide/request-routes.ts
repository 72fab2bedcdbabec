// Requests: the public form that makes them, the members' list and detail pages.
import { Hono } from 'hono';
import { answer, formFields } from './answer.ts';
import { takeRequest } from './mail-request.ts';
import type { MemberEnv } from './member-routes.ts';
import { appraisalPage, missingOf, thanksPage } from './pages/appraisal.ts';
import { messagePage } from './pages/frame.ts';
import { requestPage, requestsPage } from './pages/requests.ts';
import { said } from './said.ts';
import type { Site } from './site.ts';

const LISTED = 100;

export function requestRoutes(site: Site) {
  const app = new Hono<MemberEnv>();
  const { settings } = site;
  const firms = () => [...site.accounts.values()];

  app.get('/satei', (c) => answer(c, 'UTF-8', appraisalPage(firms(), [], null)));
  app.post('/satei', async (c) => {
    const given = await formFields(c, 'UTF-8');
    const faults = missingOf(given).map((label) => `${label}を入力してください。`);
    const userIds = given.all('firm').filter((userId) => site.accounts.has(userId));
    if (userIds.length === 0) faults.push('査定を依頼する会社を選んでください。');
    if (faults.length > 0) return answer(c, 'UTF-8', appraisalPage(firms(), faults, given), 422);
    const { id } = takeRequest(site, said(given, site.now()), userIds);
    return c.redirect(`/satei/thanks/${id}`, 303);
  });
  app.get('/satei/thanks/:id', (c) => {
    const request = site.requests.get(c.req.param('id'));
    return request ? answer(c, 'UTF-8', thanksPage(request.truth.requestNumber ?? '')) : c.notFound();
  });

  app.get('/member/requests', (c) => {
    const member = c.get('member');
    const own = [...site.requests.values()].filter(({ userIds }) => userIds.includes(member.userId));
    return answer(
      c,
      settings.charset,
      requestsPage(settings.charset, member, own.reverse().slice(0, LISTED)),
    );
  });
  app.get('/member/request/:id', (c) => {
    const member = c.get('member');
    const request = site.requests.get(c.req.param('id'));
    if (!request?.userIds.includes(member.userId)) {
      const words = 'この査定依頼は見つかりません。掲載期間が終了した可能性があります。';
      return answer(
        c,
        settings.charset,
        messagePage(settings.charset, '査定依頼が見つかりません', words),
        404,
      );
    }
    return answer(c, settings.charset, requestPage(settings.charset, member, request));
  });
  return app;
}
