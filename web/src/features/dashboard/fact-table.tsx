// Rows of numbers about somebody or something: a table, and cards where there is little room.
import { Table } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './fact-table.module.css';

export interface Fact<Item> {
  key: string;
  label: string;
  value: (item: Item) => ReactNode;
  /** It is text: begins at the left, and has a line of its own on a card. */
  isText?: boolean;
}

interface Props<Item> {
  label: string;
  /** The heading of what each row is about. */
  about: string;
  items: Item[];
  keyOf: (item: Item) => string;
  nameOf: (item: Item) => ReactNode;
  facts: Fact<Item>[];
  /** All together, under the others. */
  total?: { name: ReactNode; item: Item } | undefined;
}

/** Roles are named because the cards' layout (display: grid) takes a table's own away. */
export function FactTable<Item>({ label, about, items, keyOf, nameOf, facts, total }: Props<Item>) {
  return (
    <div className={classes.room}>
      <Table className={classes.table} role="table" aria-label={label} verticalSpacing={8}>
        <Table.Thead role="rowgroup" className={classes.heads}>
          <Table.Tr role="row">
            <Table.Th role="columnheader" scope="col">
              {about}
            </Table.Th>
            {facts.map(({ key, label: heading, isText }) => (
              <Table.Th key={key} role="columnheader" scope="col" data-text={isText}>
                {heading}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody role="rowgroup">
          {items.map((item) => (
            <FactRow key={keyOf(item)} name={nameOf(item)} item={item} facts={facts} />
          ))}
          {total && <FactRow name={total.name} item={total.item} facts={facts} isTotal />}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function FactRow<Item>({
  name,
  item,
  facts,
  isTotal,
}: {
  name: ReactNode;
  item: Item;
  facts: Fact<Item>[];
  isTotal?: boolean;
}) {
  return (
    <Table.Tr role="row" className={classes.row} data-total={isTotal}>
      <Table.Th role="rowheader" scope="row" className={classes.name}>
        {name}
      </Table.Th>
      {facts.map(({ key, label: heading, value, isText }) => (
        <Table.Td key={key} role="cell" className={classes.fact} data-text={isText}>
          <span className={classes.label} aria-hidden="true">
            {heading}
          </span>
          <div>{value(item)}</div>
        </Table.Td>
      ))}
    </Table.Tr>
  );
}
