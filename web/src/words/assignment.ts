// Words of 振り分けルール. Apart from the others, for they come with their pages and not with the first one.
import { language } from './index.ts';
import type { AssignmentWords } from './ja/assignment.ts';

/** There once loaded. */
export let assignment: AssignmentWords;

export async function loadAssignment(): Promise<void> {
  const loaded = language === 'en' ? import('./en/assignment.ts') : import('./ja/assignment.ts');
  assignment = (await loaded).assignment;
}
