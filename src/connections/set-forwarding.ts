// 転送先 of a connection, changed by a person who saw a certain version of it.
import { type AuditActor, addAudit } from '../accounts/index.ts';
import type { Tx } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import { type ChangeOutcome, openForChange } from './change.ts';
import { addressesFault, cleanAddresses } from './rules/forward-addresses.ts';
import { changeConnection } from './store.ts';

/**
 * Sets who gets the mails themselves; none ends it. `overtaken` when another version is there now, or the connection is deleted.
 * @throws AppError not-found, option-off, input-invalid
 */
export async function setForwarding(
  tx: Tx,
  organizationId: string,
  id: string,
  given: { version: number; addresses: string[] },
  actor: AuditActor,
  inboxDomain: string,
): Promise<ChangeOutcome> {
  const forwardTo = cleanAddresses(given.addresses);
  const fault = addressesFault(forwardTo, inboxDomain);
  if (fault) throw new AppError('input-invalid', { fields: { addresses: fault } });
  const before = await openForChange(tx, organizationId, id);
  if (before.state === 'deleted') return 'overtaken';
  if (isSame(before.forwardTo, forwardTo)) return 'done';
  if (given.version !== before.version) return 'overtaken';
  await changeConnection(tx, organizationId, id, { forwardTo });
  await addAudit(tx, organizationId, actor, 'connection.forwarding-changed', id, {
    from: before.forwardTo,
    to: forwardTo,
  });
  return 'done';
}

const isSame = (one: string[], other: string[]): boolean =>
  one.length === other.length && one.every((address, at) => address === other[at]);
