// HTTP of an invitation's link: what it is, and coming in by it. Anybody may ask who has the token.
import { z } from '@hono/zod-openapi';
import type { Database } from '../platform/database.ts';
import { body, json, newRoutes, route, typedRequired } from '../platform/http.ts';
import { acceptInvitation, lookAtInvitation } from './accept-invitation.ts';
import { countTries } from './count-tries.ts';
import { enterOrganization } from './memberships.ts';
import { roles } from './model.ts';
import type { Auth } from './open-auth.ts';

const token = z.string().max(100);
const over = { 403: { description: 'The link is over: used, expired, taken back, or never was' } };

const routes = {
  look: route('public', {
    method: 'post',
    path: '/invitations/look',
    summary: '招待の内容',
    request: body(z.object({ token })),
    responses: {
      200: json(
        z
          .object({
            organizationName: z.string(),
            email: z.string(),
            role: z.enum(roles),
            needsAccount: z.boolean().openapi({ description: 'The address is nobody’s here yet' }),
          })
          .openapi('InvitationLook'),
        'What the link is for',
      ),
      ...over,
    },
  }),
  accept: route('public', {
    method: 'post',
    path: '/invitations/accept',
    summary: '招待を受ける',
    request: body(
      z.object({
        token,
        name: typedRequired(200, 'お名前を入力してください。').optional(),
        password: z.string().max(128, '128文字以内で入力してください。').optional(),
      }),
    ),
    responses: {
      200: json(
        z.object({ email: z.string(), organizationId: z.uuid() }),
        'A member of this organization now; sign in with this address',
      ),
      ...over,
      429: { description: 'Too many wrong passwords' },
    },
  }),
};

/** The routes, mounted under /api. `onChanged` is called after the commit. */
export function invitationRoutes(db: Database, auth: Auth, onChanged: (organizationId: string) => void) {
  const tries = countTries({ most: 10, windowMs: 15 * 60_000 });
  return newRoutes()
    .openapi(routes.look, async (c) => c.json(await lookAtInvitation(db, c.req.valid('json').token), 200))
    .openapi(routes.accept, async (c) => {
      const given = c.req.valid('json');
      const session = await auth.api.getSession({ headers: c.req.raw.headers });
      const { organizationId, userId, email } = await acceptInvitation(db, {
        token: given.token,
        name: given.name,
        password: given.password,
        userId: session?.user.id ?? null,
        mayTry: tries.take,
      });
      if (session?.user.id === userId) await enterOrganization(db, session.session.id, organizationId);
      onChanged(organizationId);
      return c.json({ email, organizationId }, 200);
    });
}
