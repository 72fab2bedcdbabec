// HTTP of portals and their guides: what can be connected, and how the portal is told the inbox address.
import { z } from '@hono/zod-openapi';
import type { Caller } from '../accounts/index.ts';
import { AppError } from '../platform/errors.ts';
import { idParam, json, newRoutes, notFound, route } from '../platform/http.ts';
import { isLoginSetUp } from './login/definition.ts';
import { renderGuide } from './rules/render-guide.ts';
import { guideShape, portalShape } from './shapes.ts';
import type { ConnectionParts } from './show.ts';
import { getShownConnection } from './store.ts';

const routes = {
  portals: route('member', {
    method: 'get',
    path: '/portals',
    summary: '連携できるポータルサイト',
    responses: { 200: json(z.object({ items: z.array(portalShape) }), 'Portals of this installation') },
  }),
  guide: route('member', {
    method: 'get',
    path: '/connections/{id}/guide',
    summary: 'ポータルサイトでの設定手順',
    description: 'The portal’s own steps and texts to paste, with the connection’s inbox address filled in.',
    request: { params: idParam },
    responses: { 200: json(guideShape, 'The guide; empty where the portal has none'), ...notFound },
  }),
};

/** Routes of portals and guides, mounted under /api/v1. */
export function guideRoutes({ db, portals, inboxDomain, productName }: ConnectionParts) {
  return newRoutes<Caller>()
    .openapi(routes.portals, async (c) => {
      const { organizationId } = c.get('principal');
      const setUp = await db.withOrganization(organizationId, async (tx) => {
        const ids = new Set<string>();
        for (const portal of portals) if (await isLoginSetUp(tx, portal)) ids.add(portal.id);
        return ids;
      });
      const items = portals.map(({ id, name, summary, notificationAddressLimit, login }) => ({
        id,
        name,
        summary,
        addressLimit: notificationAddressLimit,
        hasLogin: login !== null,
        isLoginSetUp: setUp.has(id),
        isAvailable: true,
      }));
      return c.json({ items }, 200);
    })
    .openapi(routes.guide, async (c) => {
      const { organizationId } = c.get('principal');
      const { id } = c.req.valid('param');
      const connection = await db.withOrganization(organizationId, (tx) =>
        getShownConnection(tx, organizationId, id),
      );
      if (!connection) throw new AppError('not-found');
      const portal = portals.find((one) => one.id === connection.portal);
      const address = connection.inboxLocalPart ? `${connection.inboxLocalPart}@${inboxDomain}` : '';
      return c.json(
        {
          ...renderGuide(portal?.guide ?? '', { address, productName }),
          addressLimit: portal?.notificationAddressLimit ?? null,
        },
        200,
      );
    });
}
