// 顧客グループを追加.
import { answerOf, api } from '../../api/client.ts';
import { words } from '../../words/index.ts';
import { type CreateDialog, CreateNamedDialog } from './create-named-dialog.tsx';

export function CreateGroupDialog(dialog: CreateDialog) {
  return (
    <CreateNamedDialog
      {...dialog}
      texts={words.masters.group}
      initial={{ name: '' }}
      create={(body) => answerOf(api.POST('/api/v1/groups', { body }))}
    />
  );
}
