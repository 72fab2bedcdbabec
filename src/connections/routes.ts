// HTTP of connections. No query here.
import { z } from '@hono/zod-openapi';
import type { Caller } from '../accounts/index.ts';
import type { Database } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import {
  beforeOf,
  idParam,
  json,
  newRoutes,
  notFound,
  page,
  pageOf,
  pageQuery,
  route,
} from '../platform/http.ts';
import type { Connection } from './model.ts';
import { getConnection, listConnections } from './store.ts';

const connectionShape = z
  .object({
    id: z.uuid(),
    portal: z.string().openapi({ description: 'Portal id' }),
    name: z.string().openapi({ description: '連携名称' }),
    state: z.enum(['draft', 'active', 'paused', 'deleted']),
    inboxAddress: z.string().nullable().openapi({ description: 'Digima受信ボックス' }),
    assigneeId: z.uuid().nullable(),
    statusId: z.uuid().nullable(),
    groupId: z.uuid().nullable(),
    createdAt: z.iso.datetime(),
  })
  .openapi('Connection');

const routes = {
  list: route('member', {
    method: 'get',
    path: '/connections',
    summary: 'ポータルサイト連携の一覧 (newest first)',
    request: { query: pageQuery },
    responses: { 200: json(pageOf(connectionShape), 'A page of connections') },
  }),
  one: route('member', {
    method: 'get',
    path: '/connections/{id}',
    summary: 'ポータルサイト連携',
    request: { params: idParam },
    responses: { 200: json(connectionShape, 'The connection'), ...notFound },
  }),
};

/** Routes of connections, mounted under /api/v1. `inboxDomain` completes the inbox addresses. */
export function connectionRoutes(db: Database, inboxDomain: string) {
  const present = ({ inboxLocalPart, createdAt, ...rest }: Connection) => ({
    ...rest,
    inboxAddress: inboxLocalPart && `${inboxLocalPart}@${inboxDomain}`,
    createdAt: createdAt.toISOString(),
  });
  return newRoutes<Caller>()
    .openapi(routes.list, async (c) => {
      const { organizationId } = c.get('principal');
      const { limit, cursor } = c.req.valid('query');
      const rows = await db.withOrganization(organizationId, (tx) =>
        listConnections(tx, organizationId, { before: beforeOf(cursor), limit: limit + 1 }),
      );
      return c.json(page(rows, limit, present), 200);
    })
    .openapi(routes.one, async (c) => {
      const { organizationId } = c.get('principal');
      const found = await db.withOrganization(organizationId, (tx) =>
        getConnection(tx, organizationId, c.req.valid('param').id),
      );
      if (!found) throw new AppError('not-found');
      return c.json(present(found), 200);
    });
}
