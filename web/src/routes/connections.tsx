// ポータルサイト連携: every connection with its states and next step, and the way to a new one.
import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { Connection } from '../api/client.ts';
import { allConnectionsQuery } from '../api/setup.ts';
import { useIsAdmin, useMe } from '../api/use-me.ts';
import { ConnectionCard } from '../features/connections/connection-card.tsx';
import { OptionOff, OptionTurnedOff } from '../features/connections/option-off.tsx';
import { ButtonLink } from '../ui/links.tsx';
import { OnlyAdmins } from '../ui/only-admins.tsx';
import { Page } from '../ui/page.tsx';
import { Pager } from '../ui/pager.tsx';
import { Empty, NotYet } from '../ui/states.tsx';
import { SupportWindow } from '../ui/support-window.tsx';
import { words } from '../words/index.ts';

const route = getRouteApi('/frame/connections');
const { title, lead, list, add, empty, end } = words.connection;

export function Connections() {
  const place = route.useSearch();
  const query = useQuery(allConnectionsQuery(place.cursor));
  const { data } = query;
  const { portalIntegration: isOn } = useMe().options;
  const canAdd = useIsAdmin() && isOn;
  const isFirstEmpty = data?.items.length === 0 && place.cursor === undefined;
  const addButton = canAdd && <ButtonLink to="/connections/new">{add}</ButtonLink>;
  return (
    <Page title={title} lead={lead} actions={!isFirstEmpty && addButton}>
      {isOn && !canAdd && data && <OnlyAdmins />}
      <NotYet of={query} room={<Loading />} />
      {data && isFirstEmpty && (isOn ? <NoneYet action={addButton} /> : <OptionOff />)}
      {data?.items.length === 0 && place.cursor !== undefined && <Empty title={end.title}>{end.body}</Empty>}
      {data && data.items.length > 0 && (
        <>
          {!isOn && <OptionTurnedOff names={namesOf(data.items)} />}
          <section aria-label={list}>
            {deletedLast(data.items).map((connection) => (
              <ConnectionCard key={connection.id} connection={connection} />
            ))}
          </section>
        </>
      )}
      <Pager place={place} {...(data && { nextCursor: data.nextCursor })} />
      <SupportWindow />
    </Page>
  );
}

function NoneYet({ action }: { action: React.ReactNode }) {
  return (
    <Empty title={empty.title} action={action}>
      {empty.body}
      {!action && empty.readOnly}
    </Empty>
  );
}

function Loading() {
  return (
    <div role="status" aria-label={words.common.loading}>
      <Skeleton height={196} mb="sm" />
      <Skeleton height={196} mb="sm" />
    </div>
  );
}

const namesOf = (connections: Connection[]) =>
  connections.filter(({ state }) => state !== 'deleted').map(({ name }) => name);

const deletedLast = (connections: Connection[]) =>
  [...connections].sort((one, other) => Number(one.state === 'deleted') - Number(other.state === 'deleted'));
