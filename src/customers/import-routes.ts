// HTTP of CSV取り込み: a file comes in, is previewed, applied or discarded. No query here.
import { z } from '@hono/zod-openapi';
import { type Caller, requireAdmin } from '../accounts/index.ts';
import type { Database } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import {
  body,
  conflict,
  idParam,
  json,
  newRoutes,
  notFound,
  page,
  pageAsked,
  pageOf,
  pageQuery,
  problem,
  route,
  typed,
} from '../platform/http.ts';
import { csvHeaders } from './csv-file.ts';
import { FILE_BYTES_MAX, ROWS_MAX } from './import/model.ts';
import { receiveFile } from './import/receive-file.ts';
import { refusedCsv } from './import/refused-csv.ts';
import { applyImport, beginPreview, cancelImport } from './import/start-import.ts';
import { getImport, listImports } from './import/store.ts';
import { undosOf } from './import/undo-store.ts';
import { importLineShape, importPageShape, optionsShape, presentImport } from './import-shapes.ts';
import { showImport } from './show-import.ts';

const begun = json(importPageShape, 'It has begun');
const busy = { 409: conflict[409] };

const routes = {
  list: route('admin', {
    method: 'get',
    path: '/customer-imports',
    summary: 'CSV取り込みの一覧 (newest first)',
    request: { query: pageQuery },
    responses: { 200: json(pageOf(importLineShape), 'A page of imports') },
  }),
  receive: route('admin', {
    method: 'post',
    path: '/customer-imports',
    summary: '顧客のCSVファイルを渡す (its preview begins)',
    description: `UTF-8, UTF-16 or Shift_JIS, with commas, tabs or semicolons; up to ${FILE_BYTES_MAX / 1024 / 1024} MiB and ${ROWS_MAX.toLocaleString('en-US')} rows.`,
    request: {
      query: z.object({ fileName: typed(200).optional() }),
      body: {
        required: true,
        description: 'The bytes of the file',
        content: { 'application/octet-stream': { schema: z.string().openapi({ format: 'binary' }) } },
      },
    },
    responses: {
      201: json(importPageShape, 'It is kept, and its preview has begun; no customer is changed by it'),
      413: problem('The file is too large'),
      ...busy,
    },
  }),
  one: route('admin', {
    method: 'get',
    path: '/customer-imports/{id}',
    summary: 'CSV取り込み',
    request: { params: idParam },
    responses: { 200: json(importPageShape, 'The import, as far as it is'), ...notFound },
  }),
  preview: route('admin', {
    method: 'post',
    path: '/customer-imports/{id}/preview',
    summary: 'CSV取り込みのプレビュー (read as a person says)',
    request: { params: idParam, ...body(optionsShape.openapi('CustomerImportOptions')) },
    responses: { 200: begun, ...notFound, ...busy },
  }),
  apply: route('admin', {
    method: 'post',
    path: '/customer-imports/{id}/apply',
    summary: 'CSV取り込みの実行 (audited)',
    request: {
      params: idParam,
      query: z.object({
        previewed: z.iso.datetime().optional().openapi({
          description:
            '`endedAt` of the preview that the page shows. Where somebody previewed it anew since, otherwise read, it is refused with `changed-meanwhile`',
        }),
      }),
    },
    responses: { 200: begun, ...notFound, ...busy },
  }),
  cancel: route('admin', {
    method: 'post',
    path: '/customer-imports/{id}/cancel',
    summary: 'CSV取り込みの中止',
    request: { params: idParam },
    responses: { 200: json(importPageShape, 'It has ended; what was applied stays'), ...notFound, ...busy },
  }),
  refused: route('admin', {
    method: 'get',
    path: '/customer-imports/{id}/refused.csv',
    summary: '取り込めない行をCSVで書き出す (as they came, with what is wrong)',
    request: { params: idParam },
    responses: {
      200: {
        description: 'The rows that are refused',
        content: { 'text/csv': { schema: z.string() } },
      },
      ...notFound,
      ...busy,
    },
  }),
};

type Parts = { db: Database; onChanged: (organizationId: string) => void };

/** Routes of CSV取り込み, mounted under /api/v1. `onChanged` is called after the commit. */
export function importRoutes({ db, onChanged }: Parts) {
  const shown = (organizationId: string, id: string) =>
    db.withOrganization(organizationId, (tx) => showImport(tx, organizationId, id));
  return newRoutes<Caller>()
    .openapi(routes.list, async (c) => {
      const { organizationId } = requireAdmin(c.get('principal'));
      const { limit, cursor } = c.req.valid('query');
      const { all, undos } = await db.withOrganization(organizationId, async (tx) => {
        const all = await listImports(tx, organizationId, pageAsked({ limit, cursor }));
        const ids = all.map(({ id }) => id);
        return { all, undos: await undosOf(tx, organizationId, ids) };
      });
      return c.json(
        page(all, limit, (one) => importLineShape.parse(presentImport(one, undos.get(one.id) ?? null))),
        200,
      );
    })
    .openapi(routes.receive, async (c) => {
      const { organizationId, userId, name } = requireAdmin(c.get('principal'));
      const { fileName = '' } = c.req.valid('query');
      const announced = Number(c.req.header('content-length') ?? 0);
      if (announced > FILE_BYTES_MAX) throw new AppError('too-large');
      const bytes = c.req.raw.body;
      if (!bytes) throw new AppError('file-empty');
      const id = await receiveFile(db, organizationId, { userId, name }, fileName, bytes);
      onChanged(organizationId);
      return c.json(await shown(organizationId, id), 201);
    })
    .openapi(routes.one, async (c) => {
      const { organizationId } = requireAdmin(c.get('principal'));
      return c.json(await shown(organizationId, c.req.valid('param').id), 200);
    })
    .openapi(routes.preview, async (c) => {
      const { organizationId } = requireAdmin(c.get('principal'));
      const { id } = c.req.valid('param');
      await db.withOrganization(organizationId, (tx) =>
        beginPreview(tx, organizationId, id, c.req.valid('json')),
      );
      onChanged(organizationId);
      return c.json(await shown(organizationId, id), 200);
    })
    .openapi(routes.apply, async (c) => {
      const { organizationId, userId, name } = requireAdmin(c.get('principal'));
      const { id } = c.req.valid('param');
      await db.withOrganization(organizationId, (tx) =>
        applyImport(tx, organizationId, { userId, name }, id, c.req.valid('query').previewed),
      );
      onChanged(organizationId);
      return c.json(await shown(organizationId, id), 200);
    })
    .openapi(routes.cancel, async (c) => {
      const { organizationId } = requireAdmin(c.get('principal'));
      const { id } = c.req.valid('param');
      await db.withOrganization(organizationId, (tx) => cancelImport(tx, organizationId, id));
      onChanged(organizationId);
      return c.json(await shown(organizationId, id), 200);
    })
    .openapi(routes.refused, async (c) => {
      const { organizationId } = requireAdmin(c.get('principal'));
      const { id } = c.req.valid('param');
      const one = await db.withOrganization(organizationId, (tx) => getImport(tx, organizationId, id));
      if (!one) throw new AppError('not-found');
      const { options } = one;
      if (!options || one.forgottenAt || one.counts.refused === 0) throw new AppError('not-found');
      if (one.state === 'running') throw new AppError('import-running', { data: { id: one.id } });
      const file = refusedCsv(db, { ...one, options });
      const encoding = options.encoding === 'shift_jis' ? 'shift_jis' : 'utf-8';
      const headers = csvHeaders('customers-refused', encoding);
      return c.body(ReadableStream.from(file) as ReadableStream, 200, headers);
    });
}
