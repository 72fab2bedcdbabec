// One 反響 opened: beside the list on a wide screen, in its place on a phone.
import { ActionIcon, Button, Skeleton, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { type Inquiry, Refusal } from '../../api/client.ts';
import { inquiryQuery } from '../../api/queries.ts';
import { usePortalName } from '../../api/use-me.ts';
import { safeUrl, short } from '../../format/text.ts';
import { Chip } from '../../ui/chip.tsx';
import { Icon } from '../../ui/icons.tsx';
import { ButtonLink } from '../../ui/links.tsx';
import { LongText } from '../../ui/long-text.tsx';
import { NotYet } from '../../ui/states.tsx';
import { words } from '../../words/index.ts';
import { ActivityLog } from './activity-log.tsx';
import { Assigned } from './assigned.tsx';
import { Block } from './block.tsx';
import type { Choosing } from './chooser.tsx';
import { competitorsOf } from './competitors.ts';
import { CompletionNote } from './completion-note.tsx';
import { Section, Warnings } from './inquiry-card.tsx';
import { contactFields, extraFields, propertyFields, requestFields } from './inquiry-fields.tsx';
import { nameOf } from './inquiry-row.tsx';
import { Others } from './others.tsx';
import classes from './panel.module.css';
import { PanelActions } from './panel-actions.tsx';
import { ResponseState } from './response-state.tsx';
import { Timeline } from './timeline.tsx';

const { inquiryPanel: texts, inquiry: labels } = words;

export interface PanelProps {
  id: string;
  /** The same as the list has it, until the server's answer. */
  known: Inquiry | undefined;
  onClose: () => void;
  /** To the one above or below in the list; absent at its ends. */
  onStep: { previous: (() => void) | undefined; next: (() => void) | undefined };
  onChoose: (choosing: Choosing) => void;
  onRespond: (inquiries: Inquiry[]) => void;
}

export function Panel(props: PanelProps) {
  const { id, known, onClose, onStep } = props;
  const query = useQuery(inquiryQuery(id));
  const { data: inquiry = known, error } = query;
  const isGone = error instanceof Refusal && (error.status === 404 || error.status === 422);
  return (
    <aside className={classes.panel} aria-label={texts.label}>
      <div className={classes.bar}>
        <Button
          className={classes.back}
          variant="subtle"
          leftSection={<Icon name="back" size={16} />}
          onClick={onClose}
        >
          {texts.back}
        </Button>
        <span className={classes.steps}>
          <Step name="up" label={texts.previous} go={onStep.previous} />
          <Step name="down" label={texts.next} go={onStep.next} />
        </span>
        <ActionIcon
          className={classes.close}
          variant="subtle"
          color="gray"
          size={36}
          aria-label={texts.close}
          onClick={onClose}
        >
          <Icon name="cross" size={18} />
        </ActionIcon>
      </div>
      {inquiry && !isGone ? (
        <Shown key={id} inquiry={inquiry} {...props} />
      ) : isGone ? (
        <p className={classes.body}>{texts.missing}</p>
      ) : (
        <div className={classes.body}>
          <NotYet of={query} room={<Loading />} as="front" />
        </div>
      )}
    </aside>
  );
}

function Loading() {
  return (
    <div role="status" aria-label={words.common.loading}>
      <Skeleton height={32} width="60%" mb="md" />
      <Skeleton height={44} mb="md" />
      <Skeleton height={280} />
    </div>
  );
}

function Step({ name, label, go }: { name: 'up' | 'down'; label: string; go: (() => void) | undefined }) {
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size={36}
      aria-label={label}
      title={label}
      {...(!go && { style: { visibility: 'hidden' } })}
      onClick={() => go?.()}
    >
      <Icon name={name} size={18} />
    </ActionIcon>
  );
}

function Shown({ inquiry, onChoose, onRespond }: PanelProps & { inquiry: Inquiry }) {
  const portalName = usePortalName();
  const heading = useRef<HTMLHeadingElement>(null);
  // A screen reader hears whose it is; keys go on from here.
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  const { customer, contact, message, mailIds, detailUrl } = inquiry;
  const name = nameOf(inquiry);
  const competitors = competitorsOf(inquiry);
  const detail = safeUrl(detailUrl);
  return (
    <div className={classes.body}>
      <header className={classes.head}>
        <div className={classes.chips}>
          <ResponseState inquiry={inquiry} />
          <Chip>{labels.kindsLong[inquiry.kind]}</Chip>
          {inquiry.isRepeat && <Chip tone="accent">{labels.repeat}</Chip>}
          {competitors && <Chip tone="warn">{texts.competitors(competitors.label, competitors.value)}</Chip>}
          {!customer && (
            <Chip tone="warn" title={labels.noticeHint}>
              {labels.noticeOnly}
            </Chip>
          )}
        </div>
        <Title order={2} ref={heading} tabIndex={-1} className={classes.name}>
          <LongText text={name} most={80} />
        </Title>
        {contact.nameKana && <div className={classes.kana}>{short(contact.nameKana, 80)}</div>}
      </header>
      <CompletionNote inquiry={inquiry} />
      <PanelActions inquiry={inquiry} onChoose={onChoose} onRespond={onRespond} />
      <Block title={labels.timeline.label}>
        <Timeline inquiry={inquiry} />
      </Block>
      <ActivityLog inquiry={inquiry} />
      {customer && <Assigned inquiry={inquiry} />}
      {message && (
        <Block title={labels.sections.message}>
          <LongText text={message} most={800} lines />
        </Block>
      )}
      <Section title={labels.sections.contact} fields={contactFields(inquiry)} />
      <Section title={labels.sections.property} fields={propertyFields(inquiry.property)} />
      <Section title={labels.sections.request} fields={requestFields(inquiry, portalName(inquiry.portal))} />
      <Section title={labels.sections.extras} fields={extraFields(inquiry)} />
      {customer && <Others inquiry={inquiry} customer={customer} onRespond={onRespond} />}
      <Warnings codes={inquiry.warnings} />
      <footer className={classes.foot}>
        {customer && (
          <ButtonLink to="/customers/$id" params={{ id: customer.id }} variant="default">
            {texts.customerPage}
          </ButtonLink>
        )}
        {mailIds[0] && (
          <Button component={Link} {...{ to: `/mails/${mailIds[0]}` }} variant="default">
            {customer ? labels.openMail : words.frame.review}
          </Button>
        )}
        {detail && (
          <Button
            component="a"
            href={detail}
            target="_blank"
            rel="noreferrer noopener"
            variant="default"
            rightSection={<Icon name="outside" size={14} />}
          >
            {labels.openDetail}
          </Button>
        )}
      </footer>
    </div>
  );
}
