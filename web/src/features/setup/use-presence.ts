// Tells the server that the set-up's page is open and seen: a failed login is then told there and not by mail.
import { useEffect } from 'react';
import { tellPresence } from '../../api/setup.ts';

const EVERY_MS = 20_000;

export function usePresence(connectionId: string): void {
  useEffect(() => {
    const tell = () => {
      // Nothing hangs on one that fails: the next follows.
      if (document.visibilityState === 'visible') tellPresence(connectionId).catch(() => {});
    };
    tell();
    const timer = setInterval(tell, EVERY_MS);
    document.addEventListener('visibilitychange', tell);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', tell);
    };
  }, [connectionId]);
}
