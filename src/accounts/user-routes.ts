// HTTP of ユーザー: the people of an organization and who is invited. No query here.
import { z } from '@hono/zod-openapi';
import { changing } from '../platform/changing.ts';
import type { Database, Tx } from '../platform/database.ts';
import {
  body,
  conflict,
  idParam,
  json,
  newRoutes,
  notFound,
  route,
  seen,
  typedRequired,
} from '../platform/http.ts';
import { listBranches } from './branches.ts';
import { changeBranch, changeRole, rename } from './change-user.ts';
import { deactivateUser, endSessions, reactivateUser } from './deactivate-user.ts';
import type { AccountMails, AssigneeWork } from './events.ts';
import { cancelInvitation, invite, listInvitations, resendInvitation } from './invite.ts';
import { listMembers } from './list-members.ts';
import { type Caller, roles } from './model.ts';
import { belongsElsewhere } from './people.ts';
import { requireAdmin, requirePerson } from './require.ts';

const role = z.enum(roles, '権限をお選びください。');
const reference = z.object({ id: z.uuid(), name: z.string() });

const userShape = z
  .object({
    id: z.uuid(),
    name: z.string(),
    email: z.string(),
    role,
    branch: reference.nullable().openapi({ description: '店舗' }),
    isActive: z.boolean(),
    deactivatedAt: z.iso.datetime().nullable(),
    uses: z
      .object({
        connections: z.number().int(),
        customers: z.number().int(),
        tasks: z.number().int().openapi({ description: 'Not done yet' }),
      })
      .openapi({ description: 'What this person is the 担当者 of' }),
  })
  .openapi('User');

const invitationShape = z
  .object({
    id: z.uuid(),
    email: z.string(),
    role,
    expiresAt: z.iso.datetime(),
    isExpired: z.boolean(),
    invitedBy: reference.nullable(),
  })
  .openapi('Invitation');

const usersShape = z.object({ items: z.array(userShape), invitations: z.array(invitationShape) });
const users = json(usersShape, 'The people as they are now');

const changedShape = z.object({
  role: role.optional(),
  branchId: z
    .uuid('店舗を選び直してください。')
    .nullable()
    .optional()
    .openapi({ description: '店舗; null: none' }),
  name: typedRequired(200, 'お名前を入力してください。').optional(),
});

const invitedShape = z
  .object({ email: z.email('メールアドレスの形をご確認ください。').max(320), role })
  .openapi('NewInvitation');

const routes = {
  list: route('member', {
    method: 'get',
    path: '/users',
    summary: 'ユーザーと招待の一覧',
    responses: { 200: users },
  }),
  change: route('person', {
    method: 'patch',
    path: '/users/{id}',
    summary: 'ユーザーの権限・店舗・お名前を変更する (one’s own name: anybody; else owner and admin)',
    request: {
      params: idParam,
      ...body(changedShape.extend({ was: seen(changedShape.extend({ name: z.string() }).partial()) })),
    },
    responses: { 200: users, ...notFound, ...conflict },
  }),
  deactivate: route('admin', {
    method: 'post',
    path: '/users/{id}/deactivate',
    summary: 'ユーザーを無効化する',
    request: {
      params: idParam,
      ...body(
        z.object({
          replacementId: z
            .uuid()
            .nullable()
            .optional()
            .openapi({ description: 'Who takes the work over; null: nobody (未割当)' }),
        }),
      ),
    },
    responses: { 200: users, ...notFound, ...conflict },
  }),
  reactivate: route('admin', {
    method: 'post',
    path: '/users/{id}/reactivate',
    summary: 'ユーザーを有効に戻す',
    request: { params: idParam },
    responses: { 200: users, ...notFound },
  }),
  invite: route('admin', {
    method: 'post',
    path: '/invitations',
    summary: 'メールで招待する',
    request: body(invitedShape),
    responses: { 201: json(z.object({ id: z.uuid() }), 'Invited; the mail is on its way') },
  }),
  resend: route('admin', {
    method: 'post',
    path: '/invitations/{id}/resend',
    summary: '招待を再送する (the link sent before ends)',
    request: { params: idParam },
    responses: { 204: { description: 'A new link is on its way' }, ...notFound },
  }),
  cancel: route('admin', {
    method: 'delete',
    path: '/invitations/{id}',
    summary: '招待を取り消す',
    request: { params: idParam },
    responses: { 204: { description: 'The link ended' }, ...notFound },
  }),
};

