// 「CSVで書き出す」: the customers the list is narrowed to, for the firm's owner and admins.
import { useIsAdmin } from '../../api/use-me.ts';
import { CsvMenu } from '../../ui/csv-menu.tsx';
import { words } from '../../words/index.ts';
import type { CustomerFilter } from './customers-place.ts';

export function ExportMenu({ filter }: { filter: CustomerFilter }) {
  if (!useIsAdmin()) return null;
  return <CsvMenu path="/customers.csv" asked={filter} texts={words.customer.export} />;
}
