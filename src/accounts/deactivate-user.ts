// A person leaves: may not come in any more, and hands their work over. What they did stays under their name.
import { and, eq, exists, isNull, not, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Database, Tx } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import { addAudit } from './audit.ts';
import { refuseLastOwner } from './change-user.ts';
import type { AssigneeWork } from './events.ts';
import { actingAdmin, findActiveMember, holdMember } from './people.ts';
import type { Person } from './require.ts';
import { reaches } from './rules/roles.ts';
import { member, session } from './tables.ts';

/**
 * Deactivates. `replacementId`: who takes their work over, null for nobody (未割当), undefined when nothing was chosen.
 * End their sessions after the commit (endSessions).
 * @throws AppError not-found · role-required · role-too-high · own-account · last-owner · in-use (data: Work) when they
 * have work and nothing was chosen · input-invalid when the replacement is not active here
 */
export async function deactivateUser(
  tx: Tx,
  by: Person,
  userId: string,
  replacementId: string | null | undefined,
  work: AssigneeWork,
): Promise<void> {
  const { organizationId } = by;
  const actor = await actingAdmin(tx, by);
  const target = await holdMember(tx, organizationId, userId);
  if (!target) throw new AppError('not-found');
  if (target.deactivatedAt) return;
  if (userId === by.userId) throw new AppError('own-account');
  if (!reaches(actor.role, target.role)) throw new AppError('role-too-high');
  if (target.role === 'owner') await refuseLastOwner(tx, organizationId, userId);
  await work.hold(tx, organizationId);
  const uses = (await work.count(tx, organizationId)).get(userId);
  if (uses && replacementId === undefined) throw new AppError('in-use', { data: uses });
  const replacement = await replacementOf(tx, organizationId, userId, replacementId ?? null);
  const handedOver = await work.handOver(tx, organizationId, by, target, replacement);
  await tx
    .update(member)
    .set({ deactivatedAt: sql`now()` })
    .where(and(eq(member.organizationId, organizationId), eq(member.userId, userId)));
  await addAudit(tx, organizationId, by, 'user.deactivated', userId, {
    name: target.name,
    replacement: replacement?.name ?? null,
    ...handedOver,
  });
}

async function replacementOf(tx: Tx, organizationId: string, userId: string, replacementId: string | null) {
  if (replacementId === null) return null;
  const found = replacementId === userId ? null : await findActiveMember(tx, organizationId, replacementId);
  if (!found)
    throw new AppError('input-invalid', {
      fields: { replacementId: '引き継ぐ方は、有効なユーザーから選んでください。' },
    });
  return found;
}

/** Lets a deactivated member in again, with the role they had. @throws AppError not-found · role-required · role-too-high */
export async function reactivateUser(tx: Tx, by: Person, userId: string): Promise<void> {
  const { organizationId } = by;
  const actor = await actingAdmin(tx, by);
  const target = await holdMember(tx, organizationId, userId);
  if (!target) throw new AppError('not-found');
  if (!target.deactivatedAt) return;
  if (!reaches(actor.role, target.role)) throw new AppError('role-too-high');
  await tx
    .update(member)
    .set({ deactivatedAt: null })
    .where(and(eq(member.organizationId, organizationId), eq(member.userId, userId)));
  await addAudit(tx, organizationId, by, 'user.reactivated', userId, { name: target.name });
}

/**
 * Ends the sessions of somebody who belongs to no organization any more. One who still belongs to another keeps
 * theirs: each request looks anew where they may go (identify.ts).
 */
export async function endSessions(db: Database, userId: string): Promise<void> {
  const left = alias(member, 'left_member');
  await db.auth.delete(session).where(
    and(
      eq(session.userId, userId),
      not(
        exists(
          db.auth
            .select({ one: sql`1` })
            .from(left)
            .where(and(eq(left.userId, userId), isNull(left.deactivatedAt))),
        ),
      ),
    ),
  );
}
