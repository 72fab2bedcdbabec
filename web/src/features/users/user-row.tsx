// One person in the list: what they may do, what hangs on them, and what an admin can change.
import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { answerOf, api, type User } from '../../api/client.ts';
import { useMe } from '../../api/use-me.ts';
import { dayOnly } from '../../format/jst.ts';
import { short } from '../../format/text.ts';
import { Chip } from '../../ui/chip.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { LongText } from '../../ui/long-text.tsx';
import { notify } from '../../ui/notify.tsx';
import { Cell, type Column, Row } from '../../ui/rows.tsx';
import { words } from '../../words/index.ts';
import { reaches } from '../masters/role-radio.tsx';
import { DeactivateDialog } from './deactivate-dialog.tsx';
import { EditUserDialog } from './edit-user-dialog.tsx';
import classes from './user-row.module.css';

const { users: texts, settings, frame } = words;
const { columns: labels } = texts;

export const userColumns: Column[] = [
  { key: 'main', label: labels.name },
  { key: 'role', label: labels.role, width: '12em' },
  { key: 'when', label: labels.state, width: '12.5em' },
  { key: 'uses', label: labels.uses, width: '13em' },
  { key: 'action', label: labels.action, width: '15.5em', hidden: true },
];

export function UserRow({ user, everybody }: { user: User; everybody: User[] }) {
  const me = useMe().user;
  const isMe = user.id === me?.id;
  const mayChange = (me?.role === 'owner' || me?.role === 'admin') && reaches(me.role, user.role);
  return (
    <Row id={user.id}>
      <Cell area="main">
        <div className={classes.name}>
          <LongText text={user.name} most={60} /> {isMe && <Chip tone="accent">{texts.you}</Chip>}
        </div>
        <div className={classes.email}>{user.email}</div>
      </Cell>
      <Cell area="role" label={labels.role}>
        {frame.roles[user.role] ?? user.role}
        {user.branch && <div className={classes.since}>{short(user.branch.name, 40)}</div>}
      </Cell>
      <Cell area="when">
        {user.isActive ? (
          <Chip tone="good">{texts.active}</Chip>
        ) : (
          <>
            <Chip>{texts.inactive}</Chip>
            {user.deactivatedAt && (
              <div className={classes.since}>{texts.inactiveSince(dayOnly(user.deactivatedAt))}</div>
            )}
          </>
        )}
      </Cell>
      <Cell area="uses" label={labels.uses}>
        {settings.uses(user.uses) || <span className={classes.since}>{texts.noUses}</span>}
      </Cell>
      <Cell area="action">
        {(isMe || mayChange) && <Actions user={user} isMe={isMe} everybody={everybody} />}
      </Cell>
    </Row>
  );
}

function Actions({ user, isMe, everybody }: { user: User; isMe: boolean; everybody: User[] }) {
  const client = useQueryClient();
  const [isEditing, editing] = useDisclosure();
  const [isLeaving, leaving] = useDisclosure();
  const [isReturning, returning] = useDisclosure();
  const done = (message: string) => {
    void notify({ message });
    void client.invalidateQueries();
  };
  const { edit, deactivate, reactivate } = texts;
  const name = short(user.name, 40);
  return (
    <div className={classes.actions}>
      {user.isActive ? (
        <Button variant="default" size="compact-sm" onClick={editing.open} aria-label={edit.actionFor(name)}>
          {edit.action}
        </Button>
      ) : (
        <Button
          variant="default"
          size="compact-sm"
          onClick={returning.open}
          aria-label={reactivate.actionFor(name)}
        >
          {reactivate.action}
        </Button>
      )}
      {user.isActive && !isMe && (
        <Button
          variant="default"
          size="compact-sm"
          onClick={leaving.open}
          aria-label={deactivate.actionFor(name)}
        >
          {deactivate.action}
        </Button>
      )}
      {/* Each stands on its own: what is typed in one stays when somebody else changes the other. */}
      <Confirm
        opened={isReturning}
        onClose={returning.close}
        title={reactivate.title(name)}
        confirm={reactivate.action}
        run={() => answerOf(api.POST('/api/v1/users/{id}/reactivate', { params: { path: { id: user.id } } }))}
        onDone={() => done(reactivate.done(name))}
      >
        {reactivate.body}
      </Confirm>
      <EditUserDialog
        user={user}
        opened={isEditing}
        onClose={editing.close}
        onDone={() => done(edit.done(name))}
      />
      <DeactivateDialog
        user={user}
        others={everybody.filter(({ id, isActive }) => isActive && id !== user.id)}
        opened={isLeaving}
        onClose={leaving.close}
        onDone={() => done(deactivate.done(name))}
      />
    </div>
  );
}
