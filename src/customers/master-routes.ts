// HTTP of 顧客ステータス and 顧客グループ. No query here.
import { z } from '@hono/zod-openapi';
import { type Caller, requireAdmin } from '../accounts/index.ts';
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
import { addGroup, deleteGroup, listGroups, renameGroup } from './groups.ts';
import { addStatus, changeStatus, colors, deleteStatus, listStatuses, orderStatuses } from './statuses.ts';

const uses = z.object({ connections: z.number().int(), customers: z.number().int() });
const name = typedRequired(100, '名前を入力してください。');
const isContract = z.boolean().openapi({ description: '成約として数える' });
const color = z.enum(colors, '色をお選びください。');
const ids = z.array(z.uuid()).max(1_000);

const statusList = z.object({
  items: z.array(
    z
      .object({
        id: z.uuid(),
        name: z.string(),
        color: z.string(),
        isDefault: z.boolean(),
        isContract: z.boolean().openapi({ description: 'Its customers count as 成約' }),
        uses,
      })
      .openapi('Status'),
  ),
});
const groupList = z.object({
  items: z.array(z.object({ id: z.uuid(), name: z.string(), uses }).openapi('Group')),
});
const theStatuses = json(statusList, 'All statuses as they are now, in their order');
const theGroups = json(groupList, 'All static groups as they are now, by name');
const made = { 201: json(z.object({ id: z.uuid(), name: z.string() }), 'Made') };

const routes = {
  statuses: route('member', {
    method: 'get',
    path: '/statuses',
    summary: '顧客ステータスの一覧',
    responses: { 200: theStatuses },
  }),
  addStatus: route('admin', {
    method: 'post',
    path: '/statuses',
    summary: '顧客ステータスを追加する',
    request: body(z.object({ name, color, isContract: isContract.optional() })),
    responses: made,
  }),
  changeStatus: route('admin', {
    method: 'patch',
    path: '/statuses/{id}',
    summary: '顧客ステータスを変更する',
    request: {
      params: idParam,
      ...body(
        z.object({
          name: name.optional(),
          color: color.optional(),
          isContract: isContract.optional(),
          isDefault: z
            .literal(true, '既定をやめるには、別のステータスを既定にしてください。')
            .optional()
            .openapi({ description: 'Makes it the one a new customer gets' }),
          was: seen(
            z
              .object({
                name: z.string(),
                color: z.string(),
                isContract,
                defaultId: z.uuid().openapi({ description: 'Which was the default' }),
              })
              .partial(),
          ),
        }),
      ),
    },
    responses: { 200: theStatuses, ...notFound, ...conflict },
  }),
  orderStatuses: route('admin', {
    method: 'put',
    path: '/statuses/order',
    summary: '顧客ステータスを並べ替える',
    request: body(z.object({ ids, were: seen(ids) })),
    responses: { 200: theStatuses, ...conflict },
  }),
  deleteStatus: route('admin', {
    method: 'delete',
    path: '/statuses/{id}',
    summary: '顧客ステータスを削除する (what is used needs a replacement)',
    request: { params: idParam, query: z.object({ replacementId: z.uuid().optional() }) },
    responses: { 200: theStatuses, ...notFound, ...conflict },
  }),
  groups: route('member', {
    method: 'get',
    path: '/groups',
    summary: '静的な顧客グループの一覧',
    responses: { 200: theGroups },
  }),
  addGroup: route('admin', {
    method: 'post',
    path: '/groups',
    summary: '静的な顧客グループを追加する',
    request: body(z.object({ name })),
    responses: made,
  }),
  renameGroup: route('admin', {
    method: 'patch',
    path: '/groups/{id}',
    summary: '静的な顧客グループの名前を変更する',
    request: {
      params: idParam,
      ...body(z.object({ name, was: seen(z.object({ name: z.string() }).partial()) })),
    },
    responses: { 200: theGroups, ...notFound, ...conflict },
  }),
  deleteGroup: route('admin', {
    method: 'delete',
    path: '/groups/{id}',
    summary: '静的な顧客グループを削除する (what is used needs a replacement, or none)',
    request: {
      params: idParam,
      query: z.object({ replacementId: z.union([z.uuid(), z.literal('none')]).optional() }),
    },
    responses: { 200: theGroups, ...notFound, ...conflict },
  }),
};

/** Routes of masters, mounted under /api/v1. `onChanged` is called after the commit. */
export function masterRoutes(db: Database, onChanged: (organizationId: string) => void) {
  const change = changing(db, onChanged);
  const statusesNow = async (tx: Tx, id: string) => ({ items: await listStatuses(tx, id) });
  const groupsNow = async (tx: Tx, id: string) => ({ items: await listGroups(tx, id) });
  return newRoutes<Caller>()
    .openapi(routes.statuses, async (c) => {
      const { organizationId } = c.get('principal');
      return c.json(await db.withOrganization(organizationId, (tx) => statusesNow(tx, organizationId)), 200);
    })
    .openapi(routes.addStatus, async (c) => {
      const by = requireAdmin(c.get('principal'));
      const given = c.req.valid('json');
      const id = await change(by, (tx) => addStatus(tx, by.organizationId, by, given));
      return c.json({ id, name: given.name }, 201);
    })
    .openapi(routes.changeStatus, async (c) => {
      const by = requireAdmin(c.get('principal'));
      const now = await change(by, async (tx) => {
        await changeStatus(tx, by.organizationId, by, c.req.valid('param').id, c.req.valid('json'));
        return statusesNow(tx, by.organizationId);
      });
      return c.json(now, 200);
    })
    .openapi(routes.orderStatuses, async (c) => {
      const by = requireAdmin(c.get('principal'));
      const now = await change(by, async (tx) => {
        const { ids, were } = c.req.valid('json');
        await orderStatuses(tx, by.organizationId, by, ids, were);
        return statusesNow(tx, by.organizationId);
      });
      return c.json(now, 200);
    })
    .openapi(routes.deleteStatus, async (c) => {
      const by = requireAdmin(c.get('principal'));
      const { replacementId } = c.req.valid('query');
      const now = await change(by, async (tx) => {
        await deleteStatus(tx, by.organizationId, by, c.req.valid('param').id, replacementId);
        return statusesNow(tx, by.organizationId);
      });
      return c.json(now, 200);
    })
    .openapi(routes.groups, async (c) => {
      const { organizationId } = c.get('principal');
      return c.json(await db.withOrganization(organizationId, (tx) => groupsNow(tx, organizationId)), 200);
    })
    .openapi(routes.addGroup, async (c) => {
      const by = requireAdmin(c.get('principal'));
      const given = c.req.valid('json');
      const id = await change(by, (tx) => addGroup(tx, by.organizationId, by, given));
      return c.json({ id, name: given.name }, 201);
    })
    .openapi(routes.renameGroup, async (c) => {
      const by = requireAdmin(c.get('principal'));
      const now = await change(by, async (tx) => {
        const { name, was } = c.req.valid('json');
        await renameGroup(tx, by.organizationId, by, c.req.valid('param').id, name, was);
        return groupsNow(tx, by.organizationId);
      });
      return c.json(now, 200);
    })
    .openapi(routes.deleteGroup, async (c) => {
      const by = requireAdmin(c.get('principal'));
      const { replacementId } = c.req.valid('query');
      const now = await change(by, async (tx) => {
        await deleteGroup(tx, by.organizationId, by, c.req.valid('param').id, replacementId);
        return groupsNow(tx, by.organizationId);
      });
      return c.json(now, 200);
    });
}
