// Which columns the list of 顧客 has: those a person chose, kept for them. The name is always there.
import { ActionIcon, Button, Checkbox, Popover, Stack } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useRef, useState } from 'react';
import { meQuery } from '../../api/queries.ts';
import { keepScreenSettings } from '../../api/screen-settings.ts';
import { useMe } from '../../api/use-me.ts';
import { Icon } from '../../ui/icons.tsx';
import { notify } from '../../ui/notify.tsx';
import type { Column } from '../../ui/rows.tsx';
import { words } from '../../words/index.ts';
import classes from './customer-row.module.css';

const { columns: labels, chooseColumns: texts } = words.customer;

const choosable = {
  contact: { label: labels.contact },
  address: { label: labels.address },
  status: { label: labels.status, width: '8.5em' },
  assignee: { label: labels.assignee, width: '8em' },
  groups: { label: labels.groups, width: '10em' },
  count: { label: labels.inquiries, width: '5em' },
  when: { label: labels.createdAt, width: '8em' },
  changed: { label: labels.updatedAt, width: '8em' },
} satisfies Record<string, Omit<Column, 'key'>>;

export type CustomerColumn = keyof typeof choosable;
const all = Object.keys(choosable) as CustomerColumn[];
const usual: CustomerColumn[] = ['contact', 'status', 'assignee', 'groups', 'count', 'when'];

/** In the order of the list, whatever order they were chosen in. */
export function useCustomerColumns(): CustomerColumn[] {
  const kept = useMe().screen.customerColumns ?? usual;
  return all.filter((key) => kept.includes(key));
}

/** `select`: what stands before the heading of the first. */
export function columnsOf(shown: CustomerColumn[], select: ReactNode): Column[] {
  return [
    {
      key: 'main',
      label: labels.name,
      width: '24%',
      head: (
        <span className={classes.head}>
          {select}
          {labels.name}
        </span>
      ),
    },
    ...shown.map((key) => ({ key, ...choosable[key] })),
  ];
}

export function ColumnChooser() {
  const shown = useCustomerColumns();
  const queries = useQueryClient();
  const newest = useRef<string[] | null>(null);
  /** What is ticked, until it is kept: a box answers at once, and the next click begins with it. */
  const [ticked, setTicked] = useState<string[] | null>(null);
  // An answer that was under way says what was before.
  const show = async (customerColumns: string[] | null) => {
    await queries.cancelQueries({ queryKey: meQuery.queryKey });
    queries.setQueryData(meQuery.queryKey, (me) =>
      me ? { ...me, screen: { ...me.screen, customerColumns } } : me,
    );
  };
  const keep = async (customerColumns: string[] | null) => {
    newest.current = customerColumns;
    setTicked(customerColumns ?? usual);
    await show(customerColumns);
    try {
      await keepScreenSettings({ customerColumns });
      if (newest.current !== customerColumns) return;
      await show(customerColumns);
    } catch {
      void notify({ id: 'columns', color: 'red', message: texts.failed });
      await queries.invalidateQueries({ queryKey: meQuery.queryKey });
    }
    if (newest.current === customerColumns) setTicked(null);
  };
  return (
    <Popover position="bottom-end" withinPortal trapFocus returnFocus>
      <Popover.Target>
        <ActionIcon variant="default" size={36} aria-label={texts.title} title={texts.title}>
          <Icon name="columns" size={18} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={texts.title}>
        <Checkbox.Group label={texts.title} value={ticked ?? shown} onChange={(chosen) => void keep(chosen)}>
          <Stack gap={10} mt={10} mb={10}>
            {all.map((key) => (
              <Checkbox key={key} value={key} label={choosable[key].label} />
            ))}
          </Stack>
        </Checkbox.Group>
        <Button variant="subtle" size="compact-sm" onClick={() => void keep(null)}>
          {texts.usual}
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}
