// Components that are loaded when they are first wanted. A server that is away for a moment is asked again, where a plain
// lazy() would take the whole page down.
import { type ComponentType, lazy } from 'react';

const AGAIN_MS = 1_500;

/** Stands in a Suspense. `load` resolves with the component. */
export function later<Props>(load: () => Promise<ComponentType<Props>>) {
  const untilThere = async (): Promise<ComponentType<Props>> => {
    for (;;) {
      try {
        return await load();
      } catch {
        await new Promise((done) => setTimeout(done, AGAIN_MS));
      }
    }
  };
  return lazy(async () => ({ default: await untilThere() }));
}
