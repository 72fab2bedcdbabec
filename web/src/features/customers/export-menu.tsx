// 「CSVで書き出す」: the customers the list is narrowed to, or the marked ones, for the firm's owner and admins.
import { useIsAdmin } from '../../api/use-me.ts';
import { CsvMenu } from '../../ui/csv-menu.tsx';
import { words } from '../../words/index.ts';
import type { CustomerFilter } from './customers-place.ts';

const texts = words.customer.export;

/** `marked`: these in place of all that match. */
export function ExportMenu({ filter, marked }: { filter: CustomerFilter; marked?: string[] }) {
  if (!useIsAdmin()) return null;
  if (!marked) return <CsvMenu path="/customers.csv" asked={filter} texts={texts} />;
  const hint = texts.hintMarked(marked.length);
  return <CsvMenu path="/customers.csv" asked={{ ids: marked.join(',') }} texts={{ ...texts, hint }} />;
}
