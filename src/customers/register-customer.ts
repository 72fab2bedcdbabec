// A customer made by hand, without a mail.
import { newId } from '../lib/ids.ts';
import type { Tx } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import { type Choices, choose } from './choices.ts';
import { othersKnownBy } from './known-customers.ts';
import type { Actor, HistoryEvent } from './model.ts';
import { readTypedContact, type TypedContact } from './rules/typed-contact.ts';
import { addContactPoints, addHistory, addSuspicions, addToGroups, defaultStatusId } from './store.ts';
import { customers } from './tables.ts';

/** What the person typed and chose; what is left out is empty, and the status then the default one. */
export interface NewCustomer extends TypedContact, Choices {
  postalCode?: string | undefined;
  address?: string | undefined;
  /** Make it although somebody with the same phone or mail address is there: both become 重複候補. */
  insist?: boolean | undefined;
}

/** Makes the customer; returns their id. @throws AppError input-invalid · customer-exists */
export async function registerCustomer(
  tx: Tx,
  organizationId: string,
  by: { userId: string; name: string },
  given: NewCustomer,
): Promise<string> {
  const { points, fields } = readTypedContact(given);
  if (points.length === 0 && Object.keys(fields).length === 0)
    fields.name = 'お名前、電話番号、メールアドレスのいずれかを入力してください。';
  if (Object.keys(fields).length > 0) throw new AppError('input-invalid', { fields });
  const { statusId = await defaultStatusId(tx, organizationId) } = given;
  const chosen = await choose(tx, organizationId, { ...given, statusId });
  const others = await othersKnownBy(tx, organizationId, points, {
    except: null,
    insist: given.insist ?? false,
  });
  const id = newId();
  await tx.insert(customers).values({
    id,
    organizationId,
    name: given.name || null,
    nameKana: given.nameKana || null,
    postalCode: given.postalCode || null,
    address: given.address || null,
    assigneeId: chosen.assignee?.id ?? null,
    statusId,
  });
  await addContactPoints(tx, organizationId, id, points);
  const groups = (chosen.groups ?? []).map((group) => ({ customerId: id, groupId: group.id }));
  await addToGroups(tx, organizationId, groups);
  const suspicions = others.map((otherId) => ({ otherId, reason: 'registered-anyway' as const }));
  await addSuspicions(
    tx,
    organizationId,
    suspicions.map((suspicion) => ({ customerId: id, ...suspicion })),
  );
  const events: HistoryEvent[] = [{ type: 'created' }];
  if (chosen.assignee) events.push({ type: 'assigned', to: chosen.assignee.name });
  if (chosen.status) events.push({ type: 'status-set', to: chosen.status.name });
  for (const group of chosen.groups ?? []) events.push({ type: 'group-added', group: group.name });
  for (const suspicion of suspicions) events.push({ type: 'duplicate-suspected', ...suspicion });
  const actor: Actor = { type: 'user', ...by };
  await addHistory(tx, organizationId, [{ customerId: id, inquiryId: null, actor, events }]);
  return id;
}
