// A person writes down what they did about inquiries, or for a customer. 初動 follows from it.
import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import { newId } from '../lib/ids.ts';
import type { Tx } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import { insertRows } from '../platform/insert-rows.ts';
import { actorOf, type By } from './activities.ts';
import { mergedAway } from './find-survivor.ts';
import { holdInquiries, keepFirstResponses } from './first-responses.ts';
import { activityInquiries } from './follow-up/tables.ts';
import type { ActivityKind, CallOutcome } from './model.ts';
import { RESPONSES } from './rules/first-response.ts';
import { addHistory, lockCustomers } from './store.ts';
import { activities, customers, inquiries } from './tables.ts';

export interface NewActivity {
  kind: Exclude<ActivityKind, 'undone'>;
  outcome?: CallOutcome | undefined;
  text?: string | undefined;
  /** When it was done; now when left out. */
  at?: Date | undefined;
}

/** A clock on the person's desk may be a little ahead. */
const AHEAD_MS = 60_000;

/** @throws AppError input-invalid */
export function refuseWrong({ kind, outcome, text, at }: NewActivity): void {
  const fields: Record<string, string> = {};
  if (kind === 'note' && !text) fields.text = 'メモの内容を入力してください。';
  if (outcome && kind !== 'call') fields.outcome = '結果は電話のときだけ選べます。';
  if (at && at.getTime() > Date.now() + AHEAD_MS) fields.at = 'これからの日時は指定できません。';
  if (Object.keys(fields).length > 0) throw new AppError('input-invalid', { fields });
}

/**
 * Writes it down for each of these inquiries. Returns the new activities' ids by inquiry; those that are not the
 * organization's are left out.
 * @throws AppError input-invalid
 */
export async function logActivity(
  tx: Tx,
  organizationId: string,
  by: By,
  inquiryIds: string[],
  activity: NewActivity,
): Promise<Map<string, string>> {
  refuseWrong(activity);
  const held = await holdInquiries(tx, organizationId, inquiryIds);
  if (held.length === 0) return new Map();
  const made = held.map(({ id: inquiryId }) => ({ ...rowOf(organizationId, by, activity), inquiryId }));
  await tx.execute(insertRows(activities, made));
  await keepFirstResponses(
    tx,
    organizationId,
    held.map(({ id }) => id),
  );
  await addHistory(
    tx,
    organizationId,
    held.flatMap(({ id, customerId }) =>
      customerId ? [{ customerId, inquiryId: id, actor: actorOf(by), events: [addedBy(activity)] }] : [],
    ),
  );
  return new Map(made.map(({ inquiryId, id }) => [inquiryId, id]));
}

/**
 * Writes it down for a customer, of no inquiry in particular. Reaching out to somebody answers all they asked: what was
 * received until then and is 未対応 gets its first response by it. Returns the activity's id and what it answered.
 * @throws AppError input-invalid · not-found · customer-merged (data: { into })
 */
export async function logForCustomer(
  tx: Tx,
  organizationId: string,
  by: By,
  customerId: string,
  activity: NewActivity,
): Promise<{ id: string; answered: string[] }> {
  refuseWrong(activity);
  const row = { ...rowOf(organizationId, by, activity), customerId };
  await holdCustomer(tx, organizationId, customerId);
  const open = RESPONSES.has(activity.kind)
    ? await tx
        .select({ id: inquiries.id })
        .from(inquiries)
        .where(
          and(
            eq(inquiries.organizationId, organizationId),
            eq(inquiries.customerId, customerId),
            isNull(inquiries.respondedAt),
            // Times are typed to the minute.
            sql`date_trunc('minute', ${inquiries.receivedAt}) <= ${row.at.toISOString()}::timestamptz`,
          ),
        )
        .orderBy(asc(inquiries.id))
        .for('no key update')
    : [];
  const answered = open.map(({ id }) => id);
  await tx.insert(activities).values(row);
  await addAnswered(
    tx,
    organizationId,
    answered.map((inquiryId) => ({ activityId: row.id, inquiryId })),
  );
  await keepFirstResponses(tx, organizationId, answered);
  await addHistory(tx, organizationId, [
    { customerId, inquiryId: null, actor: actorOf(by), events: [addedBy(activity)] },
  ]);
  return { id: row.id, answered };
}

/** The customer stays as they are until the transaction ends. @throws AppError not-found · customer-merged (data: { into }) */
export async function holdCustomer(tx: Tx, organizationId: string, id: string): Promise<void> {
  if ((await lockCustomers(tx, organizationId, [id])).length > 0) return;
  const [merged] = await tx
    .select({ id: customers.id })
    .from(customers)
    .where(and(eq(customers.organizationId, organizationId), eq(customers.id, id)));
  throw merged ? await mergedAway(tx, organizationId, id) : new AppError('not-found');
}

/** What these activities answered. */
export async function addAnswered(
  tx: Tx,
  organizationId: string,
  links: { activityId: string; inquiryId: string }[],
): Promise<void> {
  if (links.length === 0) return;
  await tx.execute(
    insertRows(
      activityInquiries,
      links.map((link) => ({ organizationId, ...link })),
    ),
  );
}

const rowOf = (organizationId: string, by: By, { kind, outcome, text, at }: NewActivity) => ({
  id: newId(),
  organizationId,
  kind,
  outcome: outcome ?? null,
  text: text || null,
  at: at ?? new Date(),
  actor: actorOf(by),
});

const addedBy = ({ kind, outcome }: NewActivity) =>
  ({ type: 'activity-added', kind, outcome: outcome ?? null }) as const;
