// すべての受信メール: everything that came, so that nothing is hidden.
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Refusal } from '../api/client.ts';
import { connectionQuery } from '../api/setup.ts';
import { MailList } from '../features/mails/mail-list.tsx';
import { MailViews } from '../features/mails/mail-views.tsx';
import { short } from '../format/text.ts';
import { ButtonLink } from '../ui/links.tsx';
import { Page } from '../ui/page.tsx';
import { Empty } from '../ui/states.tsx';
import { words } from '../words/index.ts';

const route = getRouteApi('/frame/mails');
const { emptyAll, allTitle, aside } = words.mail;

export function Mails() {
  const place = route.useSearch();
  const isNarrowed = place.connection !== undefined || place.state !== undefined;
  return (
    <Page title={place.state ? aside.title : allTitle} {...(place.state && { lead: aside.lead })}>
      <MailViews />
      {isNarrowed && <Narrowed connectionId={place.connection} />}
      <MailList
        review={false}
        place={place}
        empty={
          isNarrowed ? (
            <Empty title={aside.empty}>{aside.emptyBody}</Empty>
          ) : (
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
          )
        }
      />
    </Page>
  );
}

function Narrowed({ connectionId }: { connectionId: string | undefined }) {
  const isOfOne = connectionId !== undefined;
  const { data, error } = useQuery({ ...connectionQuery(connectionId ?? ''), enabled: isOfOne });
  const isUnknown = isOfOne && error instanceof Refusal && error.status === 404;
  return (
    <p>
      {(data || isUnknown) && (
        <>
          {words.common.pair(aside.of, '')}
          {data && (
            <Link to="/connections/$id" params={{ id: data.id }}>
              {short(data.name, 60)}
            </Link>
          )}
          {isUnknown && words.common.unknown.connectionId}
          {' ― '}
        </>
      )}
      <Link to="/mails" search={{}}>
        {aside.all}
      </Link>
    </p>
  );
}
