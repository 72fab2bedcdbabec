// What a customer is known by and which groups they are in, as a person's edit leaves them.
import { and, eq, inArray } from 'drizzle-orm';
import type { Tx } from '../platform/database.ts';
import type { ContactPointKind, HistoryEvent } from './model.ts';
import { detailsOf } from './queries.ts';
import { type ContactPoint, contactPoints as pointsOf } from './rules/contact-points.ts';
import type { TypedContact } from './rules/typed-contact.ts';
import { addContactPoints, addToGroups } from './store.ts';
import { contactPoints, customerGroups, inquiries } from './tables.ts';

/** Phones or mail addresses become these, in this order. */
export async function setPoints(
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
export async function setNames(
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

/** The customer is in these groups, and in no others. */
export async function setGroups(
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
  await addToGroups(
    tx,
    organizationId,
    joined.map(({ id }) => ({ customerId, groupId: id })),
  );
  return [
    ...left.map(({ name }) => ({ type: 'group-removed' as const, group: name })),
    ...joined.map(({ name }) => ({ type: 'group-added' as const, group: name })),
  ];
}
