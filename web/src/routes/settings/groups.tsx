// 設定 → 顧客グループ: the static ones, and below them the dynamic ones.
import { useQuery } from '@tanstack/react-query';
import { groupsQuery } from '../../api/queries.ts';
import { CreateGroupDialog } from '../../features/masters/create-group-dialog.tsx';
import { DynamicGroupList } from '../../features/masters/dynamic-group-list.tsx';
import { GroupRow } from '../../features/masters/group-row.tsx';
import classes from '../../features/masters/masters.module.css';
import { MastersPage } from '../../features/masters/masters-page.tsx';
import { words } from '../../words/index.ts';

const texts = words.masters.group;

export function Groups() {
  const query = useQuery(groupsQuery);
  return (
    <MastersPage texts={texts} query={query} dialog={CreateGroupDialog} below={<DynamicGroupList />}>
      {(groups) => (
        <ul className={classes.list} aria-label={texts.list}>
          {groups.map((group) => (
            <GroupRow key={group.id} group={group} others={groups.filter(({ id }) => id !== group.id)} />
          ))}
        </ul>
      )}
    </MastersPage>
  );
}
