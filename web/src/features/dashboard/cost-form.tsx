// 「費用を入力」: what each 媒体 costs in a month.
import { Select, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { answerOf, api } from '../../api/client.ts';
import { serverNow } from '../../api/clock.ts';
import { portalCostsQuery } from '../../api/queries.ts';
import { useMe } from '../../api/use-me.ts';
import { jstParts } from '../../format/jst.ts';
import { short } from '../../format/text.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { LeaveQuestion } from '../../ui/leave-question.tsx';
import { isUnchanged } from '../../ui/merge-edits.ts';
import { notify } from '../../ui/notify.tsx';
import { NotYet } from '../../ui/states.tsx';
import { words } from '../../words/index.ts';
import { monthText } from './figures.ts';

const texts = words.dashboard.costs;
const MOST_MONTHS = 36;

/** By portal, as typed. */
type Values = Record<string, string>;

export function CostForm({
  opened,
  onClose,
  month: first,
}: {
  opened: boolean;
  onClose: () => void;
  /** The one it begins with. */
  month: string;
}) {
  const { portals } = useMe();
  const client = useQueryClient();
  const [month, setMonth] = useState(first);
  /** Chosen, while it is asked whether what is typed for another is given up. */
  const [wanted, setWanted] = useState<string | null>(null);
  const query = useQuery({ ...portalCostsQuery(month), enabled: opened });
  const { data } = query;
  const form = useForm<Values>({
    initialValues: typedOf(portals, []),
    validate: Object.fromEntries(
      portals.map(({ id }) => [id, (typed: string) => (yenOf(typed) === undefined ? texts.whole : null)]),
    ),
  });
  useEffect(() => {
    if (!opened) return;
    setMonth(first);
    setWanted(null);
    // What was entered before this opening is no change made during it.
    return () => client.removeQueries({ queryKey: ['portal-costs'] });
  }, [opened, first, client]);
  const initial = data && typedOf(portals, data.items);
  const choose = (chosen: string) =>
    initial && !isUnchanged(form.getValues(), initial, yenOf) ? setWanted(chosen) : setMonth(chosen);
  return (
    <>
      <FormDialog
        opened={opened}
        onClose={onClose}
        title={texts.dialog}
        form={form}
        initial={initial}
        about={month}
        read={yenOf}
        inWords={(saved) =>
          portals.map(({ id, name }) => ({
            key: id,
            label: short(name, 40),
            text: saved[id] ? texts.yen(saved[id]) : '',
          }))
        }
        submit={words.common.save}
        run={async (values) => {
          // What was not touched is left out: somebody else may have entered it meanwhile.
          const items = portals.flatMap(({ id }) => {
            const [yen, was] = [values, initial].map((typed) => yenOf(typed?.[id] ?? '') ?? null);
            return yen === was ? [] : { portal: id, yen: yen ?? null, was: was ?? null };
          });
          await answerOf(
            api.PUT('/api/v1/portal-costs/{month}', { params: { path: { month } }, body: { items } }),
          );
          await Promise.all([
            client.invalidateQueries({ queryKey: ['dashboard'] }),
            client.invalidateQueries({ queryKey: ['portal-costs'] }),
          ]);
        }}
        onDone={() => notify({ message: texts.done(monthText(month)) })}
      >
        <Select
          label={texts.monthLabel}
          data={monthsAround(first).map((value) => ({ value, label: monthText(value) }))}
          value={month}
          allowDeselect={false}
          onChange={(chosen) => chosen && chosen !== month && choose(chosen)}
        />
        <NotYet of={query} room={null} as="front" />
        {portals.map(({ id, name }) => (
          <TextInput
            key={id}
            label={texts.yenLabel(short(name, 40))}
            inputMode="numeric"
            autoComplete="off"
            disabled={!data}
            {...form.getInputProps(id)}
            // Until they are known, no other month's.
            {...(!data && { value: '' })}
          />
        ))}
        <Text size="sm" c="dimmed">
          {texts.blank}
        </Text>
      </FormDialog>
      <LeaveQuestion
        opened={wanted !== null}
        body={texts.otherMonth}
        go={texts.toOtherMonth}
        onStay={() => setWanted(null)}
        onGo={() => {
          if (wanted) setMonth(wanted);
          setWanted(null);
        }}
      />
    </>
  );
}

/** What is entered, as it is typed. */
function typedOf(portals: { id: string }[], items: { portal: string; yen: number }[]): Values {
  const entered = new Map(items.map(({ portal, yen }) => [portal, yen]));
  return Object.fromEntries(
    portals.map(({ id }) => [id, entered.get(id)?.toLocaleString(words.formats.locale) ?? '']),
  );
}

/** Null: left blank. Undefined: no amount. */
function yenOf(typed: string): number | null | undefined {
  const plain = typed.normalize('NFKC').replace(/[,、円¥\s]/g, '');
  if (plain === '') return null;
  return /^\d{1,10}$/.test(plain) ? Number(plain) : undefined;
}

/** The next month and those before it, newest first, and the one asked for. */
function monthsAround(asked: string): string[] {
  const now = jstParts(serverNow());
  const next = Number(now?.year) * 12 + Number(now?.month);
  const months = Array.from({ length: MOST_MONTHS }, (_, ago) => {
    const nr = next - ago;
    return `${Math.floor(nr / 12)}-${String((nr % 12) + 1).padStart(2, '0')}`;
  });
  return months.includes(asked) ? months : [asked, ...months];
}
