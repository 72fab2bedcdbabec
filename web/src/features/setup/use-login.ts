// Saving a login and trying it, with the question that comes before a refused one is sent again.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type Connection, type ConnectionLogin, refusedAs } from '../../api/client.ts';
import { checkLogin, connectionQuery, saveLogin } from '../../api/setup.ts';
import type { RefusedBefore } from './refused-before.tsx';

/** What to try: something new, or what is saved (null). */
type Given = { userId: string; password: string } | null;

export function useLogin(connection: Connection, onTaken: () => void) {
  const client = useQueryClient();
  const { id, login } = connection;
  const attempt = useMutation({
    mutationFn: ({ given, warned }: { given: Given; warned: RefusedBefore | null }) => {
      const more = warned ? { warned: { isSame: warned.isSame, isStrong: warned.isStrong } } : {};
      return given ? saveLogin(id, { ...given, ...more, version: login.version }) : checkLogin(id, more);
    },
    onSuccess(saved: ConnectionLogin) {
      client.setQueryData(connectionQuery(id).queryKey, (before) => before && { ...before, login: saved });
      onTaken();
      void client.invalidateQueries();
    },
    onError(error) {
      if (refusedAs(error, 'changed-meanwhile')) void client.invalidateQueries();
    },
  });
  const asked = attempt.variables;
  const refused = (refusedAs(attempt.error, 'login-refused-before')?.data ?? null) as RefusedBefore | null;
  return {
    /** Sends it, unless it was refused before: then `refused` says so. */
    send: (given: Given) => attempt.mutate({ given, warned: null }),
    /** Sends it all the same, knowing what `refused` says. */
    insist: () => attempt.mutate({ given: asked?.given ?? null, warned: refused }),
    giveUp: attempt.reset,
    isPending: attempt.isPending,
    error: attempt.error,
    refused,
  };
}
