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
import { filterQuery } from './inquiry-filter.ts';
import {
  countOpen,
  getInquiry,
  type InquiryRow,
  listInquiries,
  listOpenFirst,
  type OpenFirstPlace,
} from './inquiry-queries.ts';
import { countMatching, MOST_MATCHING } from './matching/count-matching.ts';
import { type NotifiedAt, presentInquiries } from './present.ts';
import { countShape, inquiryShape, kinds } from './shapes.ts';

const inquiriesQuery = pageQuery.extend({
  ...filterQuery,
  customerId: z.uuid().optional(),
  kind: kinds.optional(),
  requestNumber: z
    .string()
    .overwrite((asked) => storable(asked)) // PostgreSQL takes no NUL in a parameter
    .max(200)
    .optional(),
  outcome: z.enum(['inquiry', 'notice']).optional(),
  mailId: z.uuid().optional().openapi({ description: 'The inquiry this mail brought' }),
  order: z.enum(['newest', 'open-first']).default('newest').openapi({
    description:
      'open-first: the 未対応 before the others, the newest first in both. A cursor goes with its order',
  }),
});

/** Counted no further. */
const MOST_COUNTED = 1_000;

const routes = {
  inquiries: route('member', {
    method: 'get',
    path: '/inquiries',
    summary: '反響の一覧 (newest first)',
    request: { query: inquiriesQuery },
    responses: { 200: json(pageOf(inquiryShape), 'A page of inquiries') },
  }),
  counts: route('member', {
    method: 'get',
    path: '/inquiries/counts',
    summary: '反響の件数',
    request: { query: z.object(filterQuery).omit({ response: true }) },
    responses: {
      200: json(
        z.object({ open: z.int().openapi({ description: `未対応, counted up to ${MOST_COUNTED}` }) }),
        'How many match',
      ),
    },
  }),
  matching: route('member', {
    method: 'get',
    path: '/inquiries/matching',
    summary: '条件に合う反響の件数 (to change them all)',
    request: { query: z.object(filterQuery) },
    responses: {
      200: json(countShape(MOST_MATCHING), 'How many match'),
    },
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
      const { limit, cursor, order, ...filter } = c.req.valid('query');
      return c.json(
        await db.withOrganization(organizationId, async (tx) => {
          if (order === 'open-first' && !filter.response) {
            const rows = await listOpenFirst(tx, organizationId, filter, openFirstPlace(cursor), limit + 1);
            const shown = rows.slice(0, limit);
            const last = rows.length > limit ? shown.at(-1) : undefined;
            const items = await present(tx, organizationId, shown);
            return { items, nextCursor: last ? openFirstCursor(last) : null };
          }
          const rows = await listInquiries(tx, organizationId, filter, pageAsked({ limit, cursor }));
          const cut = page(rows, limit, (row) => row);
          return { ...cut, items: await present(tx, organizationId, cut.items) };
        }),
        200,
      );
    })
    .openapi(routes.counts, async (c) => {
      const { organizationId } = c.get('principal');
      const filter = c.req.valid('query');
      const open = await db.withOrganization(organizationId, (tx) =>
        countOpen(tx, organizationId, filter, MOST_COUNTED),
      );
      return c.json({ open }, 200);
    })
    .openapi(routes.matching, async (c) => {
      const { organizationId } = c.get('principal');
      const filter = c.req.valid('query');
      const counted = await db.withOrganization(organizationId, (tx) =>
        countMatching(tx, organizationId, 'inquiries', filter),
      );
      return c.json(counted, 200);
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

function openFirstCursor({ id, respondedAt }: InquiryRow): string {
  return Buffer.from(`${respondedAt ? 'done' : 'open'}|${id}`, 'latin1').toString('base64url');
}

function openFirstPlace(cursor: string | undefined): OpenFirstPlace {
  if (cursor === undefined) return { response: 'open', before: null };
  const [response, id] = Buffer.from(cursor, 'base64url').toString('latin1').split('|');
  if ((response !== 'open' && response !== 'done') || !z.uuid().safeParse(id).success)
    throw new AppError('cursor-invalid');
  return { response, before: id ?? null };
}
