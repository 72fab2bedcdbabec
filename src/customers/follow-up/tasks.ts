// タスク of a customer: what is to be done, by whom and until when; done and opened again, deleted and given back.
import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import { findActiveMembers } from '../../accounts/index.ts';
import { newId } from '../../lib/ids.ts';
import type { Tx } from '../../platform/database.ts';
import { AppError } from '../../platform/errors.ts';
import { lockedById } from '../../platform/locked-by-id.ts';
import { actorOf, type By } from '../activities.ts';
import { choose } from '../choices.ts';
import { holdCustomer } from '../log-activity.ts';
import type { HistoryEvent } from '../model.ts';
import { dueOf } from '../rules/due.ts';
import { addHistory } from '../store.ts';
import { customers } from '../tables.ts';
import { tasks } from './tables.ts';
import { presentTasks, type TaskRow } from './task-queries.ts';

export interface NewTask {
  title: string;
  /** A Japanese day or minute (rules/due.ts); null: none. */
  due?: string | null | undefined;
  /** Null: nobody. Left out: whose the customer is, else whoever writes it. */
  assigneeId?: string | null | undefined;
}

/** What is left out stays. */
export type TaskEdit = { [Field in keyof NewTask]?: NewTask[Field] | undefined };

/** @throws AppError not-found · customer-merged (data: { into }) · input-invalid */
export async function addTask(
  tx: Tx,
  organizationId: string,
  by: By,
  customerId: string,
  { title, due, assigneeId }: NewTask,
): Promise<TaskRow> {
  const chosen =
    assigneeId === undefined
      ? await usualAssignee(tx, organizationId, by, customerId)
      : await chosenAssignee(tx, organizationId, assigneeId);
  await holdCustomer(tx, organizationId, customerId);
  const [made] = await tx
    .insert(tasks)
    .values({
      ...{ id: newId(), organizationId, customerId, writtenOf: customerId, title, assigneeId: chosen },
      ...columnsOf(due ?? null),
      author: actorOf(by),
      createdAt: new Date(),
    })
    .returning();
  if (!made) throw new Error('a task was not written');
  await tell(tx, by, made, 'task-added');
  return made;
}

/** @throws AppError not-found · input-invalid · changed-meanwhile (data: { current }; null: deleted) */
export async function editTask(
  tx: Tx,
  organizationId: string,
  by: By,
  id: string,
  version: number,
  { title, due, assigneeId }: TaskEdit,
): Promise<TaskRow> {
  const chosen = assigneeId === undefined ? undefined : await chosenAssignee(tx, organizationId, assigneeId);
  const before = await holdTask(tx, organizationId, id);
  if (before.deletedAt) throw new AppError('changed-meanwhile', { data: { current: null } });
  await requireSeen(tx, before, version);
  const now = await set(tx, before, {
    ...(title !== undefined && { title }),
    ...(due !== undefined && columnsOf(due)),
    ...(chosen !== undefined && { assigneeId: chosen }),
    version: version + 1,
  });
  await tell(tx, by, now, 'task-edited');
  return now;
}

/** Done, or open again; what is so already stays so. @throws AppError not-found */
export async function setDone(
  tx: Tx,
  organizationId: string,
  by: By,
  id: string,
  isDone: boolean,
): Promise<TaskRow> {
  const before = await holdTask(tx, organizationId, id);
  if (before.deletedAt) throw new AppError('not-found');
  if ((before.doneAt !== null) === isDone) return before;
  const now = await set(tx, before, {
    doneAt: isDone ? new Date() : null,
    doneBy: isDone ? actorOf(by) : null,
  });
  await tell(tx, by, now, isDone ? 'task-done' : 'task-reopened');
  return now;
}

/**
 * Deletes it; what is deleted stays so. `version`: the one that was seen.
 * @throws AppError not-found · changed-meanwhile (data: { current })
 */
