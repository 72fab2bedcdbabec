// A list as CSV for a spreadsheet: as many as match, a piece at a time, in UTF-8 with a BOM or in Shift_JIS (CP932). What a
// spreadsheet would run as a formula is text in it. A letter that Shift_JIS has not becomes 「?」.
import type { Database, Tx } from '../platform/database.ts';
import { type CsvEncoding, csvBytes } from './csv-file.ts';
import { defuse } from './rules/csv-cells.ts';

const AT_ONCE = 500;

/** A column: its heading, and what stands in it. */
export type Column<Item> = [heading: string, value: (item: Item) => string];

/** Items behind the one with the id `before`, up to `limit`. */
type Ask<Item> = (tx: Tx, page: { before: string | null; limit: number }) => Promise<Item[]>;

/** The file. Each piece is read in a transaction of its own: what is made meanwhile is not in it. */
export async function* exportList<Item extends { id: string }>(
  db: Database,
  organizationId: string,
  columns: Column<Item>[],
  encoding: CsvEncoding,
  ask: Ask<Item>,
): AsyncGenerator<Uint8Array> {
  yield csvBytes([columns.map(([heading]) => heading)], encoding, true);
  for (let before: string | null = null; ; ) {
    const page = { before, limit: AT_ONCE };
    const items: Item[] = await db.withOrganization(organizationId, (tx) => ask(tx, page));
    const rows = items.map((item) => columns.map(([, value]) => defuse(value(item))));
    if (rows.length > 0) yield csvBytes(rows, encoding, false);
    before = items.at(-1)?.id ?? null;
    if (items.length < AT_ONCE) return;
  }
}

const JST = new Intl.DateTimeFormat('ja-JP', {
  timeZone: 'Asia/Tokyo',
  dateStyle: 'medium',
  timeStyle: 'medium',
});

/** A moment as a spreadsheet reads it, in Japanese time. */
export const japaneseTime = (at: Date | string): string => JST.format(new Date(at));
