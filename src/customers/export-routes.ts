// HTTP of 顧客 as CSV. Who took which customers out is kept. No query here.
import { z } from '@hono/zod-openapi';
import { addAudit, type Caller, requireAdmin } from '../accounts/index.ts';
import type { Database } from '../platform/database.ts';
import { newRoutes, route } from '../platform/http.ts';
import { csvEncodings } from './csv-file.ts';
import { customerFilterQuery } from './customer-filter.ts';
import { exportCustomers } from './export-customers.ts';

const routes = {
  csv: route('admin', {
    method: 'get',
    path: '/customers.csv',
    summary: '顧客をCSVで書き出す (audited)',
    request: {
      query: z.object({
        ...customerFilterQuery,
        encoding: z.enum(csvEncodings).default('utf-8').openapi({ description: 'utf-8: with a BOM' }),
      }),
    },
    responses: {
      200: {
        description: 'The customers who match, newest first',
        content: { 'text/csv': { schema: z.string() } },
      },
    },
  }),
};

/** Routes of the export, mounted under /api/v1. */
export function exportRoutes(db: Database) {
  return newRoutes<Caller>().openapi(routes.csv, async (c) => {
    const { userId, name, organizationId } = requireAdmin(c.get('principal'));
    const { encoding, ...filter } = c.req.valid('query');
    // Before the first byte: whatever becomes of the download, it is written down.
    await db.withOrganization(organizationId, (tx) =>
      addAudit(tx, organizationId, { userId, name }, 'customers.exported', null, { encoding, filter }),
    );
    const file = exportCustomers(db, organizationId, filter, encoding);
    return c.body(ReadableStream.from(file) as ReadableStream, 200, {
      'Content-Type': `text/csv; charset=${encoding}`,
      'Content-Disposition': 'attachment; filename="customers.csv"',
      'Cache-Control': 'no-store',
    });
  });
}
