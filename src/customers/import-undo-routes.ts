// HTTP of taking a CSV取り込み back: previewed, done, and who stays as they are. No query here.
import { type Caller, requireAdmin } from '../accounts/index.ts';
import type { Database } from '../platform/database.ts';
import {
  conflict,
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
import { applyUndo, discardUndo, previewUndo } from './import/undo-import.ts';
import { listKept } from './import/undo-store.ts';
import { importPageShape, keptShape } from './import-shapes.ts';
import { showImport } from './show-import.ts';

const begun = { 200: json(importPageShape, 'It has begun'), ...notFound, ...conflict };

const routes = {
  preview: route('admin', {
    method: 'post',
    path: '/customer-imports/{id}/undo/preview',
    summary: 'CSV取り込みの取り消しのプレビュー (no customer is changed by it)',
    request: { params: idParam },
    responses: begun,
  }),
  apply: route('admin', {
    method: 'post',
    path: '/customer-imports/{id}/undo',
    summary: 'CSV取り込みの取り消し (audited, as previewed)',
    description:
      'Customers it made and with whom nothing was done since are removed. What it filled and is still so is empty again. Everything else stays.',
    request: { params: idParam },
    responses: begun,
  }),
  discard: route('admin', {
    method: 'post',
    path: '/customer-imports/{id}/undo/discard',
    summary: 'CSV取り込みの取り消しをやめる (after its preview)',
    request: { params: idParam },
    responses: { 200: json(importPageShape, 'What was previewed is gone'), ...notFound, ...conflict },
  }),
  kept: route('admin', {
    method: 'get',
    path: '/customer-imports/{id}/kept',
    summary: '取り消してもそのまま残る顧客 (with why, newest first)',
    request: { params: idParam, query: pageQuery },
    responses: { 200: json(pageOf(keptShape), 'A page of customers'), ...notFound },
  }),
};

type Parts = { db: Database; onChanged: (organizationId: string) => void };

/** Routes of the 取り消し, mounted under /api/v1. `onChanged` is called after the commit. */
export function importUndoRoutes({ db, onChanged }: Parts) {
  const shown = (organizationId: string, id: string) =>
    db.withOrganization(organizationId, (tx) => showImport(tx, organizationId, id));
  return newRoutes<Caller>()
    .openapi(routes.preview, async (c) => {
      const { organizationId, userId, name } = requireAdmin(c.get('principal'));
      const { id } = c.req.valid('param');
      await db.withOrganization(organizationId, (tx) =>
        previewUndo(tx, organizationId, { userId, name }, id),
      );
      onChanged(organizationId);
      return c.json(await shown(organizationId, id), 200);
    })
    .openapi(routes.apply, async (c) => {
      const { organizationId, userId, name } = requireAdmin(c.get('principal'));
      const { id } = c.req.valid('param');
      await db.withOrganization(organizationId, (tx) => applyUndo(tx, organizationId, { userId, name }, id));
      onChanged(organizationId);
      return c.json(await shown(organizationId, id), 200);
    })
    .openapi(routes.discard, async (c) => {
      const { organizationId } = requireAdmin(c.get('principal'));
      const { id } = c.req.valid('param');
      await db.withOrganization(organizationId, (tx) => discardUndo(tx, organizationId, id));
      onChanged(organizationId);
      return c.json(await shown(organizationId, id), 200);
    })
    .openapi(routes.kept, async (c) => {
      const { organizationId } = requireAdmin(c.get('principal'));
      const { limit, cursor } = c.req.valid('query');
      const { id } = c.req.valid('param');
      const rows = await db.withOrganization(organizationId, async (tx) => {
        await showImport(tx, organizationId, id);
        return listKept(tx, organizationId, id, pageAsked({ limit, cursor }));
      });
      return c.json(
        page(rows, limit, (row) => keptShape.parse(row)),
        200,
      );
    });
}
