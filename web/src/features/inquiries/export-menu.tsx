// 「CSVで書き出す」: the inquiries the list is narrowed to, or the marked ones, for the firm's owner and admins.
import type { InquiryFilter } from '../../api/client.ts';
import { useIsAdmin } from '../../api/use-me.ts';
import { CsvMenu } from '../../ui/csv-menu.tsx';
import { words } from '../../words/index.ts';

const texts = { ...words.inquiryList.export, encodings: words.customer.export.encodings };

/** `marked`: these in place of all that match. */
export function ExportMenu({ filter, marked }: { filter: InquiryFilter; marked?: string[] }) {
  if (!useIsAdmin()) return null;
  if (!marked) return <CsvMenu path="/inquiries.csv" asked={filter} texts={texts} />;
  const hint = texts.hintMarked(marked.length);
  return <CsvMenu path="/inquiries.csv" asked={{ ids: marked.join(',') }} texts={{ ...texts, hint }} />;
}
