// An inquiry that nobody responded to, for whoever calls the next person.
import { and, eq } from 'drizzle-orm';
import type { Tx } from '../platform/database.ts';
import { addHistory } from './store.ts';
import { inquiries } from './tables.ts';

/**
 * When the first response was, or null; undefined: there is no such inquiry. Whoever writes a response down waits until the
 * transaction ends, and one under way is waited for.
 */
export async function holdResponse(
  tx: Tx,
  organizationId: string,
  inquiryId: string,
): Promise<Date | null | undefined> {
  const [row] = await tx
    .select({ respondedAt: inquiries.respondedAt })
    .from(inquiries)
    .where(and(eq(inquiries.organizationId, organizationId), eq(inquiries.id, inquiryId)))
    .for('no key update');
  return row?.respondedAt;
}

/** Writes down that somebody else was called, where the inquiry has a customer. */
export async function noteEscalated(
  tx: Tx,
  organizationId: string,
  { inquiryId, customerId, to }: { inquiryId: string; customerId: string | null; to: string },
): Promise<void> {
  if (customerId === null) return;
  const events = [{ type: 'escalated' as const, to }];
  await addHistory(tx, organizationId, [{ customerId, inquiryId, actor: { type: 'notices' }, events }]);
}
