// What was typed is sent. Until the answer is there it stays as it is, also where its form is left and come back to: typed on, the rest
// would be lost, and sent again, it would be there twice.
import { useIsMutating, useMutation } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { words } from '../words/index.ts';
import type { Kept } from './kept.ts';
import { notify } from './notify.tsx';
import { sentences } from './sentences.ts';
import { errorText } from './states.tsx';

export function useSending<Typed, Made>({
  kept,
  send,
  onSent,
  onSentBefore,
  unsent,
}: {
  kept: Pick<Kept<unknown>, 'key' | 'has'>;
  send: (typed: Typed) => Promise<Made>;
  onSent: (made: Made) => void;
  /** It was sent by the form that stood here before this one. */
  onSentBefore: () => void;
  /** What to say of it when the form is gone. */
  unsent: () => string;
}) {
  const mutationKey = ['sending', kept.key];
  const isPending = useIsMutating({ mutationKey }) > 0;
  const isThere = useRef(false);
  useEffect(() => {
    isThere.current = true;
    return () => {
      isThere.current = false;
    };
  }, []);
  const sending = useMutation({
    mutationKey,
    mutationFn: send,
    // What it asks for anew is not waited for: the next one may be typed meanwhile.
    onSuccess: (made) => onSent(made),
    onError(error) {
      if (isThere.current) return;
      const message = sentences([errorText(error), kept.has() ? words.common.typedStays : null]);
      void notify({ color: 'red', autoClose: false, title: unsent(), message });
    },
  });
  const wasPending = useRef(isPending);
  useEffect(() => {
    if (wasPending.current && !isPending && sending.isIdle && !kept.has()) onSentBefore();
    wasPending.current = isPending;
  });
  return { ...sending, isPending };
}
