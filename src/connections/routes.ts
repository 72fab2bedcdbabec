// HTTP of connections: the list, one, its history, and what a person sets. No query here.
import { z } from '@hono/zod-openapi';
import { type Caller, listAudit, requireAdmin, requirePerson } from '../accounts/index.ts';
import { AppError } from '../platform/errors.ts';
import {
  body,
  conflict,
  flag,
  idParam,
  json,
  newRoutes,
  notFound,
  page,
  pageAsked,
  pageOf,
  pageQuery,
  route,
} from '../platform/http.ts';
import { draftConnection } from './draft-connection.ts';
import { editConnection } from './edit-connection.ts';
import { notePresence } from './presence.ts';
import { presentConnections } from './present.ts';
import { connectionEditShape, connectionShape, historyLineShape, newConnectionShape } from './shapes.ts';
import { type ConnectionParts, changeAndShow, show } from './show.ts';
import { getShownConnection, listConnections } from './store.ts';

const routes = {
  list: route('member', {
    method: 'get',
    path: '/connections',
    summary: 'ポータルサイト連携の一覧 (newest first)',
    request: {
      query: pageQuery.extend({
        deleted: flag.openapi({ description: 'Also those deleted in the last 90 days' }),
      }),
    },
    responses: { 200: json(pageOf(connectionShape), 'A page of connections') },
  }),
  one: route('member', {
    method: 'get',
    path: '/connections/{id}',
    summary: 'ポータルサイト連携',
    request: { params: idParam },
    responses: { 200: json(connectionShape, 'The connection'), ...notFound },
  }),
  draft: route('admin', {
    method: 'post',
    path: '/connections',
    summary: 'ポータルサイト設定を始める (下書き)',
    request: body(newConnectionShape),
    responses: {
      201: json(connectionShape, 'The draft'),
      200: json(connectionShape, 'What this requestKey has made before'),
    },
  }),
  edit: route('admin', {
    method: 'patch',
    path: '/connections/{id}',
    summary: '連携名称と詳細設定を変更する',
    request: { params: idParam, ...body(connectionEditShape) },
    responses: { 200: json(connectionShape, 'The connection'), ...notFound, ...conflict },
  }),
  presence: route('person', {
    method: 'post',
    path: '/connections/{id}/presence',
    summary: '設定画面を開いている',
    description:
      'Called every 20 s by an open page: what goes wrong meanwhile is told there and not by mail.',
    request: { params: idParam },
    responses: { 204: { description: 'Noted' }, ...notFound },
  }),
  history: route('member', {
    method: 'get',
    path: '/connections/{id}/history',
    summary: '変更履歴 (newest first, 100)',
    request: { params: idParam },
    responses: {
      200: json(z.object({ items: z.array(historyLineShape) }), 'What was changed'),
      ...notFound,
    },
  }),
};

/** Routes of connections, mounted under /api/v1. */
export function connectionRoutes(parts: ConnectionParts) {
  const { db, downstream, portals, onChanged } = parts;
  return newRoutes<Caller>()
    .openapi(routes.list, async (c) => {
      const caller = c.get('principal');
      const { limit, cursor, deleted: withDeleted = false } = c.req.valid('query');
      const asked = { ...pageAsked({ limit, cursor }), withDeleted };
      const shown = await db.withOrganization(caller.organizationId, async (tx) =>
        presentConnections(tx, caller, await listConnections(tx, caller.organizationId, asked), parts),
      );
      return c.json(
        page(shown, limit, (one) => one),
        200,
      );
    })
    .openapi(routes.one, async (c) => {
      const caller = c.get('principal');
      const { id } = c.req.valid('param');
      const shown = await db.withOrganization(caller.organizationId, (tx) => show(tx, caller, id, parts));
      return c.json(shown, 200);
    })
    .openapi(routes.draft, async (c) => {
      const caller = requireAdmin(c.get('principal'));
      const { organizationId } = caller;
      const { assigneeId = null, statusId = null, groupId = null, ...rest } = c.req.valid('json');
      if (!portals.some(({ id }) => id === rest.portal))
        throw new AppError('input-invalid', {
          fields: { portal: 'このポータルサイトには対応していません。一覧からお選びください。' },
        });
      const draft = { ...rest, assigneeId, statusId, groupId };
      const { isNew, shown } = await db.withOrganization(organizationId, async (tx) => {
        const { id, isNew } = await draftConnection(tx, organizationId, draft, caller, downstream);
        return { isNew, shown: await show(tx, caller, id, parts) };
      });
      if (!isNew) return c.json(shown, 200);
      onChanged(organizationId);
      return c.json(shown, 201);
    })
    .openapi(routes.edit, async (c) => {
      const caller = requireAdmin(c.get('principal'));
      const { id } = c.req.valid('param');
      const shown = await changeAndShow(parts, caller, id, (tx) =>
        editConnection(tx, caller.organizationId, id, c.req.valid('json'), caller, downstream),
      );
      return c.json(shown, 200);
    })
    .openapi(routes.presence, async (c) => {
      const { organizationId, role } = requirePerson(c.get('principal'));
      const mayAct = role === 'owner' || role === 'admin';
      await db.withOrganization(organizationId, (tx) =>
        notePresence(tx, organizationId, c.req.valid('param').id, mayAct),
      );
      return c.body(null, 204);
    })
    .openapi(routes.history, async (c) => {
      const caller = c.get('principal');
      const { id } = c.req.valid('param');
      const lines = await db.withOrganization(caller.organizationId, async (tx) => {
        if (!(await getShownConnection(tx, caller.organizationId, id))) throw new AppError('not-found');
        return listAudit(tx, caller.organizationId, id);
      });
      const items = lines.map(({ at, actorName, action, details }) => ({
        at: at.toISOString(),
        actor: actorName,
        action,
        details,
      }));
      return c.json({ items }, 200);
    });
}
