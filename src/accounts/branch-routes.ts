// HTTP of 店舗. No query here.
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
import { addBranch, deleteBranch, listBranchesWithUses, orderBranches, renameBranch } from './branches.ts';
import type { Caller } from './model.ts';
import { requireAdmin } from './require.ts';

const name = typedRequired(100, '名前を入力してください。');
const ids = z.array(z.uuid()).max(1_000);

const branchList = z.object({
  items: z.array(
    z
      .object({
        id: z.uuid(),
        name: z.string(),
        uses: z.object({ people: z.int().openapi({ description: 'How many belong to it' }) }),
      })
      .openapi('Branch'),
  ),
});
const theBranches = json(branchList, 'All branches as they are now, in their order');

const routes = {
  list: route('member', {
    method: 'get',
    path: '/branches',
    summary: '店舗の一覧',
    responses: { 200: theBranches },
  }),
  add: route('admin', {
    method: 'post',
    path: '/branches',
    summary: '店舗を追加する',
    request: body(z.object({ name })),
    responses: { 201: json(z.object({ id: z.uuid(), name: z.string() }), 'Made') },
  }),
  rename: route('admin', {
    method: 'patch',
    path: '/branches/{id}',
    summary: '店舗の名前を変更する',
    request: {
      params: idParam,
      ...body(z.object({ name, was: seen(z.object({ name: z.string() }).partial()) })),
    },
    responses: { 200: theBranches, ...notFound, ...conflict },
  }),
  order: route('admin', {
    method: 'put',
    path: '/branches/order',
    summary: '店舗を並べ替える',
    request: body(z.object({ ids, were: seen(ids) })),
    responses: { 200: theBranches, ...conflict },
  }),
  delete: route('admin', {
    method: 'delete',
    path: '/branches/{id}',
    summary: '店舗を削除する (what has people needs a replacement, or none)',
    request: {
      params: idParam,
      query: z.object({ replacementId: z.union([z.uuid(), z.literal('none')]).optional() }),
    },
    responses: { 200: theBranches, ...notFound, ...conflict },
  }),
};

/** Routes of branches, mounted under /api/v1. `onChanged` is called after the commit. */
export function branchRoutes(db: Database, onChanged: (organizationId: string) => void) {
  const change = changing(db, onChanged);
  const now = async (tx: Tx, organizationId: string) => ({
    items: await listBranchesWithUses(tx, organizationId),
  });
  return newRoutes<Caller>()
    .openapi(routes.list, async (c) => {
      const { organizationId } = c.get('principal');
      return c.json(await db.withOrganization(organizationId, (tx) => now(tx, organizationId)), 200);
    })
    .openapi(routes.add, async (c) => {
      const by = requireAdmin(c.get('principal'));
      const { name } = c.req.valid('json');
      return c.json({ id: await change(by, (tx) => addBranch(tx, by, name)), name }, 201);
    })
    .openapi(routes.rename, async (c) => {
      const by = requireAdmin(c.get('principal'));
      const list = await change(by, async (tx) => {
        const { name, was } = c.req.valid('json');
        await renameBranch(tx, by, c.req.valid('param').id, name, was);
        return now(tx, by.organizationId);
      });
      return c.json(list, 200);
    })
    .openapi(routes.order, async (c) => {
      const by = requireAdmin(c.get('principal'));
      const list = await change(by, async (tx) => {
        const { ids, were } = c.req.valid('json');
        await orderBranches(tx, by, ids, were);
        return now(tx, by.organizationId);
      });
      return c.json(list, 200);
    })
    .openapi(routes.delete, async (c) => {
      const by = requireAdmin(c.get('principal'));
      const { replacementId } = c.req.valid('query');
      const list = await change(by, async (tx) => {
        await deleteBranch(tx, by, c.req.valid('param').id, replacementId);
        return now(tx, by.organizationId);
      });
      return c.json(list, 200);
    });
}
