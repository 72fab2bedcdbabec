// 顧客 as CSV for a spreadsheet: as many as match, a piece at a time, in UTF-8 with a BOM or in Shift_JIS (CP932). What a
// spreadsheet would run as a formula is text in it.
import type { Database } from '../platform/database.ts';
import { type CsvEncoding, csvBytes } from './csv-file.ts';
import type { CustomerFilter } from './customer-filter.ts';
import { presentCustomers } from './present.ts';
import { listCustomers } from './queries.ts';
import { defuse, JOINT } from './rules/csv-cells.ts';
import type { CustomerShape } from './shapes.ts';

const AT_ONCE = 500;

const COLUMNS: [heading: string, value: (customer: CustomerShape) => string][] = [
  ['お名前', ({ name }) => name ?? ''],
  ['フリガナ', ({ nameKana }) => nameKana ?? ''],
  ['電話番号', ({ phonesAsSent }) => phonesAsSent.join(JOINT)],
  ['メールアドレス', ({ emails }) => emails.join(JOINT)],
  ['郵便番号', ({ postalCode }) => postalCode ?? ''],
  ['住所', ({ address }) => address ?? ''],
  ['担当者', ({ assignee }) => assignee?.name ?? ''],
  ['顧客ステータス', ({ status }) => status?.name ?? ''],
  ['顧客グループ', ({ groups }) => groups.map(({ name }) => name).join(JOINT)],
  ['反響数', ({ inquiryCount }) => String(inquiryCount)],
  ['登録日時', ({ createdAt }) => japaneseTime(createdAt)],
  ['更新日時', ({ updatedAt }) => japaneseTime(updatedAt)],
  ['顧客ID', ({ id }) => id],
];

/**
 * The file, newest customers first. Each piece is read in a transaction of its own: who is made meanwhile is not in it. A letter
 * that Shift_JIS has not becomes 「?」.
 */
export async function* exportCustomers(
  db: Database,
  organizationId: string,
  filter: CustomerFilter,
  encoding: CsvEncoding,
): AsyncGenerator<Uint8Array> {
  yield csvBytes([COLUMNS.map(([heading]) => heading)], encoding, true);
  for (let before: string | null = null; ; ) {
    const customers: CustomerShape[] = await db.withOrganization(organizationId, async (tx) => {
      const rows = await listCustomers(tx, organizationId, filter, { before, limit: AT_ONCE });
      return presentCustomers(tx, organizationId, rows);
    });
    const rows = customers.map((customer) => COLUMNS.map(([, value]) => defuse(value(customer))));
    if (rows.length > 0) yield csvBytes(rows, encoding, false);
    before = customers.at(-1)?.id ?? null;
    if (customers.length < AT_ONCE) return;
  }
}

const JST = new Intl.DateTimeFormat('ja-JP', {
  timeZone: 'Asia/Tokyo',
  dateStyle: 'medium',
  timeStyle: 'medium',
});
const japaneseTime = (at: string) => JST.format(new Date(at));
