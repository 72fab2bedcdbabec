// One entry of a customer's timeline: a request, what was done, a note, a mail, or a change.
import { UnstyledButton } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import type { Activity, HistoryLine, Inquiry, Note, TimelineEntry } from '../../api/client.ts';
import { propertySummary } from '../../format/property.ts';
import { short } from '../../format/text.ts';
import { Icon, type IconName } from '../../ui/icons.tsx';
import { LongText } from '../../ui/long-text.tsx';
import { Age } from '../../ui/time.tsx';
import { followUp } from '../../words/follow-up.ts';
import { words } from '../../words/index.ts';
import { eventWords, otherCustomerOf } from '../customers/history-words.ts';
import { InquiryCard } from '../inquiries/inquiry-card.tsx';
import { ResponseState } from '../inquiries/response-state.tsx';
import { ActivityActions } from './activity-actions.tsx';
import { CorrectActivity } from './correct-activity.tsx';
import { NoteActions, NoteText } from './note-text.tsx';
import type { ShownEntry } from './shown-entries.ts';
import classes from './timeline.module.css';

const texts = followUp.timeline;

interface Props {
  customerId: string;
  entry: ShownEntry;
  onUndo: (activityId: string) => void;
}

export function Entry({ customerId, entry, onUndo }: Props) {
  switch (entry.type) {
    case 'inquiry':
      return <Asked inquiry={entry.inquiry} />;
    case 'activity':
      return <Done customerId={customerId} activity={entry.activity} onUndo={() => onUndo(entry.id)} />;
    case 'note':
      return <Noted customerId={customerId} note={entry.note} />;
    case 'mail':
      return (
        <Line
          type="mail"
          icon="mail"
          at={entry.mail.receivedAt}
          title={texts.mail.title(short(entry.mail.subject || words.mail.noSubject, 80))}
          more={
            <Link to="." search={{ tab: 'mail', mail: entry.id }} resetScroll={false}>
              {texts.mail.open}
            </Link>
          }
        />
      );
    case 'history':
      return <Changes lines={entry.lines} customerId={customerId} />;
  }
}

function Asked({ inquiry }: { inquiry: Inquiry }) {
  const [isOpen, setIsOpen] = useState(false);
  const { kind, isRepeat, receivedAt, property, requestNumber } = inquiry;
  return (
    <Line
      type="inquiry"
      icon="inquiries"
      at={receivedAt}
      title={texts.inquiry.title(words.inquiry.kindsLong[kind], isRepeat)}
      more={
        <>
          <ResponseState inquiry={inquiry} />
          <span>{short(propertySummary(property).join(' '), 80)}</span>
          {requestNumber && (
            <span className={classes.by}>{words.inquiry.numbered(short(requestNumber, 40))}</span>
          )}
          <UnstyledButton c="var(--accent-text)" onClick={() => setIsOpen(!isOpen)} aria-expanded={isOpen}>
            {isOpen ? texts.inquiry.hide : texts.inquiry.show}
          </UnstyledButton>
        </>
      }
    >
      {isOpen && <InquiryCard inquiry={inquiry} />}
    </Line>
  );
}

function Noted({ customerId, note }: { customerId: string; note: Note }) {
  const [isEditing, setIsEditing] = useState(false);
  const { by, editedBy, createdAt } = note;
  return (
    <Line
      type="note"
      icon={note.isPinned ? 'pin' : 'note'}
      at={createdAt}
      title={followUp.notes.title}
      more={
        <span className={classes.by}>
          {words.common.dots([by, editedBy && followUp.notes.edited(editedBy)])}
        </span>
      }
      actions={!isEditing && <NoteActions note={note} onEdit={() => setIsEditing(true)} />}
    >
      <NoteText
        customerId={customerId}
        note={note}
        row={note.id}
        isEditing={isEditing}
        onClose={() => setIsEditing(false)}
      />
    </Line>
  );
}

const icons: Partial<Record<Activity['kind'], IconName>> = { call: 'phone', mail: 'mail', visit: 'person' };

function Done({
  customerId,
  activity,
  onUndo,
}: {
  customerId: string;
  activity: Activity;
  onUndo: () => void;
}) {
  const [isEditing, setIsEditing] = useState(false);
  const { kind, outcome, text, at, by, answered, isCorrected } = activity;
  const what = words.activity.done[kind] ?? kind;
  return (
    <Line
      type="activity"
      icon={icons[kind] ?? 'check'}
      at={at}
      title={`${what}${outcome ? words.common.aside(words.activity.outcomes[outcome] ?? '') : ''}`}
      more={
        <span className={classes.by}>
          {words.common.dots([
            by,
            answered.length > 0 && texts.activity.answered(answered.length),
            isCorrected && texts.activity.corrected,
          ])}
        </span>
      }
      actions={<ActivityActions activity={activity} onEdit={() => setIsEditing(true)} onUndo={onUndo} />}
    >
      {isEditing ? (
        <CorrectActivity customerId={customerId} activity={activity} onClose={() => setIsEditing(false)} />
      ) : (
        text && <LongText text={text} most={400} lines linked />
      )}
    </Line>
  );
}

function Changes({ lines, customerId }: { lines: HistoryLine[]; customerId: string }) {
  const [last] = lines;
  if (!last) return null;
  const by = words.customer.history.actors[last.actor.type](short(last.actor.name, 40));
  const others = lines.flatMap(({ event }) => otherCustomerOf(event) ?? []);
  return (
    <Line
      type="history"
      icon="edit"
      at={last.at}
      title={lines.map(({ event }) => eventWords(event)).join(words.common.slash)}
      more={
        <span className={classes.by}>
          {by}
          {last.customerId !== customerId && `${words.common.dot}${words.merge.history.ofOther}`}{' '}
          {others.map(({ id, open }) => (
            <Link key={id} to="/customers/$id" params={{ id }}>
              {open}
            </Link>
          ))}
        </span>
      }
    />
  );
}

function Line({
  type,
  icon,
  at,
  title,
  more,
  actions,
  children,
}: {
  type: TimelineEntry['type'];
  icon: IconName;
  at: string;
  title: string;
  more?: ReactNode;
  actions?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <li className={classes.entry} data-type={type}>
      <span className={classes.icon}>
        <Icon name={icon} size={16} />
      </span>
      <div className={classes.what}>
        <span className={classes.title}>{title}</span>
        {more}
      </div>
      <div className={classes.side}>
        <span className={classes.when}>
          <Age at={at} />
        </span>
        {actions}
      </div>
      {children && <div className={classes.body}>{children}</div>}
    </li>
  );
}
