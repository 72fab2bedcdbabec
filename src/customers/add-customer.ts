// A new customer, with what the connection sets at the moment of intake.
import { findActiveMember } from '../accounts/index.ts';
import { newId } from '../lib/ids.ts';
import { storable } from '../lib/storable.ts';
import type { Tx } from '../platform/database.ts';
import type { HistoryEvent, IncomingRequest } from './model.ts';
import { addHistory, defaultStatusId, nameOf } from './store.ts';
import { customers, statuses } from './tables.ts';

/** Makes the customer of this request; their status is the connection's, or the organization's default one. */
export async function addCustomer(
  tx: Tx,
  { organizationId, inquiry, rules, actor }: IncomingRequest,
): Promise<string> {
  const id = newId();
  const { name, nameKana, postalCode, address } = inquiry.contact;
  const text = (value: string | undefined) => (value === undefined ? null : storable(value));
  // Who leaves waits for this customer, and hands it over too; who just left gets nobody: it is shown as 未割当.
  const assignee = rules.assigneeId && (await findActiveMember(tx, organizationId, rules.assigneeId));
  const statusId = rules.statusId ?? (await defaultStatusId(tx, organizationId));
  await tx.insert(customers).values({
    id,
    organizationId,
    name: text(name),
    nameKana: text(nameKana),
    postalCode: text(postalCode),
    address: text(address),
    assigneeId: assignee ? assignee.userId : null,
    statusId,
  });
  const events: HistoryEvent[] = [{ type: 'created' }];
  if (assignee) events.push({ type: 'assigned', to: assignee.name });
  if (statusId) events.push({ type: 'status-set', to: await nameOf(tx, statuses, organizationId, statusId) });
  await addHistory(tx, { organizationId, customerId: id, inquiryId: null, actor }, events);
  return id;
}
