// HTTP of customers. No query here.
import { z } from '@hono/zod-openapi';
import { type Caller, listMembers } from '../accounts/index.ts';
import { foldText } from '../lib/japanese-text.ts';
import { toE164 } from '../lib/phones.ts';
import { storable, storableKey } from '../lib/storable.ts';
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
import { presentActor, presentCustomers } from './present.ts';
import { duplicatesOf, getCustomers, listCustomers, listHistory, listMasters } from './queries.ts';
import { searchTerms } from './rules/search-terms.ts';
import { customerDetailShape, customerShape, historyShape } from './shapes.ts';

// PostgreSQL takes no NUL in a parameter.
const text = (most: number) =>
  z
    .string()
    .overwrite((asked) => storable(asked))
    .max(most);

const customersQuery = pageQuery.extend({
  q: text(400).optional().openapi({
    description:
      'Parts of a name, reading, phone, mail address, address or property, in any spelling; blanks part what must all be there',
  }),
  assigneeId: z.uuid().optional(),
  statusId: z.uuid().optional(),
  groupId: z.uuid().optional(),
  phone: text(40).optional().openapi({ description: 'In any spelling' }),
  email: text(320).optional(),
});

const routes = {
  customers: route('member', {
    method: 'get',
    path: '/customers',
    summary: '顧客の一覧 (newest first)',
    request: { query: customersQuery },
    responses: { 200: json(pageOf(customerShape), 'A page of customers') },
  }),
  customer: route('member', {
    method: 'get',
    path: '/customers/{id}',
    summary: '顧客',
    request: { params: idParam },
    responses: { 200: json(customerDetailShape, 'The customer'), ...notFound },
  }),
  history: route('member', {
    method: 'get',
    path: '/customers/{id}/history',
    summary: '顧客の履歴 (newest first)',
    request: { params: idParam, query: pageQuery },
    responses: { 200: json(pageOf(historyShape), 'A page of the customer’s history'), ...notFound },
  }),
  masters: route('member', {
    method: 'get',
    path: '/masters',
    summary: '担当者・顧客ステータス・顧客グループ',
    responses: {
      200: json(
        z.object({
          members: z.array(z.object({ id: z.uuid(), name: z.string() })),
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
      const { limit, cursor, q = '', phone, email, ...filter } = c.req.valid('query');
      const keys = {
        phone: phone === undefined ? undefined : (toE164(phone) ?? phone),
        email: email === undefined ? undefined : storableKey(foldText(email)),
        terms: searchTerms(q),
      };
      return c.json(
        await db.withOrganization(organizationId, async (tx) => {
          const rows = await listCustomers(
            tx,
            organizationId,
            { ...filter, ...keys },
            pageAsked({ limit, cursor }),
          );
          const cut = page(rows, limit, (row) => row);
          return { ...cut, items: await presentCustomers(tx, organizationId, cut.items) };
        }),
        200,
      );
    })
    .openapi(routes.customer, async (c) => {
      const { organizationId } = c.get('principal');
      const { id } = c.req.valid('param');
      return c.json(
        await db.withOrganization(organizationId, async (tx) => {
          const [customer] = await presentCustomers(
            tx,
            organizationId,
            await getCustomers(tx, organizationId, [id]),
          );
          if (!customer) throw new AppError('not-found');
          return { ...customer, duplicates: await duplicatesOf(tx, organizationId, id) };
        }),
        200,
      );
    })
    .openapi(routes.history, async (c) => {
      const { organizationId } = c.get('principal');
      const { limit, cursor } = c.req.valid('query');
      const { id } = c.req.valid('param');
      return c.json(
        await db.withOrganization(organizationId, async (tx) => {
          const [customer] = await getCustomers(tx, organizationId, [id]);
          if (!customer) throw new AppError('not-found');
          const rows = await listHistory(tx, organizationId, id, pageAsked({ limit, cursor }));
          return page(rows, limit, (row) => ({
            id: row.id,
            at: row.at.toISOString(),
            actor: presentActor(row.actor),
            inquiryId: row.inquiryId,
            event: row.event,
          }));
        }),
        200,
      );
    })
    .openapi(routes.masters, async (c) => {
      const { organizationId } = c.get('principal');
      return c.json(
        await db.withOrganization(organizationId, async (tx) => ({
          members: (await listMembers(tx, organizationId))
            .filter((member) => member.deactivatedAt === null)
            .map(({ userId, name }) => ({ id: userId, name })),
          ...(await listMasters(tx, organizationId)),
        })),
        200,
      );
    });
}
