// A log whose lines a test can read.
import { Writable } from 'node:stream';
import pino from 'pino';
import type { Log } from '../../src/platform/log.ts';

/** `text()`: everything that was logged so far. */
export function openKeptLog(level: string): { log: Log; text(): string } {
  let logged = '';
  const stream = new Writable({
    write(chunk, _, done) {
      logged += chunk;
      done();
    },
  });
  return { log: pino({ level }, stream), text: () => logged };
}
