// Asks before typed text is lost: by going to another page, or with the tab. Several forms of a page ask once.
import { useBlocker } from '@tanstack/react-router';
import { createContext, useContext, useEffect, useState } from 'react';
import { LeaveQuestion } from './leave-question.tsx';
import { isLoadOfOurs } from './load-anew.ts';

interface Guard {
  isDirty: () => boolean;
  /** Also text that is there again on coming back. */
  isTyped: () => boolean;
  onLeave: (() => void) | undefined;
}

/** Around forms that another view of the same page takes away: which view it is, by what its URL asks for. */
export const ViewOf = createContext<(search: object) => unknown>(() => null);

/** Those of the page. The first with something to lose asks for all. */
const guards = new Set<Guard>();
/** Where the person goes and gives up what is typed. */
let given: string | null = null;
const hrefOf = ({ pathname, search }: { pathname: string; search: object }) =>
  pathname + JSON.stringify(search);

/** Whether something is typed on the page that is not saved: it must not go by itself. */
export const isTyping = () => [...guards].some((guard) => guard.isTyped());

/**
 * `onLeave`, for text that outlives a reload: the person gave it up. `isKept`: such text that is there again on coming back, so
 * that only the end of the tab is asked about.
 */
export function LeaveGuard({
  isDirty,
  onLeave,
  isKept = false,
}: {
  isDirty: () => boolean;
  onLeave?: () => void;
  isKept?: boolean;
}) {
  const [guard] = useState<Guard>(() => ({ isDirty, isTyped: isDirty, onLeave }));
  useEffect(() => {
    guard.isDirty = () => !isKept && isDirty();
    guard.isTyped = isDirty;
    guard.onLeave = onLeave;
  });
  useEffect(() => {
    guards.add(guard);
    return () => {
      guards.delete(guard);
      given = null;
    };
  }, [guard]);
  const viewOf = useContext(ViewOf);
  const { status, proceed, reset, next } = useBlocker({
    shouldBlockFn: ({ current, next: to }) =>
      (current.pathname !== to.pathname || viewOf(current.search) !== viewOf(to.search)) &&
      hrefOf(to) !== given &&
      guard.isDirty(),
    enableBeforeUnload: () => isDirty() && !(isLoadOfOurs() && (isKept || onLeave !== undefined)),
    withResolver: true,
  });
  return (
    <LeaveQuestion
      opened={status === 'blocked'}
      onStay={() => reset?.()}
      onGo={() => {
        given = next ? hrefOf(next) : null;
        for (const one of guards) if (one.isDirty()) one.onLeave?.();
        proceed?.();
      }}
    />
  );
}
