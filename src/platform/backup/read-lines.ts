// Reads a backup's text as it streams by: single lines, and the rows of a table up to their end.
import { END_OF_ROWS } from './format.ts';

export interface LineReader {
  /** The next line, without its line feed. @throws when the text ends before, or the line is longer than any of ours. */
  line(): Promise<string>;
  /** The rows up to their end, in pieces; must be read to it before anything else is. */
  rows(): AsyncGenerator<Buffer>;
}

const LINE_MAX = 10_000_000;
const LINE_FEED = 0x0a;
const END = Buffer.from(END_OF_ROWS);
const END_BEHIND_ROW = Buffer.from(`\n${END_OF_ROWS}`);

export function readLines(text: AsyncIterable<Buffer>): LineReader {
  const chunks = text[Symbol.asyncIterator]();
  let rest: Buffer = Buffer.alloc(0);

  async function more(): Promise<void> {
    const next = await chunks.next();
    if (next.done) throw new Error('the backup ends early');
    rest = rest.length === 0 ? next.value : Buffer.concat([rest, next.value]);
  }
  const take = (length: number): Buffer => {
    const taken = rest.subarray(0, length);
    rest = rest.subarray(length);
    return taken;
  };

  return {
    async line() {
      for (;;) {
        const end = rest.indexOf(LINE_FEED);
        if (end >= 0) return take(end + 1).toString('utf8', 0, end);
        if (rest.length > LINE_MAX) throw new Error('a line of the backup is too long');
        await more();
      }
    },
    async *rows() {
      while (rest.length < END.length) await more();
      if (rest.subarray(0, END.length).equals(END)) {
        take(END.length);
        return;
      }
      for (;;) {
        const end = rest.indexOf(END_BEHIND_ROW);
        if (end >= 0) {
          yield take(end + 1);
          take(END.length);
          return;
        }
        // What may be the beginning of the end stays.
        const sure = rest.length - END_BEHIND_ROW.length;
        if (sure > 0) yield take(sure);
        await more();
      }
    },
  };
}
