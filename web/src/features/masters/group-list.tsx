// The 静的な顧客グループ, by name.
import type { CustomerGroup } from '../../api/client.ts';
import { useWithEdited } from '../../ui/edited.ts';
import { words } from '../../words/index.ts';
import { GroupRow } from './group-row.tsx';
import classes from './masters.module.css';

export function GroupList({ groups }: { groups: CustomerGroup[] }) {
  return (
    <ul className={classes.list} aria-label={words.masters.group.list}>
      {useWithEdited(groups).map((group) => (
        <GroupRow key={group.id} group={group} others={groups.filter(({ id }) => id !== group.id)} />
      ))}
    </ul>
  );
}
