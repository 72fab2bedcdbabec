// 顧客 as CSV: the marked ones, or all who match.
import type { Database } from '../platform/database.ts';
import type { CsvEncoding } from './csv-file.ts';
import type { CustomerFilter } from './customer-filter.ts';
import { type Column, exportList, japaneseTime } from './export-list.ts';
import { presentCustomers } from './present.ts';
import { getCustomers, listCustomers } from './queries.ts';
import { JOINT } from './rules/csv-cells.ts';
import type { CustomerShape } from './shapes.ts';

const COLUMNS: Column<CustomerShape>[] = [
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

/** The file, newest customers first. `ids`: these, whatever the filter; at most a piece of them. */
export function exportCustomers(
  db: Database,
  organizationId: string,
  { ids, ...filter }: CustomerFilter & { ids?: string[] | undefined },
  encoding: CsvEncoding,
): AsyncGenerator<Uint8Array> {
  return exportList(db, organizationId, COLUMNS, encoding, async (tx, page) =>
    presentCustomers(
      tx,
      organizationId,
      await (ids ? getCustomers(tx, organizationId, ids) : listCustomers(tx, organizationId, filter, page)),
    ),
  );
}
