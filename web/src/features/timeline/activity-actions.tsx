// 訂正 and 取り消し at the end of a record of what was done.
import { ActionIcon } from '@mantine/core';
import type { Activity } from '../../api/client.ts';
import { useMe } from '../../api/use-me.ts';
import { Icon } from '../../ui/icons.tsx';
import { followUp } from '../../words/follow-up.ts';
import { words } from '../../words/index.ts';
import { canCorrect } from './typed-activity.ts';

const { activity: texts, log } = followUp.timeline;

export function ActivityActions({
  activity,
  onEdit,
  onUndo,
}: {
  activity: Activity;
  onEdit: () => void;
  onUndo: () => void;
}) {
  const { user } = useMe();
  const what = words.activity.done[activity.kind] ?? activity.kind;
  return (
    <>
      {canCorrect(activity, user?.id) && (
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={texts.edit(what)}
          title={words.masters.edit}
          onClick={onEdit}
        >
          <Icon name="edit" size={15} />
        </ActionIcon>
      )}
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={texts.undo(what)}
        title={log.undo}
        onClick={onUndo}
      >
        <Icon name="bin" size={15} />
      </ActionIcon>
    </>
  );
}
