// A disk under pg_wal that keeps only what was synced: built from a trace of PostgreSQL's writes and syncs. What a power
// cut at any moment of the run would have left is known from it.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { openRandom } from '../../support/random.ts';
import { bytesOf, type Moment } from './strace.ts';

const SEGMENT_BYTES = 16 * 1024 * 1024;
const SECTOR_BYTES = 512;
const SEGMENT_NAME = /\/pg_wal\/([0-9A-F]{24})$/;

interface Write {
  segment: string;
  offset: number;
  bytes: Buffer;
  /** When it returned. */
  to: number;
}

export class WalDisk {
  readonly #durable = new Map<string, Buffer>();
  #pending: Write[] = [];
  /** Syncs of pg_wal that did their work so far. */
  syncs = 0;

  /** Begins with the segments of a cluster whose server has ended in order: all of that is on the disk. */
  constructor(pgWal: string) {
    for (const name of readdirSync(pgWal))
      if (SEGMENT_NAME.test(`/pg_wal/${name}`)) this.#durable.set(name, readFileSync(join(pgWal, name)));
  }

  /** Takes the next of a trace. */
  take(next: Moment): void {
    if (next.moment !== 'ended' || next.result < 0) return;
    const { call, at, result } = next;
    const segment = SEGMENT_NAME.exec(call.on)?.[1];
    if (segment === undefined) return;
    if (call.name === 'pwrite64') {
      const offset = Number(/, \d+, (\d+)(?:\) | <unfinished)/.exec(call.args)?.[1]);
      this.#pending.push({
        segment,
        offset,
        bytes: bytesOf(call.args).subarray(0, result),
        to: at,
      });
    } else if (call.name === 'fdatasync' || call.name === 'fsync') {
      this.syncs++;
      // Only what had been written when the sync began is sure to be there when it ends.
      const isSynced = (write: Write) => write.segment === segment && write.to < call.from;
      for (const write of this.#pending.filter(isSynced)) put(this.#segment(segment), write);
      this.#pending = this.#pending.filter((write) => !isSynced(write));
    } else throw new Error(`${call.name} on ${segment}: a way of writing that this disk does not know`);
  }

  /** Whether the bytes of [from, to) of the WAL, as they are in `pgWal` now, are on the disk. */
  holds(from: bigint, to: bigint, timeline: string, pgWal: string): boolean {
    for (let at = from; at < to; ) {
      const number = at / BigInt(SEGMENT_BYTES);
      const next = (number + 1n) * BigInt(SEGMENT_BYTES);
      const end = to < next ? to : next;
      const name = segmentName(timeline, number);
      const [start, length] = [Number(at % BigInt(SEGMENT_BYTES)), Number(end - at)];
      const ours = this.#durable.get(name)?.subarray(start, start + length);
      if (!ours?.equals(finalBytes(join(pgWal, name)).subarray(start, start + length))) return false;
      at = end;
    }
    return true;
  }

  /** Writes what a power cut now leaves to `pgWal`. With `luck`, each unsynced sector reached the disk or did not; without, none did. */
  leave(pgWal: string, luck: ReturnType<typeof openRandom> | null): void {
    mkdirSync(pgWal, { recursive: true });
    const left = new Map([...this.#durable].map(([name, bytes]) => [name, Buffer.from(bytes)]));
    for (const { segment, offset, bytes } of luck ? this.#pending : []) {
      const file = left.get(segment) ?? Buffer.alloc(SEGMENT_BYTES);
      left.set(segment, file);
      for (let at = 0; at < bytes.length; at += SECTOR_BYTES)
        if (luck?.chance(0.5))
          put(file, { offset: offset + at, bytes: bytes.subarray(at, at + SECTOR_BYTES) });
    }
    for (const [name, bytes] of left) writeFileSync(join(pgWal, name), bytes);
  }

  // A new one is filled with zeros and synced by PostgreSQL before it gets its name.
  #segment(name: string): Buffer {
    const known = this.#durable.get(name) ?? Buffer.alloc(SEGMENT_BYTES);
    this.#durable.set(name, known);
    return known;
  }
}

function put(file: Buffer, { offset, bytes }: Pick<Write, 'offset' | 'bytes'>): void {
  bytes.copy(file, offset);
}

/** `0/1A2B` as a number. */
export function parseLsn(text: string): bigint {
  const [high = '', low = ''] = text.split('/');
  return (BigInt(`0x${high}`) << 32n) | BigInt(`0x${low}`);
}

// PostgreSQL source, xlog_internal.h XLogFileName.
function segmentName(timeline: string, number: bigint): string {
  const hex = (n: bigint) => n.toString(16).toUpperCase().padStart(8, '0');
  const perId = 0x1_0000_0000n / BigInt(SEGMENT_BYTES);
  return `${timeline}${hex(number / perId)}${hex(number % perId)}`;
}

const read = new Map<string, Buffer>();
function finalBytes(file: string): Buffer {
  const known = read.get(file) ?? readFileSync(file);
  read.set(file, known);
  return known;
}
