// Signs in with a real browser, for portals whose login page is made by script. The same signs judge what it shows.
import type { Browser, BrowserContext, Page, Response } from 'playwright-core';
import { type OutboundProxy, openOutboundProxy } from '../../platform/outbound-proxy.ts';
import type { UsableLogin } from './definition.ts';
import {
  ANSWER_MS,
  type LoginDriver,
  type PortalSession,
  type SignedIn,
  type SignInHooks,
} from './driver.ts';
import type { Credentials } from './model.ts';
import { type JudgedPage, judgeAnswer, judgeForm } from './rules/judge.ts';
import { hasLoginForm } from './rules/login-form.ts';
import { parsePage } from './rules/page.ts';
import { isOfSite } from './rules/site.ts';

export interface BrowserOptions {
  /** A Chromium. */
  executablePath: string;
  /** host:port that may be called although it is not public. */
  allow?: readonly string[];
  /** Beside our own. */
  args?: string[];
  /** The browser gets these variables and none of ours. */
  env?: Record<string, string>;
}

/** For the form to appear. */
const FORM_MS = 20_000;
const LOOK_EVERY_MS = 150;
/** A page that came, and that no sign knows, may still change by script for so long. */
const SETTLED_MS = 5_000;

type Failed = Exclude<SignedIn['outcome'], 'verified'>;

/** The driver for portals with `by: 'browser'`. One browser for each sign-in, closed with it. */
export function openBrowserDriver(options: BrowserOptions): LoginDriver {
  return {
    async signIn(login, credentials, hooks) {
      const visit = await openVisit(options);
      let kept = false;
      try {
        const outcome = await signIn(visit, login, credentials, hooks);
        if (outcome !== 'verified') return { outcome, session: null };
        kept = true;
        return { outcome, session: sessionOf(visit, login) };
      } finally {
        if (!kept) await visit.close();
      }
    },
  };
}

interface Visit {
  page: Page;
  proxy: OutboundProxy;
  /** The page as it is now, with the status of the document it came with. */
  look(): Promise<JudgedPage>;
  /** Documents that came in the main frame, and whether the last one came without a detour. */
  documents(): number;
  isDirect(): boolean;
  close(): Promise<void>;
}

async function openVisit({ executablePath, allow, args = [], env = {} }: BrowserOptions): Promise<Visit> {
  const { chromium } = await import('playwright-core');
  const proxy = await openOutboundProxy({ allow });
  let browser: Browser | undefined;
  try {
    browser = await chromium.launch({
      executablePath,
      headless: true,
      chromiumSandbox: process.getuid?.() !== 0, // it does not run as root with one
      proxy: { server: proxy.url },
      env: { PATH: '/usr/local/bin:/usr/bin:/bin', LANG: 'ja_JP.UTF-8', ...env },
      args: ['--disable-quic', '--force-webrtc-ip-handling-policy=disable_non_proxied_udp', ...args],
    });
    const opened = browser;
    const context = await newContext(browser);
    const page = await context.newPage();
    let status = 0;
    let documents = 0;
    let isDirect = true;
    page.on('response', (response: Response) => {
      if (!response.request().isNavigationRequest() || response.frame() !== page.mainFrame()) return;
      if (response.status() >= 300 && response.status() < 400) return;
      status = response.status();
      isDirect = response.request().redirectedFrom() === null;
      documents++;
    });
    return {
      page,
      proxy,
      documents: () => documents,
      isDirect: () => isDirect,
      async look() {
        const [html, text] = await Promise.all([page.content(), page.locator('body').innerText()]);
        const { pathname, search } = new URL(page.url());
        return { status, path: pathname + search, document: parsePage(html), text };
      },
      async close() {
        await opened.close();
        await proxy.close();
      },
    };
  } catch (error) {
    await browser?.close();
    await proxy.close();
    throw error;
  }
}

async function newContext(browser: Browser): Promise<BrowserContext> {
  const context = await browser.newContext({
    locale: 'ja-JP',
    timezoneId: 'Asia/Tokyo',
    acceptDownloads: false,
    serviceWorkers: 'block',
  });
  context.setDefaultTimeout(5_000);
  return context;
}

