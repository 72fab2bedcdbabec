// The side of a customer's page: how to reach them, whose they are, each field edited where it stands; and who they may be too.
import { Paper } from '@mantine/core';
import type { CustomerDetail } from '../../api/client.ts';
import { postalCode } from '../../format/numbers.ts';
import { Chip, StatusChip } from '../../ui/chip.tsx';
import { MailTo, Tel } from '../../ui/links.tsx';
import { LongText } from '../../ui/long-text.tsx';
import { Moment } from '../../ui/time.tsx';
import { words } from '../../words/index.ts';
import classes from './customer-head.module.css';
import { Duplicates } from './duplicates.tsx';
import fieldClasses from './field-in-place.module.css';
import { FieldInPlace, FieldRead } from './field-in-place.tsx';

const { fields: labels } = words.customer;

export function CustomerHead({ customer }: { customer: CustomerDetail }) {
  const { phones, phonesAsSent, emails, assignee, status, groups, otherNames } = customer;
  return (
    <>
      <Duplicates customer={customer} />
      <Paper withBorder className={classes.card}>
        <dl className={fieldClasses.fields}>
          <FieldInPlace customer={customer} field="name">
            {customer.name && <LongText text={customer.name} most={120} />}
          </FieldInPlace>
          <FieldInPlace customer={customer} field="nameKana">
            {customer.nameKana && <LongText text={customer.nameKana} most={120} />}
          </FieldInPlace>
          <FieldInPlace customer={customer} field="phones">
            {phonesAsSent.length > 0 && (
              <ul className={classes.many}>
                {phonesAsSent.map((asSent, i) => (
                  <li key={asSent}>
                    <Tel phone={phones[i]} asSent={asSent} />
                  </li>
                ))}
              </ul>
            )}
          </FieldInPlace>
          <FieldInPlace customer={customer} field="emails">
            {emails.length > 0 && (
              <ul className={classes.many}>
                {emails.map((email) => (
                  <li key={email}>
                    <MailTo email={email} />
                  </li>
                ))}
              </ul>
            )}
          </FieldInPlace>
          <FieldInPlace customer={customer} field="postalCode">
            {customer.postalCode && postalCode(customer.postalCode)}
          </FieldInPlace>
          <FieldInPlace customer={customer} field="address">
            {customer.address && <LongText text={customer.address} most={200} />}
          </FieldInPlace>
          <FieldInPlace customer={customer} field="assigneeId">
            {assignee?.name ?? words.common.unassigned}
          </FieldInPlace>
          <FieldInPlace customer={customer} field="statusId">
            {status && <StatusChip {...status} />}
          </FieldInPlace>
          <FieldInPlace customer={customer} field="groupIds">
            {groups.length > 0 && groups.map(({ id, name }) => <Chip key={id}>{name}</Chip>)}
          </FieldInPlace>
          {otherNames.length > 0 && (
            <FieldRead label={labels.otherNames}>
              <LongText text={words.common.list(otherNames)} />
            </FieldRead>
          )}
          <FieldRead label={labels.createdAt}>
            <Moment at={customer.createdAt} />
          </FieldRead>
        </dl>
      </Paper>
    </>
  );
}
