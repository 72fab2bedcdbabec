// HTTP of customers. No query here.
import { z } from '@hono/zod-openapi';
import { type Caller, listBranches, listMembers } from '../accounts/index.ts';
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
import { customerFilterQuery } from './customer-filter.ts';
import { customerOrders } from './customer-order.ts';
import { duplicatesOf } from './duplicates.ts';
import { historyFields, listFieldHistory } from './field-history.ts';
import { familyOf, findSurvivor } from './find-survivor.ts';
import { countMatching, MOST_MATCHING } from './matching/count-matching.ts';
import { presentCustomers, presentHistory } from './present.ts';
import { presentMerges } from './present-merge.ts';
import { getCustomers, listCustomers, listHistory, listMasters } from './queries.ts';
import { countShape, customerDetailShape, customerShape, fieldHistoryShape, historyShape } from './shapes.ts';

const customersQuery = pageQuery.extend({
  ...customerFilterQuery,
  order: z.enum(customerOrders).default('newest'),
});

const routes = {
  counts: route('member', {
    method: 'get',
    path: '/customers/counts',
    summary: '顧客の件数',
    request: { query: z.object(customerFilterQuery) },
    responses: { 200: json(countShape(MOST_MATCHING), 'How many match') },
  }),
  customers: route('member', {
    method: 'get',
    path: '/customers',
    summary: '顧客の一覧',
    request: { query: customersQuery },
    responses: { 200: json(pageOf(customerShape), 'A page of customers') },
  }),
  customer: route('member', {
    method: 'get',
    path: '/customers/{id}',
    summary: '顧客',
    request: { params: idParam },
    responses: {
      200: json(customerDetailShape, 'The customer'),
      307: { description: 'They were merged (統合): the customer they are now' },
      ...notFound,
    },
  }),
  history: route('member', {
    method: 'get',
    path: '/customers/{id}/history',
    summary: '顧客の履歴 (newest first; of all who were merged into them, too)',
    request: { params: idParam, query: pageQuery },
    responses: { 200: json(pageOf(historyShape), 'A page of the customer’s history'), ...notFound },
  }),
  fieldHistory: route('member', {
    method: 'get',
    path: '/customers/{id}/field-history/{field}',
    summary: '顧客の項目ごとの履歴 (newest first, the last 100; of all who were merged into them, too)',
    request: { params: idParam.extend({ field: z.enum(historyFields) }) },
    responses: {
      200: json(z.object({ items: z.array(fieldHistoryShape) }), 'What became of the field'),
      ...notFound,
    },
  }),
  masters: route('member', {
    method: 'get',
    path: '/masters',
    summary: '担当者・店舗・顧客ステータス・顧客グループ',
    responses: {
      200: json(
        z.object({
          members: z.array(z.object({ id: z.uuid(), name: z.string() })),
          branches: z
            .array(z.object({ id: z.uuid(), name: z.string() }))
            .openapi({ description: '店舗, in their order: by where the assignee works' }),
          statuses: z.array(z.object({ id: z.uuid(), name: z.string(), color: z.string() })),
          groups: z.array(z.object({ id: z.uuid(), name: z.string() })),
        }),
        'What a customer can be given',
      ),
    },
  }),
};

/** Routes of customers, mounted under /api/v1. */
export function customerRoutes(db: Database) {
  return newRoutes<Caller>()
    .openapi(routes.customers, async (c) => {
      const { organizationId } = c.get('principal');
      const { limit, cursor, order, ...filter } = c.req.valid('query');
      return c.json(
        await db.withOrganization(organizationId, async (tx) => {
          const asked = pageAsked({ limit, cursor });
          const rows = await listCustomers(tx, organizationId, filter, asked, order);
          const cut = page(rows, limit, (row) => row);
          return { ...cut, items: await presentCustomers(tx, organizationId, cut.items) };
        }),
        200,
      );
    })
    .openapi(routes.counts, async (c) => {
      const { organizationId } = c.get('principal');
      const filter = c.req.valid('query');
      const counted = await db.withOrganization(organizationId, (tx) =>
        countMatching(tx, organizationId, 'customers', filter),
      );
      return c.json(counted, 200);
    })
    .openapi(routes.customer, async (c) => {
      const { organizationId } = c.get('principal');
      const { id } = c.req.valid('param');
      const found = await db.withOrganization(organizationId, async (tx) => {
        const [customer] = await presentCustomers(
          tx,
          organizationId,
          await getCustomers(tx, organizationId, [id]),
        );
        const now = customer ?? (await findSurvivor(tx, organizationId, id));
        if (!now) throw new AppError('not-found');
        if (!customer) return now.id;
        const duplicates = await duplicatesOf(tx, organizationId, id);
        return { ...customer, duplicates, merges: await presentMerges(tx, organizationId, id) };
      });
      if (typeof found === 'string') return c.redirect(`/api/v1/customers/${found}`, 307);
      return c.json(found, 200);
    })
    .openapi(routes.history, async (c) => {
      const { organizationId } = c.get('principal');
      const { limit, cursor } = c.req.valid('query');
      const { id } = c.req.valid('param');
      return c.json(
        await db.withOrganization(organizationId, async (tx) => {
          const family = await familyOf(tx, organizationId, id);
          if (family.length === 0) throw new AppError('not-found');
          const rows = await listHistory(tx, organizationId, family, pageAsked({ limit, cursor }));
          return page(rows, limit, presentHistory);
        }),
        200,
      );
    })
    .openapi(routes.fieldHistory, async (c) => {
      const { organizationId } = c.get('principal');
      const { id, field } = c.req.valid('param');
      const rows = await db.withOrganization(organizationId, async (tx) => {
        const family = await familyOf(tx, organizationId, id);
        if (family.length === 0) throw new AppError('not-found');
        return listFieldHistory(tx, organizationId, family, field);
      });
      const items = rows.map(({ line, inquiry, isMerge }) => ({
        ...presentHistory(line),
        inquiry,
        isMerge,
      }));
      return c.json({ items }, 200);
    })
    .openapi(routes.masters, async (c) => {
      const { organizationId } = c.get('principal');
      return c.json(
        await db.withOrganization(organizationId, async (tx) => ({
          members: (await listMembers(tx, organizationId))
            .filter((member) => member.deactivatedAt === null)
            .map(({ userId, name }) => ({ id: userId, name })),
          branches: await listBranches(tx, organizationId),
          ...(await listMasters(tx, organizationId)),
        })),
        200,
      );
    });
}
