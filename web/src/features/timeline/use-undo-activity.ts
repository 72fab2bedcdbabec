// Takes a record of what was done back.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answerOf, api } from '../../api/client.ts';
import { notify } from '../../ui/notify.tsx';
import { errorText } from '../../ui/states.tsx';
import { followUp } from '../../words/follow-up.ts';
import { askAgain } from '../inquiries/use-change.ts';

export function useUndoActivity() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      answerOf(api.POST('/api/v1/activities/{id}/undo', { params: { path: { id } } })),
    onSuccess: () => void notify({ id: 'change', message: followUp.timeline.log.undone }),
    onError: (error) =>
      void notify({ id: 'change', color: 'red', message: errorText(error), autoClose: false }),
    onSettled: () => void askAgain(client),
  });
}
