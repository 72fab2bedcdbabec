// 「さらに表示」 under a list that grows, with its states.
import { Button, Skeleton } from '@mantine/core';
import { words } from '../words/index.ts';
import { Failed } from './states.tsx';

interface Growing {
  error: Error | null;
  data: unknown;
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage(): unknown;
  refetch(): unknown;
}

/** Stands under the items: loading and failed before the first, then the button. */
export function More({ query, height = 200 }: { query: Growing; height?: number }) {
  if (!query.data) {
    if (query.error) return <Failed error={query.error} onRetry={() => void query.refetch()} />;
    return <Skeleton height={height} role="status" aria-label={words.common.loading} />;
  }
  if (!query.hasNextPage) return null;
  return (
    <Button
      variant="default"
      mt="md"
      loading={query.isFetchingNextPage}
      onClick={() => void query.fetchNextPage()}
    >
      {words.common.showMore}
    </Button>
  );
}
