// Components that are loaded when they are first wanted. A server that is away for a moment is asked again, where a plain
// lazy() would take the whole page down.
import { type ComponentType, lazy } from 'react';
import { isReached, mayReach } from '../live/reached.ts';
import { Unloaded, UnloadedDialog } from './unloaded.tsx';

const AGAIN_MS = 1_500;
/** A browser may keep that it could not have a file, and never ask for it again. */
const MOST_FAILURES = 2;

/** Asks until it is there. @throws what went wrong when that was no matter of the connection */
export async function untilThere<T>(load: () => Promise<T>): Promise<T> {
  for (let failures = 0; ; ) {
    try {
      if (await mayReach()) return await load();
    } catch (error) {
      if (await isReached()) failures += 1;
      if (failures === MOST_FAILURES) throw error;
    }
    await new Promise((done) => setTimeout(done, AGAIN_MS));
  }
}

/** Stands in a Suspense. `load` resolves with the component. */
export function later<Props>(load: () => Promise<ComponentType<Props>>) {
  return lazy(async () => ({
    default: await untilThere(load).catch((): ComponentType<Props> => Unloaded),
  }));
}

/** The same for a dialog, which has no place of its own on the page. */
export function laterDialog<Props extends { opened?: boolean; onClose: () => void }>(
  load: () => Promise<ComponentType<Props>>,
) {
  return lazy(async () => ({
    default: await untilThere(load).catch((): ComponentType<Props> => UnloadedDialog),
  }));
}
