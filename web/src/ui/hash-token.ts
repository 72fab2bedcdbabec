// The token of a one-time link (its URL's hash): taken out of the address bar at once, kept for a reload of this tab.
import { useRouter } from '@tanstack/react-router';
import { useEffect, useState } from 'react';

/** The token, or an empty text. `place`: names what is kept for the tab, and is the page's path without its slash. */
export function useHashToken(place: 'first-start' | 'invitation' | 'reset-password'): string {
  const router = useRouter();
  const [token] = useState(
    () => window.location.hash.slice(1) || (sessionStorage.getItem(keyOf(place)) ?? ''),
  );
  useEffect(() => {
    if (token) sessionStorage.setItem(keyOf(place), token);
    if (window.location.hash) void router.navigate({ to: `/${place}`, hash: '', replace: true });
  }, [router, token, place]);
  return token;
}

/** After its use: the tab need not keep it. */
export function forgetToken(place: Parameters<typeof useHashToken>[0]): void {
  sessionStorage.removeItem(keyOf(place));
}

const keyOf = (place: string) => `digima-${place}`;
