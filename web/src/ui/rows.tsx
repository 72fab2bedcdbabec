// A list of things as a table that becomes cards on a phone, with the shape it has while loading.
import { Skeleton, Table, VisuallyHidden } from '@mantine/core';
import type { ReactNode, Ref } from 'react';
import { words } from '../words/index.ts';
import classes from './rows.module.css';

export interface Column {
  key: string;
  label: string;
  /** Width on a wide screen; without one the column takes what is left. */
  width?: string;
  /** The heading is for screen readers only. */
  hidden?: boolean;
}

/** The frame of a list. Roles are named because the cards' layout takes a table's own away. */
export function Rows({
  label,
  columns,
  stale,
  children,
  ref,
}: {
  label: string;
  columns: Column[];
  stale?: boolean;
  children: ReactNode;
  ref?: Ref<HTMLTableSectionElement>;
}) {
  return (
    <div className={classes.surface} data-stale={stale || undefined}>
      <Table
        className={classes.table}
        role="table"
        aria-label={label}
        verticalSpacing="xs"
        horizontalSpacing="md"
      >
        <thead role="rowgroup" className={classes.head}>
          <tr role="row">
            {columns.map(({ key, label: heading, width, hidden }) => (
              <th key={key} role="columnheader" scope="col" style={{ width }}>
                {hidden ? <VisuallyHidden>{heading}</VisuallyHidden> : heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup" ref={ref}>
          {children}
        </tbody>
      </Table>
    </div>
  );
}

/** One thing. `fresh`: it came while the page was open. */
export function Row({ id, fresh, children }: { id: string; fresh?: boolean; children: ReactNode }) {
  return (
    <tr role="row" className={classes.row} data-id={id} data-fresh={fresh || undefined}>
      {children}
    </tr>
  );
}

/** `area`: where the cell stands in the card. `label`: said before the value on the card. */
export function Cell({ area, label, children }: { area: string; label?: string; children: ReactNode }) {
  return (
    <td role="cell" className={classes.cell} data-area={area}>
      {label && <span className={classes.label}>{label}</span>}
      {children}
    </td>
  );
}

/** The list's shape before its first answer. */
export function RowsLoading({ label, columns }: { label: string; columns: Column[] }) {
  return (
    <div aria-busy="true">
      <VisuallyHidden role="status">{words.common.loading}</VisuallyHidden>
      <Rows label={label} columns={columns}>
        {[0, 1, 2, 3, 4, 5].map((row) => (
          <tr key={row} role="row" className={classes.row}>
            {columns.map(({ key }, column) => (
              <td key={key} role="cell" className={classes.cell} data-area={key}>
                <Skeleton height={column === 1 ? 34 : 16} width={`${90 - ((row + column) % 4) * 14}%`} />
              </td>
            ))}
          </tr>
        ))}
      </Rows>
    </div>
  );
}
