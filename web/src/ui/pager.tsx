// 「前へ」「次へ」 of a list. The place stands in the URL as the API's cursor; where it came from is kept for the tab.
import { Text } from '@mantine/core';
import { words } from '../words/index.ts';
import { ButtonLink } from './links.tsx';
import classes from './pager.module.css';

/** A list's place: absent on the first page. `page` is only for the eye. */
export interface Place {
  cursor?: string;
  page?: number;
}

/** Reads a place out of a URL's search; anything odd is the first page. */
export function placeIn(search: Record<string, unknown>): Place {
  const { cursor, page } = search;
  if (typeof cursor !== 'string' || cursor === '' || cursor.length > 200) return {};
  const number = typeof page === 'number' && Number.isInteger(page) && page > 1 ? page : 2;
  return { cursor, page: number };
}

const keyOf = (cursor: string) => `digima-before-${cursor}`;

/** Stands under a list; nothing when all of it is on one page. Without `nextCursor` it is not known yet what comes: the way back. */
export function Pager({ place, nextCursor }: { place: Place; nextCursor?: string | null }) {
  const { pager } = words.common;
  // What else the place says (a filter) goes along.
  const { cursor, page = 1, ...filter } = place;
  if (!cursor && !nextCursor) return null;
  const before = cursor === undefined ? null : sessionStorage.getItem(keyOf(cursor));
  const previous = before ? { ...filter, cursor: before, page: page - 1 } : filter;
  return (
    <>
      <p className={classes.paper}>
        {words.common.list([
          pager.page(page),
          nextCursor === null && words.common.paper.last,
          nextCursor && words.common.paper.more,
        ])}
      </p>
      <nav className={classes.pager} aria-label={pager.label}>
        {cursor === undefined ? (
          <span />
        ) : (
          <ButtonLink to="." search={previous as never} variant="default" rel="prev">
            {before === null ? pager.first : pager.previous}
          </ButtonLink>
        )}
        <Text component="span" c="dimmed" size="sm">
          {pager.page(page)}
        </Text>
        {nextCursor ? (
          <ButtonLink
            to="."
            search={{ ...filter, cursor: nextCursor, page: page + 1 } as never}
            variant="default"
            rel="next"
            onClick={(event) => {
              // Pressed again while the page it leads to is on its way.
              if (nextCursor === cursor) event.preventDefault();
              else sessionStorage.setItem(keyOf(nextCursor), cursor ?? '');
            }}
          >
            {pager.next}
          </ButtonLink>
        ) : (
          <span />
        )}
      </nav>
    </>
  );
}
