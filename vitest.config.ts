import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts', 'simulator/**/*.test.ts', 'web/src/**/*.test.ts'],
    globalSetup: ['test/support/postgres.ts'],
    // Workers look for what is due once a second, and machines are busy: what a test waits for may take longer than that.
    expect: { poll: { timeout: 10_000 } },
    testTimeout: 30_000,
    maxWorkers: 2, // they wait more than they work: one for each core, also where there are two

    hookTimeout: 60_000,
  },
});
