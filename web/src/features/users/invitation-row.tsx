// One open invitation: until when it can be accepted, 再送する and 取り消す.
import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answerOf, api, type Invitation } from '../../api/client.ts';
import { useIsAdmin } from '../../api/use-me.ts';
import { short } from '../../format/text.ts';
import { Chip } from '../../ui/chip.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { notify } from '../../ui/notify.tsx';
import { Cell, type Column, Row } from '../../ui/rows.tsx';
import { errorText } from '../../ui/states.tsx';
import { Moment } from '../../ui/time.tsx';
import { words } from '../../words/index.ts';
import classes from './user-row.module.css';

const texts = words.users.invitations;
const { columns: labels } = texts;

export const invitationColumns: Column[] = [
  { key: 'main', label: labels.email },
  { key: 'role', label: labels.role, width: '9em' },
  { key: 'expiry', label: labels.expiry, width: '11em' },
  { key: 'by', label: labels.by, width: '13em' },
  { key: 'action', label: labels.action, width: '15.5em', hidden: true },
];

export function InvitationRow({ invitation }: { invitation: Invitation }) {
  const { id, email, role, expiresAt, isExpired, invitedBy } = invitation;
  const isAdmin = useIsAdmin();
  return (
    <Row id={id}>
      <Cell area="main">{email}</Cell>
      <Cell area="role" label={labels.role}>
        {words.frame.roles[role] ?? role}
      </Cell>
      <Cell area="expiry" label={labels.expiry}>
        {isExpired ? <Chip tone="warn">{texts.expired}</Chip> : <Moment at={expiresAt} />}
      </Cell>
      <Cell area="by" label={labels.by}>
        {invitedBy ? short(invitedBy.name, 40) : words.common.none}
      </Cell>
      <Cell area="action">{isAdmin && <Actions id={id} email={email} />}</Cell>
    </Row>
  );
}

function Actions({ id, email }: { id: string; email: string }) {
  const client = useQueryClient();
  const [isCancelling, cancelling] = useDisclosure();
  const path = { params: { path: { id } } };
  const resend = useMutation({
    mutationFn: () => answerOf(api.POST('/api/v1/invitations/{id}/resend', path)),
    onSuccess: () => {
      void notify({ message: texts.resent(email) });
      void client.invalidateQueries();
    },
    onError: (error) => void notify({ color: 'red', message: errorText(error), autoClose: false }),
  });
  return (
    <div className={classes.actions}>
      <Button
        variant="default"
        size="compact-sm"
        loading={resend.isPending}
        onClick={() => resend.mutate()}
        aria-label={texts.resendTo(email)}
      >
        {texts.resend}
      </Button>
      <Button
        variant="default"
        size="compact-sm"
        onClick={cancelling.open}
        aria-label={texts.cancelOf(email)}
      >
        {texts.cancel}
      </Button>
      <Confirm
        opened={isCancelling}
        onClose={cancelling.close}
        title={texts.cancelTitle}
        cancel={texts.keep}
        confirm={texts.cancel}
        isGrave
        run={() => answerOf(api.DELETE('/api/v1/invitations/{id}', path))}
        onDone={() => {
          void notify({ message: texts.cancelled });
          void client.invalidateQueries();
        }}
      >
        {texts.cancelBody(email)}
      </Confirm>
    </div>
  );
}
