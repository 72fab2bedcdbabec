// 統合: a person says two customers are one. One stays, with the chosen values and all that both asked and were known by; the
// other is left empty and leads to them. What both were is kept, so that it can be undone (undo-merge.ts). Nobody
// is told of being in charge by it (ADR 37).
import { and, asc, eq, sql } from 'drizzle-orm';
import { addAudit } from '../accounts/index.ts';
import { newId } from '../lib/ids.ts';
import type { Tx } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import { followMerge } from './duplicates.ts';
import { familyOf, mergedAway } from './find-survivor.ts';
import { moveWritten } from './follow-up/follow-merge.ts';
import { holdGiven, holdPeople, type Standing, standingsOf, writeState } from './merges.ts';
import type { Actor } from './model.ts';
import { presentCustomers } from './present.ts';
import { getCustomers } from './queries.ts';
import type { CustomerState } from './rules/customer-state.ts';
import { choicesOf, type MergeChoices, mergeStates } from './rules/merge.ts';
import { changesBetween } from './rules/state-changes.ts';
import { addHistory } from './store.ts';
import { customerMerges, inquiries } from './tables.ts';

/** Who is merged into whom, and whose value is taken where both have one. */
export interface Merging {
  survivorId: string;
  absorbedId: string;
  choices: { [Field in keyof MergeChoices]?: MergeChoices[Field] | undefined };
}

/** The customers' versions that the person saw. */
export interface SeenVersions {
  version: number;
  otherVersion: number;
}

const nothing: CustomerState = {
  ...{ name: null, nameKana: null, postalCode: null, address: null, assigneeId: null, statusId: null },
  points: [],
  groupIds: [],
};

/**
 * What merging them would make. Writes nothing.
 * @throws AppError merge-with-itself · not-found · customer-merged (data: { into })
 */
export async function previewMerge(tx: Tx, organizationId: string, merging: Merging) {
  const { survivor, absorbed } = await bothOf(tx, organizationId, merging);
  const choices = choicesOf(survivor, absorbed, merging.choices);
  return { survivor, absorbed, choices, result: mergeStates(survivor, absorbed, choices) };
}

/**
 * Merges them; returns the id it is undone by.
 * @throws AppError merge-with-itself · not-found · customer-merged (data: { into }) · changed-meanwhile (data: { current,
 * other }, as they are now)
 */
export async function mergeCustomers(
  tx: Tx,
  organizationId: string,
  by: { userId: string; name: string },
  merging: Merging,
  seen: SeenVersions,
): Promise<string> {
  const { survivorId, absorbedId } = merging;
  const before = await bothOf(tx, organizationId, merging);
  const given = await holdGiven(tx, organizationId, [before.survivor, before.absorbed]);
  // All they are known by, or the versions differ: whatever makes a customer known by more changes theirs.
  const points = [...before.survivor.points, ...before.absorbed.points];
  await holdPeople(tx, organizationId, points, [survivorId, absorbedId]);
  const { survivor, absorbed } = await bothOf(tx, organizationId, merging);
  if (survivor.version !== seen.version || absorbed.version !== seen.otherVersion)
    throw await changedMeanwhile(tx, organizationId, merging);

  const after = mergeStates(survivor, absorbed, choicesOf(survivor, absorbed, merging.choices));
  await tx.execute(sql`SELECT defer_customer_search()`);
  const inquiryIds = await giveInquiries(tx, organizationId, absorbedId, survivorId);
  const family = await familyOf(tx, organizationId, absorbedId);
  await followMerge(tx, organizationId, family, survivorId);
  await moveWritten(tx, organizationId, family, survivorId);
  await writeState(tx, organizationId, absorbedId, nothing, survivorId);
  const written = { ...after, points: after.points.map((point) => ({ ...point, id: newId() })) };
  await writeState(tx, organizationId, survivorId, written, null);
  await tx.execute(sql`SELECT write_deferred_search(${sql.param([survivorId, absorbedId])}::uuid[])`);

  const id = newId();
  const actor: Actor = { type: 'user', ...by };
  await tx.insert(customerMerges).values({
    ...{ id, organizationId, survivorId, absorbedId, inquiryIds, actor },
    before: stateOf(survivor),
    after: stateOf(written),
    absorbed: stateOf(absorbed),
    at: sql`clock_timestamp()`,
  });
  await addHistory(tx, organizationId, [
    {
      ...{ customerId: survivorId, inquiryId: null, actor },
      events: [
        { type: 'merged', otherId: absorbedId, name: absorbed.name },
        ...changesBetween(survivor, written, given),
      ],
    },
    {
      ...{ customerId: absorbedId, inquiryId: null, actor },
      events: [{ type: 'merged-away', otherId: survivorId, name: after.name }],
    },
  ]);
  await addAudit(tx, organizationId, by, 'customer.merged', survivorId, { absorbedId, mergeId: id });
  return id;
}

async function bothOf(
  tx: Tx,
  organizationId: string,
  { survivorId, absorbedId }: Merging,
): Promise<{ survivor: Standing; absorbed: Standing }> {
  if (survivorId === absorbedId) throw new AppError('merge-with-itself');
  const found = await standingsOf(tx, organizationId, [survivorId, absorbedId]);
  const [survivor, absorbed] = [found.get(survivorId), found.get(absorbedId)];
  if (!survivor || !absorbed) throw new AppError('not-found');
  for (const { id, mergedInto } of [absorbed, survivor])
    if (mergedInto) throw await mergedAway(tx, organizationId, id);
  return { survivor, absorbed };
}

/** All inquiries of one become the other's; returns their ids. */
async function giveInquiries(tx: Tx, organizationId: string, from: string, to: string): Promise<string[]> {
  const theirs = and(eq(inquiries.organizationId, organizationId), eq(inquiries.customerId, from));
  // In one order for everybody who changes several.
  await tx
    .select({ id: inquiries.id })
    .from(inquiries)
    .where(theirs)
    .orderBy(asc(inquiries.id))
    .for('no key update');
  const given = await tx
    .update(inquiries)
    .set({ customerId: to })
    .where(theirs)
    .returning({ id: inquiries.id });
  return given.map(({ id }) => id).sort();
}

function stateOf({ points, groupIds, ...state }: CustomerState): CustomerState {
  const { name, nameKana, postalCode, address, assigneeId, statusId } = state;
  return { name, nameKana, postalCode, address, assigneeId, statusId, points, groupIds };
}

async function changedMeanwhile(
  tx: Tx,
  organizationId: string,
  { survivorId, absorbedId }: Merging,
): Promise<AppError> {
  const rows = await getCustomers(tx, organizationId, [survivorId, absorbedId]);
  const now = await presentCustomers(tx, organizationId, rows);
  return new AppError('changed-meanwhile', {
    data: {
      current: now.find(({ id }) => id === survivorId),
      other: now.find(({ id }) => id === absorbedId),
    },
  });
}
