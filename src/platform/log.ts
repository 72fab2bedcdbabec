// The log: JSON lines on standard output. Nothing personal goes in: ids and counts, never names, phones or texts.
import { type Logger, pino } from 'pino';

export type Log = Logger;

/** A logger of this level ('silent' for tests). */
export function openLog(level: string): Log {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime });
}

/** Where an error came from, without its message: messages of the database hold the values people sent. */
export function stackOf(error: Error): string[] {
  const frames = (error.stack ?? '').split('\n').filter((line) => /^ {4}at /.test(line));
  return [error.name, ...frames.slice(0, 6).map((line) => line.trim())];
}
