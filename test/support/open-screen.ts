// The built screen of a running program in a real browser, signed in as the firm's owner. For tests in test/e2e.
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { composeInquiry } from './mails.ts';
import { startTestProgram, type TestProgram } from './program.ts';
import { buildScreen } from './screen.ts';

/** The customer who is there before the tests begin. */
export const FIRST = '最初　一郎';

/** A phone in the hand. */
export const phone: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  isMobile: true,
  hasTouch: true,
};

// Far from Japan: the screen speaks Japanese time anywhere.
const usual: BrowserContextOptions = {
  locale: 'ja-JP',
  timezoneId: 'America/New_York',
  reducedMotion: 'reduce',
};

export class Screen {
  program: TestProgram;
  readonly browser: Browser;
  /** What the pages complained of since it was last asked: refused scripts, mistakes of ours. */
  readonly complaints: string[] = [];
  private cookies: Awaited<ReturnType<BrowserContext['storageState']>> | undefined;
  private sent = 0;

  private constructor(program: TestProgram, browser: Browser) {
    this.program = program;
    this.browser = browser;
  }

  /** `settings`: variables of the program. */
  static async open(settings: Record<string, string> = {}): Promise<Screen> {
    await buildScreen();
    const [program, browser] = await Promise.all([startTestProgram(undefined, settings), launchBrowser()]);
    const screen = new Screen(program, browser);
    await program.sendMail(composeInquiry({ number: 'RG-FIRST', name: FIRST, email: 'first@example.jp' }));
    await program.settled();
    const context = await browser.newContext({ baseURL: program.url });
    await context.request.post('/api/auth/sign-in/email', {
      data: program.owner,
      headers: { origin: program.url },
    });
    screen.cookies = await context.storageState();
    await context.close();
    return screen;
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.program.stop();
  }

  async closePages(): Promise<void> {
    await Promise.all(this.browser.contexts().map((context) => context.close()));
  }

  /** A browser of its own: tabs of one context share their live connection. */
  async openBrowser(options: BrowserContextOptions = {}): Promise<BrowserContext> {
    const context = await this.browser.newContext({
      ...usual,
      baseURL: this.program.url,
      ...(this.cookies && { storageState: this.cookies }),
      ...options,
    });
    context.setDefaultTimeout(15_000);
    context.on('weberror', (error) => this.complaints.push(error.error().message));
    context.on('console', (message) => {
      // What the network does is the tests' own doing.
      const isOurs = message.type() === 'error' && !message.text().startsWith('Failed to load resource');
      if (isOurs) this.complaints.push(message.text());
    });
    return context;
  }

  /** A browser of somebody else of the firm. */
  async openBrowserOf(
    person: { email: string; password: string },
    options: BrowserContextOptions = {},
  ): Promise<BrowserContext> {
    const context = await this.openStranger(options);
    const { email, password } = person;
    const answer = await context.request.post('/api/auth/sign-in/email', {
      data: { email, password },
      headers: { origin: this.program.url },
    });
    if (!answer.ok()) throw new Error(`sign-in was refused: ${answer.status()}`);
    return context;
  }

  /** A browser without anybody signed in. */
  openStranger(options: BrowserContextOptions = {}): Promise<BrowserContext> {
    return this.openBrowser({ storageState: { cookies: [], origins: [] }, ...options });
  }

  async openPage(path: string, options?: BrowserContextOptions): Promise<Page> {
    const page = await (await this.openBrowser(options)).newPage();
    await page.goto(path);
    await page.getByRole('heading', { level: 1 }).waitFor();
    return page;
  }

  /** Sends a request of somebody new; resolves with their name. */
  async sendInquiry(name?: string): Promise<string> {
    this.sent += 1;
    const n = this.sent;
    const given = name ?? `試験　${n}号`;
    const phoneNumber = `090-0000-2${String(n).padStart(3, '0')}`;
    await this.program.sendMail(
      composeInquiry({ number: `RG-E2E-${n}`, name: given, phone: phoneNumber, email: `e2e${n}@example.jp` }),
    );
    return given;
  }

  /** Sends a request of somebody, and it is written; resolves with the inquiry's id. */
  async takeInquiry(name: string): Promise<string> {
    await this.sendInquiry(name);
    await this.program.settled();
    return (await this.program.get('/inquiries?limit=1')).items[0].id;
  }

  /** The id of the newest mail in 要確認. */
  async newestForReview(): Promise<string> {
    await this.program.settled();
    return (await this.program.get('/mails?review=true&limit=1')).items[0].id;
  }
}
