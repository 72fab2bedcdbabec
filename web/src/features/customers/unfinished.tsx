// Changes to all that match which stopped half-way: how far they went, and the ways on and back.
import { Alert, Button, Group } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answerOf, api, type MatchingChange } from '../../api/client.ts';
import { minuteTime } from '../../format/jst.ts';
import { notify } from '../../ui/notify.tsx';
import { sentences } from '../../ui/sentences.ts';
import { errorText } from '../../ui/states.tsx';
import { words } from '../../words/index.ts';

const texts = words.customer.unfinished;

export function Unfinished({ items }: { items: MatchingChange[] }) {
  return items.map((one) => <One key={one.id} one={one} />);
}

function One({ one }: { one: MatchingChange }) {
  const client = useQueryClient();
  const path = { params: { path: { id: one.id } } };
  const tell = (message: string) => void notify({ id: 'bulk', message });
  const { mutate, isPending, variables } = useMutation({
    async mutationFn(way: 'finish' | 'undo' | 'leave') {
      if (way === 'finish') {
        const { changed, overtaken } = await answerOf(api.POST('/api/v1/matching-changes/{id}/finish', path));
        const { bulk } = words.customer;
        return sentences([texts.finished(changed), overtaken > 0 ? bulk.overtaken(overtaken) : null]);
      }
      if (way === 'undo') {
        const { restored, kept } = await answerOf(api.POST('/api/v1/customers/changes/{id}/undo', path));
        return words.customer.bulk.undone(restored, kept);
      }
      await answerOf(api.POST('/api/v1/matching-changes/{id}/leave', path));
      return texts.leftSo;
    },
    onSuccess: tell,
    onError: (error) => void notify({ id: 'bulk', color: 'red', message: errorText(error) }),
    onSettled: () =>
      Promise.all(['customers', 'inquiries'].map((key) => client.invalidateQueries({ queryKey: [key] }))),
  });
  const button = (way: 'finish' | 'undo' | 'leave', variant: string) => (
    <Button
      size="compact-md"
      variant={variant}
      disabled={isPending}
      loading={isPending && variables === way}
      onClick={() => mutate(way)}
    >
      {texts[way]}
    </Button>
  );
  return (
    <Alert color="yellow" variant="light" mb="md" title={one.isUndone ? texts.titleUndone : texts.title}>
      {texts.body(minuteTime(one.createdAt), texts.whats[one.type], one.looked, one.total, one.changed)}
      <Group gap="xs" mt="sm">
        {!one.isUndone && button('finish', 'filled')}
        {button('undo', 'default')}
        {button('leave', 'subtle')}
      </Group>
    </Alert>
  );
}
