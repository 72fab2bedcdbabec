// Goes from page to page of the screen in one tab and looks at each as everybody sees it: by day and by night, on a desk and
// in the hand. The router of the screen itself says which pages there are, and which one is shown.
import { AxeBuilder } from '@axe-core/playwright';
import type { CDPSession, Page } from 'playwright-core';
import { expect } from 'vitest';
import { EVERYTHING, OF_LOOKS } from './judge-pages.ts';
import type { Screen } from './open-screen.ts';

interface Look {
  width: number;
  colorScheme: 'light' | 'dark';
  /** What axe is asked. */
  only: { type: 'tag' | 'rule'; values: string[] };
}

const all = { type: 'tag', values: EVERYTHING } as const;
const spoilt = { type: 'rule', values: OF_LOOKS } as const;
/** Everything once at each width; what colours can spoil in both at both. */
const looks: Look[] = [
  { width: 1280, colorScheme: 'light', only: all },
  { width: 1280, colorScheme: 'dark', only: spoilt },
  { width: 390, colorScheme: 'dark', only: all },
  { width: 390, colorScheme: 'light', only: spoilt },
];
const PHONE = 390;

const NOT_YET =
  'document.querySelectorAll(`[aria-busy="true"], [aria-label="読み込んでいます"], [data-stale]`).length + Number(!document.querySelector("h1"))';
const SAID = `({
  shown: __TSR_ROUTER__.state.matches.at(-1).fullPath,
  headings: [...document.querySelectorAll('h1')].map((heading) => heading.textContent),
  title: document.title,
})`;
const TOO_WIDE = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';

export class Walk {
  private readonly screen: Screen;
  private readonly page: Page;
  private readonly devtools: CDPSession;

  private constructor(screen: Screen, page: Page, devtools: CDPSession) {
    this.screen = screen;
    this.page = page;
    this.devtools = devtools;
  }

  /** Opens the screen; `prepare`: before it asks the server anything. */
  static async begin(screen: Screen, prepare: (page: Page) => Promise<void>): Promise<Walk> {
    const page = await (await screen.openBrowser({ viewport: { width: 1280, height: 900 } })).newPage();
    await prepare(page);
    await page.goto('/settings');
    await page.getByRole('heading', { level: 1 }).waitFor();
    // It brings axe into the page, half a megabyte, and would again for each look.
    await new AxeBuilder({ page }).setLegacyMode().withRules('document-title').analyze();
    return new Walk(screen, page, await page.context().newCDPSession(page));
  }

  /** The paths of all pages, as the router of the screen has them: `/customers/$id`. */
  routes(): Promise<string[]> {
    return this.page.evaluate<string[]>('Object.keys(__TSR_ROUTER__.routesByPath).sort()');
  }

  /** What is wrong with the page at this address, a line each. `route`: the path of the page that stands there. */
  async faultsAt(address: string, route: string): Promise<string[]> {
    await this.goTo(address);
    const found = await this.faultsSaid(route);
    for (const look of looks) found.push(...(await this.faultsSeen(look)));
    found.push(...this.screen.complaints.splice(0));
    return found.map((fault) => `${address}: ${fault}`);
  }

  /** Whether the page at this address says that something could not be shown, with a way on. */
  async saysFailed(address: string, withinMs: number): Promise<boolean> {
    await this.goTo(address);
    const again = this.page.getByRole('button', { name: 'もう一度読み込む' }).first();
    return again.waitFor({ timeout: withinMs }).then(
      () => true,
      () => false,
    );
  }

  /** Resolves when the page at this address is loaded. */
  private async goTo(address: string): Promise<void> {
    await this.page.evaluate(`__TSR_ROUTER__.navigate({ href: ${JSON.stringify(address)} })`);
    await expect
      .poll(() => this.page.evaluate<number>(NOT_YET), { message: `${address} is loaded`, interval: 20 })
      .toBe(0);
  }

  /** Heading and title. */
  private async faultsSaid(route: string): Promise<string[]> {
    const { shown, headings, title } = await this.page.evaluate<{
      shown: string;
      headings: string[];
      title: string;
    }>(SAID);
    const parts = title.split(' | ');
    return [
      ...(shown === route ? [] : [`shows ${shown}, not ${route}`]),
      ...(headings.length === 1 ? [] : [`has ${headings.length} h1: ${headings.join(' · ')}`]),
      ...(parts.length > 1 && new Set(parts).size === parts.length ? [] : [`is titled “${title}”`]),
      ...((await this.page.getByText('表示できませんでした').count()) === 0 ? [] : ['could not be shown']),
    ];
  }

  /** Barriers, and what stands out at the side. */
  private async faultsSeen({ width, colorScheme, only }: Look): Promise<string[]> {
    await this.page.emulateMedia({ colorScheme });
    if (this.page.viewportSize()?.width !== width) {
      await this.page.setViewportSize({ width, height: width === PHONE ? 844 : 900 });
      // A finger needs more room than a pointer.
      await this.devtools.send('Emulation.setTouchEmulationEnabled', { enabled: width === PHONE });
    }
    const run = `axe.run(document, ${JSON.stringify({ runOnly: only, resultTypes: ['violations'] })})`;
    const barriers = await this.page.evaluate<string[]>(
      `${run}.then(({ violations }) => violations.map(({ id, nodes }) => id + ' ' + nodes.map(({ html }) => html.slice(0, 120)).join(' | ')))`,
    );
    const over = await this.page.evaluate<number>(TOO_WIDE);
    return [...barriers, ...(over > 0 ? [`${over} px too wide`] : [])].map(
      (fault) => `${width} ${colorScheme} ${fault}`,
    );
  }
}
