// すべての受信メール: everything that came, so that nothing is hidden.
import { getRouteApi } from '@tanstack/react-router';
import { MailList } from '../features/mails/mail-list.tsx';
import { MailViews } from '../features/mails/mail-views.tsx';
import { ButtonLink } from '../ui/links.tsx';
import { Page } from '../ui/page.tsx';
import { Empty } from '../ui/states.tsx';
import { words } from '../words/index.ts';

const route = getRouteApi('/frame/mails');
const { emptyAll, allTitle } = words.mail;

export function Mails() {
  return (
    <Page title={allTitle}>
      <MailViews />
      <MailList
        review={false}
        place={route.useSearch()}
        empty={
          <Empty
            title={emptyAll.title}
            action={
              <ButtonLink to="/connections" variant="default">
                {emptyAll.action}
              </ButtonLink>
            }
          >
            {emptyAll.body}
          </Empty>
        }
      />
    </Page>
  );
}
