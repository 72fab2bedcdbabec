// 「さらに表示」 under a list that grows, with its states.
import { Button } from '@mantine/core';
import { words } from '../words/index.ts';
import classes from './pager.module.css';
import { errorText, NotYet } from './states.tsx';
import { Told } from './told.tsx';

interface Growing {
  error: Error | null;
  data: unknown;
  hasNextPage: boolean;
  isFetching: boolean;
  isFetchingNextPage: boolean;
  isFetchNextPageError: boolean;
  fetchNextPage(): unknown;
}

/** Stands under the items: loading and failed before the first, then the button. */
export function More({ query, height = 200 }: { query: Growing; height?: number }) {
  if (!query.data) return <NotYet of={query} height={height} />;
  if (!query.hasNextPage) return null;
  return (
    <>
      {query.isFetchNextPageError && (
        <Told mt="md" mb={0} title={words.common.failed.more}>
          {errorText(query.error)}
        </Told>
      )}
      <p className={classes.paper}>{words.common.paper.more}</p>
      <Button
        variant="default"
        mt="md"
        loading={query.isFetchingNextPage}
        onClick={() => void query.fetchNextPage()}
      >
        {words.common.showMore}
      </Button>
    </>
  );
}
