// 動的な顧客グループ: conditions the firm keeps under names; whoever matches now is in one.
import { isDeepStrictEqual } from 'node:util';
import { and, asc, eq, ne } from 'drizzle-orm';
import { type AuditActor, addAudit } from '../accounts/index.ts';
import { newId } from '../lib/ids.ts';
import { refuseOvertaken, type Some } from '../platform/as-seen.ts';
import type { Tx } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import { lockMasters, nameTaken, tooMany } from './masters.ts';
import type { KeptFilter } from './model.ts';
import { dynamicGroups } from './tables.ts';

/** What is kept, and under which name. */
type Kept = { name: string; filter: KeptFilter };

const MOST = 200;
const shown = { id: dynamicGroups.id, name: dynamicGroups.name, filter: dynamicGroups.filter };
const one = (organizationId: string, id: string) =>
  and(eq(dynamicGroups.organizationId, organizationId), eq(dynamicGroups.id, id));

/** All by name. */
export function listDynamicGroups(tx: Tx, organizationId: string) {
  return tx
    .select(shown)
    .from(dynamicGroups)
    .where(eq(dynamicGroups.organizationId, organizationId))
    .orderBy(asc(dynamicGroups.name));
}

/** Keeps one. @throws AppError input-invalid: the name is taken, or there are too many */
export async function addDynamicGroup(tx: Tx, organizationId: string, by: AuditActor, given: Kept) {
  await lockMasters(tx, organizationId);
  if ((await listDynamicGroups(tx, organizationId)).length >= MOST) throw tooMany(MOST);
  const [made] = await tx
    .insert(dynamicGroups)
    .values({ id: newId(), organizationId, ...given })
    .onConflictDoNothing()
    .returning(shown);
  if (!made) throw nameTaken();
  await addAudit(tx, organizationId, by, 'dynamic-group.added', made.id, given);
  return made;
}

/** Changes name or condition; what is left out stays. @throws AppError not-found · changed-meanwhile · input-invalid: the name is taken */
export async function editDynamicGroup(
  tx: Tx,
  organizationId: string,
  by: AuditActor,
  id: string,
  { was, ...given }: Some<Kept> & { was?: Some<Kept> | undefined },
) {
  const { name } = given;
  await lockMasters(tx, organizationId);
  const [before] = await tx.select(shown).from(dynamicGroups).where(one(organizationId, id));
  if (!before) throw new AppError('not-found');
  const from = { name: before.name, filter: before.filter };
  const to = { name: name ?? from.name, filter: given.filter ?? from.filter };
  if (isDeepStrictEqual(from, to)) return before;
  refuseOvertaken(from, was, given);
  const [namesake] = name
    ? await tx
        .select({ id: dynamicGroups.id })
        .from(dynamicGroups)
        .where(
          and(
            eq(dynamicGroups.organizationId, organizationId),
            eq(dynamicGroups.name, name),
            ne(dynamicGroups.id, id),
          ),
        )
    : [];
  if (namesake) throw nameTaken();
  const [now] = await tx.update(dynamicGroups).set(to).where(one(organizationId, id)).returning(shown);
  if (!now) throw new AppError('not-found');
  await addAudit(tx, organizationId, by, 'dynamic-group.changed', id, { from, to });
  return now;
}

/** Its customers stay. @throws AppError not-found */
export async function deleteDynamicGroup(
  tx: Tx,
  organizationId: string,
  by: AuditActor,
  id: string,
): Promise<void> {
  const [gone] = await tx.delete(dynamicGroups).where(one(organizationId, id)).returning(shown);
  if (!gone) throw new AppError('not-found');
  await addAudit(tx, organizationId, by, 'dynamic-group.deleted', id, { name: gone.name });
}
