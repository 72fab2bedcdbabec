// One 反響 in the list: when, who, what, from where, whose, and the call.
import { ActionIcon, Checkbox } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { memo, type ReactNode } from 'react';
import type { Inquiry } from '../../api/client.ts';
import { propertySummary } from '../../format/property.ts';
import { short } from '../../format/text.ts';
import { Chip, StatusChip } from '../../ui/chip.tsx';
import { Icon } from '../../ui/icons.tsx';
import { ButtonLink, CallButton } from '../../ui/links.tsx';
import { LongText } from '../../ui/long-text.tsx';
import { Cell, type Column, Row } from '../../ui/rows.tsx';
import { Age } from '../../ui/time.tsx';
import { words } from '../../words/index.ts';
import classes from './inquiry-row.module.css';
import { ResponseState, useTone } from './response-state.tsx';

const { columns: labels } = words.inquiry;

/** `select`: what stands over the marks. */
export const inquiryColumns = (select: ReactNode): Column[] => [
  { key: 'select', label: words.inquiryList.bulk.label, width: '44px', head: select },
  { key: 'when', label: labels.received, width: '116px' },
  { key: 'main', label: labels.customer, width: '19%' },
  { key: 'about', label: labels.about },
  { key: 'portal', label: labels.portal, width: '126px' },
  { key: 'assignee', label: labels.assignee, width: '120px' },
  { key: 'action', label: labels.action, width: '178px', hidden: true },
];

interface Props {
  inquiry: Inquiry;
  /** The portal's name. */
  portal: string;
  fresh: boolean;
  isOpen: boolean;
  isSelected: boolean;
  onSelect: (id: string, isSelected: boolean) => void;
  onRespond: (inquiry: Inquiry) => void;
}

/** Drawn anew only when something of its own changed: give it functions that stay the same. */
export const InquiryRow = memo(function InquiryRow({
  inquiry,
  portal,
  fresh,
  isOpen,
  isSelected,
  onSelect,
  onRespond,
}: Props) {
  const tone = useTone(inquiry);
  const { customer, contact, assignee, connection, status } = inquiry;
  const name = nameOf(inquiry);
  return (
    <Row id={inquiry.id} fresh={fresh} open={isOpen} tone={tone}>
      <Cell area="select">
        <Checkbox
          className={classes.select}
          checked={isSelected}
          onChange={(event) => onSelect(inquiry.id, event.currentTarget.checked)}
          aria-label={words.inquiry.select(short(name, 40))}
        />
      </Cell>
      <Cell area="when">
        <ResponseState inquiry={inquiry} />
        <div className={classes.received}>
          <Age at={inquiry.receivedAt} />
          {fresh && <span className={classes.fresh}>{words.inquiry.fresh}</span>}
        </div>
      </Cell>
      <Cell area="main">
        <span className={classes.name}>
          <LongText
            text={name}
            most={60}
            wrap={(shown) => (
              <Link
                to="/inquiries"
                search={((place: object) => ({ ...place, id: inquiry.id })) as never}
                resetScroll={false}
                data-open-link
              >
                {shown}
              </Link>
            )}
          />
        </span>{' '}
        {inquiry.isRepeat && <Chip tone="accent">{words.inquiry.repeat}</Chip>}{' '}
        {inquiry.isDuplicate && <Chip tone="warn">{words.inquiry.duplicate}</Chip>}{' '}
        {!customer && (
          <Chip tone="warn" title={words.inquiry.noticeHint}>
            {words.inquiry.noticeOnly}
          </Chip>
        )}
        {contact.nameKana && <div className={classes.kana}>{short(contact.nameKana, 60)}</div>}
      </Cell>
      <Cell area="about">
        <Chip>{words.inquiry.kinds[inquiry.kind]}</Chip> <Summary inquiry={inquiry} />
      </Cell>
      <Cell area="portal">{placeName(portal, connection?.name)}</Cell>
      <Cell area="assignee">
        <span className={classes.assignee}>
          {assignee?.name ?? <span className={classes.nobody}>{words.common.unassigned}</span>}
        </span>{' '}
        {status && <StatusChip {...status} />}
      </Cell>
      <Cell area="action">
        <span className={classes.actions}>
          <Reach inquiry={inquiry} name={name} />
          {inquiry.respondedAt === null && (
            <ActionIcon
              variant="default"
              size={36}
              // The second of two quick presses is on the row that took its place.
              onClick={({ detail }) => detail < 2 && onRespond(inquiry)}
              aria-label={words.inquiryList.bulk.respondOne(short(name, 40))}
              title={words.inquiryList.bulk.respond}
            >
              <Icon name="check" size={18} />
            </ActionIcon>
          )}
        </span>
      </Cell>
    </Row>
  );
});

function Reach({ inquiry: { customer, contact, mailIds }, name }: { inquiry: Inquiry; name: string }) {
  const mailId = mailIds[0];
  if (customer || !mailId) return <CallButton phone={contact.phones?.[0]} name={short(name, 40)} />;
  return (
    <ButtonLink to="/mails/$id" params={{ id: mailId }} variant="default">
      {words.frame.review}
    </ButtonLink>
  );
}

/** Most firms name a connection after its portal: no need to say it twice. */
export function placeName(portal: string, connection: string | undefined): string {
  if (!connection) return portal;
  return connection.includes(portal) ? connection : words.common.dots([portal, connection]);
}

/** Who asked. A notice names nobody: its number is what one looks for on the portal. */
export function nameOf({ customer, contact, requestNumber }: Inquiry): string {
  const name = contact.name ?? customer?.name;
  if (name) return name;
  if (customer || !requestNumber) return words.common.nameless;
  return words.inquiry.numbered(requestNumber);
}

const WHOLE = 100;

function Summary({ inquiry }: { inquiry: Inquiry }) {
  const parts = propertySummary(inquiry.property);
  if (parts.length === 0) return <span className={classes.nobody}>{words.inquiry.noContent}</span>;
  const text = parts.join(words.common.gap);
  if (text.length > WHOLE) return <LongText text={text} most={WHOLE} />;
  // Each part keeps together as long as it fits on a line.
  return parts.map((part) => (
    <span key={part} className={classes.part}>
      {part}
    </span>
  ));
}
