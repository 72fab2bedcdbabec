// 統合の取り消し: two customers who were merged are two again. What comes of it is said before it is done, by the same plan.
import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import { addAudit } from '../accounts/index.ts';
import type { Tx } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import type { InquiryKind } from '../portal-kit/model.ts';
import { followMerge } from './duplicates.ts';
import { familyOf } from './find-survivor.ts';
import { moveWritten } from './follow-up/follow-merge.ts';
import {
  type Given,
  getMerge,
  holdGiven,
  holdPeople,
  type MergeRow,
  mergesOf,
  type Standing,
  standingsOf,
  writeState,
} from './merges.ts';
import type { Actor } from './model.ts';
import { presentCustomers } from './present.ts';
import { getCustomers } from './queries.ts';
import { type ContactPoint, contactPoints as pointsOf } from './rules/contact-points.ts';
import type { CustomerState, SingleField } from './rules/customer-state.ts';
import { changesBetween } from './rules/state-changes.ts';
import { type CameSince, type Undone, undoMerge as undone } from './rules/undo-merge.ts';
import { addHistory } from './store.ts';
import { customerMerges, inquiries } from './tables.ts';

/** A request that came to the survivor since the merge. */
interface Since extends CameSince {
  kind: InquiryKind;
  receivedAt: Date;
}

/** What undoing it makes of the two. */
export interface UndoPlan {
  merge: MergeRow;
  now: Standing;
  given: Given;
  undone: Undone;
  since: Since[];
  /** What either had then and is gone by now: they have what the survivor has now, or are in no such group. */
  gone: ('assigneeId' | 'statusId' | 'groups')[];
}

/**
 * What undoing this merge would make. Writes nothing.
 * @throws AppError not-found · merge-undone · merged-again (data: { mergeId }, the one to undo first)
 */
export async function planUndo(tx: Tx, organizationId: string, mergeId: string): Promise<UndoPlan> {
  const merge = await getMerge(tx, organizationId, mergeId);
  if (!merge) throw new AppError('not-found');
  if (merge.undoneAt) throw new AppError('merge-undone');
  const { survivorId, before, absorbed, after } = merge;
  const [newest] = await mergesOf(tx, organizationId, survivorId);
  if (newest && newest.id !== mergeId) throw new AppError('merged-again', { data: { mergeId: newest.id } });
  const now = (await standingsOf(tx, organizationId, [survivorId])).get(survivorId);
  if (!now) throw new Error('a merge has no survivor');
  const since = await cameSince(tx, organizationId, merge);
  const given = await holdGiven(tx, organizationId, [before, absorbed, after, now]);
  const isBefore = (field: SingleField) => now[field] === after[field] && before[field] !== after[field];
  const dropped = before.groupIds.filter((id) => !after.groupIds.includes(id));
  const a = whatIsThere(before, now, given, { isBack: isBefore, groupIds: dropped });
  const b = whatIsThere(absorbed, now, given, { isBack: () => true, groupIds: absorbed.groupIds });
  return {
    merge,
    now,
    since,
    given,
    undone: undone({ before: a.state, absorbed: b.state, after }, now, since),
    gone: [...new Set([...a.gone, ...b.gone])],
  };
}

/**
 * Undoes it: the two are as they were, with what came since where the plan says. Returns both ids.
 * @throws AppError as planUndo · changed-meanwhile (data: { current }): the survivor is not of the version the person saw
 */
