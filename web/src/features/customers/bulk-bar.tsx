// What is done to the chosen 顧客 at once, or to all who match. Each change can be taken back from the note that tells of it.
import { Button, Checkbox, Select } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answerOf, api, type Customer } from '../../api/client.ts';
import { mastersQuery } from '../../api/queries.ts';
import type { components } from '../../api/schema.gen.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { notify } from '../../ui/notify.tsx';
import { errorText, NoChoices } from '../../ui/states.tsx';
import type { Marks } from '../../ui/use-marks.ts';
import { words } from '../../words/index.ts';
import { overtakenText } from '../inquiries/overtaken.ts';
import { tellUndo } from '../inquiries/tell-undo.tsx';
import classes from './bulk-bar.module.css';
import type { CustomerFilter } from './customers-place.ts';
import { ExportMenu } from './export-menu.tsx';

const texts = words.customer.bulk;
type Change = components['schemas']['CustomersChange']['change'];

/** All who match, as they were counted. */
export interface Matching {
  filter: CustomerFilter;
  count: number;
  upTo: string;
}

interface Props {
  marks: Marks<Customer>;
  /** Marks the page's, and none. */
  onAll: () => void;
  onNone: () => void;
  /** Of the present list. */
  filter: CustomerFilter;
  /** All who match, once they are counted; null: they are on the page, or too many. */
  offer: Matching | null;
  /** Those are chosen. */
  matching: Matching | null;
  onMatching: (matching: Matching) => void;
}

export function BulkBar({ marks, onAll, onNone, filter, offer, matching, onMatching }: Props) {
  const chosen = marks.chosen.map(({ id }) => id);
  const [asked, setAsked] = useState<{ change: Change; what: string } | null>(null);
  const query = useQuery(mastersQuery);
  const { data: masters } = query;
  const queries = useQueryClient();
  const refresh = () => void queries.invalidateQueries({ queryKey: ['customers'] });
  const undo = useMutation({
    mutationFn: (id: string) =>
      answerOf(api.POST('/api/v1/customers/changes/{id}/undo', { params: { path: { id } } })),
    onSuccess: ({ restored, kept }) => void notify({ id: 'change', message: texts.undone(restored, kept) }),
    onError: (error) =>
      void notify({ id: 'change', color: 'red', message: errorText(error), autoClose: false }),
    onSettled: refresh,
  });
  const run = (change: Change) =>
    answerOf(
      api.POST('/api/v1/customers/changes', {
        body: matching
          ? { matching: { filter: matching.filter, upTo: matching.upTo }, change }
          : { customerIds: chosen, change },
      }),
    );
  const told = (
    { changeId, changed, unchanged, were }: Awaited<ReturnType<typeof run>>,
    { type }: Change,
    seen: Customer[],
  ) => {
    onNone();
    const overtaken = overtakenText(
      type,
      were,
      (customerId) => seen.find(({ id }) => id === customerId),
      masters,
    );
    tellUndo(
      texts.done(changed, unchanged) + (overtaken ? words.common.afterStop + overtaken : ''),
      changeId ? () => undo.mutate(changeId) : null,
      texts.undo,
      overtaken !== null,
    );
  };
  const { mutate, isPending } = useMutation({
    mutationFn: ({ change }: { change: Change; seen: Customer[] }) => run(change),
    onSuccess: (result, { change, seen }) => told(result, change, seen),
    onError: (error) =>
      void notify({ id: 'change', color: 'red', message: errorText(error), autoClose: false }),
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
  if (chosen.length === 0) return null;
  return (
    <section className={classes.bar} aria-label={texts.label} data-passing>
      <Checkbox
        label={
          matching
            ? texts.matching(matching.count)
            : texts.chosen(chosen.length) + (marks.away > 0 ? texts.away(marks.away) : '')
        }
        checked={marks.isPage}
        indeterminate={!marks.isPage}
        onChange={marks.isPage ? onNone : onAll}
      />
      {offer && !matching && (
        <Button variant="subtle" size="compact-sm" onClick={() => onMatching(offer)}>
          {texts.chooseMatching(offer.count)}
        </Button>
      )}
      <NoChoices of={query} />
      {choices.map(({ label, data, change }) => (
        <Select
          key={label}
          size="sm"
          searchable
          aria-label={label}
          placeholder={label}
          disabled={isPending}
          data={data}
          value={null}
          onChange={(id) => {
            if (!id) return;
            if (!matching) return mutate({ change: change(id), seen: marks.chosen });
            const name = data.find(({ value }) => value === id)?.label ?? '';
            setAsked({ change: change(id), what: words.common.pair(label, name) });
          }}
          comboboxProps={{ width: 240, position: 'bottom-start' }}
        />
      ))}
      {matching ? <ExportMenu filter={matching.filter} /> : <ExportMenu filter={filter} marked={chosen} />}
      {matching && (
        <Confirm
          opened={asked !== null}
          onClose={() => setAsked(null)}
          title={texts.confirm(matching.count)}
          confirm={texts.run}
          run={async () => (asked ? run(asked.change).finally(refresh) : null)}
          onDone={(result) => {
            if (result && asked) told(result, asked.change, []);
          }}
        >
          {texts.confirmBody(asked?.what ?? '')}
        </Confirm>
      )}
    </section>
  );
}
