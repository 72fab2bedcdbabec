// 反響 as CSV: the marked ones, or all that match.
import type { Database } from '../platform/database.ts';
import type { InquiryKind } from '../portal-kit/model.ts';
import type { CsvEncoding } from './csv-file.ts';
import { type Column, exportList, japaneseTime } from './export-list.ts';
import { getInquiries, type InquiryFilter, type InquiryRow, listInquiries } from './inquiry-queries.ts';
import { type Reference, referencesOf } from './present.ts';
import { JOINT } from './rules/csv-cells.ts';

/** An inquiry with the names of what it refers to. */
interface Named extends InquiryRow {
  portalName: string;
  connection: Reference | null;
  assignee: Reference | null;
  responder: Reference | null;
}

const KINDS: Record<InquiryKind, string> = {
  appraisal: '査定',
  property: '物件',
  visit: '来場',
  other: 'その他',
};

const COLUMNS: Column<Named>[] = [
  ['受信日時', ({ receivedAt }) => japaneseTime(receivedAt)],
  ['媒体', ({ portalName }) => portalName],
  ['連携', ({ connection }) => connection?.name ?? ''],
  ['種別', ({ content }) => KINDS[content.kind]],
  ['受付番号', ({ content }) => content.requestNumber ?? ''],
  ['顧客', ({ customerName, content }) => customerName ?? content.contact.name ?? ''],
  ['電話番号', ({ content: { contact } }) => (contact.phonesAsSent ?? contact.phones ?? []).join(JOINT)],
  ['メールアドレス', ({ content }) => content.contact.email ?? ''],
  ['物件所在地', ({ content }) => content.property.address ?? ''],
  [
    '物件名',
    ({ content: { property } }) =>
      [property.buildingName, property.roomNumber].filter((part) => part !== undefined).join(' '),
  ],
  ['お問い合わせ内容', ({ content }) => content.message ?? ''],
  ['状態', ({ customerId, respondedAt }) => stateOf(customerId, respondedAt)],
  ['再反響', ({ isRepeat }) => (isRepeat ? '再反響' : '')],
  ['顧客ステータス', ({ status }) => status?.name ?? ''],
  ['担当者', ({ assignee }) => assignee?.name ?? ''],
  [
    '初動（秒）',
    ({ receivedAt, respondedAt }) => (respondedAt ? secondsBetween(receivedAt, respondedAt) : ''),
  ],
  ['初動した人', ({ responder }) => responder?.name ?? ''],
  ['反響ID', ({ id }) => id],
  ['顧客ID', ({ customerId }) => customerId ?? ''],
];

/** The file, newest inquiries first. `ids`: these, whatever the filter; at most a piece of them. `nameOf`: a portal's name. */
export function exportInquiries(
  db: Database,
  organizationId: string,
  { ids, ...filter }: InquiryFilter & { ids?: string[] | undefined },
  encoding: CsvEncoding,
  nameOf: (portal: string) => string,
): AsyncGenerator<Uint8Array> {
  return exportList(db, organizationId, COLUMNS, encoding, async (tx, page): Promise<Named[]> => {
    const rows = await (ids
      ? getInquiries(tx, organizationId, ids)
      : listInquiries(tx, organizationId, filter, page));
    const { people, connections } = await referencesOf(tx, organizationId, rows);
    return rows.map((row) => ({
      ...row,
      portalName: nameOf(row.portal),
      connection: connections.get(row.connectionId ?? '') ?? null,
      assignee: people.get(row.assigneeId ?? '') ?? null,
      responder: people.get(row.respondedBy ?? '') ?? null,
    }));
  });
}

function stateOf(customerId: string | null, respondedAt: Date | null): string {
  if (respondedAt) return '対応済み';
  return customerId ? '未対応' : '未対応（通知のみ）';
}

/** Clocks may disagree a little: never less than none. */
const secondsBetween = (from: Date, to: Date): string =>
  String(Math.max(0, Math.round((to.getTime() - from.getTime()) / 1_000)));
