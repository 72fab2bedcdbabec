// Invitations (招待): a link by mail lets somebody in, once, within seven days. Only the hash of its token is kept.
import { createHash, randomBytes } from 'node:crypto';
import { and, desc, eq, sql } from 'drizzle-orm';
import { newId } from '../lib/ids.ts';
import type { Tx } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import { addAudit } from './audit.ts';
import type { AccountMails } from './events.ts';
import type { Role } from './model.ts';
import { actingAdmin } from './people.ts';
import type { Person } from './require.ts';
import { reaches } from './rules/roles.ts';
import { invitation, member, user } from './tables.ts';

const VALID_MS = 7 * 24 * 60 * 60 * 1000;
/** Mails to strangers go out for each: a bound for a firm that is larger than any. */
const OPEN_MOST = 500;

export interface Invitation {
  id: string;
  email: string;
  role: Role;
  expiresAt: Date;
  inviterId: string;
  inviterName: string;
}

/** Invitations nobody accepted or took back, the newest first; also those that expired. */
export function listInvitations(tx: Tx, organizationId: string): Promise<Invitation[]> {
  return tx
    .select({
      id: invitation.id,
      email: invitation.email,
      role: sql<Role>`${invitation.role}`,
      expiresAt: invitation.expiresAt,
      inviterId: invitation.inviterId,
      inviterName: user.name,
    })
    .from(invitation)
    .innerJoin(user, eq(user.id, invitation.inviterId))
    .where(and(eq(invitation.organizationId, organizationId), eq(invitation.status, 'pending')))
    .orderBy(desc(invitation.id));
}

/**
 * Invites an address; returns the invitation's id.
 * @throws AppError role-required · role-too-high · input-invalid when the address is a member's or invited already
 */
export async function invite(
  tx: Tx,
  by: Person,
  given: { email: string; role: Role },
  mails: AccountMails,
): Promise<string> {
  const { organizationId } = by;
  const email = given.email.toLowerCase();
  const actor = await actingAdmin(tx, by);
  if (!reaches(actor.role, given.role)) throw new AppError('role-too-high');
  await refuseKnown(tx, organizationId, email);
  const id = newId();
  const { token, tokenHash } = newToken();
  const expiresAt = new Date(Date.now() + VALID_MS);
  await tx
    .insert(invitation)
    .values({ id, organizationId, email, role: given.role, inviterId: by.userId, tokenHash, expiresAt });
  await addAudit(tx, organizationId, by, 'user.invited', id, { email, role: given.role });
  await mails.invitation(tx, {
    organizationId,
    invitationId: id,
    email,
    inviterName: actor.name,
    token,
    expiresAt,
  });
  return id;
}

async function refuseKnown(tx: Tx, organizationId: string, email: string): Promise<void> {
  const refuse = (text: string) => new AppError('input-invalid', { fields: { email: text } });
  const [known] = await tx
    .select({ deactivatedAt: member.deactivatedAt })
    .from(member)
    .innerJoin(user, eq(user.id, member.userId))
    .where(and(eq(member.organizationId, organizationId), eq(user.email, email)));
  if (known)
    throw refuse(
      known.deactivatedAt
        ? 'この方は無効化されています。ユーザーの一覧から有効に戻してください。'
        : 'このメールアドレスの方は、すでにユーザーです。',
    );
  const open = await listInvitations(tx, organizationId);
  if (open.some((other) => other.email === email))
    throw refuse('このメールアドレスはすでに招待しています。届いていない場合は再送してください。');
  if (open.length >= OPEN_MOST)
    throw refuse(`招待は同時に${OPEN_MOST}件までです。使われていない招待を取り消してください。`);
}

/** Sends a new link with seven more days; the one sent before is worth nothing from then on. @throws AppError not-found · role-required · role-too-high */
export async function resendInvitation(tx: Tx, by: Person, id: string, mails: AccountMails): Promise<void> {
  const { organizationId } = by;
  const actor = await actingAdmin(tx, by);
  const open = await openInvitation(tx, organizationId, id);
  if (!reaches(actor.role, open.role)) throw new AppError('role-too-high');
  const { token, tokenHash } = newToken();
  const expiresAt = new Date(Date.now() + VALID_MS);
  await tx.update(invitation).set({ tokenHash, expiresAt }).where(one(organizationId, id));
  await addAudit(tx, organizationId, by, 'invitation.resent', id, { email: open.email });
  const { email } = open;
  const { name: inviterName } = actor;
  await mails.invitation(tx, { organizationId, invitationId: id, email, inviterName, token, expiresAt });
}

/** Takes an invitation back. @throws AppError not-found · role-required · role-too-high */
export async function cancelInvitation(tx: Tx, by: Person, id: string): Promise<void> {
  const { organizationId } = by;
  const actor = await actingAdmin(tx, by);
  const open = await openInvitation(tx, organizationId, id);
  if (!reaches(actor.role, open.role)) throw new AppError('role-too-high');
  await tx.update(invitation).set({ status: 'canceled', tokenHash: null }).where(one(organizationId, id));
  await addAudit(tx, organizationId, by, 'invitation.canceled', id, { email: open.email });
}

const one = (organizationId: string, id: string) =>
  and(eq(invitation.organizationId, organizationId), eq(invitation.id, id));

async function openInvitation(tx: Tx, organizationId: string, id: string) {
  const [open] = await tx
    .select({ email: invitation.email, role: sql<Role>`${invitation.role}` })
    .from(invitation)
    .where(and(one(organizationId, id), eq(invitation.status, 'pending')))
    .for('update');
  if (!open) throw new AppError('not-found');
  return open;
}

function newToken() {
  const token = randomBytes(32).toString('base64url');
  return { token, tokenHash: hashToken(token) };
}

/** A plain hash is enough: the token is random. */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
