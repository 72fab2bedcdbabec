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
  /** In place of the heading's words. */
  head?: ReactNode;
}

/** The frame of a list. Roles are named because the cards' layout (display: grid) takes a table's own away. */
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
    <div className={classes.room}>
      <div className={classes.surface} data-stale={stale || undefined}>
        <Table
          className={classes.table}
          role="table"
          aria-label={label}
          verticalSpacing={10}
          horizontalSpacing={14}
        >
          <Table.Thead role="rowgroup" className={classes.head}>
            <Table.Tr role="row">
              {columns.map(({ key, label: heading, width, hidden, head }) => (
                <Table.Th key={key} role="columnheader" scope="col" w={width} data-area={key}>
                  {head ?? (hidden ? <VisuallyHidden>{heading}</VisuallyHidden> : heading)}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody role="rowgroup" ref={ref}>
            {children}
          </Table.Tbody>
        </Table>
      </div>
    </div>
  );
}

/** One thing. `fresh`: it came while the page was open. `open`: it is shown beside the list. `tone`: how it presses. */
export function Row({
  id,
  fresh,
  open,
  tone,
  children,
}: {
  id: string;
  fresh?: boolean;
  open?: boolean;
  tone?: 'warn' | 'bad' | undefined;
  children: ReactNode;
}) {
  return (
    <Table.Tr
      role="row"
      className={classes.row}
      data-id={id}
      data-fresh={fresh || undefined}
      data-open={open || undefined}
      data-tone={tone}
      aria-current={open || undefined}
    >
      {children}
    </Table.Tr>
  );
}

/** `area`: where the cell stands in the card. `label`: said before the value on the card. */
export function Cell({ area, label, children }: { area: string; label?: string; children: ReactNode }) {
  return (
    <Table.Td role="cell" className={classes.cell} data-area={area}>
      {label && <span className={classes.label}>{label}</span>}
      {children}
    </Table.Td>
  );
}

/** The list's shape before its first answer. */
export function RowsLoading({ label, columns }: { label: string; columns: Column[] }) {
  return (
    <div aria-busy="true">
      <VisuallyHidden role="status">{words.common.loading}</VisuallyHidden>
      <Rows label={label} columns={columns}>
        {[0, 1, 2, 3, 4, 5].map((row) => (
          <Row key={row} id="">
            {columns.map(({ key }, column) => (
              <Cell key={key} area={key}>
                <Skeleton
                  height={key === 'main' ? 40 : 16}
                  my={4}
                  width={key === 'when' ? '4em' : `${90 - ((row + column) % 4) * 14}%`}
                />
              </Cell>
            ))}
          </Row>
        ))}
      </Rows>
    </div>
  );
}
