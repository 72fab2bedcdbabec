// ポータルサイト連携: the connections, their states, and the address each is reached by.
import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { connectionsQuery } from '../api/queries.ts';
import { ConnectionCard } from '../features/connections/connection-card.tsx';
import { Page } from '../ui/page.tsx';
import { Empty, Failed } from '../ui/states.tsx';
import { words } from '../words/index.ts';

const { title, lead, empty } = words.connection;

export function Connections() {
  const { data, error, refetch } = useQuery(connectionsQuery);
  return (
    <Page title={title} lead={lead}>
      {!data && !error && <Skeleton height={190} role="status" aria-label={words.common.loading} />}
      {!data && error && <Failed error={error} onRetry={() => void refetch()} />}
      {data?.items.length === 0 && <Empty title={empty.title}>{empty.body}</Empty>}
      {data?.items.map((connection) => (
        <ConnectionCard key={connection.id} connection={connection} />
      ))}
    </Page>
  );
}
