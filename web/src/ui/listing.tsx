// A paged list in all its states: loading, failed, empty, past the end, full.
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode, Ref } from 'react';
import { Refusal } from '../api/client.ts';
import { words } from '../words/index.ts';
import { ButtonLink } from './links.tsx';
import { Pager, type Place } from './pager.tsx';
import { type Column, Rows, RowsLoading } from './rows.tsx';
import { Empty, NotYet } from './states.tsx';

interface Props<Item> {
  label: string;
  columns: Column[];
  query: UseQueryResult<{ items: Item[]; nextCursor: string | null }>;
  place: Place;
  /** What stands there when nothing ever came. */
  empty: ReactNode;
  /** What stands on a page behind the last. */
  end: { title: string; body: string };
  row: (item: Item) => ReactNode;
  ref?: Ref<HTMLTableSectionElement>;
}

export function Listing<Item>({ label, columns, query, place, empty, end, row, ref }: Props<Item>) {
  const { data, error, isPlaceholderData } = query;
  if (!data) {
    const { cursor: _c, page: _p, ...filter } = place;
    // A place that is no longer one: trying again would not help.
    const isPlaceWrong = place.cursor !== undefined && error instanceof Refusal && error.status === 400;
    const toFirst = (
      <ButtonLink to="." search={filter as never}>
        {words.common.failed.first}
      </ButtonLink>
    );
    return (
      <>
        <NotYet
          of={query}
          room={<RowsLoading label={label} columns={columns} />}
          action={isPlaceWrong && toFirst}
        />
        {!isPlaceWrong && <Pager place={place} />}
      </>
    );
  }
  return (
    <>
      {data.items.length === 0 && (place.cursor ? <Empty title={end.title}>{end.body}</Empty> : empty)}
      {data.items.length > 0 && (
        <Rows label={label} columns={columns} stale={isPlaceholderData} {...(ref && { ref })}>
          {data.items.map(row)}
        </Rows>
      )}
      <Pager place={place} nextCursor={data.nextCursor} />
    </>
  );
}
