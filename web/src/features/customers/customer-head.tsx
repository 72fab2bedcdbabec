// The top of a customer's page: how to reach them, whose they are, and who they may be too.
import { Paper } from '@mantine/core';
import type { CustomerDetail } from '../../api/client.ts';
import { postalCode } from '../../format/numbers.ts';
import { Chip, StatusChip } from '../../ui/chip.tsx';
import { Fields } from '../../ui/fields.tsx';
import { MailTo, Tel } from '../../ui/links.tsx';
import { LongText } from '../../ui/long-text.tsx';
import { Moment } from '../../ui/time.tsx';
import { words } from '../../words/index.ts';
import classes from './customer-head.module.css';
import { Duplicates } from './duplicates.tsx';

const { fields: labels } = words.customer;

export function CustomerHead({ customer }: { customer: CustomerDetail }) {
  const { phones, phonesAsSent, emails, assignee, status, groups, otherNames } = customer;
  const address = [customer.postalCode && postalCode(customer.postalCode), customer.address]
    .filter(Boolean)
    .join(' ');
  return (
    <>
      <Duplicates customer={customer} />
      <Paper withBorder className={classes.card}>
        <Fields
          fields={[
            {
              label: labels.phones,
              value: phonesAsSent.length > 0 && (
                <ul className={classes.many}>
                  {phonesAsSent.map((asSent, i) => (
                    <li key={asSent}>
                      <Tel phone={phones[i]} asSent={asSent} />
                    </li>
                  ))}
                </ul>
              ),
            },
            {
              label: labels.emails,
              value: emails.length > 0 && (
                <ul className={classes.many}>
                  {emails.map((email) => (
                    <li key={email}>
                      <MailTo email={email} />
                    </li>
                  ))}
                </ul>
              ),
            },
            { label: labels.address, value: address && <LongText text={address} most={200} /> },
            { label: labels.assignee, value: assignee?.name ?? words.common.unassigned },
            { label: labels.status, value: status ? <StatusChip {...status} /> : words.common.none },
            {
              label: labels.groups,
              value:
                groups.length > 0
                  ? groups.map(({ id, name }) => <Chip key={id}>{name}</Chip>)
                  : words.common.none,
            },
            {
              label: labels.otherNames,
              value: otherNames.length > 0 && <LongText text={otherNames.join('、')} />,
            },
            { label: labels.createdAt, value: <Moment at={customer.createdAt} /> },
          ]}
        />
      </Paper>
    </>
  );
}
