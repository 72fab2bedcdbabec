// Signing in and out (better-auth). Who is signed in is asked with /me, not here.
import { words } from '../words/index.ts';
import { queryClient } from './query-client.ts';

// Loaded when somebody signs in or out: most visits do neither.
const openAuth = async () => {
  const { createAuthClient } = await import('better-auth/client');
  return createAuthClient({ baseURL: window.location.origin, basePath: '/api/auth' });
};

// Tells the other tabs that the person behind the cookie changed.
const otherTabs = 'BroadcastChannel' in window ? new BroadcastChannel('digima-session') : null;

/** Null when signed in, else what went wrong, to be shown at the password. */
export async function signIn(email: string, password: string): Promise<string | null> {
  const failed = words.common.failed;
  try {
    const auth = await openAuth();
    const { error } = await auth.signIn.email({ email, password });
    if (!error) {
      queryClient.clear();
      otherTabs?.postMessage('changed');
      return null;
    }
    if (error.status === 429) return words.signIn.tooMany;
    if (error.status === 403) return words.signIn.refused;
    if (error.status === 401 || error.status === 400) return words.signIn.wrong;
    return error.status >= 500 ? failed.unexpected : failed.network;
  } catch {
    return failed.network;
  }
}

/** True when the session is over. */
export async function signOut(): Promise<boolean> {
  try {
    const auth = await openAuth();
    const { error } = await auth.signOut();
    if (error) return false;
  } catch {
    return false;
  }
  queryClient.clear();
  otherTabs?.postMessage('changed');
  return true;
}

/** Calls back when another tab signed in or out. Returns how to stop. */
export function onSessionChangedElsewhere(listener: () => void): () => void {
  if (!otherTabs) return () => {};
  otherTabs.addEventListener('message', listener);
  return () => otherTabs.removeEventListener('message', listener);
}
