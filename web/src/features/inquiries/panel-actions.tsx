// What one does first with an open 反響: phone, mail, 対応しました; and whose it is. Under the thumb on a phone.
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Inquiry } from '../../api/client.ts';
import { customerQuery } from '../../api/queries.ts';
import { mailUrl, short, telUrl } from '../../format/text.ts';
import { Dot } from '../../ui/chip.tsx';
import { Icon } from '../../ui/icons.tsx';
import { words } from '../../words/index.ts';
import type { Choosing } from './chooser.tsx';
import { nameOf } from './inquiry-row.tsx';
import { suggestKind } from './log-suggestion.ts';
import classes from './panel.module.css';

const { inquiryPanel: texts } = words;

export function PanelActions({
  inquiry,
  onChoose,
  onRespond,
}: {
  inquiry: Inquiry;
  onChoose: (choosing: Choosing) => void;
  onRespond: (inquiries: Inquiry[]) => void;
}) {
  const { customer, contact } = inquiry;
  // The customer's own: somebody may have put them right since.
  const { data } = useQuery({ ...customerQuery(customer?.id ?? ''), enabled: customer !== null });
  const phone = data ? data.phones[0] : contact.phones?.[0];
  const asSent = (data ? data.phonesAsSent[0] : contact.phonesAsSent?.[0]) ?? phone;
  const email = data ? data.email : contact.email;
  const name = short(nameOf(inquiry), 40);
  const tel = telUrl(phone);
  const assignee = inquiry.assignee?.name ?? words.common.unassigned;
  const status = inquiry.status?.name ?? words.inquiryList.filters.noStatus;
  return (
    <>
      <div className={classes.reach}>
        {tel && (
          <Button
            component="a"
            href={tel}
            variant={inquiry.respondedAt === null ? 'filled' : 'default'}
            leftSection={<Icon name="phone" size={16} />}
            aria-label={`${words.common.callTo(name)} ${asSent}`}
            onClick={() => suggestKind(inquiry.id, 'call')}
          >
            <span className={classes.phone}>{short(asSent ?? '', 20)}</span>
          </Button>
        )}
        {email?.includes('@') && (
          <Button
            component="a"
            href={mailUrl(email)}
            variant="default"
            leftSection={<Icon name="mail" size={16} />}
            aria-label={texts.mailTo(name)}
            title={email}
            onClick={() => suggestKind(inquiry.id, 'mail')}
          >
            {texts.mail}
          </Button>
        )}
        {inquiry.respondedAt === null && (
          <Button
            variant={tel ? 'default' : 'filled'}
            leftSection={<Icon name="check" size={16} />}
            onClick={() => onRespond([inquiry])}
          >
            {texts.handle}
          </Button>
        )}
      </div>
      {customer && (
        <div className={classes.given}>
          <Button
            variant="subtle"
            size="compact-sm"
            leftSection={<Icon name="person" size={15} />}
            aria-label={texts.changeAssignee(assignee)}
            onClick={() => onChoose({ kind: 'assign', inquiries: [inquiry] })}
          >
            {short(assignee, 24)}
          </Button>
          <Button
            variant="subtle"
            size="compact-sm"
            leftSection={inquiry.status ? <Dot color={inquiry.status.color} /> : undefined}
            aria-label={texts.changeStatus(status)}
            onClick={() => onChoose({ kind: 'status', inquiries: [inquiry] })}
          >
            {short(status, 24)}
          </Button>
          {data?.groups.map((group) => (
            <span key={group.id} className={classes.group}>
              {group.name}
            </span>
          ))}
        </div>
      )}
      {customer && (
        <p className={classes.givenOnPaper}>
          {words.common.list([assignee, status, ...(data?.groups.map((group) => group.name) ?? [])])}
        </p>
      )}
      {data && data.duplicates.length > 0 && (
        <p className={classes.duplicates}>
          {texts.duplicates}{' '}
          {data.duplicates.map((other) => (
            <Link key={other.id} to="/customers/$id" params={{ id: other.id }}>
              {short(other.name ?? words.common.nameless, 40)}
            </Link>
          ))}
        </p>
      )}
    </>
  );
}
