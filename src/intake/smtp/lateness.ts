// How late this process comes to its work: a clock that should tick every quarter of a second, looked at.

export interface Lateness {
  /** How late the last tick came, or the next one is by now; ms. */
  ms(): number;
  close(): void;
}

const TICK_MS = 250;

/** Begins to watch the event loop. */
export function watchLateness(): Lateness {
  let late = 0;
  let last = performance.now();
  const clock = setInterval(() => {
    const now = performance.now();
    late = now - last - TICK_MS;
    last = now;
  }, TICK_MS);
  clock.unref();
  return {
    ms: () => Math.max(late, performance.now() - last - TICK_MS),
    close: () => clearInterval(clock),
  };
}
