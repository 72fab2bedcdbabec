// What the 反響 list is narrowed to, beside 未対応 or not.
import { Button, Chip, Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { InquiryFilter } from '../../api/client.ts';
import { connectionsQuery, mastersQuery } from '../../api/queries.ts';
import { useMe } from '../../api/use-me.ts';
import { short } from '../../format/text.ts';
import { clearable } from '../../ui/clearable.ts';
import { NoChoices } from '../../ui/states.tsx';
import { choicesOf, type Named, withChosen } from '../../ui/with-chosen.ts';
import { words } from '../../words/index.ts';
import classes from './filter-bar.module.css';
import { countFilters, type Period, withIt } from './inquiries-place.ts';

const { filters: texts } = words.inquiryList;
const CUSTOM = 'custom';

interface Props {
  filter: InquiryFilter;
  onChange: (filter: InquiryFilter) => void;
}

export function FilterBar({ filter, onChange }: Props) {
  const { portals, user } = useMe();
  const choices = [useQuery(mastersQuery), useQuery(connectionsQuery)] as const;
  const [{ data: masters }, { data: connections }] = choices;
  const people = masters?.members
    .toSorted((a, b) => Number(b.id === user?.id) - Number(a.id === user?.id))
    .map(({ id, name }) =>
      id === user?.id ? { id, name: `${short(name, 40)}${words.common.aside(texts.me)}` } : { id, name },
    );
  const n = countFilters(filter);
  const choice = (
    key: 'portal' | 'connectionId' | 'assigneeId' | 'branchId' | 'statusId',
    label: string,
    items: Named[] | undefined,
    others: Record<string, string> = {},
  ) => {
    const besides = Object.entries(others).map(([value, word]) => ({ value, label: word }));
    const data = withChosen([...choicesOf(items), ...besides], filter[key], key, items !== undefined);
    return (
      <Select
        className={classes.field}
        aria-label={label}
        placeholder={label}
        data={data}
        value={filter[key] ?? null}
        onChange={(value) => onChange(withIt(filter, key, value ?? undefined))}
        {...clearable(texts.clearOne(label))}
        searchable={data.length > 8}
        comboboxProps={{ width: 'max-content', position: 'bottom-start' }}
        data-chosen={filter[key] !== undefined || undefined}
      />
    );
  };
  return (
    <div className={classes.bar}>
      <NoChoices of={[...choices]} />
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as the row it is */}
      <div className={classes.fields} role="group" aria-label={texts.title}>
        {choice('portal', texts.portal, portals)}
        {choice('connectionId', texts.connection, connections?.items, { none: texts.noConnection })}
        {choice('assigneeId', texts.assignee, people, { none: words.common.unassigned })}
        {/* Most firms have none: a filter that is asked for stays, so that it can be taken off. */}
        {((masters?.branches.length ?? 0) > 0 || filter.branchId) &&
          choice('branchId', texts.branch, masters?.branches, { none: texts.noBranch })}
        {choice('statusId', texts.status, masters?.statuses, { none: texts.noStatus, notice: texts.notice })}
        <PeriodChoice filter={filter} onChange={onChange} />
        {(['repeat', 'duplicate'] as const).map((key) => (
          <Chip
            key={key}
            size="sm"
            radius="sm"
            variant="outline"
            checked={filter[key] === true}
            onChange={(isOn) => onChange(withIt(filter, key, isOn || undefined))}
          >
            {texts[key]}
          </Chip>
        ))}
        {n > 0 && (
          <Button
            variant="subtle"
            size="compact-sm"
            onClick={() => onChange(filter.response ? { response: filter.response } : {})}
          >
            {texts.clear}
          </Button>
        )}
      </div>
    </div>
  );
}

function PeriodChoice({ filter, onChange }: Props) {
  const { period, from, to, ...rest } = filter;
  const [isCustom, setCustom] = useState(false);
  const hasDays = from !== undefined || to !== undefined;
  const value = period ?? (isCustom || hasDays ? CUSTOM : null);
  const day = (key: 'from' | 'to', label: string) => (
    <TextInput
      type="date"
      className={classes.day}
      aria-label={label}
      title={label}
      value={filter[key] ?? ''}
      min={key === 'to' ? (from ?? '2000-01-01') : '2000-01-01'}
      max="2199-12-31"
      // A day that is being typed is none yet.
      onChange={(event) => onChange(withIt(filter, key, event.currentTarget.value || undefined))}
    />
  );
  return (
    <>
      <Select
        className={classes.field}
        aria-label={texts.period}
        placeholder={texts.period}
        data={[
          ...Object.entries(texts.periods).map(([id, label]) => ({ value: id, label })),
          { value: CUSTOM, label: texts.custom },
        ]}
        value={value}
        onChange={(chosen) => {
          setCustom(chosen === CUSTOM);
          if (chosen === CUSTOM) onChange(rest);
          else onChange(chosen ? { ...rest, period: chosen as Period } : rest);
        }}
        {...clearable(texts.clearOne(texts.period))}
        comboboxProps={{ width: 'max-content', position: 'bottom-start' }}
        data-chosen={value !== null || undefined}
      />
      {value === CUSTOM && day('from', texts.from)}
      {value === CUSTOM && day('to', texts.to)}
    </>
  );
}
