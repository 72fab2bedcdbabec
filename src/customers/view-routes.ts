// HTTP of the views a person keeps of the 反響 list. No query here.
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
import { filterShape } from './inquiry-filter.ts';
import { addView, editView, listViews, removeView } from './inquiry-views.ts';

const name = typedRequired(60, 'ビューの名前を入力してください。');
const viewShape = z.object({ id: z.uuid(), name: z.string(), filter: filterShape }).openapi('InquiryView');

const routes = {
  list: route('person', {
    method: 'get',
    path: '/inquiry-views',
    summary: '反響の保存したビュー (one’s own)',
    responses: { 200: json(z.object({ items: z.array(viewShape) }), 'The views, the oldest first') },
  }),
  add: route('person', {
    method: 'post',
    path: '/inquiry-views',
    summary: '反響のビューを保存する',
    request: body(z.object({ name, filter: filterShape }).openapi('NewInquiryView')),
    responses: { 201: json(viewShape, 'The view') },
  }),
  edit: route('person', {
    method: 'patch',
    path: '/inquiry-views/{id}',
    summary: '反響のビューを変更する (what is left out stays)',
    request: {
      params: idParam,
      ...body(
        z.object({
          name: name.optional(),
          filter: filterShape.optional(),
          was: seen(z.object({ name: z.string(), filter: filterShape }).partial()),
        }),
      ),
    },
    responses: { 200: json(viewShape, 'The view as it is now'), ...notFound, ...conflict },
  }),
  remove: route('person', {
    method: 'delete',
    path: '/inquiry-views/{id}',
    summary: '反響のビューを削除する',
    request: { params: idParam },
    responses: { 204: { description: 'Removed' }, ...notFound },
  }),
};

/** Routes of views, mounted under /api/v1. */
export function viewRoutes(db: Database) {
  return newRoutes<Caller>()
    .openapi(routes.list, async (c) => {
      const { userId, organizationId } = requirePerson(c.get('principal'));
      const items = await db.withOrganization(organizationId, (tx) => listViews(tx, organizationId, userId));
      return c.json({ items }, 200);
    })
    .openapi(routes.add, async (c) => {
      const { userId, organizationId } = requirePerson(c.get('principal'));
      const made = await db.withOrganization(organizationId, (tx) =>
        addView(tx, organizationId, userId, c.req.valid('json')),
      );
      return c.json(made, 201);
    })
    .openapi(routes.edit, async (c) => {
      const { userId, organizationId } = requirePerson(c.get('principal'));
      const now = await db.withOrganization(organizationId, (tx) =>
        editView(tx, organizationId, userId, c.req.valid('param').id, c.req.valid('json')),
      );
      return c.json(now, 200);
    })
    .openapi(routes.remove, async (c) => {
      const { userId, organizationId } = requirePerson(c.get('principal'));
      await db.withOrganization(organizationId, (tx) =>
        removeView(tx, organizationId, userId, c.req.valid('param').id),
      );
      return c.body(null, 204);
    });
}
