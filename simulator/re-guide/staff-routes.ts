// What the staff's page does. Forms of other sites are refused; programs send JSON.
import { Hono } from 'hono';
import { csrf } from 'hono/csrf';
import { SIM_CHARSETS } from '../../src/portal-kit/sim/raw-mail.ts';
import { requestOf } from '../requests.ts';
import { answer, type FormFields, formFields } from './answer.ts';
import { approve } from './apply.ts';
import { mailRequest, takeRequest } from './mail-request.ts';
import { mailShapes, places, type Settings, type Switched, siteSwitches } from './model.ts';
import { staffPage } from './pages/staff.ts';
import { layouts, type Site } from './site.ts';

export function staffRoutes(site: Site, sinkUrl: string | null) {
  const app = new Hono();
  app.use('/staff/*', csrf());
  const back = () => Response.redirect(`${site.url}/staff`, 303);
  app.get('/staff', (c) => answer(c, 'UTF-8', staffPage(site, sinkUrl)));

  app.post('/staff/switch', async (c) => {
    site.switched = switchedOf(await formFields(c, 'UTF-8'));
    return back();
  });
  app.post('/staff/settings', async (c) => {
    Object.assign(site.settings, settingsOf(await formFields(c, 'UTF-8'), site.settings));
    return back();
  });
  app.post('/staff/accounts/:userId/:verb{switch|unlock}', async (c) => {
    const account = site.accounts.get(c.req.param('userId'));
    if (!account) return c.notFound();
    if (c.req.param('verb') === 'switch') account.switched = switchedOf(await formFields(c, 'UTF-8'));
    else Object.assign(account, { lockedUntil: null, failures: 0 });
    return back();
  });
  app.post('/staff/accounts/:userId/addresses/:at/remove', (c) => {
    site.accounts.get(c.req.param('userId'))?.addresses.splice(Number(c.req.param('at')), 1);
    return back();
  });
  app.post('/staff/applications/:id/:verb{approve|phone|refuse}', (c) => {
    const application = site.applications.find(({ id }) => String(id) === c.req.param('id'));
    if (application?.state !== 'open') return back();
    const verb = c.req.param('verb');
    if (verb === 'approve') approve(site, application);
    else if (verb === 'refuse') application.state = 'refused';
    else Object.assign(application, { phoned: true, dueAt: null });
    return back();
  });
  app.post('/staff/requests', async (c) => {
    const ask = (userIds: string[]) => takeRequest(site, requestOf(site.made, site.now()), userIds);
    if (!c.req.header('content-type')?.startsWith('application/json')) {
      ask([...site.accounts.keys()]);
      return back();
    }
    const { userIds } = (await c.req.json()) as { userIds: string[] };
    const { id, mails } = ask(userIds);
    await Promise.all(site.working);
    return c.json({ id, mails });
  });
  app.post('/staff/requests/:id/mail', (c) => {
    const request = site.requests.get(c.req.param('id'));
    if (request) mailRequest(site, request);
    return back();
  });
  return app;
}

const among = <T extends string>(all: readonly T[], given: string): T | undefined =>
  all.find((one) => one === given);

function switchedOf({ one }: FormFields): Switched | null {
  const what = among(siteSwitches, one('what'));
  if (!what) return null;
  return { what, on: among(places, one('on')) ?? 'everywhere', ms: (Number(one('seconds')) || 3) * 1_000 };
}

function settingsOf({ one }: FormFields, before: Settings): Settings {
  const seconds = one('approvalSeconds').trim();
  return {
    charset: among(['Shift_JIS', 'UTF-8'], one('charset')) ?? before.charset,
    lockMinutes: Number(one('lockMinutes')) || before.lockMinutes,
    approvalSeconds: seconds === '' ? null : Math.max(0, Number(seconds) || 0),
    confirmation: among(['none', 'told', 'link'], one('confirmation')) ?? before.confirmation,
    mail: {
      what: among(['full', 'notice'], one('what')) ?? 'cycle',
      layout: among(layouts, one('layout')) ?? 'cycle',
      charset: among(SIM_CHARSETS, one('mailCharset')) ?? 'cycle',
      shape: among(mailShapes, one('shape')) ?? 'cycle',
    },
  };
}
