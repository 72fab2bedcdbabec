// 設定 → 顧客ステータス.
import { useQuery } from '@tanstack/react-query';
import { statusesQuery } from '../../api/queries.ts';
import { CreateStatusDialog } from '../../features/masters/create-status-dialog.tsx';
import { MastersPage } from '../../features/masters/masters-page.tsx';
import { StatusList } from '../../features/masters/status-list.tsx';
import { words } from '../../words/index.ts';

export function Statuses() {
  const query = useQuery(statusesQuery);
  return (
    <MastersPage texts={words.masters.status} query={query} dialog={CreateStatusDialog}>
      {(statuses) => <StatusList statuses={statuses} />}
    </MastersPage>
  );
}
