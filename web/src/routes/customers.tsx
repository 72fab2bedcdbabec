// 顧客: everybody who ever asked; searched as one types, narrowed and ordered. The URL holds all of it.
import { Checkbox, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { customerCountsQuery, unfinishedQuery } from '../api/counts.ts';
import { customersQuery } from '../api/queries.ts';
import { BulkBar } from '../features/customers/bulk-bar.tsx';
import { Conditions } from '../features/customers/conditions.tsx';
import { ColumnChooser, columnsOf, useCustomerColumns } from '../features/customers/customer-columns.tsx';
import { CustomerFilters } from '../features/customers/customer-filters.tsx';
import { CustomerRow } from '../features/customers/customer-row.tsx';
import { CustomerSearch } from '../features/customers/customer-search.tsx';
import { type CustomersPlace, filterOf } from '../features/customers/customers-place.ts';
import { DynamicGroups } from '../features/customers/dynamic-groups.tsx';
import { ExportMenu } from '../features/customers/export-menu.tsx';
import { Unfinished } from '../features/customers/unfinished.tsx';
import { ImportLink } from '../features/import/import-link.tsx';
import { Icon } from '../ui/icons.tsx';
import { ButtonLink } from '../ui/links.tsx';
import { Listing } from '../ui/listing.tsx';
import { Page } from '../ui/page.tsx';
import { Empty } from '../ui/states.tsx';
import { words } from '../words/index.ts';
import classes from './customers.module.css';

const route = getRouteApi('/frame/customers');
const { title, list, empty, end, add, noMatch } = words.customer;

export function Customers() {
  const place = route.useSearch();
  const navigate = useNavigate();
  const { page: _page, ...asked } = place;
  const query = useQuery(customersQuery(asked));
  const ids = query.data?.items.map(({ id }) => id) ?? [];
  const [marked, setMarked] = useState<string[]>([]);
  const chosen = marked.filter((id) => ids.includes(id));
  const filter = filterOf(place);
  // After the list: it does not wait for the number.
  const { data: counted } = useQuery({ ...customerCountsQuery(filter), enabled: query.data !== undefined });
  const { data: stopped } = useQuery({ ...unfinishedQuery, enabled: query.data !== undefined });
  const shown = useCustomerColumns();
  const isAll = ids.length > 0 && chosen.length === ids.length;
  const offer =
    counted?.upTo && !counted.isMore && counted.count > ids.length
      ? { count: counted.count, upTo: counted.upTo }
      : null;
  const isNarrowed = Object.keys(filterOf(place)).length > 0;
  // Another list begins on its first page. What is undefined falls out of the URL.
  const change = (
    by: { [Key in keyof CustomersPlace]?: CustomersPlace[Key] | undefined },
    { replace = false } = {},
  ) =>
    void navigate({
      to: '/customers',
      search: ({ cursor: _c, page: _p, ...before }: CustomersPlace) =>
        ({ ...before, ...by }) as CustomersPlace,
      replace,
    });
  return (
    <Page
      title={title}
      paper={<Conditions place={place} />}
      actions={
        <Group gap={8} className={classes.actions}>
          <ImportLink />
          <ExportMenu filter={filterOf(place)} />
          <ButtonLink to="/customers/new" leftSection={<Icon name="plus" size={16} />}>
            {add}
          </ButtonLink>
        </Group>
      }
    >
      {stopped && stopped.items.length > 0 && <Unfinished items={stopped.items} />}
      <CustomerSearch asked={place.q ?? ''} onAsk={(q) => change({ q: q || undefined }, { replace: true })} />
      <CustomerFilters place={place} onChange={change} />
      <DynamicGroups filter={filterOf(place)} />
      <div className={classes.line}>
        <span role="status">
          {counted && counted.count > 0 && words.customer.total(counted.count, counted.isMore)}
        </span>
        <ColumnChooser />
      </div>
      <BulkBar ids={ids} chosen={chosen} onChoose={setMarked} filter={filter} offer={offer} />
      <Listing
        label={list}
        columns={columnsOf(
          shown,
          <Checkbox
            aria-label={words.customer.bulk.all}
            checked={isAll}
            indeterminate={chosen.length > 0 && !isAll}
            onChange={() => setMarked(isAll ? [] : ids)}
          />,
        )}
        query={query}
        place={place}
        end={end}
        empty={
          isNarrowed ? (
            <Empty
              title={noMatch.title}
              action={
                <ButtonLink to="/customers" search={{}} variant="default">
                  {noMatch.action}
                </ButtonLink>
              }
            >
              {noMatch.body}
            </Empty>
          ) : (
            <Empty
              title={empty.title}
              action={
                <ButtonLink to="/review" variant="default">
                  {empty.action}
                </ButtonLink>
              }
            >
              {empty.body}
            </Empty>
          )
        }
        row={(customer) => (
          <CustomerRow
            key={customer.id}
            customer={customer}
            shown={shown}
            isChosen={chosen.includes(customer.id)}
            onChoose={(isChosen) =>
              setMarked(isChosen ? [...chosen, customer.id] : chosen.filter((id) => id !== customer.id))
            }
          />
        )}
      />
    </Page>
  );
}
