// Labels and values side by side; what has no value is not shown.
import type { ReactNode } from 'react';
import classes from './fields.module.css';

export interface Field {
  label: string;
  value: ReactNode;
  /** Several fields of one list may bear the same label. */
  key?: string;
}

/** A definition list, or nothing when no field has a value. */
export function Fields({ fields }: { fields: Field[] }) {
  const filled = fields.filter(
    ({ value }) => value !== undefined && value !== null && value !== '' && value !== false,
  );
  if (filled.length === 0) return null;
  return (
    <dl className={classes.fields}>
      {filled.map(({ key, label, value }) => (
        <div key={key ?? label} className={classes.field}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
