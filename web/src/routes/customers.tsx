// 顧客: everybody who ever asked; searched as one types, narrowed and ordered. The URL holds all of it.
import { Checkbox, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { customerCountsQuery, unfinishedQuery } from '../api/counts.ts';
import { customersQuery } from '../api/queries.ts';
import { BulkBar, type Matching } from '../features/customers/bulk-bar.tsx';
import { Conditions } from '../features/customers/conditions.tsx';
import { columnsOf, useCustomerColumns } from '../features/customers/customer-columns.tsx';
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
import { useMarks } from '../ui/use-marks.ts';
import { words } from '../words/index.ts';
import classes from './customers.module.css';

const route = getRouteApi('/frame/customers');
const { title, list, empty, end, add, noMatch } = words.customer;

export function Customers() {
  const place = route.useSearch();
  const navigate = useNavigate();
  const { page: _page, ...asked } = place;
  const query = useQuery(customersQuery(asked));
  const items = query.data?.items ?? [];
  const marks = useMarks(items, JSON.stringify(asked));
  const [all, setAll] = useState<Matching | null>(null);
  const filter = filterOf(place);
  // After the list: it does not wait for the number.
  const { data: counted } = useQuery({ ...customerCountsQuery(filter), enabled: query.data !== undefined });
  const { data: stopped } = useQuery({ ...unfinishedQuery, enabled: query.data !== undefined });
  const shown = useCustomerColumns();
  const offer =
    counted?.upTo && !counted.isMore && counted.count > items.length
      ? { filter, count: counted.count, upTo: counted.upTo, asOf: counted.asOf }
      : null;
  // All who match, until a mark is put or taken away: who comes in meanwhile is not among them, and changes nothing.
  const choose = (marking: () => void) => {
    setAll(null);
    marking();
  };
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
      <p
        className={classes.count}
        role="status"
        hidden={query.isLoadingError || (query.isSuccess && items.length === 0)}
      >
        {counted && counted.count > 0 && words.customer.total(counted.count, counted.isMore)}
      </p>
      <BulkBar
        marks={marks}
        onAll={() => choose(() => marks.markAll(items))}
        onNone={() => choose(marks.clear)}
        offer={marks.isPage ? offer : null}
        matching={marks.chosen.length > 0 ? all : null}
        onMatching={setAll}
        filter={filter}
      />
      <Listing
        label={list}
        columns={columnsOf(
          shown,
          <Checkbox
            aria-label={words.customer.bulk.all}
            checked={marks.isPage}
            indeterminate={marks.chosen.length > 0 && !marks.isPage}
            onChange={() => choose(() => marks.markAll(marks.isPage ? [] : items))}
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
                <ButtonLink to="/customers/import" variant="default">
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
            isChosen={marks.has(customer.id)}
            onChoose={(isChosen) => choose(() => marks.mark(customer, isChosen))}
          />
        )}
      />
    </Page>
  );
}
