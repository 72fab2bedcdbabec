// A log whose lines a test can read.
import { Writable } from 'node:stream';
import pino from 'pino';
import type { Log } from '../../src/platform/log.ts';

/** `text()`: everything that was logged so far; `lines()`: the same, line by line. */
export function openKeptLog(level: string): {
  log: Log;
  text(): string;
  lines(): Record<string, unknown>[];
} {
  let logged = '';
  const stream = new Writable({
    write(chunk, _, done) {
      logged += chunk;
      done();
    },
  });
  return {
    log: pino({ level }, stream),
    text: () => logged,
    lines: () =>
      logged
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line)),
  };
}
