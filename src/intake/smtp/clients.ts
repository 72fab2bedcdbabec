// Who is connected: caps for one address and for all, and who is known to speak too early. No I/O.
import { isIPv6 } from 'node:net';

/** Early talkers that are remembered at most; the oldest are forgotten first. */
const TALKERS_MAX = 10_000;

/** Counts the clients of one listener. */
export class Clients {
  readonly #max: number;
  readonly #maxOfOne: number;
  readonly #counts = new Map<string, number>();
  #count = 0;

  constructor(max: number, maxOfOne: number) {
    this.#max = max;
    this.#maxOfOne = maxOfOne;
  }

  /** Lets one in, before its address is known to be its own; false: there are too many. Each is let out again by leave(). */
  enter(): boolean {
    if (this.#count >= this.#max) return false;
    this.#count++;
    return true;
  }
  leave(): void {
    this.#count--;
  }

  /** Counts it for its address; false: too many of that one. Each that was counted is let go again by letGo(). */
  count(address: string): boolean {
    const key = clientKey(address);
    const count = this.#counts.get(key) ?? 0;
    if (count >= this.#maxOfOne) return false;
    this.#counts.set(key, count + 1);
    return true;
  }
  letGo(address: string): void {
    const key = clientKey(address);
    const count = (this.#counts.get(key) ?? 1) - 1;
    if (count > 0) this.#counts.set(key, count);
    else this.#counts.delete(key);
  }
}

/** Addresses that spoke before it was their turn, for a while. `now` in milliseconds of any clock that only goes on. */
export class EarlyTalkers {
  readonly #until = new Map<string, number>();

  remember(address: string, until: number): void {
    const key = clientKey(address);
    this.#until.delete(key); // to the end of the order
    this.#until.set(key, until);
    for (const oldest of this.#until.keys()) {
      if (this.#until.size <= TALKERS_MAX) break;
      this.#until.delete(oldest);
    }
  }

  has(address: string, now: number): boolean {
    if (this.#until.size === 0) return false;
    const key = clientKey(address);
    const until = this.#until.get(key);
    if (until === undefined) return false;
    if (until > now) return true;
    this.#until.delete(key);
    return false;
  }
}

/** What counts as one client: an IPv4 address, or the /64 that one IPv6 customer is given. */
export function clientKey(address: string): string {
  if (!isIPv6(address)) return address;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped?.[1]) return mapped[1];
  const [head = '', tail] = (address.split('%')[0] as string).split('::');
  const groups = head === '' ? [] : head.split(':');
  const after = tail ? tail.split(':') : [];
  // A dotted end stands for two groups.
  const filled = after.length + (after.at(-1)?.includes('.') ? 1 : 0);
  if (tail !== undefined) while (groups.length + filled < 8) groups.push('0');
  return `${[...groups, ...after]
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}
