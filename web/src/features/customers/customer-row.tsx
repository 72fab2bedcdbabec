// One 顧客 in the list.
import { Checkbox } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Customer } from '../../api/client.ts';
import { short } from '../../format/text.ts';
import { Chip, StatusChip } from '../../ui/chip.tsx';
import { MailTo, Tel } from '../../ui/links.tsx';
import { LongText } from '../../ui/long-text.tsx';
import { Cell, Row } from '../../ui/rows.tsx';
import { Age } from '../../ui/time.tsx';
import { words } from '../../words/index.ts';
import type { CustomerColumn } from './customer-columns.tsx';
import classes from './customer-row.module.css';

const { columns: labels } = words.customer;

interface Props {
  customer: Customer;
  shown: CustomerColumn[];
  isChosen: boolean;
  onChoose: (isChosen: boolean) => void;
}

export function CustomerRow({ customer, shown, isChosen, onChoose }: Props) {
  const { id, name, nameKana } = customer;
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
      {shown.map((column) => (
        <Value key={column} column={column} customer={customer} />
      ))}
    </Row>
  );
}

function Value({ column, customer }: { column: CustomerColumn; customer: Customer }) {
  const { phones, phonesAsSent, email, status, assignee, groups, address } = customer;
  switch (column) {
    case 'contact':
      return (
        <Cell area={column}>
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
      );
    case 'address':
      return <Cell area={column}>{address && <LongText text={address} most={80} />}</Cell>;
    case 'status':
      return <Cell area={column}>{status && <StatusChip {...status} />}</Cell>;
    case 'assignee':
      return (
        <Cell area={column} label={labels.assignee}>
          {assignee?.name ?? <span className={classes.nobody}>{words.common.unassigned}</span>}
        </Cell>
      );
    case 'groups':
      return (
        <Cell area={column}>
          {groups.map((group) => (
            <span key={group.id} className={classes.group}>
              <Chip>{group.name}</Chip>
            </span>
          ))}
        </Cell>
      );
    case 'count':
      return (
        <Cell area={column} label={labels.inquiries}>
          {words.customer.count(customer.inquiryCount)}
        </Cell>
      );
    case 'when':
      return (
        <Cell area={column}>
          <Age at={customer.createdAt} />
        </Cell>
      );
    case 'changed':
      return (
        <Cell area={column} label={labels.updatedAt}>
          <Age at={customer.updatedAt} />
        </Cell>
      );
  }
}
