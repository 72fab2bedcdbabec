// One 店舗, at its place among them.
import { answerOf, api, type Branch } from '../../api/client.ts';
import { words } from '../../words/index.ts';
import type { Moves } from './moves.tsx';
import { NamedRow } from './named-row.tsx';

export function BranchRow({
  branch,
  moves,
  ...row
}: {
  branch: Branch;
  others: Branch[];
  isDragged: boolean;
  /** For who may change them. */
  moves?: Moves;
}) {
  const path = { id: branch.id };
  return (
    <NamedRow
      {...row}
      one={branch}
      texts={words.masters.branch}
      canChange={moves !== undefined}
      moves={moves}
      save={(body) => answerOf(api.PATCH('/api/v1/branches/{id}', { params: { path }, body }))}
      add={(body) => answerOf(api.POST('/api/v1/branches', { body }))}
      remove={(query) => answerOf(api.DELETE('/api/v1/branches/{id}', { params: { path, query } }))}
    />
  );
}
