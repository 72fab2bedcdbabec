// Before a file of tests: what the screen is made of finds its words where it would in a browser.
import { expect } from 'vitest';
import { loadAssignment } from '../../web/src/words/assignment.ts';
import { loadCustomerImport } from '../../web/src/words/customer-import.ts';
import { loadFollowUp } from '../../web/src/words/follow-up.ts';
import { loadWords } from '../../web/src/words/index.ts';
import { loadNotifying } from '../../web/src/words/notifying.ts';

if (expect.getState().testPath?.includes('/web/src/')) {
  await loadWords('ja');
  await Promise.all([loadFollowUp(), loadCustomerImport(), loadNotifying(), loadAssignment()]);
}
