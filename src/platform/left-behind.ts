// What workers left behind that may have died of it: it is done, one or a few at a time, by a worker that has nothing else under way,
// for if it is to blame it is to take no other with it. Such work takes turns with the rest, so that neither waits for all of the
// other kind; what takes long, as an import does, goes on beside the rest.
import { setTimeout as delay } from 'node:timers/promises';

/** How often it is looked for, or as often as a twentieth of the time allows. */
const EVERY_MS = 1_000;
const REST = 20;
/** For so long it is done, one lease after the other; for as long after that the rest has its turn. */
const TURN_MS = 500;
/** For so long one is done with nothing beside it: whoever dies of something mostly does so at once. */
const ALONE_MS = 2_000;
/** For so long nothing else is begun until what is under way has ended: at first, and twice as long each time that it did not, */
const PATIENCE_MS = 1_000;
/** but no longer: after ten minutes of a bad network the next turn would be minutes away. */
const PATIENCE_MAX_MS = 16_000;
/** The rest then has its turn for so many times as long. */
const AFTER_PATIENCE = 4;

type Parts<Left> = {
  /** Whether some is due. Takes none. */
  isAny: () => Promise<boolean>;
  /** Takes what is longest due, as much as may be done at a time; null when nothing is. */
  lease: () => Promise<Left | null>;
  /** Does it to its end; never rejects. */
  work: (left: Left) => Promise<void>;
  /** What this worker does just now. */
  underWay: ReadonlySet<Promise<void>>;
  stopping: AbortSignal;
};

/**
 * Opens it to one worker, which calls `turn` before each of its looks, and leases nothing before it has resolved. `clock` only goes
 * on (ms), and `pause` waits so long by it.
 */
export function openLeftBehind<Left>(
  { isAny, lease, work, underWay, stopping }: Parts<Left>,
  clock = () => performance.now(),
  pause: (ms: number, signal: AbortSignal) => Promise<unknown> = (ms, signal) =>
    delay(ms, undefined, { signal }),
) {
  let nextAt = 0;
  let patience = PATIENCE_MS;
  let isMore = false;
  /** What is being done of it, also when the rest has its turn. */
  let own: Promise<void> = Promise.resolve();

  async function endsWithin(work: Promise<unknown>, ms: number): Promise<boolean> {
    const isOver = new AbortController();
    const signal = AbortSignal.any([isOver.signal, stopping]);
    const impatient = pause(ms, signal).then(
      () => false,
      () => false,
    );
    const isInTime = await Promise.race([work.then(() => true), impatient]);
    isOver.abort();
    return isInTime;
  }

  return {
    async turn(): Promise<void> {
      const begun = clock();
      if (begun < nextAt || stopping.aborted) return;
      isMore = false;
      const isLeft = await isAny().catch(() => false); // while the database is away nothing is due
      nextAt = begun + Math.max(EVERY_MS, (clock() - begun) * REST);
      if (!isLeft) return;
      if (!(await endsWithin(Promise.all([own, ...underWay]), patience))) {
        nextAt = clock() + patience * AFTER_PATIENCE;
        patience = Math.min(patience * 2, PATIENCE_MAX_MS);
        return;
      }
      patience = PATIENCE_MS;
      const until = clock() + TURN_MS;
      do {
        const left = await lease().catch(() => null);
        if (left === null) return;
        own = work(left);
        if (!(await endsWithin(own, ALONE_MS))) return;
      } while (clock() < until && !stopping.aborted);
      nextAt = clock() + TURN_MS;
      isMore = true;
    },
    /** Resolves when what is being done of it has ended. */
    over: (): Promise<void> => own,
    /** Some may be due still, and it is the turn of the rest: where none of that is due, it need not be waited for. */
    isMore(): boolean {
      if (isMore) nextAt = 0;
      return isMore;
    },
  };
}
