// Words of what is done for a customer. Apart from the others, for they come with their pages and not with the first one.
import { language } from './index.ts';
import type { FollowUpWords } from './ja/follow-up.ts';

/** There once loaded. */
export let followUp: FollowUpWords;

export async function loadFollowUp(): Promise<void> {
  followUp = (await (language === 'en' ? import('./en/follow-up.ts') : import('./ja/follow-up.ts'))).followUp;
}
