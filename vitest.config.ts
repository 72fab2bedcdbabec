import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

// What is imported is compiled once, and not by each process and run anew.
process.env.NODE_COMPILE_CACHE ??= join(tmpdir(), 'digima-test-compile-cache');

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts', 'simulator/**/*.test.ts', 'web/src/**/*.test.ts'],
    globalSetup: ['test/support/postgres.ts'],
    setupFiles: ['src/platform/quick-imports.ts', 'test/support/words.ts'],
    // Workers look for what is due once a second, and machines are busy: what a test waits for may take longer than that.
    expect: { poll: { timeout: 10_000 } },
    testTimeout: 60_000,
    isolate: false, // what a program is made of is loaded three times, not once a file
    maxWorkers: 3, // they wait more than they work: one more than there are cores on the smallest machines
    hookTimeout: 60_000,
  },
});
