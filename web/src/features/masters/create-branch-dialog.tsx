// 店舗を追加.
import { answerOf, api } from '../../api/client.ts';
import { words } from '../../words/index.ts';
import { type CreateDialog, CreateNamedDialog } from './create-named-dialog.tsx';

export function CreateBranchDialog(dialog: CreateDialog) {
  return (
    <CreateNamedDialog
      {...dialog}
      texts={words.masters.branch}
      initial={{ name: '' }}
      create={(body) => answerOf(api.POST('/api/v1/branches', { body }))}
    />
  );
}
