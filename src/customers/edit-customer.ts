// A person corrects a customer or gives them another assignee, status or groups. Each change is a line of the history.
import { and, eq, sql } from 'drizzle-orm';
import { newId } from '../lib/ids.ts';
import type { Tx } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import { setGroups, setNames, setPoints } from './change-known.ts';
import { type Choices, type Chosen, choose } from './choices.ts';
import { mergedAway } from './find-survivor.ts';
import { noteGiven } from './given/note-given.ts';
import { othersKnownBy } from './known-customers.ts';
import type { Actor, EditedField, HistoryEvent } from './model.ts';
import { presentCustomers } from './present.ts';
import { detailsOf, getCustomers } from './queries.ts';
import { readTypedContact, type TypedContact } from './rules/typed-contact.ts';
import { addHistory, addSuspicions } from './store.ts';
import { customers } from './tables.ts';

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
 * @throws AppError not-found · customer-merged (data: { into }) · changed-meanwhile (data: { current }) · input-invalid · customer-exists when a phone or mail
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
  // As lockCustomers holds them: whoever suspects this one at the same moment does not wait.
  const [before] = await tx.select().from(customers).where(mine).for('no key update');
  if (!before) throw new AppError('not-found');
  if (before.mergedInto) throw await mergedAway(tx, organizationId, id);
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
  await addSuspicions(
    tx,
    organizationId,
    suspicions.map((suspicion) => ({ customerId: id, ...suspicion })),
  );
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
  await addHistory(tx, organizationId, [{ customerId: id, inquiryId: null, actor, events }]);
  if (!events.some(({ type }) => type === 'assigned')) return;
  const giving = { changeId: newId(), by: by.userId, to: chosen.assignee?.id ?? null };
  await noteGiven(tx, organizationId, giving, [{ customerId: id, from: before.assigneeId }]);
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
