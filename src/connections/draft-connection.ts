// The set-up's first step: a draft with its address. The same request twice makes one.
import { type AuditActor, addAudit } from '../accounts/index.ts';
import type { Tx } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import { requireOption } from './change.ts';
import { createConnection } from './create-connection.ts';
import type { Downstream } from './downstream.ts';
import { holdRules, namesOf } from './intake-rules.ts';
import type { IntakeRules } from './model.ts';
import { isSameName } from './rules/name.ts';
import { findByRequestKey, listNames, lockNames } from './store.ts';

/** What the first step sends; `name` is clean (rules/name.ts), `portal` is installed. */
export interface NewDraft extends IntakeRules {
  requestKey: string;
  portal: string;
  name: string;
}

export const NAME_TAKEN = 'この連携名称はすでに使われています。支店名などを加えて、別の名称にしてください。';

/**
 * Makes the draft, or finds the one this request has made before (`isNew` false), whatever has become of it.
 * @throws AppError option-off, input-invalid with the fields
 */
export async function draftConnection(
  tx: Tx,
  organizationId: string,
  draft: NewDraft,
  actor: AuditActor,
  downstream: Downstream,
): Promise<{ id: string; isNew: boolean }> {
  await requireOption(tx, organizationId);
  const wrong = await holdRules(tx, organizationId, downstream, draft);
  await lockNames(tx, organizationId);
  const known = await findByRequestKey(tx, organizationId, draft.requestKey);
  if (known) return { id: known, isNew: false };
  const names = await listNames(tx, organizationId);
  const isTaken = names.some(({ name }) => isSameName(name, draft.name));
  const fields = { ...wrong, ...(isTaken && { name: NAME_TAKEN }) };
  if (Object.keys(fields).length > 0) throw new AppError('input-invalid', { fields });
  const { connectionId } = await createConnection(tx, organizationId, {
    ...draft,
    state: 'draft',
    createdBy: actor.userId,
  });
  await addAudit(tx, organizationId, actor, 'connection.created', connectionId, {
    portal: draft.portal,
    name: draft.name,
    ...(await namesOf(tx, organizationId, downstream, draft)),
  });
  return { id: connectionId, isNew: true };
}
