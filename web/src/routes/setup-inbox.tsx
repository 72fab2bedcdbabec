// ステップ③ 受信ボックスの設定: the address, the portal's own steps, and the start.
import { Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { Connection } from '../api/client.ts';
import { connectionQuery } from '../api/setup.ts';
import { LoginLine } from '../features/connections/login-line.tsx';
import { Activate } from '../features/setup/activate.tsx';
import { Confirmations } from '../features/setup/confirmations.tsx';
import { DraftStep } from '../features/setup/draft-step.tsx';
import { Guide } from '../features/setup/guide.tsx';
import { InboxAddress } from '../features/setup/inbox-address.tsx';
import { words } from '../words/index.ts';
import classes from './setup-inbox.module.css';

const route = getRouteApi('/frame/connections/$id/setup/inbox');
const texts = words.setup.inbox;

export function SetUpInbox() {
  const { id } = route.useParams();
  return (
    <DraftStep id={id} step="inbox">
      {(draft) => <Inbox draft={draft} />}
    </DraftStep>
  );
}

function Inbox({ draft }: { draft: Connection }) {
  const navigate = route.useNavigate();
  const client = useQueryClient();
  return (
    <>
      <LoginLine connection={draft} />
      <p className={classes.lead}>{texts.addressHelp(draft.portalName)}</p>
      <InboxAddress address={draft.inboxAddress} />
      <p className={classes.none}>{words.setup.confirmations.none}</p>
      <Confirmations
        connectionId={draft.id}
        isEditable
        frame={(mails) => (
          <section className={classes.confirmations}>
            <Title order={3}>{words.setup.confirmations.title}</Title>
            {mails}
          </section>
        )}
      />
      <Guide connectionId={draft.id} portalName={draft.portalName} />
      <Activate
        draft={draft}
        onActivated={(connection) => {
          client.setQueryData(connectionQuery(connection.id).queryKey, connection);
          void navigate({ to: '/connections/$id', params: { id: connection.id } });
          void client.invalidateQueries();
        }}
      />
    </>
  );
}
