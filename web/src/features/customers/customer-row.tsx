// One 顧客 in the list.
import { Checkbox } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Customer } from '../../api/client.ts';
import { short } from '../../format/text.ts';
import { Chip, StatusChip } from '../../ui/chip.tsx';
import { MailTo, Tel } from '../../ui/links.tsx';
import { LongText } from '../../ui/long-text.tsx';
import { Cell, type Column, Row } from '../../ui/rows.tsx';
import { Age } from '../../ui/time.tsx';
import { words } from '../../words/index.ts';
import classes from './customer-row.module.css';

const { columns: labels } = words.customer;

export const customerColumns: Column[] = [
  { key: 'main', label: labels.name, width: '24%' },
  { key: 'contact', label: labels.contact },
  { key: 'status', label: labels.status, width: '8.5em' },
  { key: 'assignee', label: labels.assignee, width: '8em' },
  { key: 'groups', label: labels.groups, width: '10em' },
  { key: 'count', label: labels.inquiries, width: '5em' },
  { key: 'when', label: labels.createdAt, width: '8em' },
];

interface Props {
  customer: Customer;
  isChosen: boolean;
  onChoose: (isChosen: boolean) => void;
}

export function CustomerRow({ customer, isChosen, onChoose }: Props) {
  const { id, name, nameKana, phones, phonesAsSent, email, status, assignee, groups } = customer;
  return (
    <Row id={id}>
      <Cell area="main">
        <Checkbox
          className={classes.choose ?? ''}
          aria-label={words.customer.bulk.one(short(name ?? words.common.nameless, 40))}
          checked={isChosen}
          onChange={(event) => onChoose(event.currentTarget.checked)}
        />
        <div className={classes.who}>
          <span className={classes.name}>
            <LongText
              text={name ?? words.common.nameless}
              most={60}
              wrap={(shown) => (
                <Link to="/customers/$id" params={{ id }}>
                  {shown}
                </Link>
              )}
            />
          </span>
          {nameKana && <div className={classes.kana}>{short(nameKana, 60)}</div>}
        </div>
      </Cell>
      <Cell area="contact">
        {phonesAsSent.map((asSent, i) => (
          <div key={asSent} className={classes.point}>
            <Tel phone={phones[i]} asSent={asSent} />
          </div>
        ))}
        {email && (
          <div className={classes.point}>
            <MailTo email={email} />
          </div>
        )}
      </Cell>
      <Cell area="status">{status && <StatusChip {...status} />}</Cell>
      <Cell area="assignee" label={labels.assignee}>
        {assignee?.name ?? <span className={classes.nobody}>{words.common.unassigned}</span>}
      </Cell>
      <Cell area="groups">
        {groups.map((group) => (
          <span key={group.id} className={classes.group}>
            <Chip>{group.name}</Chip>
          </span>
        ))}
      </Cell>
      <Cell area="count" label={labels.inquiries}>
        {words.customer.count(customer.inquiryCount)}
      </Cell>
      <Cell area="when">
        <Age at={customer.createdAt} />
      </Cell>
    </Row>
  );
}
