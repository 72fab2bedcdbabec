// Customers who stay as they are when an import is taken back: how many for which reason, then each of them.
import { Title } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { CustomerImportUndo } from '../../api/client.ts';
import { keptCustomersQuery } from '../../api/imports.ts';
import { short } from '../../format/text.ts';
import { More } from '../../ui/more.tsx';
import { Cell, type Column, Row, Rows } from '../../ui/rows.tsx';
import { customerImport } from '../../words/customer-import.ts';
import { words } from '../../words/index.ts';
import classes from './import.module.css';

const texts = customerImport.undo;

const columns: Column[] = [
  { key: 'main', label: texts.keptName },
  { key: 'why', label: texts.keptWhy, width: '50%' },
];

export function KeptCustomers({
  id,
  undo: { kept, state, restored },
}: {
  id: string;
  undo: CustomerImportUndo;
}) {
  const query = useInfiniteQuery({ ...keptCustomersQuery(id), enabled: kept.length > 0 });
  if (kept.length === 0) return null;
  const title = state === 'done' ? texts.keptTitleDone : texts.keptTitle;
  const customers = query.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <section aria-label={title}>
      <Title order={3}>{title}</Title>
      <p className={`${classes.hint} ${classes.reasons}`}>
        {words.common.dots(
          kept.map(({ reason, count }) => words.common.pair(texts.reasons[reason], texts.people(count))),
        )}
      </p>
      {restored > 0 && <p className={classes.hint}>{texts.keptHint}</p>}
      {customers.length > 0 && (
        <Rows label={title} columns={columns}>
          {customers.map((customer) => (
            <Row key={customer.id} id={customer.id}>
              <Cell area="main">
                <Link to="/customers/$id" params={{ id: customer.id }}>
                  {short(customer.name ?? words.common.nameless, 40)}
                </Link>
              </Cell>
              <Cell area="why">{texts.reasons[customer.reason]}</Cell>
            </Row>
          ))}
        </Rows>
      )}
      <More query={query} />
    </section>
  );
}
