// 設定 → 顧客グループ: the static ones, and below them the dynamic ones.
import { useQuery } from '@tanstack/react-query';
import { groupsQuery } from '../../api/queries.ts';
import { CreateGroupDialog } from '../../features/masters/create-group-dialog.tsx';
import { DynamicGroupList } from '../../features/masters/dynamic-group-list.tsx';
import { GroupList } from '../../features/masters/group-list.tsx';
import { MastersPage } from '../../features/masters/masters-page.tsx';
import { words } from '../../words/index.ts';

const texts = words.masters.group;

export function Groups() {
  const query = useQuery(groupsQuery);
  return (
    <MastersPage texts={texts} query={query} dialog={CreateGroupDialog} below={<DynamicGroupList />}>
      {(groups) => <GroupList groups={groups} />}
    </MastersPage>
  );
}
