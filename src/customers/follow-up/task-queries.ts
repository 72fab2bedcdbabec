// Reading tasks: of a customer, or of a person across all customers. Private to this stage.
import { and, asc, count, desc, eq, gt, inArray, isNotNull, isNull, lte, or } from 'drizzle-orm';
import type { Tx } from '../../platform/database.ts';
import { peopleOf, presentActor } from '../present.ts';
import { detailsOf } from '../queries.ts';
import { dueText, endOfDay } from '../rules/due.ts';
import { customers } from '../tables.ts';
import { tasks } from './tables.ts';

export type TaskRow = typeof tasks.$inferSelect;

export interface TaskFilter {
  state: 'open' | 'done';
  customerId?: string | undefined;
  /** `none`: nobody's. */
  assigneeId?: string | undefined;
}

/** How many open ones each person has; who has none is left out. */
export async function countOpenTasks(
  tx: Tx,
  organizationId: string,
): Promise<{ userId: string; tasks: number }[]> {
  const rows = await tx
    .select({ userId: tasks.assigneeId, tasks: count() })
    .from(tasks)
    .where(
      and(
        eq(tasks.organizationId, organizationId),
        isNotNull(tasks.assigneeId),
        isNull(tasks.doneAt),
        isNull(tasks.deletedAt),
      ),
    )
    .groupBy(tasks.assigneeId);
  return rows.flatMap(({ userId, tasks: n }) => (userId === null ? [] : { userId, tasks: n }));
}

/** What a page of open tasks goes on behind. */
export interface TaskPlace {
  dueAt: Date | null;
  id: string;
}

/** The open ones by when they are due, those without last; or the done ones, the last done first. */
export function listTasks(
  tx: Tx,
  organizationId: string,
  { state, customerId, assigneeId }: TaskFilter,
  after: TaskPlace | null,
  limit: number,
): Promise<TaskRow[]> {
  const behind =
    after &&
    (after.dueAt
      ? or(
          gt(tasks.dueAt, after.dueAt),
          and(eq(tasks.dueAt, after.dueAt), gt(tasks.id, after.id)),
          isNull(tasks.dueAt),
        )
      : and(isNull(tasks.dueAt), gt(tasks.id, after.id)));
  const order = state === 'open' ? [asc(tasks.dueAt), asc(tasks.id)] : [desc(tasks.doneAt), desc(tasks.id)];
  return tx
    .select()
    .from(tasks)
    .where(
      and(
        eq(tasks.organizationId, organizationId),
        isNull(tasks.deletedAt),
        state === 'open' ? isNull(tasks.doneAt) : isNotNull(tasks.doneAt),
        customerId ? eq(tasks.customerId, customerId) : undefined,
        assigneeId
          ? assigneeId === 'none'
            ? isNull(tasks.assigneeId)
            : eq(tasks.assigneeId, assigneeId)
          : undefined,
        behind ?? undefined,
      ),
    )
    .orderBy(...order)
    .limit(limit);
}

/** How many of a person's are due today or overdue, counted up to `most`. */
export async function countDueTasks(
  tx: Tx,
  organizationId: string,
  userId: string,
  now: Date,
  most: number,
): Promise<number> {
  const some = tx
    .select({ id: tasks.id })
    .from(tasks)
    .where(
      and(
        eq(tasks.organizationId, organizationId),
        eq(tasks.assigneeId, userId),
        isNull(tasks.doneAt),
        isNull(tasks.deletedAt),
        lte(tasks.dueAt, endOfDay(now)),
      ),
    )
    .limit(most)
    .as('some');
  const [row] = await tx.select({ due: count() }).from(some);
  return row?.due ?? 0;
}

/** Tasks as the API gives them, each with its customer as they are now. */
export async function presentTasks(tx: Tx, organizationId: string, rows: TaskRow[]) {
  const ids = [...new Set(rows.map(({ customerId }) => customerId))];
  const people = await peopleOf(tx, organizationId);
  const { points } = await detailsOf(tx, organizationId, ids);
  const named = await tx
    .select({ id: customers.id, name: customers.name })
    .from(customers)
    .where(and(eq(customers.organizationId, organizationId), inArray(customers.id, ids)));
  const names = new Map(named.map(({ id, name }) => [id, name]));
  return rows.map((row) => ({
    id: row.id,
    title: row.title,
    due: row.dueAt && dueText({ at: row.dueAt, isAllDay: row.isAllDay }),
    dueAt: row.dueAt?.toISOString() ?? null,
    assignee: (row.assigneeId && people.get(row.assigneeId)) || null,
    customer: {
      id: row.customerId,
      name: names.get(row.customerId) ?? null,
      phone: points.find((p) => p.customerId === row.customerId && p.kind === 'phone')?.key ?? null,
    },
    doneAt: row.doneAt?.toISOString() ?? null,
    doneBy: row.doneBy && presentActor(row.doneBy).name,
    version: row.version,
    by: presentActor(row.author).name,
    createdAt: row.createdAt.toISOString(),
  }));
}
