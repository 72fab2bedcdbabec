// HTTP of inquiries. No query here.
import { z } from '@hono/zod-openapi';
import type { Caller } from '../accounts/index.ts';
import { storable } from '../lib/storable.ts';
import type { Database } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import {
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
import { getInquiry, listInquiries } from './inquiry-queries.ts';
import { type NotifiedAt, presentInquiries } from './present.ts';
import { inquiryShape, kinds } from './shapes.ts';

// PostgreSQL takes no NUL in a parameter.
const text = (most: number) =>
  z
    .string()
    .overwrite((asked) => storable(asked))
    .max(most);

const inquiriesQuery = pageQuery.extend({
  customerId: z.uuid().optional(),
  connectionId: z.uuid().optional(),
  portal: text(60).optional(),
  kind: kinds.optional(),
  requestNumber: text(200).optional(),
  outcome: z.enum(['inquiry', 'notice']).optional(),
  mailId: z.uuid().optional().openapi({ description: 'The inquiry this mail brought' }),
});

const routes = {
  inquiries: route('member', {
    method: 'get',
    path: '/inquiries',
    summary: '反響の一覧 (newest first)',
    request: { query: inquiriesQuery },
    responses: { 200: json(pageOf(inquiryShape), 'A page of inquiries') },
  }),
  inquiry: route('member', {
    method: 'get',
    path: '/inquiries/{id}',
    summary: '反響',
    request: { params: idParam },
    responses: { 200: json(inquiryShape, 'The inquiry'), ...notFound },
  }),
};

/** Routes of inquiries, mounted under /api/v1. */
export function inquiryRoutes(db: Database, notifiedAt: NotifiedAt) {
  const present = presentInquiries(notifiedAt);
  return newRoutes<Caller>()
    .openapi(routes.inquiries, async (c) => {
      const { organizationId } = c.get('principal');
      const { limit, cursor, ...filter } = c.req.valid('query');
      return c.json(
        await db.withOrganization(organizationId, async (tx) => {
          const rows = await listInquiries(tx, organizationId, filter, pageAsked({ limit, cursor }));
          const cut = page(rows, limit, (row) => row);
          return { ...cut, items: await present(tx, organizationId, cut.items) };
        }),
        200,
      );
    })
    .openapi(routes.inquiry, async (c) => {
      const { organizationId } = c.get('principal');
      return c.json(
        await db.withOrganization(organizationId, async (tx) => {
          const rows = await getInquiry(tx, organizationId, c.req.valid('param').id);
          const [inquiry] = await present(tx, organizationId, rows);
          if (!inquiry) throw new AppError('not-found');
          return inquiry;
        }),
        200,
      );
    });
}
