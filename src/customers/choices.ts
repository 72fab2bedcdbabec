// What a person gives a customer by hand: an assignee, a status, groups. All must still be there when it is saved.
import { and, eq, inArray } from 'drizzle-orm';
import { findActiveMember } from '../accounts/index.ts';
import type { Tx } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import { groups, statuses } from './tables.ts';

/** Undefined: not chosen. Null: none. */
export interface Choices {
  assigneeId?: string | null | undefined;
  statusId?: string | null | undefined;
  groupIds?: string[] | undefined;
}

export type Named = { id: string; name: string };

/** The chosen things with their names; none of them can vanish until the transaction ends. */
export interface Chosen {
  assignee: Named | null | undefined;
  status: Named | null | undefined;
  groups: Named[] | undefined;
}

/** @throws AppError input-invalid at the field of what is gone meanwhile, or was never there. */
export async function choose(tx: Tx, organizationId: string, choices: Choices): Promise<Chosen> {
  const { assigneeId, statusId, groupIds } = choices;
  const fields: Record<string, string> = {};
  const assignee = assigneeId ? await assigneeOf(tx, organizationId, assigneeId) : null;
  if (assigneeId && !assignee) fields.assigneeId = 'この担当者は今は選べません。別の方をお選びください。';
  const status = statusId ? await statusOf(tx, organizationId, statusId) : null;
  if (statusId && !status)
    fields.statusId = 'このステータスは削除されています。別のステータスをお選びください。';
  const wanted = [...new Set(groupIds)];
  const found = await groupsOf(tx, organizationId, wanted);
  if (found.length < wanted.length)
    fields.groupIds = '選んだグループの一部が削除されています。選び直してください。';
  if (Object.keys(fields).length > 0) throw new AppError('input-invalid', { fields });
  return {
    assignee: assigneeId === undefined ? undefined : assignee,
    status: statusId === undefined ? undefined : status,
    groups: groupIds && found,
  };
}

/** The person as an assignee, or null when they are none now. */
export async function assigneeOf(tx: Tx, organizationId: string, id: string): Promise<Named | null> {
  const found = await findActiveMember(tx, organizationId, id);
  return found && { id: found.userId, name: found.name };
}

/** The status, which stays until the transaction ends, or null. */
export async function statusOf(tx: Tx, organizationId: string, id: string): Promise<Named | null> {
  const [found] = await tx
    .select({ id: statuses.id, name: statuses.name })
    .from(statuses)
    .where(and(eq(statuses.organizationId, organizationId), eq(statuses.id, id)))
    .for('share');
  return found ?? null;
}

/** Those of these groups that are there, which stay until the transaction ends. */
export async function groupsOf(tx: Tx, organizationId: string, ids: string[]): Promise<Named[]> {
  if (ids.length === 0) return [];
  return tx
    .select({ id: groups.id, name: groups.name })
    .from(groups)
    .where(and(eq(groups.organizationId, organizationId), inArray(groups.id, ids)))
    .orderBy(groups.id)
    .for('share');
}
