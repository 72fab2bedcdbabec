// The 店舗 in their order.
import { answerOf, api, type Branch } from '../../api/client.ts';
import { words } from '../../words/index.ts';
import { BranchRow } from './branch-row.tsx';
import { OrderedList } from './ordered-list.tsx';

export function BranchList({ branches }: { branches: Branch[] }) {
  return (
    <OrderedList
      label={words.masters.branch.list}
      items={branches}
      save={(ids, were) => answerOf(api.PUT('/api/v1/branches/order', { body: { ids, were } }))}
      row={(branch, how) => (
        <BranchRow
          key={branch.id}
          branch={branch}
          others={branches.filter(({ id }) => id !== branch.id)}
          {...how}
        />
      )}
    />
  );
}
