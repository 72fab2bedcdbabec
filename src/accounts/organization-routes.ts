// HTTP of 会社 for somebody who belongs to several: which they are, and working in another.
import { z } from '@hono/zod-openapi';
import type { Database } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import { idParam, json, newRoutes, notFound, route } from '../platform/http.ts';
import { enterOrganization, listMemberships } from './memberships.ts';
import type { Caller } from './model.ts';
import type { Auth } from './open-auth.ts';
import { requirePerson } from './require.ts';

const routes = {
  list: route('person', {
    method: 'get',
    path: '/organizations',
    summary: '所属している会社',
    responses: {
      200: json(
        z.object({ items: z.array(z.object({ id: z.uuid(), name: z.string(), isCurrent: z.boolean() })) }),
        'Where the caller belongs',
      ),
    },
  }),
  enter: route('person', {
    method: 'post',
    path: '/organizations/{id}/enter',
    summary: '会社を切り替える (for this session)',
    request: { params: idParam },
    responses: { 204: { description: 'The session works there from now on' }, ...notFound },
  }),
};

/** Routes of a person's organizations, mounted under /api/v1. */
export function organizationRoutes({ db, auth }: { db: Database; auth: Auth }) {
  return newRoutes<Caller>()
    .openapi(routes.list, async (c) => {
      const { userId, organizationId } = requirePerson(c.get('principal'));
      const mine = await listMemberships(db, userId);
      return c.json({ items: mine.map((one) => ({ ...one, isCurrent: one.id === organizationId })) }, 200);
    })
    .openapi(routes.enter, async (c) => {
      const { userId } = requirePerson(c.get('principal'));
      const { id } = c.req.valid('param');
      const mine = await listMemberships(db, userId);
      const found = await auth.api.getSession({ headers: c.req.raw.headers });
      if (!found || !mine.some((one) => one.id === id)) throw new AppError('not-found');
      await enterOrganization(db, found.session.id, id);
      return c.body(null, 204);
    });
}
