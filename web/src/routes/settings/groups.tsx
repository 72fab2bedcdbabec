// 設定 → 顧客グループ（静的）.
import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { groupsQuery } from '../../api/queries.ts';
import { useIsAdmin } from '../../api/use-me.ts';
import { CreateGroupDialog } from '../../features/masters/create-group-dialog.tsx';
import { DynamicGroupList } from '../../features/masters/dynamic-group-list.tsx';
import { GroupRow } from '../../features/masters/group-row.tsx';
import classes from '../../features/masters/masters.module.css';
import { MastersLoading } from '../../features/masters/masters-loading.tsx';
import { SettingsPage } from '../../features/settings/settings-page.tsx';
import { Icon } from '../../ui/icons.tsx';
import { Empty, Failed } from '../../ui/states.tsx';
import { words } from '../../words/index.ts';

const texts = words.masters.group;

export function Groups() {
  const isAdmin = useIsAdmin();
  const { data, error, refetch } = useQuery(groupsQuery);
  const [isAdding, adding] = useDisclosure();
  const add = isAdmin && (
    <Button leftSection={<Icon name="plus" size={16} />} onClick={adding.open}>
      {texts.action}
    </Button>
  );
  const isEmpty = data?.items.length === 0;
  return (
    <SettingsPage title={texts.title} lead={texts.lead} actions={!isEmpty && add}>
      {!data && !error && <MastersLoading />}
      {!data && error && <Failed error={error} onRetry={() => void refetch()} />}
      {isEmpty && (
        <Empty title={texts.empty.title} action={add}>
          {texts.empty.body}
        </Empty>
      )}
      {data && !isEmpty && (
        <ul className={classes.list} aria-label={texts.list}>
          {data.items.map((group) => (
            <GroupRow key={group.id} group={group} others={data.items.filter(({ id }) => id !== group.id)} />
          ))}
        </ul>
      )}
      <DynamicGroupList />
      <CreateGroupDialog opened={isAdding} onClose={adding.close} />
    </SettingsPage>
  );
}
