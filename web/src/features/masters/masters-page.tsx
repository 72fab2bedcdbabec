// A page under 設定 of what a firm names itself: all there are, the first, and adding one.
import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { ComponentType, ReactNode } from 'react';
import { useIsAdmin } from '../../api/use-me.ts';
import { useWithEdited } from '../../ui/edited.ts';
import { Icon } from '../../ui/icons.tsx';
import { Empty, NotYet } from '../../ui/states.tsx';
import { SettingsPage } from '../settings/settings-page.tsx';
import { MastersLoading } from './masters-loading.tsx';

interface Asked<Item> {
  data: { items: Item[] } | undefined;
  error: Error | null;
  isFetching: boolean;
}

/** `children`: what shows those there are, one at least. `below`: what stands under them, and where there is none. */
export function MastersPage<Item extends { id: string }>({
  texts,
  query,
  dialog: Dialog,
  children,
  below,
}: {
  texts: { title: string; lead: string; action: string; empty: { title: string; body: string } };
  query: Asked<Item>;
  dialog: ComponentType<{ opened: boolean; onClose: () => void }>;
  children: (items: Item[]) => ReactNode;
  below?: ReactNode;
}) {
  const { data } = query;
  const isAdmin = useIsAdmin();
  const [isAdding, adding] = useDisclosure();
  const add = isAdmin && (
    <Button leftSection={<Icon name="plus" size={16} />} onClick={adding.open}>
      {texts.action}
    </Button>
  );
  const shown = useWithEdited(data?.items ?? []);
  const isEmpty = data !== undefined && shown.length === 0;
  return (
    <SettingsPage title={texts.title} lead={texts.lead} actions={!isEmpty && add}>
      <NotYet of={query} room={<MastersLoading />} />
      {isEmpty && (
        <Empty title={texts.empty.title} action={add}>
          {texts.empty.body}
        </Empty>
      )}
      {data && !isEmpty && children(data.items)}
      {below}
      <Dialog opened={isAdding} onClose={adding.close} />
    </SettingsPage>
  );
}
