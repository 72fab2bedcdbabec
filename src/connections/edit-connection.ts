// Name and rules at intake of a connection, changed by a person who saw a certain version of it.
import { type AuditActor, addAudit } from '../accounts/index.ts';
import type { Tx } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import { type ChangeOutcome, openForChange } from './change.ts';
import type { Downstream } from './downstream.ts';
import { NAME_TAKEN } from './draft-connection.ts';
import { type ChosenRules, holdRules, namesOf } from './intake-rules.ts';
import type { Connection } from './model.ts';
import { isSameName } from './rules/name.ts';
import { changeConnection, listNames, lockNames } from './store.ts';

/** What is left out stays as it is; null takes a rule away. */
export interface ConnectionEdit extends ChosenRules {
  version: number;
  name?: string | undefined;
}

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
  const wrong = await holdRules(tx, organizationId, downstream, edit);
  await lockNames(tx, organizationId);
  const before = await openForChange(tx, organizationId, id);
  if (before.state === 'deleted') return 'overtaken';
  const after = afterEdit(before, edit);
  const touched = (Object.keys(after) as (keyof typeof after)[]).filter((key) => after[key] !== before[key]);
  if (touched.length === 0) return 'done';
  if (version !== before.version) return 'overtaken';

  const names = touched.includes('name') ? await listNames(tx, organizationId) : [];
  const isTaken = names.some((other) => other.id !== id && isSameName(other.name, after.name));
  const faults: Partial<Record<keyof typeof after, string>> = {
    ...wrong,
    ...(isTaken && { name: NAME_TAKEN }),
  };
  // What the connection has already may stay.
  const fields = touched.flatMap((key) => (faults[key] ? [[key, faults[key]] as const] : []));
  if (fields.length > 0) throw new AppError('input-invalid', { fields: Object.fromEntries(fields) });

  const from = { name: before.name, ...(await namesOf(tx, organizationId, downstream, before)) };
  const to = { name: after.name, ...(await namesOf(tx, organizationId, downstream, after)) };
  await changeConnection(tx, organizationId, id, after);
  await addAudit(tx, organizationId, actor, 'connection.edited', id, {
    changes: Object.fromEntries(
      touched.map((key) => [inHistory[key], { from: from[inHistory[key]], to: to[inHistory[key]] }]),
    ),
  });
  return 'done';
}

const inHistory = { name: 'name', assigneeId: 'assignee', statusId: 'status', groupId: 'group' } as const;

function afterEdit(before: Connection, edit: Omit<ConnectionEdit, 'version'>) {
  const { name = before.name, assigneeId = before.assigneeId, statusId = before.statusId } = edit;
  return { name, assigneeId, statusId, groupId: edit.groupId === undefined ? before.groupId : edit.groupId };
}
