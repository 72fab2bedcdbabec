// Words of the search over everything. Apart from the others, for they come with its dialog and not with the first page.
import { language } from './index.ts';
import type { QuickSearchWords } from './ja/quick-search.ts';

/** There once loaded. */
export let quickSearch: QuickSearchWords;

export async function loadQuickSearch(): Promise<void> {
  const loaded = language === 'en' ? import('./en/quick-search.ts') : import('./ja/quick-search.ts');
  quickSearch = (await loaded).quickSearch;
}
