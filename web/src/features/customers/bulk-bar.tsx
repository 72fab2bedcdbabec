// What is done to the chosen 顧客 at once, or to all who match. Each change can be taken back from the note that tells of it.
import { Button, Checkbox, Select } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answerOf, api, type Customer } from '../../api/client.ts';
import { mastersQuery } from '../../api/queries.ts';
import type { components } from '../../api/schema.gen.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { notify } from '../../ui/notify.tsx';
import { sentences } from '../../ui/sentences.ts';
import { errorText, NoChoices } from '../../ui/states.tsx';
import type { Marks } from '../../ui/use-marks.ts';
import { words } from '../../words/index.ts';
import { besides, notDone, stoppedBefore } from '../inquiries/at-once.ts';
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
  asOf: string;
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
  const [wanted, setWanted] = useState<{ change: Change; what: string } | null>(null);
  const query = useQuery(mastersQuery);
  const { data: masters } = query;
  const queries = useQueryClient();
  const refresh = () => void queries.invalidateQueries({ queryKey: ['customers'] });
  const undo = useMutation({
    mutationFn: (id: string) =>
      answerOf(api.POST('/api/v1/customers/changes/{id}/undo', { params: { path: { id } } })),
    onSuccess: ({ restored, kept }) => void notify({ id: 'change', message: texts.undone(restored, kept) }),
    onError: (error, id) => tellUndo(errorText(error), () => undo.mutate(id), texts.undo, true),
    onSettled: refresh,
  });
  const run = (change: Change) =>
    answerOf(
      api.POST('/api/v1/customers/changes', {
        body: matching
          ? { matching: { filter: matching.filter, upTo: matching.upTo, asOf: matching.asOf }, change }
          : { customerIds: chosen, change },
      }),
    );
  const told = (result: Awaited<ReturnType<typeof run>>, { type }: Change, seen: Customer[]) => {
    onNone();
    const { changeId, changed, unchanged, were } = result;
    const overtaken = overtakenText(
      type,
      were,
      (customerId) => seen.find(({ id }) => id === customerId),
      masters,
    );
    const more = besides(result, asked, matching !== null);
    tellUndo(
      sentences([texts.done(changed, unchanged), overtaken, ...more]),
      changeId ? () => undo.mutate(changeId) : null,
      texts.undo,
      overtaken !== null || more.length > 0,
    );
  };
  const asked = matching?.count ?? chosen.length;
  // What was not changed stays chosen, to be tried again.
  const { mutateAsync, isPending } = useMutation({
    async mutationFn({ change, seen }: { change: Change; seen: Customer[] }) {
      const stopped = matching ? stoppedBefore(queries) : undefined;
      try {
        told(await run(change), change, seen);
      } catch (error) {
        const failed = await notDone(queries, error, asked, stopped);
        void notify({ id: 'change', color: 'red', message: failed.message, autoClose: false });
        if (failed.isStopped) onNone();
      }
    },
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
            if (!matching) return void mutateAsync({ change: change(id), seen: marks.chosen });
            const name = data.find(({ value }) => value === id)?.label ?? '';
            setWanted({ change: change(id), what: words.common.pair(label, name) });
          }}
          comboboxProps={{ width: 240, position: 'bottom-start' }}
        />
      ))}
      {matching ? <ExportMenu filter={matching.filter} /> : <ExportMenu filter={filter} marked={chosen} />}
      {matching && (
        <Confirm
          opened={wanted !== null}
          onClose={() => setWanted(null)}
          title={texts.confirm(matching.count)}
          confirm={texts.run}
          run={async () => wanted && (await mutateAsync({ change: wanted.change, seen: [] }))}
          onDone={() => {}}
        >
          {texts.confirmBody(wanted?.what ?? '')}
        </Confirm>
      )}
    </section>
  );
}