export async function deleteTask(
  tx: Tx,
  organizationId: string,
  by: By,
  id: string,
  version?: number,
): Promise<TaskRow> {
  const before = await holdTask(tx, organizationId, id);
  if (before.deletedAt) return before;
  await requireSeen(tx, before, version);
  const now = await set(tx, before, { deletedAt: new Date() });
  await tell(tx, by, now, 'task-deleted');
  return now;
}

/** Gives it back; what is there stays so. @throws AppError not-found */
export async function restoreTask(tx: Tx, organizationId: string, by: By, id: string): Promise<TaskRow> {
  const before = await holdTask(tx, organizationId, id);
  if (!before.deletedAt) return before;
  const now = await set(tx, before, { deletedAt: null });
  await tell(tx, by, now, 'task-restored');
  return now;
}

/** Who leaves hands what is to be done over, or leaves it to nobody. Returns how much it was. */
export async function handOverTasks(
  tx: Tx,
  organizationId: string,
  from: string,
  to: string | null,
): Promise<number> {
  // One that was deleted too: it may be given back.
  const theirs = and(
    eq(tasks.organizationId, organizationId),
    eq(tasks.assigneeId, from),
    isNull(tasks.doneAt),
  );
  const rows = await tx
    .update(tasks)
    .set({ assigneeId: to, version: sql`${tasks.version} + 1` })
    .where(and(eq(tasks.organizationId, organizationId), inArray(tasks.id, lockedById(tx, tasks, theirs))))
    .returning({ deletedAt: tasks.deletedAt });
  return rows.filter(({ deletedAt }) => deletedAt === null).length;
}

function columnsOf(due: string | null): { dueAt: Date | null; isAllDay: boolean } {
  if (due === null) return { dueAt: null, isAllDay: false };
  const read = dueOf(due);
  if (!read) throw new AppError('input-invalid', { fields: { due: '期限の日時をご確認ください。' } });
  return { dueAt: read.at, isAllDay: read.isAllDay };
}

async function chosenAssignee(tx: Tx, organizationId: string, assigneeId: string | null) {
  return (await choose(tx, organizationId, { assigneeId })).assignee?.id ?? null;
}

/** Whose the customer is, else whoever writes it; who was deactivated meanwhile is neither. */
async function usualAssignee(tx: Tx, organizationId: string, by: By, customerId: string) {
  const [customer] = await tx
    .select({ assigneeId: customers.assigneeId })
    .from(customers)
    .where(and(eq(customers.organizationId, organizationId), eq(customers.id, customerId)));
  const usual = [...(customer?.assigneeId ? [customer.assigneeId] : []), by.userId];
  const active = await findActiveMembers(tx, organizationId, usual);
  return usual.find((id) => active.some(({ userId }) => userId === id)) ?? null;
}

async function holdTask(tx: Tx, organizationId: string, id: string): Promise<TaskRow> {
  const [found] = await tx
    .select()
    .from(tasks)
    .where(and(eq(tasks.organizationId, organizationId), eq(tasks.id, id)))
    .for('update');
  if (!found) throw new AppError('not-found');
  return found;
}

async function requireSeen(tx: Tx, row: TaskRow, version = row.version): Promise<void> {
  if (version === row.version) return;
  const [current] = await presentTasks(tx, row.organizationId, [row]);
  throw new AppError('changed-meanwhile', { data: { current } });
}

async function set(tx: Tx, { organizationId, id }: TaskRow, change: Partial<TaskRow>): Promise<TaskRow> {
  const [now] = await tx
    .update(tasks)
    .set(change)
    .where(and(eq(tasks.organizationId, organizationId), eq(tasks.id, id)))
    .returning();
  if (!now) throw new Error('a task that is held is gone');
  return now;
}

async function tell(
  tx: Tx,
  by: By,
  { organizationId, customerId, title }: TaskRow,
  type: Extract<HistoryEvent['type'], `task-${string}`>,
): Promise<void> {
  await addHistory(tx, organizationId, [
    { customerId, inquiryId: null, actor: actorOf(by), events: [{ type, title }] },
  ]);
}
