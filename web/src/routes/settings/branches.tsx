// 設定 → 店舗.
import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { branchesQuery } from '../../api/queries.ts';
import { useIsAdmin } from '../../api/use-me.ts';
import { BranchList } from '../../features/masters/branch-list.tsx';
import { CreateBranchDialog } from '../../features/masters/create-branch-dialog.tsx';
import { MastersLoading } from '../../features/masters/masters-loading.tsx';
import { SettingsPage } from '../../features/settings/settings-page.tsx';
import { Icon } from '../../ui/icons.tsx';
import { Empty, Failed } from '../../ui/states.tsx';
import { words } from '../../words/index.ts';

const texts = words.masters.branch;

export function Branches() {
  const isAdmin = useIsAdmin();
  const { data, error, refetch } = useQuery(branchesQuery);
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
        <>
          <BranchList branches={data.items} />
          {isAdmin && (
            <p>
              <Link to="/settings/users">{texts.toUsers}</Link>
            </p>
          )}
        </>
      )}
      <CreateBranchDialog opened={isAdding} onClose={adding.close} />
    </SettingsPage>
  );
}
