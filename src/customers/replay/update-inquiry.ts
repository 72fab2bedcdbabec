// An inquiry is brought up to date with what a later reader finds in its mail, and its customer with it, as far as no
// person has changed that since. Nobody is told.
import { and, eq, sql } from 'drizzle-orm';
import { storable } from '../../lib/storable.ts';
import type { Tx } from '../../platform/database.ts';
import type { Inquiry } from '../../portal-kit/model.ts';
import { holdCustomerOf } from '../find-survivor.ts';
import type { InquiryRow } from '../inquiry-queries.ts';
import type { EditedField, HistoryEvent } from '../model.ts';
import type { UpToDate } from '../rules/bring-up-to-date.ts';
import { contactPoints } from '../rules/contact-points.ts';
import { requestKeys } from '../rules/request-keys.ts';
import { addContactPoints, addHistory, addInquiryKeys, addSuspicions, findCandidates } from '../store.ts';
import { customerHistory, customers, inquiries } from '../tables.ts';

const FIELDS = ['name', 'nameKana', 'postalCode', 'address'] as const satisfies readonly EditedField[];

/** Updates it, in the caller's transaction, which holds the identities of both readings. */
export async function updateInquiry(
  tx: Tx,
  organizationId: string,
  inquiry: InquiryRow,
  { content, changes, lost }: UpToDate,
  { warnings, mailKey }: { warnings: string[]; mailKey: string },
): Promise<void> {
  // Before the inquiry: whoever merges its customer meanwhile has them first as well.
  const customerId = await holdCustomerOf(tx, organizationId, inquiry.id);
  await tx
    .update(inquiries)
    .set({
      kind: content.kind,
      requestNumber: content.requestNumber ?? null,
      requestedAt: content.requestedAt ? new Date(content.requestedAt) : null,
      content,
      ...(lost.length === 0 && !isOthers(inquiry) && { warnings }),
    })
    .where(and(eq(inquiries.organizationId, organizationId), eq(inquiries.id, inquiry.id)));
  const points = contactPoints(content.contact);
  const keys = requestKeys(inquiry.portal, content, points, mailKey);
  await addInquiryKeys(
    tx,
    organizationId,
    keys.map((key) => ({ inquiryId: inquiry.id, key })),
  );
  if (!customerId || changes.length === 0) return;
  const events = await updateCustomer(tx, organizationId, customerId, inquiry, content);
  await addHistory(tx, organizationId, [
    {
      customerId,
      inquiryId: inquiry.id,
      actor: { type: 'replay' },
      events: [
        { type: 'inquiry-updated', fields: changes.map(({ field }) => storable(field, 200)) },
        ...events,
      ],
    },
  ]);
}

const isOthers = ({ warnings, completion }: InquiryRow): boolean =>
  warnings.includes('entered-by-hand') || completion?.state === 'completed';

async function updateCustomer(
  tx: Tx,
  organizationId: string,
  customerId: string,
  inquiry: InquiryRow,
  content: Inquiry,
): Promise<HistoryEvent[]> {
  const mine = and(eq(customers.organizationId, organizationId), eq(customers.id, customerId));
  const [customer] = await tx.select().from(customers).where(mine).for('no key update');
  if (!customer) throw new Error('an inquiry belongs to a customer who is not there');
  // What is new in the mail; what a person took away since, the mail said before.
  const known = contactPoints(inquiry.content.contact);
  const news = contactPoints(content.contact).filter(
    ({ kind, key }) => !known.some((point) => point.kind === kind && point.key === key),
  );
  const added = await addContactPoints(tx, organizationId, customerId, news);
  const identities = news.filter(
    ({ kind, value }) =>
      (kind === 'phone' || kind === 'email') && added.some((a) => a.kind === kind && a.value === value),
  );
  const others = (await findCandidates(tx, organizationId, identities)).filter(({ id }) => id !== customerId);
  const suspicions = others.map(({ id }) => ({
    otherId: id,
    reason: 'phone-of-another-customer' as const,
  }));
  await addSuspicions(
    tx,
    organizationId,
    suspicions.map((suspicion) => ({ customerId, ...suspicion })),
  );

  // The customer was made by this inquiry, and the field is still what its mail said: then it follows the mail.
  const edited = inquiry.isRepeat ? new Set<string>() : await editedFields(tx, organizationId, customerId);
  const follows = inquiry.isRepeat
    ? []
    : FIELDS.filter((field) => {
        const to = content.contact[field];
        const before = inquiry.content.contact[field] ?? null;
        return to !== undefined && to !== before && customer[field] === before && !edited.has(field);
      });
  const fields = follows.map((field) => ({
    field,
    from: customer[field],
    to: storable(content.contact[field] ?? ''),
  }));
  if (added.length > 0 || fields.length > 0)
    await tx
      .update(customers)
      .set({
        ...Object.fromEntries(fields.map(({ field, to }) => [field, to])),
        version: sql`${customers.version} + 1`,
        updatedAt: sql`now()`,
      })
      .where(mine);
  return [
    ...fields.map((change) => ({ type: 'edited' as const, ...change })),
    ...added.map(({ kind, value }) => ({ type: 'contact-added' as const, kind, value })),
    ...suspicions.map((suspicion) => ({ type: 'duplicate-suspected' as const, ...suspicion })),
  ];
}

async function editedFields(tx: Tx, organizationId: string, customerId: string): Promise<Set<string>> {
  const rows = await tx
    .select({ field: sql<string>`${customerHistory.event} ->> 'field'` })
    .from(customerHistory)
    .where(
      and(
        eq(customerHistory.organizationId, organizationId),
        eq(customerHistory.customerId, customerId),
        sql`${customerHistory.event} ->> 'type' = 'edited' AND ${customerHistory.actor} ->> 'type' <> 'replay'`,
      ),
    );
  return new Set(rows.map(({ field }) => field));
}
