// The draft a step of the set-up works on; anything else is sent where it belongs.
import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Navigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Connection } from '../../api/client.ts';
import { Refusal } from '../../api/client.ts';
import { connectionQuery } from '../../api/setup.ts';
import { Page } from '../../ui/page.tsx';
import { Missing, NotYet } from '../../ui/states.tsx';
import { SupportWindow } from '../../ui/support-window.tsx';
import { words } from '../../words/index.ts';
import { usePresence } from './use-presence.ts';
import { type Step, Wizard } from './wizard.tsx';

const { title } = words.setup;

/** Shows a step inside the wizard's frame, once its draft is there. */
export function DraftStep({
  id,
  step,
  children,
}: {
  id: string;
  step: Step;
  children: (draft: Connection) => ReactNode;
}) {
  const query = useQuery(connectionQuery(id));
  const { data: connection, error } = query;
  if (connection) {
    // Done, or not theirs to change: the connection's own page says all there is.
    if (connection.state !== 'draft' || !connection.isEditable)
      return <Navigate to="/connections/$id" params={{ id }} replace ignoreBlocker />;
    return (
      <Wizard key={id} step={step} portalName={connection.portalName} draft={connection}>
        <Presence id={id} />
        {children(connection)}
      </Wizard>
    );
  }
  if (error instanceof Refusal && (error.status === 404 || error.status === 422))
    return <Missing title={title} />;
  return (
    <Page title={title}>
      <NotYet of={query} room={<Loading />} />
      <SupportWindow />
    </Page>
  );
}

function Loading() {
  return (
    <div role="status" aria-label={words.common.loading}>
      <Skeleton height={28} width={220} mb="md" />
      <Skeleton height={44} maw={860} mb="lg" />
      <Skeleton height={420} />
    </div>
  );
}

function Presence({ id }: { id: string }) {
  usePresence(id);
  return null;
}
