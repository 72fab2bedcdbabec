// Saving an edit that names the version it started from: whoever was slower sees what the other saved, and may save over it.
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { refusedAs } from './client.ts';

/**
 * `send` is given the version to name; `onSaved` is called after it. `add`: makes a new one of what was deleted meanwhile.
 * `theirs`: what somebody else saved meanwhile; null: it is gone; undefined: nobody did. Saving again names theirs, or adds.
 * `error`: any other refusal.
 */
export function useVersionedSave<Row extends { version: number }>(
  edited: Row,
  send: (version: number) => Promise<unknown>,
  onSaved: () => unknown,
  add?: () => Promise<unknown>,
) {
  const [version, setVersion] = useState(edited.version);
  const [theirs, setTheirs] = useState<Row | null | undefined>();
  const save = useMutation({
    mutationFn: () => (theirs === null && add ? add() : send(version)),
    onSuccess: onSaved,
    onError(error) {
      const changed = refusedAs(error, 'changed-meanwhile');
      if (!changed) return;
      const { current } = changed.data as { current: Row | null };
      setTheirs(current);
      if (current) setVersion(current.version);
    },
  });
  return {
    save: () => save.mutate(),
    isPending: save.isPending,
    error: refusedAs(save.error, 'changed-meanwhile') ? null : save.error,
    theirs,
    /** Theirs were looked at: they are shown no more. */
    dismiss: () => setTheirs(undefined),
  };
}
