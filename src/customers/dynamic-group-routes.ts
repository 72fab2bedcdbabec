// HTTP of 動的な顧客グループ. No query here.
import { z } from '@hono/zod-openapi';
import { type Caller, requirePerson } from '../accounts/index.ts';
import type { Database } from '../platform/database.ts';
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
import { keptFilterShape } from './customer-filter.ts';
import {
  addDynamicGroup,
  deleteDynamicGroup,
  editDynamicGroup,
  listDynamicGroups,
} from './dynamic-groups.ts';

const name = typedRequired(60, 'グループの名前を入力してください。');
const groupShape = z
  .object({ id: z.uuid(), name: z.string(), filter: keptFilterShape })
  .openapi('DynamicGroup');

const routes = {
  list: route('member', {
    method: 'get',
    path: '/dynamic-groups',
    summary: '動的な顧客グループの一覧',
    responses: { 200: json(z.object({ items: z.array(groupShape) }), 'All by name') },
  }),
  add: route('person', {
    method: 'post',
    path: '/dynamic-groups',
    summary: '条件を動的な顧客グループとして保存する',
    request: body(z.object({ name, filter: keptFilterShape }).openapi('NewDynamicGroup')),
    responses: { 201: json(groupShape, 'The group') },
  }),
  edit: route('person', {
    method: 'patch',
    path: '/dynamic-groups/{id}',
    summary: '動的な顧客グループを変更する (what is left out stays)',
    request: {
      params: idParam,
      ...body(
        z.object({
          name: name.optional(),
          filter: keptFilterShape.optional(),
          was: seen(z.object({ name: z.string(), filter: keptFilterShape }).partial()),
        }),
      ),
    },
    responses: { 200: json(groupShape, 'The group as it is now'), ...notFound, ...conflict },
  }),
  remove: route('person', {
    method: 'delete',
    path: '/dynamic-groups/{id}',
    summary: '動的な顧客グループを削除する (its customers stay)',
    request: { params: idParam },
    responses: { 204: { description: 'Removed' }, ...notFound },
  }),
};

/** Routes of dynamic groups, mounted under /api/v1. */
export function dynamicGroupRoutes(db: Database) {
  return newRoutes<Caller>()
    .openapi(routes.list, async (c) => {
      const { organizationId } = c.get('principal');
      const items = await db.withOrganization(organizationId, (tx) => listDynamicGroups(tx, organizationId));
      return c.json({ items }, 200);
    })
    .openapi(routes.add, async (c) => {
      const { userId, name: by, organizationId } = requirePerson(c.get('principal'));
      const made = await db.withOrganization(organizationId, (tx) =>
        addDynamicGroup(tx, organizationId, { userId, name: by }, c.req.valid('json')),
      );
      return c.json(made, 201);
    })
    .openapi(routes.edit, async (c) => {
      const { userId, name: by, organizationId } = requirePerson(c.get('principal'));
      const { id } = c.req.valid('param');
      const now = await db.withOrganization(organizationId, (tx) =>
        editDynamicGroup(tx, organizationId, { userId, name: by }, id, c.req.valid('json')),
      );
      return c.json(now, 200);
    })
    .openapi(routes.remove, async (c) => {
      const { userId, name: by, organizationId } = requirePerson(c.get('principal'));
      const { id } = c.req.valid('param');
      await db.withOrganization(organizationId, (tx) =>
        deleteDynamicGroup(tx, organizationId, { userId, name: by }, id),
      );
      return c.body(null, 204);
    });
}
