// What a client has sent and nobody has used yet: command lines out of it, or its bytes as they are. No I/O.

const EMPTY = Buffer.alloc(0);
const LF = 10;
const CR = 13;

/** The longest command line, without its CRLF. RFC 5321 §4.5.3.1.4 asks for 512 and more with extensions. */
const LINE_BYTES_MAX = 4096;

/**
 * One command line without its CRLF, or what is wrong with it: `bare-lf`, a line that ends with LF alone; `too-long`,
 * told once when its end came, the line itself is gone.
 */
export type Line = { type: 'line'; text: string } | { type: 'bare-lf' } | { type: 'too-long' };

/** The client's bytes in their order. */
export class Input {
  bytes: Buffer = EMPTY;
  /** Where the unused bytes begin. */
  at = 0;
  #searchedTo = 0;
  #isTooLong = false;

  /** How many bytes are unused. */
  get length(): number {
    return this.bytes.length - this.at;
  }

  push(chunk: Buffer): void {
    if (this.length === 0) {
      this.bytes = chunk;
      this.#searchedTo = 0;
    } else {
      this.#searchedTo = Math.max(0, this.#searchedTo - this.at);
      this.bytes = Buffer.concat([this.bytes.subarray(this.at), chunk]);
    }
    this.at = 0;
  }

  /** Forgets everything that is unused. */
  clear(): void {
    this.bytes = EMPTY;
    this.at = 0;
    this.#searchedTo = 0;
    this.#isTooLong = false;
  }

  /** The next line, or null until its end has come. Memory stays bounded: of a line that is too long nothing is kept. */
  takeLine(): Line | null {
    const { bytes, at } = this;
    const end = bytes.indexOf(LF, Math.max(at, this.#searchedTo));
    if (end < 0) {
      this.#searchedTo = bytes.length;
      if (this.length > LINE_BYTES_MAX + 1) {
        this.#isTooLong = true;
        this.at = bytes.length - 1; // its last byte may be the CR of the end
      }
      return null;
    }
    this.at = end + 1;
    const isWhole = end > at && bytes[end - 1] === CR;
    const isTooLong = this.#isTooLong || end - 1 - at > LINE_BYTES_MAX;
    this.#isTooLong = false;
    if (!isWhole) return { type: 'bare-lf' };
    if (isTooLong) return { type: 'too-long' };
    return { type: 'line', text: bytes.toString('utf8', at, end - 1) };
  }
}
