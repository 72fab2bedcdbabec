// Words of how people are told. Apart from the others, for they come with their pages and not with the first one.
import { language } from './index.ts';
import type { NotifyingWords } from './ja/notifying.ts';

/** There once loaded. */
export let notifying: NotifyingWords;

export async function loadNotifying(): Promise<void> {
  const loaded = language === 'en' ? import('./en/notifying.ts') : import('./ja/notifying.ts');
  notifying = (await loaded).notifying;
}
