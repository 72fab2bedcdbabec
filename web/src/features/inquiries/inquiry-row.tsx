// One 反響 in the list: when, who, what, from where, whose, and the call.
import { Link } from '@tanstack/react-router';
import type { Inquiry } from '../../api/client.ts';
import { usePortalName } from '../../api/use-me.ts';
import { propertySummary } from '../../format/property.ts';
import { short } from '../../format/text.ts';
import { Chip } from '../../ui/chip.tsx';
import { ButtonLink, CallButton } from '../../ui/links.tsx';
import { LongText } from '../../ui/long-text.tsx';
import { Cell, type Column, Row } from '../../ui/rows.tsx';
import { Age } from '../../ui/time.tsx';
import { words } from '../../words/index.ts';
import classes from './inquiry-row.module.css';

const { columns: labels } = words.inquiry;

export const inquiryColumns: Column[] = [
  { key: 'when', label: labels.received, width: '88px' },
  { key: 'main', label: labels.customer, width: '19%' },
  { key: 'about', label: labels.about },
  { key: 'portal', label: labels.portal, width: '162px' },
  { key: 'assignee', label: labels.assignee, width: '98px' },
  { key: 'action', label: labels.action, width: '136px', hidden: true },
];

export function InquiryRow({ inquiry, fresh }: { inquiry: Inquiry; fresh: boolean }) {
  const portalName = usePortalName();
  const { customer, contact, assignee, connection } = inquiry;
  const name = contact.name ?? customer?.name ?? nameOfNotice(inquiry);
  const mailId = inquiry.mailIds[0];
  const portal = portalName(inquiry.portal);
  return (
    <Row id={inquiry.id} fresh={fresh}>
      <Cell area="when">
        <Age at={inquiry.receivedAt} />
        {fresh && <span className={classes.fresh}>{words.inquiry.fresh}</span>}
      </Cell>
      <Cell area="main">
        <span className={classes.name}>
          <LongText
            text={name}
            most={60}
            wrap={(shown) =>
              customer ? (
                <Link to="/customers/$id" params={{ id: customer.id }}>
                  {shown}
                </Link>
              ) : (
                <span>{shown}</span>
              )
            }
          />
        </span>{' '}
        {inquiry.isRepeat && <Chip tone="accent">{words.inquiry.repeat}</Chip>}{' '}
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
      <Cell area="portal">
        {/* Most firms name a connection after its portal: no need to say it twice. */}
        {connection?.name.includes(portal)
          ? connection.name
          : `${portal}${connection ? `・${connection.name}` : ''}`}
      </Cell>
      <Cell area="assignee" label={labels.assignee}>
        {assignee?.name ?? <span className={classes.nobody}>{words.common.unassigned}</span>}
      </Cell>
      <Cell area="action">
        {customer || !mailId ? (
          <CallButton phone={contact.phones?.[0]} name={short(name, 40)} />
        ) : (
          <ButtonLink to="/mails/$id" params={{ id: mailId }} variant="default">
            {words.frame.review}
          </ButtonLink>
        )}
      </Cell>
    </Row>
  );
}

// A notice names nobody: its number is what one looks for on the portal.
function nameOfNotice({ customer, requestNumber }: Inquiry): string {
  if (customer || !requestNumber) return words.common.nameless;
  return words.inquiry.numbered(requestNumber);
}

const WHOLE = 100;

function Summary({ inquiry }: { inquiry: Inquiry }) {
  const parts = propertySummary(inquiry.property);
  if (parts.length === 0) return <span className={classes.nobody}>{words.inquiry.noContent}</span>;
  const text = parts.join('　');
  if (text.length > WHOLE) return <LongText text={text} most={WHOLE} />;
  // Each part keeps together as long as it fits on a line.
  return parts.map((part) => (
    <span key={part} className={classes.part}>
      {part}
    </span>
  ));
}
