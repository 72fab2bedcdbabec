// Who has an invitation's link comes in: somebody new with a name and a password, somebody known by proving who they are.
import { hashPassword, verifyPassword } from 'better-auth/crypto';
import { and, eq, gt, sql } from 'drizzle-orm';
import { newId } from '../lib/ids.ts';
import type { Database, Tx } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import { addAudit } from './audit.ts';
import { hashToken } from './invite.ts';
import type { Role } from './model.ts';
import { lockPeople } from './people.ts';
import { account, invitation, member, organization, user } from './tables.ts';

/** What the link's page shows. `needsAccount`: the address is nobody's yet. */
export interface InvitationLook {
  organizationName: string;
  email: string;
  role: Role;
  needsAccount: boolean;
}

/** What somebody gives to come in. `userId`: whose session the request carries. */
export interface Acceptance {
  token: string;
  name: string | undefined;
  password: string | undefined;
  userId: string | null;
  /** Whether this person's password may be tried once more. */
  mayTry: (userId: string) => boolean;
}

/** @throws AppError invitation-over: one answer for what never was, expired, was used or taken back. */
export async function lookAtInvitation(db: Database, token: string): Promise<InvitationLook> {
  const found = await findOpen(db.auth, token);
  const { organizationName, email, role } = found;
  return { organizationName, email, role, needsAccount: !(await findPerson(db.auth, email)) };
}

/**
 * Makes the person a member of the inviting organization, once; returns who they are and where.
 * @throws AppError invitation-over · input-invalid (name, password) · too-many-tries
 */
export async function acceptInvitation(
  db: Database,
  given: Acceptance,
): Promise<{ organizationId: string; userId: string; email: string }> {
  const invited = await findOpen(db.auth, given.token);
  const known = await findPerson(db.auth, invited.email);
  if (known) await refuseStranger(known, given);
  const fresh = known ? null : await newPerson(given);
  return db.auth.transaction(async (tx) => {
    await lockPeople(tx, invited.organizationId);
    // Accepted, taken back or sent anew meanwhile: then this link is over.
    const [used] = await tx
      .update(invitation)
      .set({ status: 'accepted', tokenHash: null })
      .where(isOpen(given.token))
      .returning({ organizationId: invitation.organizationId, email: invitation.email });
    if (!used) throw new AppError('invitation-over');
    const { organizationId, email } = used;
    const userId = known?.id ?? (await addPerson(tx, email, fresh));
    const name = known?.name ?? fresh?.name ?? '';
    const joined = await tx
      .insert(member)
      .values({ id: newId(), organizationId, userId, role: invited.role })
      .onConflictDoNothing()
      .returning({ id: member.id });
    if (joined.length > 0)
      await addAudit(tx, organizationId, { userId, name }, 'user.joined', userId, {
        name,
        role: invited.role,
      });
    return { organizationId, userId, email };
  });
}

type AuthTx = Pick<Database['auth'], 'select'>;

const isOpen = (token: string) =>
  and(
    eq(invitation.tokenHash, hashToken(token)),
    eq(invitation.status, 'pending'),
    gt(invitation.expiresAt, sql`now()`),
  );

async function findOpen(tx: AuthTx, token: string) {
  const [found] = await tx
    .select({
      organizationId: invitation.organizationId,
      organizationName: organization.name,
      email: invitation.email,
      role: sql<Role>`${invitation.role}`,
    })
    .from(invitation)
    .innerJoin(organization, eq(organization.id, invitation.organizationId))
    .where(isOpen(token));
  if (!found) throw new AppError('invitation-over');
  return found;
}

async function findPerson(tx: AuthTx, email: string) {
  const [found] = await tx
    .select({ id: user.id, name: user.name, password: account.password })
    .from(user)
    .leftJoin(account, and(eq(account.userId, user.id), eq(account.providerId, 'credential')))
    .where(eq(user.email, email));
  return found ?? null;
}

// The link proves the mailbox; whose account it is, a session or the password must.
async function refuseStranger(known: { id: string; password: string | null }, given: Acceptance) {
  if (given.userId === known.id) return;
  const { password } = given;
  if (!password)
    throw new AppError('input-invalid', { fields: { password: 'パスワードを入力してください。' } });
  if (!given.mayTry(known.id)) throw new AppError('too-many-tries');
  if (!known.password || !(await verifyPassword({ hash: known.password, password })))
    throw new AppError('input-invalid', {
      fields: { password: 'パスワードが違います。お忘れの場合は再設定してください。' },
    });
}

async function newPerson({ name, password }: Acceptance) {
  const fields: Record<string, string> = {};
  if (!name) fields.name = 'お名前を入力してください。';
  if (!password || password.length < 10) fields.password = 'パスワードは10文字以上にしてください。';
  if (!name || !password || fields.password) throw new AppError('input-invalid', { fields });
  return { name, hash: await hashPassword(password) };
}

async function addPerson(tx: Tx, email: string, fresh: { name: string; hash: string } | null) {
  if (!fresh) throw new Error('a new person without a name');
  const id = newId();
  const made = await tx
    .insert(user)
    .values({ id, name: fresh.name, email, emailVerified: true })
    .onConflictDoNothing()
    .returning({ id: user.id });
  // Another invitation of the same address was accepted at the same moment: now it is somebody's.
  if (made.length === 0)
    throw new AppError('input-invalid', {
      fields: { password: 'このメールアドレスは登録されました。そのパスワードでもう一度お進みください。' },
    });
  await tx
    .insert(account)
    .values({ id: newId(), userId: id, accountId: id, providerId: 'credential', password: fresh.hash });
  return id;
}
