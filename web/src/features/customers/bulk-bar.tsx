// What is done to the chosen 顧客 at once. Each change can be taken back from the note that tells of it.
import { Button, Checkbox, Select } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answerOf, api } from '../../api/client.ts';
import { mastersQuery } from '../../api/queries.ts';
import type { components } from '../../api/schema.gen.ts';
import { notify } from '../../ui/notify.tsx';
import { errorText } from '../../ui/states.tsx';
import { words } from '../../words/index.ts';
import classes from './bulk-bar.module.css';

const texts = words.customer.bulk;
type Change = components['schemas']['CustomersChange']['change'];

interface Props {
  /** The page's. */
  ids: string[];
  chosen: string[];
  onChoose: (ids: string[]) => void;
}

export function BulkBar({ ids, chosen, onChoose }: Props) {
  const { data: masters } = useQuery(mastersQuery);
  const queries = useQueryClient();
  const refresh = () => queries.invalidateQueries({ queryKey: ['customers'] });
  const undo = useMutation({
    mutationFn: (id: string) =>
      answerOf(api.POST('/api/v1/customers/changes/{id}/undo', { params: { path: { id } } })),
    onSuccess: ({ restored, kept }) => void notify({ id: 'bulk', message: texts.undone(restored, kept) }),
    onError: (error) => void notify({ id: 'bulk', color: 'red', message: errorText(error) }),
    onSettled: refresh,
  });
  const { mutate, isPending } = useMutation({
    mutationFn: (change: Change) =>
      answerOf(api.POST('/api/v1/customers/changes', { body: { customerIds: chosen, change } })),
    onSuccess({ changeId, changed, unchanged }) {
      onChoose([]);
      void notify({
        id: 'bulk',
        autoClose: 10_000,
        message: (
          <>
            {texts.done(changed, unchanged)}
            {changeId && (
              <Button variant="subtle" size="compact-sm" onClick={() => undo.mutate(changeId)}>
                {texts.undo}
              </Button>
            )}
          </>
        ),
      });
    },
    onError: (error) => void notify({ id: 'bulk', color: 'red', message: errorText(error) }),
    onSettled: refresh,
  });
  const named = (items: { id: string; name: string }[] = []) =>
    items.map(({ id, name }) => ({ value: id, label: name }));
  const orNull = (id: string) => (id === 'none' ? null : id);
  const choices = [
    {
      label: texts.assign,
      data: [{ value: 'none', label: words.common.unassigned }, ...named(masters?.members)],
      change: (id: string): Change => ({ type: 'assign', assigneeId: orNull(id) }),
    },
    {
      label: texts.status,
      data: named(masters?.statuses),
      change: (id: string): Change => ({ type: 'status', statusId: id }),
    },
    {
      label: texts.join,
      data: named(masters?.groups),
      change: (id: string): Change => ({ type: 'join', groupId: id }),
    },
    {
      label: texts.leave,
      data: named(masters?.groups),
      change: (id: string): Change => ({ type: 'leave', groupId: id }),
    },
  ];
  const isAll = ids.length > 0 && ids.every((id) => chosen.includes(id));
  return (
    <section className={classes.bar} data-active={chosen.length > 0 || undefined} aria-label={texts.label}>
      <Checkbox
        label={chosen.length > 0 ? texts.chosen(chosen.length) : texts.all}
        checked={isAll}
        indeterminate={!isAll && chosen.length > 0}
        onChange={() => onChoose(isAll ? [] : ids)}
      />
      {chosen.length > 0 &&
        choices.map(({ label, data, change }) => (
          <Select
            key={label}
            size="sm"
            searchable
            aria-label={label}
            placeholder={label}
            disabled={isPending}
            data={data}
            value={null}
            onChange={(id) => id && mutate(change(id))}
            comboboxProps={{ width: 240, position: 'bottom-start' }}
          />
        ))}
    </section>
  );
}
