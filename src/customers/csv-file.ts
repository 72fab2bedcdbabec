// CSV as we write it, for a spreadsheet: in UTF-8 with a BOM or in Shift_JIS (CP932).
import { stringify } from 'csv-stringify/sync';
import Encoding from 'encoding-japanese';

export const csvEncodings = ['utf-8', 'shift_jis'] as const;
export type CsvEncoding = (typeof csvEncodings)[number];

const BOM = '\uFEFF';

/** These rows of cells, each defused (rules/csv-cells.ts) where a person's text is in it. A letter that Shift_JIS has not becomes 「?」. */
export function csvBytes(rows: string[][], encoding: CsvEncoding, isBeginning: boolean): Uint8Array {
  // Any line break ends a row for some reader, so each of them is quoted.
  const text = stringify(rows, { record_delimiter: 'windows', quote_record_delimiter: true });
  if (encoding === 'utf-8') return new TextEncoder().encode(isBeginning ? BOM + text : text);
  return Uint8Array.from(Encoding.convert(Encoding.stringToCode(text), { from: 'UNICODE', to: 'SJIS' }));
}

/** Headers of its answer: to be kept as a file. `name`: without its ending. */
export const csvHeaders = (name: string, encoding: CsvEncoding) => ({
  'Content-Type': `text/csv; charset=${encoding}`,
  'Content-Disposition': `attachment; filename="${name}.csv"`,
});
