// Before a file of tests: what the screen is made of finds its words where it would in a browser.
import { expect } from 'vitest';

if (expect.getState().testPath?.includes('/web/src/')) {
  const [{ loadWords }, ...parts] = await Promise.all([
    import('../../web/src/words/index.ts'),
    import('../../web/src/words/follow-up.ts').then(({ loadFollowUp }) => loadFollowUp),
    import('../../web/src/words/customer-import.ts').then(({ loadCustomerImport }) => loadCustomerImport),
    import('../../web/src/words/notifying.ts').then(({ loadNotifying }) => loadNotifying),
    import('../../web/src/words/assignment.ts').then(({ loadAssignment }) => loadAssignment),
  ]);
  await loadWords('ja');
  await Promise.all(parts.map((load) => load()));
}
