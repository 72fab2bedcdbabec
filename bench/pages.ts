// Pages in a browser on the same machine as the server: cold (nothing cached, from the address to what can be used), and from one
// page to the next.
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../test/support/browser.ts';
import { expectFreshBuild } from './built-screen.ts';
import { A_YEAR, type Person, seedBusyFirm, squeezeIntoAYear } from './busy-firm.ts';
import { openInstallation, openServer, startParts } from './installation.ts';
import { median, n, type Pace, type Row, spread } from './table.ts';

const COLD_AIM_MS = 1_000;
const NEXT_AIM_MS = 200;
const PATIENCE_MS = 30_000;

/** A page, its link in the frame, and what is there once it can be used. */
const PAGES: { what: string; path: string; ready: string }[] = [
  { what: '反響', path: '/inquiries', ready: 'main a[href^="/inquiries?"], main a[href^="/customers/"]' },
  { what: '顧客', path: '/customers', ready: 'main a[href^="/customers/"]' },
  { what: 'ダッシュボード', path: '/dashboard', ready: 'main table[aria-label] td' },
  { what: 'タスク', path: '/tasks', ready: 'main a[href^="/customers/"]' },
  { what: 'ポータルサイト連携', path: '/connections', ready: 'main a[href^="/connections/"]' },
];

/** The most that is counted for a page: a year of a firm that gets as many inquiries in one. */
const BUSIEST = {
  what: 'ダッシュボード of a year',
  path: `/dashboard?${A_YEAR}`,
  ready: 'main table[aria-label] td',
};

/** Rows: cold and next, each page the median of so many rounds. */
export async function measurePages({ isShort }: Pace): Promise<Row[]> {
  expectFreshBuild();
  const size = isShort ? 2_000 : 100_000;
  const rounds = isShort ? 1 : 7;
  const server = await openServer();
  const installation = await openInstallation(server.socketDir, 'pages');
  const person = await seedBusyFirm(installation, size);
  const program = await startParts(installation, 'web');
  const browser = await launchBrowser();
  try {
    const open = await signedIn(browser, program.url, person);
    const cold = new Map<string, number[]>(PAGES.map(({ what }) => [what, []]));
    const next = new Map<string, number[]>(PAGES.map(({ what }) => [what, []]));
    for (let round = -1; round < rounds; round++) {
      for (const shown of PAGES) {
        const ms = await openCold(await open(), shown);
        if (round >= 0) cold.get(shown.what)?.push(ms);
      }
      for (const [what, ms] of await walk(await open())) if (round >= 0) next.get(what)?.push(ms);
    }
    await squeezeIntoAYear(installation);
    const busiest: number[] = [];
    for (let round = -1; round < rounds; round++) {
      const ms = await openCold(await open(), BUSIEST);
      if (round >= 0) busiest.push(ms);
    }
    cold.set(BUSIEST.what, busiest);
    return [
      ...rowsOf('cold', cold, size, COLD_AIM_MS),
      ...rowsOf('from another page', next, size, NEXT_AIM_MS),
    ];
  } finally {
    await browser.close();
    await program.stop();
    await installation.close();
    await server.stop();
  }
}

/** Milliseconds from the address to what can be used, by the page's own clock: who asks from outside hears of it later. */
async function openCold(page: Page, { path, ready }: { path: string; ready: string }): Promise<number> {
  await page.addInitScript(`window.usable = new Promise((done, failed) => {
    setTimeout(() => failed(new Error('not there after ${PATIENCE_MS} ms: ${path}')), ${PATIENCE_MS});
    const look = () =>
      document.querySelector('${ready}') ? done(performance.now()) : requestAnimationFrame(look);
    look();
  })`);
  await page.goto(path, { waitUntil: 'commit' });
  const ms = await page.evaluate<number>('window.usable');
  await page.context().close();
  return ms;
}

/** Through the links of the frame; each page has been seen once before, as in a working day. */
async function walk(page: Page): Promise<[string, number][]> {
  const [first] = PAGES;
  await page.goto(first?.path ?? '');
  await page
    .locator(first?.ready ?? '')
    .first()
    .waitFor();
  const taken: [string, number][] = [];
  for (const isFirst of [true, false])
    for (const { what, path, ready } of [...PAGES.slice(1), ...PAGES.slice(0, 1)]) {
      const ms = await page.evaluate<number>(`new Promise((done) => {
        const begun = performance.now();
        document.querySelector('nav a[href^="${path}"]').click();
        const look = () =>
          location.pathname === '${path}' && document.querySelector('${ready}')
            ? done(performance.now() - begun)
            : requestAnimationFrame(look);
        look();
      })`);
      if (!isFirst) taken.push([what, ms]);
    }
  await page.context().close();
  return taken;
}

async function signedIn(
  browser: Browser,
  url: string,
  { email, password }: Person,
): Promise<() => Promise<Page>> {
  const first = await browser.newContext({ baseURL: url });
  const answer = await first.request.post('/api/auth/sign-in/email', {
    data: { email, password },
    headers: { origin: url },
  });
  if (!answer.ok()) throw new Error(`sign-in was refused: ${answer.status()}`);
  const storageState = await first.storageState();
  await first.close();
  return async () => (await browser.newContext({ baseURL: url, storageState, locale: 'ja-JP' })).newPage();
}

function rowsOf(how: string, taken: Map<string, number[]>, size: number, aimMs: number): Row[] {
  return [...taken].map(([what, ms]) => ({
    what: `${what}, ${how}, ${n(size)} customers`,
    measured: `${spread(ms)} ms`,
    aim: `< ${n(aimMs)} ms`,
    holds: median(ms) < aimMs,
  }));
}
