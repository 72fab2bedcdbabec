// The product with the outside world around it: the pretended RE-Guide site, a sink for the mails the product sends, and
// a real browser. For tests that walk the whole way.
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { openMailer } from '../../simulator/mailer.ts';
import { type ReGuideSite, startReGuideSite } from '../../simulator/re-guide/start.ts';
import { type Sink, startSink } from '../../simulator/sink/start.ts';
import { decodeMail } from '../../src/reading/mime/index.ts';
import { launchBrowser } from './browser.ts';
import { asOwner } from './database.ts';
import { startTestProgram, type TestProgram } from './program.ts';
import { buildScreen } from './screen.ts';

/** The firm's account at the portal. */
export const MEMBER = { userId: 'mihon-setagaya', password: 'Rg-2026-mihon' };

const OFFICE = { locale: 'ja-JP', timezoneId: 'Asia/Tokyo', reducedMotion: 'reduce' } as const;

export interface World {
  site: ReGuideSite;
  sink: Sink;
  program: TestProgram;
  /** What pages complained of: refused scripts, mistakes of ours. */
  complaints: string[];
  /** A browser of its own, nobody signed in. */
  open(options?: BrowserContextOptions): Promise<BrowserContext>;
  /** The same, and a person of the firm has signed in through the page. */
  signIn(person: { email: string; password: string }, options?: BrowserContextOptions): Promise<Page>;
  close(): Promise<void>;
}

/** Opens it; the operator has told the installation where the login page is. */
export async function openWorld(settings: Record<string, string> = {}): Promise<World> {
  await buildScreen();
  const sink = await startSink({ decode: decodeMail });
  let program: TestProgram | undefined;
  const mailer = openMailer((domain) =>
    domain === 'inbox.localhost' && program ? { host: '127.0.0.1', port: program.smtpPort } : sink.smtp,
  );
  const site = await startReGuideSite({ mailer, accounts: [MEMBER], sinkUrl: sink.url });
  program = await startTestProgram(undefined, {
    SMTP_URL: `smtp://${sink.smtp.host}:${sink.smtp.port}`,
    OUTBOUND_ALLOW: new URL(site.url).host,
    ...settings,
  });
  await setLoginPage(program, site.loginUrl);
  const browser: Browser = await launchBrowser();
  const complaints: string[] = [];
  const { url: baseURL } = program;

  async function open(options: BrowserContextOptions = {}): Promise<BrowserContext> {
    const context = await browser.newContext({ ...OFFICE, baseURL, ...options });
    context.setDefaultTimeout(20_000);
    context.on('weberror', (error) => complaints.push(error.error().message));
    context.on('console', (message) => {
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
        complaints.push(message.text());
    });
    return context;
  }
  const running = program;
  return {
    site,
    sink,
    program: running,
    complaints,
    open,
    async signIn({ email, password }, options) {
      const page = await (await open(options)).newPage();
      await page.goto('/sign-in');
      await page.getByLabel('メールアドレス').fill(email);
      await page.getByLabel('パスワード', { exact: true }).fill(password);
      await page.getByRole('button', { name: 'サインイン' }).click();
      await page.getByRole('heading', { level: 1, name: '反響' }).waitFor();
      return page;
    },
    async close() {
      await browser.close();
      await running.stop();
      await site.stop();
      mailer.close();
      await sink.stop();
    },
  };
}

/** What `digima portal set re-guide --login-url` writes. */
export async function setLoginPage(program: TestProgram, url: string): Promise<void> {
  await asOwner(program.server, (client) =>
    client.query(
      `INSERT INTO portal_settings (portal, login) VALUES ('re-guide', $1)
       ON CONFLICT (portal) DO UPDATE SET login = excluded.login`,
      [JSON.stringify({ url })],
    ),
  );
}
