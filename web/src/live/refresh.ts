// Many signals, few questions: asks again at once, then at most every so often, and always once more after the last
// signal, because an answer under way may be older than the change. One answer that does not come holds up no other.

const WAIT_MS = 2_000;

export interface Refresh {
  signal(): void;
  stop(): void;
}

/** `ask` resolves when everything on the screen has been asked for again; it must not reject. */
export function startRefresh(
  ask: () => Promise<unknown>,
  after: (ms: number, call: () => void) => () => void,
  gapMs = 300,
): Refresh {
  let running = false;
  let again = false;
  let stopped = false;
  let cancel = () => {};

  function run(): void {
    running = true;
    again = false;
    let isOver = false;
    const over = () => {
      if (isOver || stopped) return;
      isOver = true;
      cancel();
      cancel = after(gapMs, () => {
        running = false;
        if (again) run();
      });
    };
    cancel = after(WAIT_MS, over);
    void ask().then(over);
  }
  return {
    signal() {
      if (stopped) return;
      if (running) again = true;
      else run();
    },
    stop() {
      stopped = true;
      cancel();
    },
  };
}
