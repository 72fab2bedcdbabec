// A person corrects a customer or gives them another assignee, status or groups. Each change is a line of the history.
import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Tx } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import { type Choices, type Chosen, choose } from './choices.ts';
import { othersKnownBy } from './known-customers.ts';
import type { Actor, ContactPointKind, EditedField, HistoryEvent } from './model.ts';
import { presentCustomers } from './present.ts';
import { detailsOf, getCustomers } from './queries.ts';
import { type ContactPoint, contactPoints as pointsOf } from './rules/contact-points.ts';
import { readTypedContact, type TypedContact } from './rules/typed-contact.ts';
import { addContactPoints, addHistory, addSuspicions, addToGroup } from './store.ts';
import { contactPoints, customerGroups, customers, inquiries } from './tables.ts';

/** What changes; what is left out stays, an empty text or list empties. */
export interface CustomerEdit extends TypedContact, Choices {
  /** The version the person saw. */
  version: number;
  postalCode?: string | undefined;
  address?: string | undefined;
  insist?: boolean | undefined;
}

const FIELDS = ['name', 'nameKana', 'postalCode', 'address'] as const satisfies readonly EditedField[];

/**
 * Saves the edit.
 * @throws AppError not-found · changed-meanwhile (data: { current }) · input-invalid · customer-exists when a phone or mail
 * address is added that somebody else is known by
 */
export async function editCustomer(
  tx: Tx,
  organizationId: string,
  by: { userId: string; name: string },
  id: string,
  edit: CustomerEdit,
): Promise<void> {
  const { points, fields } = readTypedContact(edit);
  if (Object.keys(fields).length > 0) throw new AppError('input-invalid', { fields });
  // In this order for everybody: what is chosen, then the identities, then the customer.
  const chosen = await choose(tx, organizationId, edit);
  const knownBy = (await detailsOf(tx, organizationId, [id])).points;
  const added = points.filter((p) => !knownBy.some((k) => k.kind === p.kind && k.key === p.key));
  const others = await othersKnownBy(tx, organizationId, added, { except: id, insist: edit.insist ?? false });

  const mine = and(eq(customers.organizationId, organizationId), eq(customers.id, id));
  const [before] = await tx.select().from(customers).where(mine).for('update');
  if (!before) throw new AppError('not-found');
  if (before.version !== edit.version) throw await changedMeanwhile(tx, organizationId, id);

  const texts = FIELDS.filter(
    (field) => edit[field] !== undefined && (edit[field] || null) !== before[field],
  );
  const events: HistoryEvent[] = texts.map((field) => ({
    type: 'edited',
    field,
    from: before[field],
    to: edit[field] || null,
  }));
  events.push(
    ...(await setPoints(tx, organizationId, id, 'phone', edit.phones && points)),
    ...(await setPoints(tx, organizationId, id, 'email', edit.emails && points)),
    ...(await setGroups(tx, organizationId, id, chosen.groups)),
    ...given(before, chosen),
  );
  if (texts.some((field) => field === 'name' || field === 'nameKana'))
    await setNames(tx, organizationId, id, edit, points);
  const suspicions = others.map((otherId) => ({ otherId, reason: 'registered-anyway' as const }));
  await addSuspicions(tx, organizationId, id, suspicions);
  for (const suspicion of suspicions) events.push({ type: 'duplicate-suspected', ...suspicion });
  if (events.length === 0) return;
  await tx
    .update(customers)
    .set({
      ...Object.fromEntries(texts.map((field) => [field, edit[field] || null])),
      ...(chosen.assignee !== undefined && { assigneeId: chosen.assignee?.id ?? null }),
      ...(chosen.status !== undefined && { statusId: chosen.status?.id ?? null }),
      version: sql`${customers.version} + 1`,
      updatedAt: sql`now()`,
    })
    .where(mine);
  const actor: Actor = { type: 'user', ...by };
  await addHistory(tx, { organizationId, customerId: id, inquiryId: null, actor }, events);
}

async function changedMeanwhile(tx: Tx, organizationId: string, id: string): Promise<AppError> {
  const rows = await getCustomers(tx, organizationId, [id]);
  const [current] = await presentCustomers(tx, organizationId, rows);
  return new AppError('changed-meanwhile', { data: { current } });
}

