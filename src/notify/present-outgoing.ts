// Outgoing mails as the API shows them.
import { listMembers } from '../accounts/index.ts';
import { getConnection } from '../connections/index.ts';
import type { Tx } from '../platform/database.ts';
import { mayResend } from './rules/may-resend.ts';
import { whyNotSent } from './rules/why-not-sent.ts';
import type { OutgoingRow } from './store.ts';

/** Rows with their connections' names and whether 再送 is offered. */
export async function presentOutgoing(tx: Tx, organizationId: string, rows: OutgoingRow[]) {
  if (rows.length === 0) return [];
  const people = await listMembers(tx, organizationId);
  const names = new Map<string, string>();
  for (const id of new Set(rows.flatMap(({ connectionId }) => connectionId ?? [])))
    names.set(id, (await getConnection(tx, organizationId, id))?.name ?? '');
  return rows.map((row) => ({
    id: row.id,
    channel: row.channel,
    kind: row.kind,
    subject: row.subject,
    recipientName: row.recipientName,
    recipientAddress: row.channel === 'mail' ? row.recipientAddress : null,
    state: row.state,
    attempts: row.attempts,
    createdAt: row.createdAt.toISOString(),
    sentAt: row.sentAt?.toISOString() ?? null,
    nextAt: row.nextAt?.toISOString() ?? null,
    error: whyNotSent(row.lastError),
    connection: row.connectionId ? { id: row.connectionId, name: names.get(row.connectionId) ?? '' } : null,
    inquiryId: row.inquiryId,
    mailId: row.mailId,
    repeats: row.repeats,
    canResend: mayResend(row, people),
  }));
}
