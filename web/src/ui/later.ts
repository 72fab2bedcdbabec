// Components that are loaded when they are first wanted. A server that is away for a moment is asked again, where a plain
// lazy() would take the whole page down.
import { type ComponentType, lazy } from 'react';
import { mayReach } from '../live/reached.ts';

const AGAIN_MS = 1_500;

/** Asks until it is there. */
export async function untilThere<T>(load: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      if (await mayReach()) return await load();
    } catch {
      // Asked again below.
    }
    await new Promise((done) => setTimeout(done, AGAIN_MS));
  }
}

/** Stands in a Suspense. `load` resolves with the component. */
export function later<Props>(load: () => Promise<ComponentType<Props>>) {
  return lazy(async () => ({ default: await untilThere(load) }));
}
