// HTTP of 顧客 and 反響 as CSV. Who took which out is kept. No query here.
import { z } from '@hono/zod-openapi';
import { addAudit, type Caller, requireAdmin } from '../accounts/index.ts';
import type { Database } from '../platform/database.ts';
import { newRoutes, route } from '../platform/http.ts';
import type { Portal } from '../portal-kit/define-portal.ts';
import { csvEncodings, csvHeaders } from './csv-file.ts';
import { customerFilterQuery } from './customer-filter.ts';
import { exportCustomers } from './export-customers.ts';
import { exportInquiries } from './export-inquiries.ts';
import { filterQuery } from './inquiry-filter.ts';

/** A page of a list. */
const MOST = 100;

const asked = {
  ids: z
    .string()
    .max(37 * MOST)
    .transform((text) => text.split(','))
    .pipe(z.array(z.uuid()).min(1).max(MOST))
    .optional()
    .openapi({
      type: 'string',
      description: `In place of all that match: these, up to ${MOST}, parted by commas`,
    }),
  encoding: z.enum(csvEncodings).default('utf-8').openapi({ description: 'utf-8: with a BOM' }),
};
const file = (description: string) => ({
  200: { description, content: { 'text/csv': { schema: z.string() } } },
});

const routes = {
  customers: route('admin', {
    method: 'get',
    path: '/customers.csv',
    summary: '顧客をCSVで書き出す (audited)',
    request: { query: z.object({ ...customerFilterQuery, ...asked }) },
    responses: file('The customers who match, newest first'),
  }),
  inquiries: route('admin', {
    method: 'get',
    path: '/inquiries.csv',
    summary: '反響をCSVで書き出す (audited)',
    request: { query: z.object({ ...filterQuery, ...asked }) },
    responses: file('The inquiries that match, newest first'),
  }),
};

type Parts = { db: Database; portals: readonly Pick<Portal, 'id' | 'name'>[] };

/** Routes of the exports, mounted under /api/v1. */
export function exportRoutes({ db, portals }: Parts) {
  const nameOf = (id: string) => portals.find((portal) => portal.id === id)?.name ?? id;
  // Before the first byte: whatever becomes of the download, it is written down.
  const audit = (
    { organizationId, ...by }: { organizationId: string; userId: string; name: string },
    action: string,
    details: Record<string, unknown>,
  ) => db.withOrganization(organizationId, (tx) => addAudit(tx, organizationId, by, action, null, details));
  return newRoutes<Caller>()
    .openapi(routes.customers, async (c) => {
      const { userId, name, organizationId } = requireAdmin(c.get('principal'));
      const { encoding, ids, ...filter } = c.req.valid('query');
      await audit({ userId, name, organizationId }, 'customers.exported', { encoding, filter, ids });
      const bytes = exportCustomers(db, organizationId, { ...filter, ids }, encoding);
      return c.body(ReadableStream.from(bytes) as ReadableStream, 200, csvHeaders('customers', encoding));
    })
    .openapi(routes.inquiries, async (c) => {
      const { userId, name, organizationId } = requireAdmin(c.get('principal'));
      const { encoding, ids, ...filter } = c.req.valid('query');
      await audit({ userId, name, organizationId }, 'inquiries.exported', { encoding, filter, ids });
      const bytes = exportInquiries(db, organizationId, { ...filter, ids }, encoding, nameOf);
      return c.body(ReadableStream.from(bytes) as ReadableStream, 200, csvHeaders('inquiries', encoding));
    });
}
