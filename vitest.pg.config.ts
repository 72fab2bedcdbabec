// The tests on a given PostgreSQL: npm run test:pg (CONTRIBUTING.md).
import { configDefaults, defineConfig } from 'vitest/config';
import config from './vitest.config.ts';

/** About the embedded server itself: the same on every other. */
const EMBEDDED_ONLY = ['src/platform/postgres/embedded.test.ts'];

export default defineConfig({
  test: {
    ...config.test,
    globalSetup: ['test/support/given-postgres.ts'],
    exclude: [...configDefaults.exclude, ...EMBEDDED_ONLY],
    // Only the set-up above knows it: what tests start is given its database by them.
    env: { DATABASE_URL: '' },
  },
});
