// 保存したビュー: filters of the 反響 list that a person keeps under names. Nobody else sees them.
import { and, asc, eq, ne } from 'drizzle-orm';
import { newId } from '../lib/ids.ts';
import { refuseOvertaken, type Some } from '../platform/as-seen.ts';
import type { Tx } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import { lockMasters, nameTaken, tooMany } from './masters.ts';
import type { ViewFilter } from './model.ts';
import { inquiryViews } from './tables.ts';

interface Kept {
  name: string;
  filter: ViewFilter;
}

/** What is changed of one; what is left out stays. `was`: as it stood on the page, which may be one of several that are open. */
export type ViewEdit = Some<Kept> & { was?: Some<Kept> | undefined };

const MOST = 30;
const shown = { id: inquiryViews.id, name: inquiryViews.name, filter: inquiryViews.filter };
const own = (organizationId: string, userId: string) =>
  and(eq(inquiryViews.organizationId, organizationId), eq(inquiryViews.userId, userId));

/** A person's views, the oldest first. */
export function listViews(tx: Tx, organizationId: string, userId: string) {
  return tx.select(shown).from(inquiryViews).where(own(organizationId, userId)).orderBy(asc(inquiryViews.id));
}

/** Keeps one. @throws AppError input-invalid when the person has one of this name, or too many */
export async function addView(tx: Tx, organizationId: string, userId: string, view: Kept) {
  await lockMasters(tx, organizationId);
  if ((await listViews(tx, organizationId, userId)).length >= MOST) throw tooMany(MOST);
  const [made] = await tx
    .insert(inquiryViews)
    .values({ id: newId(), organizationId, userId, ...view })
    .onConflictDoNothing()
    .returning(shown);
  if (!made) throw nameTaken();
  return made;
}

/** @throws AppError not-found · changed-meanwhile · input-invalid when the person has another of this name */
export async function editView(
  tx: Tx,
  organizationId: string,
  userId: string,
  id: string,
  { was, ...given }: ViewEdit,
) {
  const { name, filter } = given;
  const mine = and(own(organizationId, userId), eq(inquiryViews.id, id));
  await lockMasters(tx, organizationId);
  const [before] = await tx.select(shown).from(inquiryViews).where(mine);
  if (!before) throw new AppError('not-found');
  refuseOvertaken({ name: before.name, filter: before.filter }, was, given);
  const [namesake] = name
    ? await tx
        .select({ id: inquiryViews.id })
        .from(inquiryViews)
        .where(and(own(organizationId, userId), eq(inquiryViews.name, name), ne(inquiryViews.id, id)))
    : [];
  if (namesake) throw nameTaken();
  const [now] = await tx
    .update(inquiryViews)
    .set({ id, ...(name && { name }), ...(filter && { filter }) })
    .where(mine)
    .returning(shown);
  if (!now) throw new AppError('not-found');
  return now;
}

/** @throws AppError not-found */
export async function removeView(tx: Tx, organizationId: string, userId: string, id: string): Promise<void> {
  const gone = await tx
    .delete(inquiryViews)
    .where(and(own(organizationId, userId), eq(inquiryViews.id, id)))
    .returning({ id: inquiryViews.id });
  if (gone.length === 0) throw new AppError('not-found');
}
