// Bytes that come in chunks, kept so that a client which sends a byte at a time costs no more memory than any other: a
// Buffer weighs about a hundred bytes besides its own.

/** Chunks of this size are kept as they are. */
const LARGE = 32 * 1024;

/** An ordered heap of chunks. */
export class Pieces {
  readonly #pieces: Buffer[] = [];

  add(chunk: Buffer): void {
    const pieces = this.#pieces;
    pieces.push(chunk);
    // Small neighbours are joined when the earlier is not much larger: each byte is copied a few times at most.
    for (let last = pieces.length - 1; last > 0; last--) {
      const [a, b] = [pieces[last - 1] as Buffer, pieces[last] as Buffer];
      if (a.length + b.length > LARGE || a.length > 2 * b.length) return;
      pieces.splice(last - 1, 2, Buffer.concat([a, b]));
    }
  }

  join(): Buffer {
    return this.#pieces.length === 1 ? (this.#pieces[0] as Buffer) : Buffer.concat(this.#pieces);
  }
}
