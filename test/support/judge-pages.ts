// Looks at pages as everybody sees them: axe and sideways scrolling, in the light, and on a phone in the dark.
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { phone, type Screen } from './open-screen.ts';

/** What axe is asked of a page: WCAG 2.2, A and AA. */
export const EVERYTHING = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/** What another look can spoil. */
export const OF_LOOKS = ['color-contrast', 'target-size', 'scrollable-region-focusable'];

/** A page's path; with `act`, what is done on it before it is looked at (a dialog opened). */
export type Judged = string | { path: string; act: (page: Page) => Promise<void> };

/** What is wrong with these pages, one line a finding; empty when nothing is. */
export async function judgePages(
  screen: Screen,
  pages: Judged[],
  options: Parameters<Screen['openBrowser']>[0] = {},
): Promise<string[]> {
  const found: string[] = [];
  const looks = [
    { look: {}, judge: (axe: AxeBuilder) => axe.withTags(EVERYTHING) },
    {
      look: { ...phone, colorScheme: 'dark' as const },
      judge: (axe: AxeBuilder) => axe.withRules(OF_LOOKS),
    },
  ];
  for (const { look, judge } of looks) {
    const context = await screen.openBrowser({ ...look, ...options });
    const page = await context.newPage();
    for (const judged of pages) {
      const { path, act } = typeof judged === 'string' ? { path: judged, act: null } : judged;
      await page.goto(path);
      await page.getByRole('heading').first().waitFor();
      await expect
        .poll(() => page.locator('[aria-busy="true"], [aria-label="読み込んでいます"]').count())
        .toBe(0);
      await act?.(page);
      const { violations } = await judge(new AxeBuilder({ page }).setLegacyMode()).analyze();
      found.push(
        ...violations.map(
          ({ id, nodes }) => `${path} ${id}: ${nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`,
        ),
      );
      const overflow = await page.evaluate<number>(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      );
      if (overflow > 0) found.push(`${path} is ${overflow} px too wide`);
    }
    await context.close();
  }
  return found;
}
