// Merging two customers and taking it back, with the note that offers the way back.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { answerOf, api, type MergePreview, Refusal } from '../../api/client.ts';
import { notify } from '../../ui/notify.tsx';
import { errorText } from '../../ui/states.tsx';
import { words } from '../../words/index.ts';
import { tellUndo } from '../inquiries/tell-undo.tsx';
import { askAgain } from '../inquiries/use-change.ts';

const texts = words.merge;

/** Merges as previewed, then shows the one customer. `onRefused`: what was previewed may be another by now. */
export function useMerge(onRefused: () => void) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const undo = useUndoMerge();
  return useMutation({
    mutationFn: ({ survivor, absorbed, choices }: MergePreview) =>
      answerOf(
        api.POST('/api/v1/customers/{id}/merges', {
          params: { path: { id: survivor.id } },
          body: { otherId: absorbed.id, version: survivor.version, otherVersion: absorbed.version, choices },
        }),
      ),
    async onSuccess({ id, customer }) {
      const to = { to: '/customers/$id', params: { id: customer.id } } as const;
      // What was chosen is done, not lost.
      await navigate({ ...to, replace: true, ignoreBlocker: true });
      tellUndo(
        texts.done,
        () => undo.mutate({ mergeId: id, survivorId: customer.id, version: customer.version }),
        texts.undo,
      );
      await askAgain(client);
    },
    onError: onRefused,
  });
}

/** Takes a merge back; where something came between, its page is shown instead. */
export function useUndoMerge() {
  const client = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: ({ mergeId, version }: { mergeId: string; survivorId: string; version: number }) =>
      answerOf(
        api.POST('/api/v1/customer-merges/{id}/undo', {
          params: { path: { id: mergeId } },
          body: { version },
        }),
      ),
    async onSuccess({ survivor }) {
      await navigate({ to: '/customers/$id', params: { id: survivor.id }, replace: true });
      void notify({ id: 'change', message: texts.undone });
      await askAgain(client);
    },
    async onError(error, { mergeId, survivorId }) {
      const isOvertaken = error instanceof Refusal && error.code === 'changed-meanwhile';
      void notify({
        id: 'change',
        color: isOvertaken ? 'yellow' : 'red',
        message: isOvertaken ? texts.split.overtaken : errorText(error),
        autoClose: false,
      });
      if (isOvertaken)
        await navigate({ to: '/customers/$id/merges/$mergeId', params: { id: survivorId, mergeId } });
      await askAgain(client);
    },
  });
}
