// When the session is over, or another tab signed in or out: to the sign-in, and back here after it. When another tab entered another
// firm: this page anew.
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Refusal } from '../../api/client.ts';
import { firmOfPage } from '../../api/firm-of-page.ts';
import { meQuery } from '../../api/queries.ts';
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
      if (event.type !== 'updated') return;
      if (event.action.type === 'error') leaveWhenRefused(event.action.error);
      const me = client.getQueryData(meQuery.queryKey);
      if (me && firmOfPage() !== null && me.organization.id !== firmOfPage()) loadAnew();
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
