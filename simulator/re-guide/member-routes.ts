// The members' pages: whoever is not signed in is sent to the login and comes back after it.
import { Hono } from 'hono';
import { answer } from './answer.ts';
import { misbehave, switchedAt } from './misbehave.ts';
import type { Account } from './model.ts';
import { homePage } from './pages/home.ts';
import { redesignedPage } from './pages/login.ts';
import type { Sessions } from './sessions.ts';
import type { Site } from './site.ts';

/** What a member's page knows of its caller. */
export type MemberEnv = { Variables: { member: Account; token: string } };

export function memberRoutes(site: Site, sessions: Sessions, closing: AbortSignal) {
  const app = new Hono<MemberEnv>();
  app.use('/member/*', async (c, next) => {
    const session = sessions.of(c);
    const member = sessions.member(session);
    if (!member) {
      if (c.req.method === 'GET') session.next = new URL(c.req.url).pathname;
      return c.redirect('/login', 302);
    }
    const switched = switchedAt(site, 'member', member.switched);
    const instead = switched && (await misbehave(c, site, switched, closing));
    if (instead) return instead;
    if (switched?.what === 'changed-page')
      return answer(c, site.settings.charset, redesignedPage(site.settings.charset, true));
    c.set('member', member);
    c.set('token', session.token);
    return next();
  });
  app.get('/member/', (c) =>
    answer(c, site.settings.charset, homePage(site.settings.charset, c.get('member'))),
  );
  return app;
}