export async function undoMerge(
  tx: Tx,
  organizationId: string,
  by: { userId: string; name: string },
  mergeId: string,
  version: number,
): Promise<{ survivorId: string; absorbedId: string }> {
  const seen = await planUndo(tx, organizationId, mergeId);
  const { survivorId, absorbedId } = seen.merge;
  const points = [seen.now, seen.merge.absorbed, ...seen.since].flatMap((one): ContactPoint[] => one.points);
  await holdPeople(tx, organizationId, points, [survivorId, absorbedId]);
  if ((await getMerge(tx, organizationId, mergeId))?.undoneAt) throw new AppError('merge-undone');
  const locked = (await standingsOf(tx, organizationId, [survivorId])).get(survivorId);
  if (!locked?.mergedInto && locked?.version !== version)
    throw await changedMeanwhile(tx, organizationId, survivorId);
  // Of this version it holds what it held already, so that it waits for nobody.
  const { merge, now, since, given, undone: plan } = await planUndo(tx, organizationId, mergeId);
  const { survivor, absorbed, goesTo } = plan;
  const leaving = since.flatMap(({ id }) => (goesTo.get(id) === 'absorbed' ? id : []));
  await tx.execute(sql`SELECT defer_customer_search()`);
  await giveBack(tx, organizationId, [...merge.inquiryIds, ...leaving], survivorId, absorbedId);
  await writeState(tx, organizationId, survivorId, survivor, null);
  await writeState(tx, organizationId, absorbedId, absorbed, null);
  const family = await familyOf(tx, organizationId, absorbedId);
  await followMerge(tx, organizationId, family, absorbedId);
  await moveWritten(tx, organizationId, family, absorbedId);
  await tx.execute(sql`SELECT write_deferred_search(${sql.param([survivorId, absorbedId])}::uuid[])`);
  await tx
    .update(customerMerges)
    .set({ undoneAt: sql`clock_timestamp()` })
    .where(and(eq(customerMerges.organizationId, organizationId), eq(customerMerges.id, mergeId)));

  const actor: Actor = { type: 'user', ...by };
  await addHistory(tx, organizationId, [
    {
      ...{ customerId: survivorId, inquiryId: null, actor },
      events: [
        { type: 'merge-undone', otherId: absorbedId, name: absorbed.name },
        ...changesBetween(now, survivor, given),
      ],
    },
    {
      ...{ customerId: absorbedId, inquiryId: null, actor },
      events: [{ type: 'merge-undone', otherId: survivorId, name: survivor.name }],
    },
  ]);
  await addAudit(tx, organizationId, by, 'customer.merge-undone', survivorId, { absorbedId, mergeId });
  return { survivorId, absorbedId };
}

/** Requests that became the survivor's after the merge, in the order they came. */
async function cameSince(tx: Tx, organizationId: string, merge: MergeRow): Promise<Since[]> {
  const { id: inquiryId, kind, receivedAt, content, customerAt } = inquiries;
  const rows = await tx
    .select({ id: inquiryId, kind, receivedAt, content })
    .from(inquiries)
    .where(
      and(
        eq(inquiries.organizationId, organizationId),
        eq(inquiries.customerId, merge.survivorId),
        sql`${customerAt} > (SELECT m.at FROM ${customerMerges} m WHERE m.id = ${merge.id})`,
      ),
    )
    .orderBy(asc(customerAt), asc(inquiryId));
  return rows.map(({ content: asked, ...row }) => ({ ...row, points: pointsOf(asked.contact) }));
}

/** A customer as they were then, without what is gone by now. `gone` names what of it they would be given back. */
function whatIsThere(
  then: CustomerState,
  now: CustomerState,
  { assignees, statuses, groups }: Given,
  back: { isBack(field: SingleField): boolean; groupIds: string[] },
): { state: CustomerState; gone: UndoPlan['gone'] } {
  const gone: UndoPlan['gone'] = [];
  const { assigneeId, statusId } = then;
  if (assigneeId && !assignees.has(assigneeId) && back.isBack('assigneeId')) gone.push('assigneeId');
  if (statusId && !statuses.has(statusId) && back.isBack('statusId')) gone.push('statusId');
  if (back.groupIds.some((id) => !groups.has(id))) gone.push('groups');
  const groupIds = then.groupIds.filter((id) => groups.has(id));
  return {
    gone,
    state: {
      ...then,
      ...(gone.includes('assigneeId') && { assigneeId: now.assigneeId }),
      ...(gone.includes('statusId') && { statusId: now.statusId }),
      groupIds,
    },
  };
}

async function giveBack(
  tx: Tx,
  organizationId: string,
  ids: string[],
  from: string,
  to: string,
): Promise<void> {
  if (ids.length === 0) return;
  const theirs = and(
    eq(inquiries.organizationId, organizationId),
    eq(inquiries.customerId, from),
    inArray(inquiries.id, ids),
  );
  await tx
    .select({ id: inquiries.id })
    .from(inquiries)
    .where(theirs)
    .orderBy(asc(inquiries.id))
    .for('no key update');
  await tx.update(inquiries).set({ customerId: to }).where(theirs);
}

async function changedMeanwhile(tx: Tx, organizationId: string, id: string): Promise<AppError> {
  const rows = await getCustomers(tx, organizationId, [id]);
  const [current] = await presentCustomers(tx, organizationId, rows);
  return new AppError('changed-meanwhile', { data: { current } });
}
