// 設定 → 店舗.
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { branchesQuery } from '../../api/queries.ts';
import { useIsAdmin } from '../../api/use-me.ts';
import { BranchList } from '../../features/masters/branch-list.tsx';
import { CreateBranchDialog } from '../../features/masters/create-branch-dialog.tsx';
import { MastersPage } from '../../features/masters/masters-page.tsx';
import { words } from '../../words/index.ts';

const texts = words.masters.branch;

export function Branches() {
  const isAdmin = useIsAdmin();
  return (
    <MastersPage texts={texts} query={useQuery(branchesQuery)} dialog={CreateBranchDialog}>
      {(branches) => (
        <>
          <BranchList branches={branches} />
          {isAdmin && (
            <p>
              <Link to="/settings/users">{texts.toUsers}</Link>
            </p>
          )}
        </>
      )}
    </MastersPage>
  );
}
