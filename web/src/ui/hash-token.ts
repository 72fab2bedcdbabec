// The token of a one-time link (its URL's hash): taken out of the address bar at once, kept for a reload of this tab.
import { useRouter } from '@tanstack/react-router';
import { useEffect, useState } from 'react';

type Place = 'first-start' | 'invitation' | 'reset-password';

/** The token, or an empty text. `place`: the page's path without its slash. */
export function useHashToken(place: Place): string {
  const router = useRouter();
  const [token, setToken] = useState(() => tokenInBar() || (sessionStorage.getItem(keyOf(place)) ?? ''));
  useEffect(() => {
    const take = () => {
      const given = tokenInBar();
      if (given === '') return;
      sessionStorage.setItem(keyOf(place), given);
      setToken(given);
      void router.navigate({ to: `/${place}`, hash: '', replace: true });
    };
    take();
    // Another link opened in this tab.
    window.addEventListener('hashchange', take);
    return () => window.removeEventListener('hashchange', take);
  }, [router, place]);
  return token;
}

/** After its use: the tab need not keep it. */
export function forgetToken(place: Place): void {
  sessionStorage.removeItem(keyOf(place));
}

const tokenInBar = () => window.location.hash.slice(1);
const keyOf = (place: Place) => `digima-${place}`;
