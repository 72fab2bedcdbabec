// When the session is over, or another tab signed in or out: to the sign-in, and back here after it.
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Refusal } from '../../api/client.ts';
import { onSessionChangedElsewhere } from '../../api/session.ts';
import { loadAnew } from '../../ui/load-anew.ts';

export function useSessionEnd(): void {
  const client = useQueryClient();
  useEffect(() => {
    let leaving = false;
    const leave = () => {
      if (leaving) return;
      leaving = true;
      const { pathname, search } = window.location;
      const query = new URLSearchParams({ next: pathname + search, ended: 'true' });
      // A real load, so that nothing of the firm stays in this tab's memory.
      loadAnew(`/sign-in?${query}`);
    };
    const leaveWhenRefused = (error: unknown) => {
      if (error instanceof Refusal && error.status === 401) leave();
    };
    const unsubscribe = client.getQueryCache().subscribe((event) => {
      if (event.type === 'updated' && event.action.type === 'error') leaveWhenRefused(event.action.error);
    });
    const unsubscribeWriting = client.getMutationCache().subscribe((event) => {
      if (event.type === 'updated' && event.action.type === 'error') leaveWhenRefused(event.action.error);
    });
    const off = onSessionChangedElsewhere(() => void client.invalidateQueries());
    return () => {
      unsubscribe();
      unsubscribeWriting();
      off();
    };
  }, [client]);
}
