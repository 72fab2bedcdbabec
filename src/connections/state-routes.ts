// HTTP of what a connection goes through: activate, pause, resume, a new address, delete. No query here.
import { z } from '@hono/zod-openapi';
import { type Caller, requireAdmin } from '../accounts/index.ts';
import { body, conflict, idParam, json, newRoutes, notFound, route } from '../platform/http.ts';
import { activateConnection } from './activate-connection.ts';
import { deleteConnection } from './delete-connection.ts';
import { pauseConnection, resumeConnection } from './pause-connection.ts';
import { rotateInbox } from './rotate-inbox.ts';
import { setForwarding } from './set-forwarding.ts';
import { connectionShape, forwardingShape } from './shapes.ts';
import { type ConnectionParts, changeAndShow } from './show.ts';

const shown = {
  200: json(connectionShape, 'The connection; done twice it is done once'),
  ...notFound,
  ...conflict,
};

const routes = {
  activate: route('admin', {
    method: 'post',
    path: '/connections/{id}/activate',
    summary: '連携する',
    request: {
      params: idParam,
      ...body(
        z.object({
          isRegistered: z.literal(
            true,
            '「反響通知メールの受信先としてDigima受信ボックスのメールアドレスを設定しました」にチェックを入れてください。',
          ),
        }),
      ),
    },
    responses: shown,
  }),
  pause: route('admin', {
    method: 'post',
    path: '/connections/{id}/pause',
    summary: '連携を停止する (mail is kept aside)',
    request: { params: idParam },
    responses: shown,
  }),
  resume: route('admin', {
    method: 'post',
    path: '/connections/{id}/resume',
    summary: '連携を再開する',
    request: {
      params: idParam,
      ...body(
        z.object({
          takeIn: z
            .boolean('停止中に届いたメールを取り込むかどうかをお選びください。')
            .openapi({ description: 'Take in what was kept aside; also on an active connection' }),
        }),
      ),
    },
    responses: shown,
  }),
  forward: route('admin', {
    method: 'put',
    path: '/connections/{id}/forwarding',
    summary: '転送先を変更する (who gets the mails themselves)',
    request: { params: idParam, ...body(forwardingShape) },
    responses: { 200: json(connectionShape, 'The connection'), ...notFound, ...conflict },
  }),
  rotate: route('admin', {
    method: 'post',
    path: '/connections/{id}/rotate-inbox',
    summary: '受信ボックスのメールアドレスを変更する (the old one is answered for 90 more days)',
    request: {
      params: idParam,
      query: z.object({
        version: z.coerce
          .number()
          .int()
          .optional()
          .openapi({ description: 'The version the caller saw: a second click does not rotate twice' }),
      }),
    },
    responses: shown,
  }),
  remove: route('admin', {
    method: 'delete',
    path: '/connections/{id}',
    summary: '連携を削除する (its address is answered for 90 more days)',
    request: { params: idParam },
    responses: { 204: { description: 'Deleted; inquiries stay' }, ...notFound },
  }),
};

/** Routes of a connection's states, mounted under /api/v1. */
export function connectionStateRoutes(parts: ConnectionParts) {
  const { db, downstream, portals, onChanged } = parts;
  const needsLogin = (portal: string) => portals.some(({ id, login }) => id === portal && login !== null);
  return newRoutes<Caller>()
    .openapi(routes.activate, async (c) => {
      const caller = requireAdmin(c.get('principal'));
      const { id } = c.req.valid('param');
      const given = { downstream, needsLogin };
      const connection = await changeAndShow(parts, caller, id, (tx) =>
        activateConnection(tx, caller.organizationId, id, caller, given),
      );
      return c.json(connection, 200);
    })
    .openapi(routes.pause, async (c) => {
      const caller = requireAdmin(c.get('principal'));
      const { id } = c.req.valid('param');
      const connection = await changeAndShow(parts, caller, id, (tx) =>
        pauseConnection(tx, caller.organizationId, id, caller),
      );
      return c.json(connection, 200);
    })
    .openapi(routes.resume, async (c) => {
      const caller = requireAdmin(c.get('principal'));
      const { id } = c.req.valid('param');
      const connection = await changeAndShow(parts, caller, id, (tx) =>
        resumeConnection(tx, caller.organizationId, id, c.req.valid('json'), caller, downstream),
      );
      return c.json(connection, 200);
    })
    .openapi(routes.forward, async (c) => {
      const caller = requireAdmin(c.get('principal'));
      const { id } = c.req.valid('param');
      const given = c.req.valid('json');
      const connection = await changeAndShow(parts, caller, id, (tx) =>
        setForwarding(tx, caller.organizationId, id, given, caller, parts.inboxDomain),
      );
      return c.json(connection, 200);
    })
    .openapi(routes.rotate, async (c) => {
      const caller = requireAdmin(c.get('principal'));
      const { id } = c.req.valid('param');
      const connection = await changeAndShow(parts, caller, id, (tx) =>
        rotateInbox(tx, caller.organizationId, id, c.req.valid('query'), caller),
      );
      return c.json(connection, 200);
    })
    .openapi(routes.remove, async (c) => {
      const caller = requireAdmin(c.get('principal'));
      await db.withOrganization(caller.organizationId, (tx) =>
        deleteConnection(tx, caller.organizationId, c.req.valid('param').id, caller, downstream),
      );
      onChanged(caller.organizationId);
      return c.body(null, 204);
    });
}
