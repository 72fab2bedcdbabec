// A list of mails: 要確認, or everything received. One component, so that both look and page the same.
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Mail } from '../../api/client.ts';
import { connectionsQuery, mailsQuery } from '../../api/queries.ts';
import { Chip } from '../../ui/chip.tsx';
import { Listing } from '../../ui/listing.tsx';
import { LongText } from '../../ui/long-text.tsx';
import { Cell, type Column, Row } from '../../ui/rows.tsx';
import { Age } from '../../ui/time.tsx';
import { words } from '../../words/index.ts';
import { ReprocessAll, ReprocessMail, WhyUnread } from '../review/given-up.tsx';
import classes from './mail-list.module.css';
import type { MailsPlace } from './mails-place.ts';
import { needsPerson, outcomeOf, outcomeWords } from './outcome.ts';

const { columns: labels, end } = words.mail;

const columns: Column[] = [
  { key: 'when', label: labels.received, width: '7.5em' },
  { key: 'main', label: labels.subject },
  { key: 'from', label: labels.from, width: '22%' },
  { key: 'reason', label: labels.reason, width: '27%' },
];
const reviewColumns: Column[] = [
  { key: 'when', label: labels.received, width: '7em' },
  { key: 'main', label: labels.subject },
  { key: 'from', label: labels.from, width: '19%' },
  { key: 'reason', label: labels.reason, width: '30%' },
  { key: 'action', label: labels.action, width: '7.5em', hidden: true },
];

/** `empty`: what stands there when nothing ever came. */
export function MailList({ review, place, empty }: { review: boolean; place: MailsPlace; empty: ReactNode }) {
  const { cursor, connection: connectionId, state } = place;
  const query = useQuery(mailsQuery({ review, cursor, connectionId, state }));
  const givenUp = (query.data?.items ?? []).filter((mail) => outcomeOf(mail) === 'failed');
  return (
    <>
      {review && givenUp.length > 1 && <ReprocessAll mails={givenUp} />}
      <Listing
        label={review ? words.mail.reviewTitle : words.mail.allTitle}
        columns={review ? reviewColumns : columns}
        query={query}
        place={place}
        end={end}
        empty={empty}
        row={(mail) => <MailRow key={mail.id} mail={mail} withAction={review} />}
      />
    </>
  );
}

function MailRow({ mail, withAction }: { mail: Mail; withAction: boolean }) {
  const { data: connections } = useQuery(connectionsQuery);
  const connection = connections?.items.find(({ id }) => id === mail.connectionId);
  const { word, reason, tone } = outcomeWords(mail);
  const isGivenUp = outcomeOf(mail) === 'failed';
  const from = mail.from.name || mail.from.address || words.mail.noFrom;
  return (
    <Row id={mail.id}>
      <Cell area="when">
        <Age at={mail.receivedAt} />
      </Cell>
      <Cell area="main">
        <LongText
          text={mail.subject || words.mail.noSubject}
          most={100}
          wrap={(shown) => (
            <Link to="/mails/$id" params={{ id: mail.id }} className={classes.subject}>
              {shown}
            </Link>
          )}
        />
        {mail.deliveries > 1 && <Chip>{words.mail.deliveries(mail.deliveries)}</Chip>}
      </Cell>
      <Cell area="from">
        <LongText text={from} most={60} />
        {connection && <div className={classes.small}>{connection.name}</div>}
      </Cell>
      <Cell area="reason">
        <Chip tone={tone}>{word}</Chip>
        {isGivenUp && mail.givenUp ? (
          <WhyUnread {...mail.givenUp} attempts={mail.attempts} />
        ) : (
          needsPerson(mail) && <div className={classes.small}>{reason}</div>
        )}
      </Cell>
      {withAction && <Cell area="action">{isGivenUp && <ReprocessMail mail={mail} />}</Cell>}
    </Row>
  );
}
