// A customer as a merge, or undoing one, leaves them.
import { Paper, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import type { MergedCustomer } from '../../api/client.ts';
import { Fields } from '../../ui/fields.tsx';
import { LongText } from '../../ui/long-text.tsx';
import { words } from '../../words/index.ts';
import classes from './merge-result.module.css';
import { valuesOf } from './merge-values.ts';

const { fields: labels, otherNames } = {
  fields: words.customer.form.labels,
  otherNames: words.customer.fields.otherNames,
};

export function MergeResult({
  title,
  customer,
  children,
}: {
  title: string;
  customer: MergedCustomer;
  children?: ReactNode;
}) {
  const values = valuesOf(customer);
  const text = (value: string) => value && <LongText text={value} most={200} />;
  return (
    <Paper withBorder component="section" className={classes.card} aria-label={title}>
      <Title order={2} mb={4}>
        {title}
      </Title>
      <Fields
        fields={[
          { label: labels.name, value: text(values.name || words.common.nameless) },
          { label: labels.nameKana, value: text(values.nameKana) },
          { label: labels.phones, value: text(values.phones) },
          { label: labels.emails, value: text(values.emails) },
          {
            label: labels.address,
            value: text([values.postalCode, values.address].filter(Boolean).join(' ')),
          },
          { label: labels.assigneeId, value: values.assigneeId },
          { label: labels.statusId, value: values.statusId || words.common.none },
          { label: labels.groupIds, value: values.groups || words.common.none },
          { label: otherNames, value: text(words.common.list(customer.otherNames)) },
          { label: words.customer.columns.inquiries, value: words.customer.count(customer.inquiryCount) },
        ]}
      />
      {children}
    </Paper>
  );
}
