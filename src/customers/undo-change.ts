// A person takes back what they changed at once: of inquiries or customers.
import { and, eq, gt, or, sql } from 'drizzle-orm';
import type { Tx } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import { assigneeOf, type Named, statusOf } from './choices.ts';
import { columnOf, type Giving, holdUnmerged, setColumn, wantedOf } from './give-to-customers.ts';
import { noteGiven } from './given/note-given.ts';
import { givenByOthers } from './given-by-others.ts';
import type { CustomerChange, GroupChange } from './model.ts';
import { moveGroups } from './move-groups.ts';
import { bulkChanges, customerHistory, groups } from './tables.ts';
import { undoActivities } from './take-back-activity.ts';

type By = { userId: string; name: string };
type Made = typeof bulkChanges.$inferSelect;

/**
 * Makes what this change changed as it was before it. What somebody changed since stays (`kept`), and so does what can no
 * longer be as it was. A second time changes nothing. `undoId`: as part of which change it is told who is in charge again.
 * @throws AppError not-found: no such change of this person's
 */
export async function undoChange(
  tx: Tx,
  organizationId: string,
  by: By,
  changeId: string,
  undoId: string,
): Promise<{ restored: number; kept: number }> {
  const mine = and(
    eq(bulkChanges.organizationId, organizationId),
    eq(bulkChanges.id, changeId),
    eq(bulkChanges.madeBy, by.userId),
  );
  const [made] = await tx.select().from(bulkChanges).where(mine).for('update');
  if (!made) throw new AppError('not-found');
  if (made.undoneAt) return { restored: 0, kept: 0 };
  await tx.update(bulkChanges).set({ undoneAt: sql`now()` }).where(mine);
  const restored = await restore(tx, organizationId, by, made, undoId);
  return { restored, kept: made.items.length - restored };
}

/** How many are as before. */
async function restore(tx: Tx, organizationId: string, by: By, made: Made, undoId: string): Promise<number> {
  const { change, items } = made;
  const customerIds = items.flatMap((item) => ('customerId' in item ? item.customerId : []));
  switch (change.type) {
    case 'respond': {
      const made = items.flatMap((item) => ('activityId' in item ? item.activityId : []));
      return (await undoActivities(tx, organizationId, by, made)).length;
    }
    case 'join':
    case 'leave': {
      const { groupId } = change;
      const [group] = await tx
        .select({ id: groups.id })
        .from(groups)
        .where(and(eq(groups.organizationId, organizationId), eq(groups.id, groupId)));
      const back: GroupChange = { type: change.type === 'join' ? 'leave' : 'join', groupId };
      if (!group) return 0;
      const untouched = (held: string[], name: string) =>
        untouchedOf(tx, organizationId, by, made, { type: change.type, group: name }, held);
      return (await moveGroups(tx, organizationId, by, customerIds, back, untouched)).moved.length;
    }
    default:
      return giveBack(tx, organizationId, by, made, change, undoId);
  }
}

async function giveBack(
  tx: Tx,
  organizationId: string,
  by: By,
  made: Made,
  change: Giving,
  undoId: string,
): Promise<number> {
  const before = new Map(
    made.items.flatMap((item) => ('customerId' in item ? [[item.customerId, item.from]] : [])),
  );
  const find = change.type === 'assign' ? assigneeOf : statusOf;
  const there = new Map<string | null, Named | null>([[null, null]]);
  for (const id of [...new Set(before.values())].sort()) {
    const found = id && (await find(tx, organizationId, id));
    if (found) there.set(id, found);
  }
  const still = (await holdUnmerged(tx, organizationId, [...before.keys()])).filter(
    ({ id, ...customer }) =>
      customer[columnOf(change)] === wantedOf(change) && there.has(before.get(id) ?? null),
  );
  const untouched = await untouchedOf(
    tx,
    organizationId,
    by,
    made,
    change,
    still.map(({ id }) => id),
  );
  for (const [from, named] of there) {
    const ids = untouched.filter((id) => (before.get(id) ?? null) === from);
    await setColumn(tx, organizationId, by, change, ids, named);
    if (change.type !== 'assign') continue;
    const given = ids.map((customerId) => ({ customerId, from: change.assigneeId }));
    await noteGiven(tx, organizationId, { changeId: undoId, by: by.userId, to: from }, given);
  }
  return untouched.length;
}

/** Those of these, who are held, whom nobody else gave the like since: what is again as it was made may be what they chose. */
async function untouchedOf(
  tx: Tx,
  organizationId: string,
  by: By,
  { id, createdAt }: Made,
  like: { type: CustomerChange['type']; group?: string },
  held: string[],
): Promise<string[]> {
  // By either: the clocks of two machines may differ.
  const since = or(gt(customerHistory.id, id), gt(customerHistory.at, createdAt));
  const theirs = await givenByOthers(tx, organizationId, by.userId, like, held, since);
  return held.filter((one) => !theirs.has(one));
}
