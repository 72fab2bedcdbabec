// One mail: the original, what became of it, and beside it the form that makes a customer of it.
import { Button, Paper } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { type Inquiry, type Mail, Refusal } from '../api/client.ts';
import { inquiryOfMailQuery, mailQuery } from '../api/queries.ts';
import { CompletionNote } from '../features/inquiries/completion-note.tsx';
import { Warnings } from '../features/inquiries/inquiry-card.tsx';
import { MailView } from '../features/mails/mail-view.tsx';
import { canBeEntered, needsPerson, outcomeOf, outcomeWords } from '../features/mails/outcome.ts';
import { EntryForm } from '../features/review/entry-form.tsx';
import { ReprocessMail, WhyUnread } from '../features/review/given-up.tsx';
import { safeUrl, short } from '../format/text.ts';
import { BackLink } from '../ui/back-link.tsx';
import { Chip } from '../ui/chip.tsx';
import { Icon } from '../ui/icons.tsx';
import { LongText } from '../ui/long-text.tsx';
import { Page } from '../ui/page.tsx';
import { Missing, NotYet } from '../ui/states.tsx';
import { words } from '../words/index.ts';
import classes from './mail.module.css';

const route = getRouteApi('/frame/mails/$id');
const { mail: texts } = words;

export function MailPage() {
  const { id } = route.useParams();
  const query = useQuery(mailQuery(id));
  const { data: mail, error } = query;
  const stub = useQuery(inquiryOfMailQuery(id));
  if (!mail && error instanceof Refusal && (error.status === 404 || error.status === 422))
    return <Missing title={texts.title} />;
  if (!mail || stub.data === undefined)
    return (
      <Page title={texts.title}>
        <NotYet of={[query, stub]} height={420} />
      </Page>
    );
  return <Loaded key={id} mail={mail} inquiry={stub.data} />;
}

function Loaded({ mail, inquiry }: { mail: Mail; inquiry: Inquiry | null }) {
  const text = useRef<HTMLPreElement>(null);
  const isEnterable = canBeEntered(mail);
  // Once shown, the form stays: what is being typed must not vanish when somebody else settles the mail.
  const [isFormOpen, setFormOpen] = useState(needsPerson(mail));
  const [wasEnterable] = useState(isEnterable);
  const { word, reason, tone } = outcomeWords(mail);
  const subject = mail.subject || texts.noSubject;
  const detail = safeUrl(inquiry?.detailUrl);
  const isToReview = needsPerson(mail) || mail.reviewedAt !== null;
  return (
    <Page
      title={`${short(subject, 40)} | ${texts.title}`}
      heading={<LongText text={subject} most={100} />}
      back={
        <BackLink to={isToReview ? '/review' : '/mails'} search={{}}>
          {isToReview ? texts.back.review : texts.back.all}
        </BackLink>
      }
    >
      <p className={classes.outcome}>
        <Chip tone={tone}>{word}</Chip> {reason}
      </p>
      {outcomeOf(mail) === 'failed' && mail.givenUp && (
        <div className={classes.givenUp}>
          <div>
            <WhyUnread {...mail.givenUp} attempts={mail.attempts} />
          </div>
          <ReprocessMail mail={mail} onDone={() => setFormOpen(false)} />
        </div>
      )}
      {inquiry?.customer && (
        <p>
          {words.common.pair(texts.opened, '')}{' '}
          <Link to="/customers/$id" params={{ id: inquiry.customer.id }}>
            {short(inquiry.customer.name ?? words.common.nameless, 60)}
          </Link>
        </p>
      )}
      <CompletionNote inquiry={inquiry} />
      <div className={classes.columns} data-with-form={(wasEnterable && isFormOpen) || undefined}>
        <Paper withBorder className={classes.part}>
          <MailView id={mail.id} textRef={text} />
          <Warnings codes={mail.warnings} />
          {mail.lastError && !mail.givenUp && (
            <details className={classes.technical}>
              <summary>{texts.technical}</summary>
              <code>{mail.lastError}</code>
            </details>
          )}
        </Paper>
        {wasEnterable && isFormOpen && (
          <Paper withBorder className={classes.part}>
            {detail && (
              <Button
                component="a"
                href={detail}
                target="_blank"
                rel="noreferrer noopener"
                variant="light"
                fullWidth
                mb="md"
                rightSection={<Icon name="outside" size={14} />}
              >
                {words.inquiry.openDetail}
              </Button>
            )}
            <EntryForm mailId={mail.id} stub={inquiry} isTaken={!isEnterable} source={text} />
          </Paper>
        )}
      </div>
      {isEnterable && !isFormOpen && (
        <Button variant="default" mt="md" onClick={() => setFormOpen(true)}>
          {texts.form.show}
        </Button>
      )}
    </Page>
  );
}
