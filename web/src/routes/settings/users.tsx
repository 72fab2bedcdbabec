// 設定 → ユーザー: who may sign in, and who is invited.
import { Button, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { usersQuery } from '../../api/queries.ts';
import { useIsAdmin } from '../../api/use-me.ts';
import { InviteDialog } from '../../features/masters/invite-dialog.tsx';
import { SettingsPage } from '../../features/settings/settings-page.tsx';
import { InvitationRow, invitationColumns } from '../../features/users/invitation-row.tsx';
import { UserRow, userColumns } from '../../features/users/user-row.tsx';
import { Icon } from '../../ui/icons.tsx';
import { Rows, RowsLoading } from '../../ui/rows.tsx';
import { NotYet } from '../../ui/states.tsx';
import { words } from '../../words/index.ts';

const texts = words.users;

export function Users() {
  const isAdmin = useIsAdmin();
  const query = useQuery(usersQuery);
  const { data } = query;
  const [isInviting, invite] = useDisclosure();
  return (
    <SettingsPage
      title={texts.title}
      lead={texts.lead}
      isWide
      actions={
        isAdmin && (
          <Button leftSection={<Icon name="plus" size={16} />} onClick={invite.open}>
            {texts.invite.action}
          </Button>
        )
      }
    >
      <NotYet of={query} room={<RowsLoading label={texts.list} columns={userColumns} />} />
      {data && (
        <Rows label={texts.list} columns={userColumns}>
          {data.items.map((user) => (
            <UserRow key={user.id} user={user} everybody={data.items} />
          ))}
        </Rows>
      )}
      {data && data.invitations.length > 0 && (
        <>
          <Title order={2} mt="xl" mb="xs">
            {texts.invitations.title}
          </Title>
          <Rows label={texts.invitations.list} columns={invitationColumns}>
            {data.invitations.map((invitation) => (
              <InvitationRow key={invitation.id} invitation={invitation} />
            ))}
          </Rows>
        </>
      )}
      <InviteDialog opened={isInviting} onClose={invite.close} />
    </SettingsPage>
  );
}
