// The bytes between DATA and the final dot (RFC 5321 §4.1.1.4, §4.5.2): only CRLF . CRLF ends them. A lone dot between any
// other line ends would end them for some mail servers and not for others, so that what follows is a mail for the one
// and commands for the other (SMTP smuggling): told as malformed. Everything else is kept as it came. No I/O.
import { Pieces } from './pieces.ts';

const NUL = 0;
const LF = 10;
const CR = 13;
const DOT = 46;

// Where the next byte is. START: after CRLF (or at the beginning), where a dot means something. LOOSE: after a line end of
// another kind, or one with NULs behind it. DOT_*: right after a dot there; DOT_CR: after CRLF . CR.
const TEXT = 0;
const AFTER_CR = 1;
const START = 2;
const LOOSE = 3;
const DOT_START = 4;
const DOT_LOOSE = 5;
const DOT_CR = 6;
const ENDED = 7;
const MALFORMED = 8;

/** Takes one mail's bytes in chunks of any size. */
export class DataReader {
  #at = START;
  #pieces = new Pieces();
  #isKept = true;
  /** Bytes of the mail so far, stuffed dots not counted; also when none are kept. */
  size = 0;

  /** `open` until the end came; nothing is taken after it. */
  get state(): 'open' | 'ended' | 'malformed' {
    return this.#at === ENDED ? 'ended' : this.#at === MALFORMED ? 'malformed' : 'open';
  }

  /** Bytes held in memory. */
  get held(): number {
    return this.#isKept ? this.size : 0;
  }

  /** Forgets the mail: the rest is read for its end alone. */
  drop(): void {
    this.#pieces = new Pieces();
    this.#isKept = false;
  }

  /** The mail, dots unstuffed. */
  mail(): Buffer {
    return this.#pieces.join();
  }

  /** Takes from `bytes` on from `from`; returns where it stopped: behind the end, or at the chunk's. */
  take(bytes: Buffer, from: number): number {
    const kept: number[] = []; // [from, to) pairs of the chunk that belong to the mail
    let i = from;
    let begin = from;
    const keepTo = (to: number) => {
      if (to > begin) kept.push(begin, to);
    };
    const candidates = new Candidates(bytes);
    while (i < bytes.length && this.#at < ENDED) {
      if (this.#at === TEXT) {
        const dot = candidates.next(i);
        const end = dot < 0 ? bytes.length : dot;
        this.#at = placeBefore(bytes, i, end);
        i = end;
        if (dot < 0) break;
      }
      const next = step(this.#at, bytes[i] as number);
      if (next === DOT_START) {
        keepTo(i); // the dot itself is stuffing, or the end
        begin = i + 1;
      } else if (next === DOT_CR) begin = i + 1;
      this.#at = next;
      i++;
    }
    if (this.#at < DOT_CR) keepTo(i);
    this.#keep(bytes, kept);
    return i;
  }

  #keep(bytes: Buffer, kept: number[]): void {
    if (kept.length === 2) this.#add(bytes.subarray(kept[0], kept[1]));
    else if (kept.length > 2) {
      const whole = Buffer.allocUnsafe(bytes.length);
      let length = 0;
      for (let k = 0; k < kept.length; k += 2) length += bytes.copy(whole, length, kept[k], kept[k + 1]);
      this.#add(whole.subarray(0, length));
    }
  }

  #add(bytes: Buffer): void {
    this.size += bytes.length;
    if (this.#isKept) this.#pieces.add(bytes);
  }
}

// One byte further.
function step(at: number, byte: number): number {
  const isLineEnd = byte === CR || byte === LF;
  switch (at) {
    case DOT_START:
      if (byte === CR) return DOT_CR;
      return byte === LF ? MALFORMED : byte === NUL ? DOT_LOOSE : TEXT;
    case DOT_LOOSE:
      return isLineEnd ? MALFORMED : byte === NUL ? DOT_LOOSE : TEXT;
    case DOT_CR:
      return byte === LF ? ENDED : MALFORMED;
  }
  if (byte === CR) return AFTER_CR;
  if (byte === LF) return at === AFTER_CR ? START : LOOSE;
  if (at === TEXT) return TEXT;
  if (byte === NUL) return LOOSE;
  if (byte === DOT) return at === START ? DOT_START : DOT_LOOSE;
  return TEXT;
}

// Where one is at `end`, having been in the text at `from`: the last line end before it, and NULs behind that, decide.
function placeBefore(bytes: Buffer, from: number, end: number): number {
  let last = end - 1;
  while (last >= from && bytes[last] === NUL) last--;
  if (last < from || (bytes[last] !== CR && bytes[last] !== LF)) return TEXT;
  if (last < end - 1) return LOOSE;
  if (bytes[last] === CR) return AFTER_CR;
  return last > from && bytes[last - 1] === CR ? START : LOOSE;
}

// Dots that may stand alone on a line: behind a line end or a NUL.
class Candidates {
  readonly #bytes: Buffer;
  readonly #found: [before: string, dot: number][] = [
    ['\n.', 0],
    ['\r.', 0],
    ['\0.', 0],
  ];
  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }
  /** The first at or behind `from` + 1, or -1. */
  next(from: number): number {
    let first = -1;
    for (const one of this.#found) {
      if (one[1] >= 0 && one[1] <= from) {
        const before = this.#bytes.indexOf(one[0], from, 'latin1');
        one[1] = before < 0 ? -1 : before + 1;
      }
      if (one[1] > 0 && (first < 0 || one[1] < first)) first = one[1];
    }
    return first;
  }
}
