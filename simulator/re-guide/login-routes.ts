// Login, what may stand before the pages after it, logout.
import { type Context, Hono } from 'hono';
import { answer, formFields } from './answer.ts';
import { misbehave, refusesUnseen, switchedAt } from './misbehave.ts';
import { type AttemptResult, LOCK_AFTER, SECOND_FACTOR, type Switched } from './model.ts';
import { CAPTCHA_TEXT, loginPage, pathOf, pendingPage, redesignedPage } from './pages/login.ts';
import type { Pending, Session, Sessions } from './sessions.ts';
import type { Site } from './site.ts';
import { noteAttempt, tryLogin } from './try-login.ts';

const SAYS: Record<Exclude<AttemptResult, 'ok'>, string> = {
  wrong: 'IDまたはパスワードが正しくありません。',
  'unknown-id': 'IDまたはパスワードが正しくありません。',
  'locked-now': `ログインに${LOCK_AFTER}回続けて失敗したため、アカウントをロックしました。`,
  locked: 'このアカウントはロックされています。時間をおいて再度お試しください。',
  refused: '画像の文字を入力してください。',
  expired: '画面の有効期限が切れました。もう一度ログインしてください。',
};

export function loginRoutes(site: Site, sessions: Sessions, closing: AbortSignal) {
  const app = new Hono();
  const { settings } = site;
  const form = (
    c: Context,
    session: Session,
    refused: Exclude<AttemptResult, 'ok'> | null,
    captcha: boolean,
  ) =>
    answer(
      c,
      settings.charset,
      loginPage({
        charset: settings.charset,
        token: session.token,
        error: refused === null ? null : SAYS[refused],
        captcha,
      }),
      refused === 'expired' ? 400 : 200,
    );

  app.get('/login', async (c) => {
    const session = sessions.of(c);
    const switched = switchedAt(site, 'form');
    const instead = switched && (await misbehave(c, site, switched, closing));
    if (instead) return instead;
    if (switched?.what === 'changed-page')
      return answer(c, settings.charset, redesignedPage(settings.charset, false));
    return form(c, session, null, switched?.what === 'captcha');
  });

  app.post('/login', async (c) => {
    const session = sessions.of(c);
    const { one: field } = await formFields(c, settings.charset);
    const [userId, password] = [field('login_id'), field('password')];
    const account = site.accounts.get(userId) ?? null;
    const switched = switchedAt(site, 'answer', account?.switched);
    const solved = switched?.what === 'captcha' && field('captcha') === CAPTCHA_TEXT;
    if (switched && refusesUnseen(switched) && !solved) {
      noteAttempt(site, userId, password, 'refused');
      return (await misbehave(c, site, switched, closing)) ?? form(c, session, 'refused', true);
    }
    if (field('_token') !== session.token) {
      noteAttempt(site, userId, password, 'expired');
      return form(c, session, 'expired', false);
    }
    const result = tryLogin(site, userId, password);
    const instead = switched && (await misbehave(c, site, switched, closing));
    if (instead) return instead;
    if (switched?.what === 'changed-page')
      return answer(c, settings.charset, redesignedPage(settings.charset, true));
    if (result !== 'ok') return form(c, session, result, false);
    const pending = pendingOf(switched);
    const opened = sessions.renew(c, { userId, pending });
    opened.next = session.next;
    return c.redirect(pending ? pathOf(pending) : (session.next ?? '/member/'), 302);
  });

  for (const pending of ['second-factor', 'password-expired', 'action-needed'] as const) {
    app.get(pathOf(pending), (c) => {
      const session = sessions.of(c);
      if (session.pending !== pending) return c.redirect('/login', 302);
      return answer(c, settings.charset, pendingPage(settings.charset, pending, session.token));
    });
    app.post(pathOf(pending), async (c) => {
      const session = sessions.of(c);
      const account = site.accounts.get(session.userId ?? '');
      if (session.pending !== pending || !account) return c.redirect('/login', 302);
      const { one: field } = await formFields(c, settings.charset);
      const refused = field('_token') === session.token ? refusal(pending, field) : SAYS.expired;
      if (refused !== null)
        return answer(c, settings.charset, pendingPage(settings.charset, pending, session.token, refused));
      if (pending === 'password-expired') account.password = field('new_password');
      if (account.switched?.what === pending && pending !== 'second-factor') account.switched = null;
      session.pending = null;
      return c.redirect(session.next ?? '/member/', 302);
    });
  }

  app.get('/logout', (c) => {
    sessions.renew(c, { userId: null, pending: null });
    return c.redirect('/login', 302);
  });
  return app;
}

function pendingOf(switched: Switched | null): Pending | null {
  const what = switched?.what;
  return what === 'second-factor' || what === 'password-expired' || what === 'action-needed' ? what : null;
}

function refusal(pending: Pending, field: (name: string) => string): string | null {
  switch (pending) {
    case 'second-factor':
      return field('code') === SECOND_FACTOR ? null : '認証コードが正しくありません。';
    case 'password-expired':
      return field('new_password').length >= 4 ? null : '4文字以上で入力してください。';
    case 'action-needed':
      return field('agree') === '1' ? null : '同意にチェックを入れてください。';
  }
}
