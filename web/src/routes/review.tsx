// 要確認: mails that wait for a person.
import { getRouteApi } from '@tanstack/react-router';
import { MailList } from '../features/mails/mail-list.tsx';
import { MailViews } from '../features/mails/mail-views.tsx';
import { DeadJobs } from '../features/review/dead-jobs.tsx';
import { ButtonLink } from '../ui/links.tsx';
import { Page } from '../ui/page.tsx';
import { Empty } from '../ui/states.tsx';
import { words } from '../words/index.ts';

const route = getRouteApi('/frame/review');
const { emptyReview, reviewTitle, lead } = words.mail;

export function Review() {
  return (
    <Page title={reviewTitle} lead={lead}>
      <MailViews />
      <DeadJobs />
      <MailList
        review
        place={route.useSearch()}
        empty={
          <Empty
            title={emptyReview.title}
            action={
              <ButtonLink to="/mails" variant="default">
                {emptyReview.action}
              </ButtonLink>
            }
          >
            {emptyReview.body}
          </Empty>
        }
      />
    </Page>
  );
}
