// A person gives several inquiries an assignee, a status or a group at once, or marks them responded to.
import { and, eq, inArray, isNull } from 'drizzle-orm';
import type { Tx } from '../platform/database.ts';
import { type Changed, giveToCustomers, type Was } from './give-to-customers.ts';
import { keepChange, type PartOf } from './keep-change.ts';
import { logActivity } from './log-activity.ts';
import type { ChangedItem, GivenChange, GroupChange } from './model.ts';
import { inquiries } from './tables.ts';

type By = { userId: string; name: string };

/**
 * `looked`: how many of those asked for there are. `changed` and `unchanged` (was so already) count what was asked for; `left`: has no
 * customer to be given anything.
 */
export interface ChangeResult {
  /** To undo it by; null when nothing changed. */
  changeId: string | null;
  looked: number;
  changed: number;
  unchanged: number;
  left: number;
}

/**
 * An assignee, a status and a group are given to their customers. `were`: of an assignee or a status. `partOf`: the change this is a piece of.
 * @throws AppError input-invalid when what is to be given is gone.
 */
export async function changeInquiries(
  tx: Tx,
  organizationId: string,
  by: By,
  inquiryIds: string[],
  change: GivenChange | GroupChange,
  partOf: PartOf | null = null,
): Promise<ChangeResult & { were: Was[] }> {
  const asked = await tx
    .select({ id: inquiries.id, customerId: inquiries.customerId })
    .from(inquiries)
    .where(and(eq(inquiries.organizationId, organizationId), inArray(inquiries.id, inquiryIds)));
  const theirs = [...new Set(asked.flatMap(({ customerId }) => customerId ?? []))];
  const { items, there } = await itemsOf(tx, organizationId, by, change, { inquiryIds, customerIds: theirs });
  const left = change.type === 'respond' ? 0 : asked.filter(({ customerId }) => !customerId).length;
  const wanted = change.type === 'respond' ? asked.length : there;
  const counts = { looked: asked.length, changed: items.length, unchanged: wanted - items.length, left };
  if (items.length === 0) return { changeId: null, ...counts, were: [] };
  return { ...counts, ...(await keepChange(tx, organizationId, by, change, items, partOf)) };
}

async function itemsOf(
  tx: Tx,
  organizationId: string,
  by: By,
  change: GivenChange | GroupChange,
  { inquiryIds, customerIds }: { inquiryIds: string[]; customerIds: string[] },
): Promise<Changed> {
  if (change.type !== 'respond') return giveToCustomers(tx, organizationId, by, customerIds, change);
  return { items: await respond(tx, organizationId, by, inquiryIds), there: inquiryIds.length };
}

async function respond(tx: Tx, organizationId: string, by: By, ids: string[]): Promise<ChangedItem[]> {
  const open = await tx
    .select({ id: inquiries.id })
    .from(inquiries)
    .where(
      and(
        eq(inquiries.organizationId, organizationId),
        inArray(inquiries.id, ids),
        isNull(inquiries.respondedAt),
      ),
    )
    .orderBy(inquiries.id)
    .for('no key update');
  const made = await logActivity(
    tx,
    organizationId,
    by,
    open.map(({ id }) => id),
    { kind: 'handled' },
  );
  return [...made.values()].map((activityId) => ({ activityId }));
}
