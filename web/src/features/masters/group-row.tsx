// One 静的な顧客グループ.
import { answerOf, api, type CustomerGroup } from '../../api/client.ts';
import { useIsAdmin } from '../../api/use-me.ts';
import { words } from '../../words/index.ts';
import { NamedRow } from './named-row.tsx';

export function GroupRow({ group, others }: { group: CustomerGroup; others: CustomerGroup[] }) {
  const path = { id: group.id };
  return (
    <NamedRow
      one={group}
      others={others}
      texts={words.masters.group}
      canChange={useIsAdmin()}
      save={(body) => answerOf(api.PATCH('/api/v1/groups/{id}', { params: { path }, body }))}
      add={(body) => answerOf(api.POST('/api/v1/groups', { body }))}
      remove={(query) => answerOf(api.DELETE('/api/v1/groups/{id}', { params: { path, query } }))}
    />
  );
}
