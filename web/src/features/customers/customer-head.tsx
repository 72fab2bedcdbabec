// The top of a customer's page: how to reach them, whose they are, and who they may be too.
import { Alert, Paper } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { CustomerDetail } from '../../api/client.ts';
import { postalCode } from '../../format/numbers.ts';
import { short } from '../../format/text.ts';
import { Chip, StatusChip } from '../../ui/chip.tsx';
import { Fields } from '../../ui/fields.tsx';
import { MailTo, Tel } from '../../ui/links.tsx';
import { LongText } from '../../ui/long-text.tsx';
import { Moment } from '../../ui/time.tsx';
import { words } from '../../words/index.ts';
import classes from './customer-head.module.css';

const { fields: labels, duplicates: texts } = words.customer;

export function CustomerHead({ customer }: { customer: CustomerDetail }) {
  const { phones, phonesAsSent, emails, assignee, status, groups, duplicates, otherNames } = customer;
  const address = [customer.postalCode && postalCode(customer.postalCode), customer.address]
    .filter(Boolean)
    .join(' ');
  return (
    <>
      {duplicates.length > 0 && (
        <Alert color="yellow" variant="light" title={texts.title} className={classes.duplicates}>
          {texts.body}
          <ul>
            {duplicates.map(({ id, name, reason }) => (
              <li key={id}>
                <Link to="/customers/$id" params={{ id }}>
                  {short(name ?? words.common.nameless, 60)}
                </Link>
                ： {texts.reasons[reason] ?? texts.otherReason}
              </li>
            ))}
          </ul>
        </Alert>
      )}
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