function given(
  before: { assigneeId: string | null; statusId: string | null },
  chosen: Chosen,
): HistoryEvent[] {
  const { assignee, status } = chosen;
  const events: HistoryEvent[] = [];
  if (assignee !== undefined && (assignee?.id ?? null) !== before.assigneeId)
    events.push({ type: 'assigned', to: assignee?.name ?? null });
  if (status !== undefined && (status?.id ?? null) !== before.statusId)
    events.push({ type: 'status-set', to: status?.name ?? null });
  return events;
}

/** Phones or mail addresses become these, in this order. */
async function setPoints(
  tx: Tx,
  organizationId: string,
  customerId: string,
  kind: ContactPointKind,
  wanted: ContactPoint[] | undefined,
): Promise<HistoryEvent[]> {
  if (!wanted) return [];
  const now = wanted.filter((point) => point.kind === kind);
  const before = (await detailsOf(tx, organizationId, [customerId])).points.filter((p) => p.kind === kind);
  const isSame = (a: { key: string; value: string }) => (b: { key: string; value: string }) =>
    a.key === b.key && a.value === b.value;
  if (before.length === now.length && before.every((point, i) => isSame(point)(now[i] ?? point))) return [];
  await tx
    .delete(contactPoints)
    .where(
      and(
        eq(contactPoints.organizationId, organizationId),
        eq(contactPoints.customerId, customerId),
        eq(contactPoints.kind, kind),
      ),
    );
  await addContactPoints(tx, organizationId, customerId, now);
  const line = (type: 'contact-added' | 'contact-removed') => (point: { value: string }) => ({
    type,
    kind,
    value: point.value,
  });
  return [
    ...before.filter((point) => !now.some(isSame(point))).map(line('contact-removed')),
    ...now.filter((point) => !before.some(isSame(point))).map(line('contact-added')),
  ];
}

/**
 * The new name and reading are known from now on. The old ones stay where a request came under them, so that its sender is
 * recognised again; a slip of the hand goes.
 */
async function setNames(
  tx: Tx,
  organizationId: string,
  customerId: string,
  edit: TypedContact,
  points: ContactPoint[],
): Promise<void> {
  const kinds = (['name', 'kana'] as const).filter(
    (kind) => (kind === 'name' ? edit.name : edit.nameKana) !== undefined,
  );
  if (kinds.length === 0) return;
  const asked = await tx
    .select({ content: inquiries.content })
    .from(inquiries)
    .where(and(eq(inquiries.organizationId, organizationId), eq(inquiries.customerId, customerId)));
  const askedUnder = asked.flatMap(({ content }) => pointsOf(content.contact));
  const now = points.filter(({ kind }) => kinds.some((changed) => changed === kind));
  const before = (await detailsOf(tx, organizationId, [customerId])).points;
  const isIn = (
    list: { kind: ContactPointKind; key: string }[],
    point: { kind: ContactPointKind; key: string },
  ) => list.some(({ kind, key }) => kind === point.kind && key === point.key);
  for (const point of before) {
    if (!kinds.some((kind) => kind === point.kind)) continue;
    if (isIn(askedUnder, point) && !isIn(now, point)) continue;
    await tx
      .delete(contactPoints)
      .where(
        and(
          eq(contactPoints.organizationId, organizationId),
          eq(contactPoints.customerId, customerId),
          eq(contactPoints.kind, point.kind),
          eq(contactPoints.key, point.key),
        ),
      );
  }
  await addContactPoints(tx, organizationId, customerId, now);
}

async function setGroups(
  tx: Tx,
  organizationId: string,
  customerId: string,
  wanted: { id: string; name: string }[] | undefined,
): Promise<HistoryEvent[]> {
  if (!wanted) return [];
  const before = (await detailsOf(tx, organizationId, [customerId])).groups;
  const left = before.filter((group) => !wanted.some(({ id }) => id === group.id));
  const joined = wanted.filter((group) => !before.some(({ id }) => id === group.id));
  if (left.length > 0)
    await tx.delete(customerGroups).where(
      and(
        eq(customerGroups.organizationId, organizationId),
        eq(customerGroups.customerId, customerId),
        inArray(
          customerGroups.groupId,
          left.map(({ id }) => id),
        ),
      ),
    );
  for (const { id } of joined) await addToGroup(tx, organizationId, customerId, id);
  return [
    ...left.map(({ name }) => ({ type: 'group-removed' as const, group: name })),
    ...joined.map(({ name }) => ({ type: 'group-added' as const, group: name })),
  ];
}
