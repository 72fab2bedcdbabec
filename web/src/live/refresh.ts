// Many signals, few questions: asks again at once, then at most every so often, and always once more after the last
// signal, because an answer under way may be older than the change.

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
    ask().then(() => {
      if (stopped) return;
      cancel = after(gapMs, () => {
        running = false;
        if (again) run();
      });
    });
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
