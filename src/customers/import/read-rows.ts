// Rows of a file → the customers they describe, or what is wrong with them; also of a row that breaks the file.
import { storable } from '../../lib/storable.ts';
import { type CustomerDraft, openRowReader, type RowMasters } from '../rules/read-row.ts';
import { type ImportOptions, type RowIssue, VALUE_SHOWN } from './model.ts';
import type { FileRow } from './read-file.ts';

/** A row as it is understood: a customer, or what is wrong. */
export interface Read {
  row: FileRow;
  draft: CustomerDraft | null;
  issues: RowIssue[];
}

/** How rows of a file are read. */
export function readerOf(options: ImportOptions, masters: RowMasters): (row: FileRow) => Read {
  const read = openRowReader(options, masters);
  return (row) =>
    row.broken
      ? { row, draft: null, issues: [{ column: null, reason: row.broken, value: '' }] }
      : { row, ...read(row.cells) };
}

/** The issue of a row that is refused because too many have its phone (rules/decide-import-row.ts). */
export function phoneOfMany({ points }: CustomerDraft): RowIssue {
  const value = points.find(({ kind }) => kind === 'phone')?.value ?? '';
  return { column: null, reason: 'phone-of-many', value: storable(value, VALUE_SHOWN) };
}
