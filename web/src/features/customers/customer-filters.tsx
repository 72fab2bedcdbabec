// What the list of 顧客 is narrowed to, and its order.
import { Button, Collapse, Select, Switch, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { connectionsQuery, mastersQuery } from '../../api/queries.ts';
import { useMe } from '../../api/use-me.ts';
import { clearable } from '../../ui/clearable.ts';
import { NoChoices } from '../../ui/states.tsx';
import { choicesOf, type Named, withChosen } from '../../ui/with-chosen.ts';
import { words } from '../../words/index.ts';
import { ColumnChooser } from './customer-columns.tsx';
import classes from './customer-filters.module.css';
import { type CustomersPlace, filterOf, orders, periods } from './customers-place.ts';

const texts = words.customer.filter;

interface Props {
  place: CustomersPlace;
  /** Undefined takes one away. */
  onChange: (change: { [Key in keyof CustomersPlace]?: CustomersPlace[Key] | undefined }) => void;
}

export function CustomerFilters({ place, onChange }: Props) {
  const masters = useQuery(mastersQuery);
  const connections = useQuery(connectionsQuery);
  const { portals } = useMe();
  const { q, ...narrowed } = filterOf(place);
  const count = Object.keys(narrowed).length;
  const [isOpen, more] = useDisclosure(count > 0);
  const choice = (
    key: 'assigneeId' | 'statusId' | 'groupId' | 'portal' | 'connectionId',
    label: string,
    items: Named[] | undefined,
    none?: string,
  ) => {
    const choices = [...(none ? [{ value: 'none', label: none }] : []), ...choicesOf(items)];
    const data = withChosen(choices, place[key], key, items !== undefined);
    return (
      <Select
        {...clearable(texts.clearOne(label))}
        size="sm"
        searchable={data.length > 8}
        label={label}
        placeholder={texts.any}
        data={data}
        value={place[key] ?? null}
        onChange={(value) => onChange({ [key]: value ?? undefined })}
      />
    );
  };
  return (
    <section className={classes.place} aria-label={texts.label}>
      <div className={classes.line}>
        <Button
          variant="default"
          size="sm"
          onClick={more.toggle}
          aria-expanded={isOpen}
          aria-controls="customer-filters"
        >
          {count > 0 ? texts.openWith(count) : texts.open}
        </Button>
        {count > 0 && (
          <Button
            variant="subtle"
            size="sm"
            onClick={() => onChange(Object.fromEntries(Object.keys(narrowed).map((key) => [key, undefined])))}
          >
            {texts.clear}
          </Button>
        )}
        <Select
          className={classes.order ?? ''}
          size="sm"
          aria-label={texts.order}
          allowDeselect={false}
          data={orders.map((order) => ({ value: order, label: texts.orders[order] }))}
          value={place.order ?? 'newest'}
          onChange={(order) => onChange({ order: orders.find((known) => known === order) })}
        />
        <ColumnChooser />
      </div>
      <Collapse expanded={isOpen} id="customer-filters">
        {isOpen && <NoChoices of={[masters, connections]} />}
        <div className={classes.fields}>
          {choice('assigneeId', texts.assignee, masters.data?.members, words.common.unassigned)}
          {choice('statusId', texts.status, masters.data?.statuses, texts.noStatus)}
          {choice('groupId', texts.group, masters.data?.groups)}
          {choice('portal', texts.portal, portals)}
          {choice('connectionId', texts.connection, connections.data?.items)}
          <Select
            {...clearable(texts.clearOne(texts.period))}
            size="sm"
            label={texts.period}
            placeholder={place.from || place.to ? texts.byDays : texts.any}
            data={periods.map((period) => ({ value: period, label: texts.periods[period] }))}
            value={place.period ?? null}
            onChange={(period) =>
              onChange({
                period: periods.find((known) => known === period),
                from: undefined,
                to: undefined,
              })
            }
          />
          <TextInput
            type="date"
            size="sm"
            label={texts.from}
            value={place.from ?? ''}
            onChange={(event) =>
              onChange({ from: event.currentTarget.value || undefined, period: undefined })
            }
          />
          <TextInput
            type="date"
            size="sm"
            label={texts.to}
            value={place.to ?? ''}
            onChange={(event) => onChange({ to: event.currentTarget.value || undefined, period: undefined })}
          />
          <Switch
            className={classes.duplicate ?? ''}
            label={texts.duplicate}
            checked={place.duplicate ?? false}
            onChange={(event) => onChange({ duplicate: event.currentTarget.checked || undefined })}
          />
        </div>
      </Collapse>
    </section>
  );
}