async function signIn(
  visit: Visit,
  login: UsableLogin,
  credentials: Credentials,
  { beforeSubmit, onAnswer, signal }: SignInHooks,
): Promise<SignedIn['outcome']> {
  const { page, proxy } = visit;
  const site = new URL(login.url);
  const instead = await openForm(visit, login, signal);
  if (instead) return instead;

  // From here on the password is in the page: its scripts reach the portal's own site and nothing else.
  proxy.restrict((host, port) => isOfSite(site, new URL(`${site.protocol}//${host}:${port}`)));
  const form = page.locator(login.form).first();
  const field = (name: string) => form.locator(`[name=${JSON.stringify(name)}]`).first();
  await field(login.fields.userId).fill(credentials.userId);
  await field(login.fields.password).fill(credentials.password);
  const before = { documents: visit.documents(), text: (await visit.look()).text };
  signal.throwIfAborted();
  await beforeSubmit();
  try {
    const button = form.locator('button:not([type]), [type=submit]').first();
    if ((await button.count()) > 0) await button.click({ noWaitAfter: true });
    else await field(login.fields.password).press('Enter', { noWaitAfter: true });
    return await answerOf(visit, login, before, onAnswer);
  } catch {
    return 'interrupted'; // whatever broke, the password may be on its way
  }
}

/** Waits for the form; what comes instead is the outcome. */
async function openForm(visit: Visit, login: UsableLogin, signal: AbortSignal): Promise<Failed | null> {
  const { page, proxy } = visit;
  const site = new URL(login.url);
  const until = Date.now() + FORM_MS;
  try {
    await page.goto(login.url, { waitUntil: 'domcontentloaded', timeout: FORM_MS });
  } catch {
    return proxy.wasRefused(site) ? 'site-changed' : 'unavailable';
  }
  for (;;) {
    signal.throwIfAborted();
    if (!isOfSite(site, new URL(page.url()))) return 'site-changed';
    const shown = await visit.look().catch(() => null); // between two documents there is none
    const known = shown && judgeForm(login.signs, shown);
    if (known) return known === 'verified' ? 'site-changed' : known;
    if (shown && hasLoginForm(shown.document, login)) return null;
    if (Date.now() > until) return 'site-changed';
    await page.waitForTimeout(LOOK_EVERY_MS);
  }
}

/** Watches what the page becomes until a sign knows it. */
async function answerOf(
  visit: Visit,
  login: UsableLogin,
  before: { documents: number; text: string | undefined },
  onAnswer: () => Promise<void>,
): Promise<SignedIn['outcome']> {
  const until = Date.now() + ANSWER_MS;
  let cameAt: number | null = null;
  let documents = before.documents;
  while (Date.now() < until) {
    const shown = await visit.look().catch(() => null);
    const isAnother = visit.documents() > before.documents || (shown && shown.text !== before.text);
    if (shown && isAnother) {
      if (cameAt === null) await onAnswer();
      if (cameAt === null || visit.documents() > documents) cameAt = Date.now();
      documents = visit.documents();
      const outcome = judgeAnswer(login.signs, shown, {
        // What a script shows instead of a document may have been anywhere before.
        isDirect: documents === before.documents + 1 && visit.isDirect(),
        asksAgain: hasLoginForm(shown.document, login),
      });
      if (outcome) return outcome;
      if (Date.now() - cameAt > SETTLED_MS) return 'site-changed';
    }
    await visit.page.waitForTimeout(LOOK_EVERY_MS);
  }
  return cameAt === null ? 'interrupted' : 'site-changed';
}

function sessionOf(visit: Visit, login: UsableLogin): PortalSession {
  const { page } = visit;
  const site = new URL(login.url);
  return {
    keepMs: 0, // a browser is too much to keep for later
    async open(url, signal) {
      signal.throwIfAborted();
      if (!isOfSite(site, url)) return { ok: false, why: 'elsewhere' };
      const giveUp = () => void page.close();
      signal.addEventListener('abort', giveUp);
      try {
        await page.goto(url.href, { waitUntil: 'load', timeout: ANSWER_MS });
        if (!isOfSite(site, new URL(page.url()))) return { ok: false, why: 'elsewhere' };
        const { status, document } = await visit.look();
        if (hasLoginForm(document, login)) return { ok: false, why: 'signed-out' };
        if (status >= 500) return { ok: false, why: 'unavailable' };
        return { ok: true, status, url: new URL(page.url()), html: await page.content() };
      } catch {
        signal.throwIfAborted();
        return { ok: false, why: 'unavailable' };
      } finally {
        signal.removeEventListener('abort', giveUp);
      }
    },
    close: visit.close,
  };
}
