// Name and rules at intake of a connection, changed by a person who saw a certain version of it.
import { type AuditActor, addAudit } from '../accounts/index.ts';
import type { Tx } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import { type ChangeOutcome, openForChange } from './change.ts';
import type { Downstream } from './downstream.ts';
import { NAME_TAKEN } from './draft-connection.ts';
import { holdRules, namesOf } from './intake-rules.ts';
import type { Connection, IntakeRules } from './model.ts';
import { isSameName } from './rules/name.ts';
import { changeConnection, listNames, lockNames } from './store.ts';

/** What is left out stays as it is; null takes a rule away. */
export type ConnectionEdit = { version: number; name?: string | undefined } & {
  [Key in keyof IntakeRules]?: IntakeRules[Key] | undefined;
};

/**
 * Edits. `overtaken` when another version is there now; the same edit sent twice is done both times.
 * @throws AppError not-found, option-off, input-invalid with the fields
 */
export async function editConnection(
  tx: Tx,
  organizationId: string,
  id: string,
  { version, ...edit }: ConnectionEdit,
  actor: AuditActor,
  downstream: Downstream,
): Promise<ChangeOutcome> {
  await lockNames(tx, organizationId);
  const before = await openForChange(tx, organizationId, id);
  if (before.state === 'deleted') return 'overtaken';
  const after = afterEdit(before, edit);
  const isSame = (Object.keys(after) as (keyof typeof after)[]).every((key) => after[key] === before[key]);
  if (isSame) return 'done';
  if (version !== before.version) return 'overtaken';

  const fields = await holdRules(tx, organizationId, downstream, after, before);
  if (after.name !== before.name) {
    const names = await listNames(tx, organizationId);
    if (names.some((other) => other.id !== id && isSameName(other.name, after.name)))
      fields.name = NAME_TAKEN;
  }
  if (Object.keys(fields).length > 0) throw new AppError('input-invalid', { fields });

  const from = { name: before.name, ...(await namesOf(tx, organizationId, downstream, before)) };
  const to = { name: after.name, ...(await namesOf(tx, organizationId, downstream, after)) };
  await changeConnection(tx, organizationId, id, after);
  const changed = (Object.keys(to) as (keyof typeof to)[]).filter((key) => from[key] !== to[key]);
  await addAudit(tx, organizationId, actor, 'connection.edited', id, {
    changes: Object.fromEntries(changed.map((key) => [key, { from: from[key], to: to[key] }])),
  });
  return 'done';
}

function afterEdit(before: Connection, edit: Omit<ConnectionEdit, 'version'>) {
  const { name = before.name, assigneeId = before.assigneeId, statusId = before.statusId } = edit;
  return { name, assigneeId, statusId, groupId: edit.groupId === undefined ? before.groupId : edit.groupId };
}