interface Parts {
  db: Database;
  mails: AccountMails;
  work: AssigneeWork;
  onChanged: (organizationId: string) => void;
}

/** Routes of people, mounted under /api/v1. */
export function userRoutes({ db, mails, work, onChanged }: Parts) {
  const present = async (tx: Tx, organizationId: string) => {
    const uses = await work.count(tx, organizationId);
    const branches = new Map((await listBranches(tx, organizationId)).map((branch) => [branch.id, branch]));
    return {
      items: (await listMembers(tx, organizationId)).map(({ userId, branchId, deactivatedAt, ...rest }) => ({
        id: userId,
        ...rest,
        branch: branchId === null ? null : (branches.get(branchId) ?? null),
        isActive: deactivatedAt === null,
        deactivatedAt: deactivatedAt?.toISOString() ?? null,
        uses: uses.get(userId) ?? { connections: 0, customers: 0, tasks: 0 },
      })),
      invitations: (await listInvitations(tx, organizationId)).map((open) => ({
        id: open.id,
        email: open.email,
        role: open.role,
        expiresAt: open.expiresAt.toISOString(),
        isExpired: open.expiresAt <= new Date(),
        invitedBy: { id: open.inviterId, name: open.inviterName },
      })),
    };
  };
  const change = changing(db, onChanged);
  return newRoutes<Caller>()
    .openapi(routes.list, async (c) => {
      const { organizationId } = c.get('principal');
      return c.json(await db.withOrganization(organizationId, (tx) => present(tx, organizationId)), 200);
    })
    .openapi(routes.change, async (c) => {
      const person = requirePerson(c.get('principal'));
      const { id } = c.req.valid('param');
      const { was, ...given } = c.req.valid('json');
      if (given.role !== undefined || given.branchId !== undefined || id !== person.userId)
        requireAdmin(person);
      const isTheirsAlone = id !== person.userId && (await belongsElsewhere(db, person, id));
      const now = await change(person, async (tx) => {
        if (given.role !== undefined) await changeRole(tx, person, id, given.role, was);
        if (given.branchId !== undefined) await changeBranch(tx, person, id, given.branchId, was);
        if (given.name !== undefined) await rename(tx, person, id, given.name, isTheirsAlone, was);
        return present(tx, person.organizationId);
      });
      return c.json(now, 200);
    })
    .openapi(routes.deactivate, async (c) => {
      const person = requireAdmin(c.get('principal'));
      const { id } = c.req.valid('param');
      const { replacementId } = c.req.valid('json');
      const now = await change(person, async (tx) => {
        await deactivateUser(tx, person, id, replacementId, work);
        return present(tx, person.organizationId);
      });
      await endSessions(db, id);
      return c.json(now, 200);
    })
    .openapi(routes.reactivate, async (c) => {
      const person = requireAdmin(c.get('principal'));
      const now = await change(person, async (tx) => {
        await reactivateUser(tx, person, c.req.valid('param').id);
        return present(tx, person.organizationId);
      });
      return c.json(now, 200);
    })
    .openapi(routes.invite, async (c) => {
      const person = requireAdmin(c.get('principal'));
      const id = await change(person, (tx) => invite(tx, person, c.req.valid('json'), mails));
      return c.json({ id }, 201);
    })
    .openapi(routes.resend, async (c) => {
      const person = requireAdmin(c.get('principal'));
      await change(person, (tx) => resendInvitation(tx, person, c.req.valid('param').id, mails));
      return c.body(null, 204);
    })
    .openapi(routes.cancel, async (c) => {
      const person = requireAdmin(c.get('principal'));
      await change(person, (tx) => cancelInvitation(tx, person, c.req.valid('param').id));
      return c.body(null, 204);
    });
}
