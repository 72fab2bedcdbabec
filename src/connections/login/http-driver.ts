// Signs in over a plain HTTP session: the login page, its form filled in, the answer judged by the portal's signs.
import type { Outbound } from '../../platform/outbound.ts';
import type { UsableLogin } from './definition.ts';
import {
  ANSWER_MS,
  BEFORE_SUBMIT_MS,
  type LoginDriver,
  type PortalSession,
  type SignedIn,
} from './driver.ts';
import { type HttpSession, openHttpSession, type Visit, type Visited } from './http-session.ts';
import { judgeAnswer, judgeForm } from './rules/judge.ts';
import { fillForm, hasLoginForm } from './rules/login-form.ts';
import { refreshOf } from './rules/page.ts';

const MAX_REFRESHES = 3;

const failed = (outcome: Exclude<SignedIn['outcome'], 'verified'>): SignedIn => ({ outcome, session: null });

/** The driver for portals with `by: 'http'`. */
export function openHttpDriver(outbound: Outbound): LoginDriver {
  return {
    async signIn(login, credentials, { beforeSubmit, onAnswer, signal }) {
      const site = new URL(login.url);
      const session = openHttpSession(outbound, site);
      const opened = await session.visit(
        { method: 'GET', url: site, body: null },
        { deadline: AbortSignal.timeout(BEFORE_SUBMIT_MS), giveUp: signal },
      );
      if (!opened.ok) return failed(opened.why === 'unavailable' ? 'unavailable' : 'site-changed');
      const known = judgeForm(login.signs, opened.page);
      // No sign may call a page verified that nothing was sent to.
      if (known) return failed(known === 'verified' ? 'site-changed' : known);
      const form = fillForm(opened.page, login, credentials);
      if (!form) return failed('site-changed');
      signal.throwIfAborted();
      await beforeSubmit();
      const outcome = await answerTo(session, login, form, onAnswer);
      return outcome === 'verified' ? { outcome, session: portalSession(session, login) } : failed(outcome);
    },
  };
}

/** Sends the form, once; follows where the answer leads until a sign knows the page. */
async function answerTo(
  session: HttpSession,
  login: UsableLogin,
  form: Visit,
  onAnswer: () => Promise<void>,
): Promise<SignedIn['outcome']> {
  const deadline = AbortSignal.timeout(ANSWER_MS);
  let answer: Visited = await session.visit(form, { deadline });
  await onAnswer();
  for (let refresh = 0; ; refresh++) {
    if (!answer.ok) return answer.why === 'unavailable' ? 'interrupted' : 'site-changed';
    const outcome = judgeAnswer(login.signs, answer.page, {
      isDirect: refresh === 0 && answer.page.isDirect,
      asksAgain: hasLoginForm(answer.page.document, login),
    });
    if (outcome) return outcome;
    const target = refreshOf(answer.page.document, answer.page.url);
    if (!target || refresh === MAX_REFRESHES) return 'site-changed';
    answer = await session.visit({ method: 'GET', url: target, body: null }, { deadline });
  }
}

function portalSession(session: HttpSession, login: UsableLogin): PortalSession {
  return {
    keepMs: 10 * 60_000,
    async open(url, signal) {
      const deadline = AbortSignal.timeout(ANSWER_MS);
      const visited = await session.visit({ method: 'GET', url, body: null }, { deadline, giveUp: signal });
      if (!visited.ok) return visited;
      const { status, html, url: address, document } = visited.page;
      if (hasLoginForm(document, login)) return { ok: false, why: 'signed-out' };
      if (status >= 500) return { ok: false, why: 'unavailable' };
      return { ok: true, status, html, url: address };
    },
    close: async () => {},
  };
}
