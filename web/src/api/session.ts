// Signing in and out, and one's password (better-auth). Who is signed in is asked with /me, not here.
import { words } from '../words/index.ts';
import { answerOf, api } from './client.ts';
import { forgetFirm } from './firm-of-page.ts';
import { queryClient } from './query-client.ts';

// Loaded when somebody signs in or out: most visits do neither.
const openAuth = async () => {
  const { createAuthClient } = await import('better-auth/client');
  return createAuthClient({ baseURL: window.location.origin, basePath: '/api/auth' });
};

type Auth = Awaited<ReturnType<typeof openAuth>>;
interface AuthError {
  status: number;
  code?: string | undefined;
}

// Tells the other tabs that the person behind the cookie changed.
const otherTabs = 'BroadcastChannel' in window ? new BroadcastChannel('digima-session') : null;

function sayChanged(): void {
  queryClient.clear();
  forgetFirm();
  otherTabs?.postMessage('changed');
}

// Null when it is done, else what went wrong: in the words of `told`, or that the server could not.
async function ask(
  call: (auth: Auth) => Promise<{ error: AuthError | null }>,
  told: (error: AuthError) => string | null,
): Promise<string | null> {
  const { network, unexpected } = words.common.failed;
  try {
    const { error } = await call(await openAuth());
    if (!error) return null;
    return told(error) ?? (error.status >= 500 ? unexpected : network);
  } catch {
    return network;
  }
}

/** Null when signed in, else what went wrong, to be shown at the password. */
export async function signIn(email: string, password: string): Promise<string | null> {
  const problem = await ask(
    (auth) => auth.signIn.email({ email, password }),
    ({ status }) => {
      if (status === 429) return words.signIn.tooMany;
      if (status === 403) return words.signIn.refused;
      return status === 401 || status === 400 ? words.signIn.wrong : null;
    },
  );
  if (problem === null) sayChanged();
  return problem;
}

/** True when the session is over. */
export async function signOut(): Promise<boolean> {
  const problem = await ask(
    (auth) => auth.signOut(),
    () => null,
  );
  if (problem === null) sayChanged();
  return problem === null;
}

/** Works in another of one's firms from now on, in every tab. False when that did not go. */
export async function enterOrganization(id: string): Promise<boolean> {
  try {
    await answerOf(api.POST('/api/v1/organizations/{id}/enter', { params: { path: { id } } }));
  } catch {
    return false;
  }
  sayChanged();
  return true;
}

/** What stands at the field of the new password, or null. */
export function passwordProblem(typed: string): string | null {
  const { account } = words;
  if (typed === '') return account.passwordMissing;
  if (typed.length < 10) return account.passwordShort;
  return typed.length > 128 ? account.passwordLong : null;
}

function newPasswordRefused({ code, status }: AuthError): string | null {
  if (code === 'PASSWORD_TOO_SHORT') return words.account.passwordShort;
  if (code === 'PASSWORD_TOO_LONG') return words.account.passwordLong;
  return status === 429 ? words.account.tooMany : null;
}

/** Changes one's password and ends one's other sessions. Null when it is done, else what went wrong and at which field. */
export async function changePassword(
  currentPassword: string,
  newPassword: string,
): Promise<{ field: 'current' | 'next' | null; text: string } | null> {
  let field: 'current' | 'next' | null = null;
  const text = await ask(
    (auth) => auth.changePassword({ currentPassword, newPassword, revokeOtherSessions: true }),
    (error) => {
      if (error.code === 'INVALID_PASSWORD') {
        field = 'current';
        return words.account.change.wrong;
      }
      if (error.status === 401) return words.signIn.ended;
      const refused = newPasswordRefused(error);
      if (refused && error.status !== 429) field = 'next';
      return refused;
    },
  );
  return text === null ? null : { field, text };
}

/** Asks for a mail with a link to set a new password. The answer is the same for any address. */
export function requestPasswordReset(email: string): Promise<string | null> {
  return ask(
    (auth) => auth.requestPasswordReset({ email }),
    ({ status }) => {
      if (status === 429) return words.account.tooMany;
      return status === 400 ? words.signIn.emailForm : null;
    },
  );
}

/** Sets a new password by the link's token. `over`: the link is of no use any more. */
export async function resetPassword(token: string, newPassword: string): Promise<'over' | string | null> {
  return ask(
    (auth) => auth.resetPassword({ token, newPassword }),
    (error) => newPasswordRefused(error) ?? (error.status === 400 || error.status === 401 ? 'over' : null),
  );
}

/** Calls back when another tab signed in or out. Returns how to stop. */
export function onSessionChangedElsewhere(listener: () => void): () => void {
  if (!otherTabs) return () => {};
  otherTabs.addEventListener('message', listener);
  return () => otherTabs.removeEventListener('message', listener);
}
