// 設定 → 通知履歴: the mails the product sent or waits to send.
import { Alert, Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { answerOf, api } from '../../api/client.ts';
import { outgoingMailsQuery } from '../../api/queries.ts';
import { useIsAdmin, useMe } from '../../api/use-me.ts';
import { NoticeRow, noticeColumns } from '../../features/notices/notice-row.tsx';
import { SettingsPage } from '../../features/settings/settings-page.tsx';
import { Listing } from '../../ui/listing.tsx';
import { notify } from '../../ui/notify.tsx';
import { OnlyAdmins } from '../../ui/only-admins.tsx';
import { Empty, errorText } from '../../ui/states.tsx';
import { words } from '../../words/index.ts';

const route = getRouteApi('/frame/settings/notices');
const texts = words.notices;

export function Notices() {
  const isAdmin = useIsAdmin();
  const { shortcomings } = useMe();
  return (
    <SettingsPage title={texts.title} lead={texts.lead} actions={isAdmin && <TestMail />} isOwn isWide>
      {shortcomings.includes('no-smtp-url') && (
        <Alert color="yellow" variant="light" mb="md" title={texts.noRelay.title}>
          {texts.noRelay.body}
        </Alert>
      )}
      {isAdmin ? <List /> : <OnlyAdmins>{texts.onlyAdmins}</OnlyAdmins>}
    </SettingsPage>
  );
}

function List() {
  const place = route.useSearch();
  return (
    <Listing
      label={texts.list}
      columns={noticeColumns}
      query={useQuery(outgoingMailsQuery(place.cursor))}
      place={place}
      end={texts.end}
      empty={<Empty title={texts.empty.title}>{texts.empty.body}</Empty>}
      row={(mail) => <NoticeRow key={mail.id} mail={mail} />}
    />
  );
}

function TestMail() {
  const { user } = useMe();
  const client = useQueryClient();
  const send = useMutation({
    mutationFn: () => answerOf(api.POST('/api/v1/outgoing-mails/test')),
    onSuccess: () => {
      void notify({ message: texts.test.done });
      void client.invalidateQueries();
    },
    onError: (error) => void notify({ color: 'red', message: errorText(error), autoClose: false }),
  });
  return (
    <Button
      variant="default"
      loading={send.isPending}
      onClick={() => send.mutate()}
      title={texts.test.hint(user?.email ?? '')}
    >
      {texts.test.action}
    </Button>
  );
}
