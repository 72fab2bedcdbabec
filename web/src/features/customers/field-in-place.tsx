// One field of a customer, read and edited where it stands.
import { ActionIcon } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { CustomerDetail } from '../../api/client.ts';
import { Icon } from '../../ui/icons.tsx';
import { useHasKept } from '../../ui/kept.ts';
import { words } from '../../words/index.ts';
import { FieldEditor } from './field-editor.tsx';
import { fieldEdit, type HeadField } from './field-entry.ts';
import { FieldHistory } from './field-history.tsx';
import classes from './field-in-place.module.css';

const { inPlace: texts, form } = words.customer;

export function FieldInPlace({
  customer,
  field,
  children,
}: {
  customer: CustomerDetail;
  field: HeadField;
  /** The value as it is read. */
  children: ReactNode;
}) {
  const label = form.labels[field];
  // What could not be saved before one left the page is there again.
  const wasKept = useHasKept(fieldEdit(customer.id, field));
  const [editing, setEditing] = useState<'asked' | 'kept' | null>(wasKept ? 'kept' : null);
  return (
    <div className={classes.field}>
      <dt>{label}</dt>
      {editing ? (
        <FieldEditor
          customer={customer}
          field={field}
          label={label}
          isAsked={editing === 'asked'}
          onClose={() => setEditing(null)}
        />
      ) : (
        <dd className={classes.read}>
          <span className={classes.value}>{children || words.common.none}</span>
          <span className={classes.actions}>
            <ActionIcon
              variant="subtle"
              color="gray"
              size={24}
              aria-label={texts.edit(label)}
              title={texts.edit(label)}
              onClick={() => setEditing('asked')}
            >
              <Icon name="edit" size={14} />
            </ActionIcon>
            <FieldHistory customerId={customer.id} field={field} label={label} />
          </span>
        </dd>
      )}
    </div>
  );
}

/** One that is only read. */
export function FieldRead({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={classes.field}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
