// The live page: tells open pages of every server process that something of their organization changed.
// It carries no data: a page that hears it, or that was away, asks again. So nothing can be missed.
import type { Log } from '../platform/log.ts';
import type { Signals } from '../platform/signals.ts';

/** Signal of a change, sent after its commit. The payload is the organization's id. */
export const ORGANIZATION_CHANGED = 'organization_changed';

export interface Live {
  /** Hears changes of one organization; returns how to stop. */
  subscribe(organizationId: string, onChange: () => void): () => void;
  close(): void;
}

/** The newest change an organization's rows tell of; handed in by flow.ts, which knows all stages. */
export type ReadMark = (organizationId: string) => Promise<string>;

const LOOK_EVERY_MS = 2_000;

/** Starts hearing. Behind the signals, organizations with open pages are looked at every two seconds. */
export function startLive({
  signals,
  readMark,
  log,
}: {
  signals: Signals;
  readMark: ReadMark;
  log: Log;
}): Live {
  const subscribers = new Map<string, Set<() => void>>();
  const marks = new Map<string, string>();

  const tell = (organizationId: string) => {
    for (const onChange of subscribers.get(organizationId) ?? []) onChange();
  };
  const off = signals.on(ORGANIZATION_CHANGED, (payload) => {
    for (const id of payload === null ? subscribers.keys() : [payload]) tell(id);
  });

  async function look(): Promise<void> {
    for (const id of [...subscribers.keys()]) {
      const mark = await readMark(id);
      const before = marks.get(id);
      marks.set(id, mark);
      if (before !== undefined && before !== mark) tell(id);
    }
  }
  let looking = false;
  const clock = setInterval(() => {
    if (looking) return;
    looking = true;
    look()
      .catch((error: Error) => log.warn({ error: error.name }, 'open pages could not be looked after'))
      .finally(() => {
        looking = false;
      });
  }, LOOK_EVERY_MS);
  clock.unref();

  return {
    subscribe(organizationId, onChange) {
      const set = subscribers.get(organizationId) ?? new Set();
      subscribers.set(organizationId, set.add(onChange));
      return () => {
        set.delete(onChange);
        if (set.size > 0) return;
        subscribers.delete(organizationId);
        marks.delete(organizationId);
      };
    },
    close() {
      clearInterval(clock);
      off();
    },
  };
}
