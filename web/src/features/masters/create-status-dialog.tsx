// 顧客ステータスを追加, on its page and in place wherever one is chosen.
import { answerOf, api } from '../../api/client.ts';
import { words } from '../../words/index.ts';
import { ColorSelect, FIRST_COLOR } from './color-select.tsx';
import { type CreateDialog, CreateNamedDialog } from './create-named-dialog.tsx';

export function CreateStatusDialog(dialog: CreateDialog) {
  return (
    <CreateNamedDialog
      {...dialog}
      texts={words.masters.status}
      initial={{ name: '', color: FIRST_COLOR }}
      create={(body) => answerOf(api.POST('/api/v1/statuses', { body }))}
    >
      {(form) => <ColorSelect {...form.getInputProps('color')} />}
    </CreateNamedDialog>
  );
}
