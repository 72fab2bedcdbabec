// HTTP of changes to several customers at once, and of undoing them. No query here.
import { z } from '@hono/zod-openapi';
import { type Caller, requirePerson } from '../accounts/index.ts';
import type { Database } from '../platform/database.ts';
import { body, idParam, json, newRoutes, notFound, route } from '../platform/http.ts';
import { changeCustomers } from './change-customers.ts';
import { filterShape } from './customer-filter.ts';
import { changeMatchingCustomers } from './matching/change-matching.ts';
import { undoWhole } from './matching/undo-matching.ts';
import { bulkResult, matchingOf, wereShape } from './shapes.ts';

/** One screen of a list, twice. */
const MOST = 200;

const changeShape = z
  .object({
    customerIds: z
      .array(z.uuid())
      .min(1, '顧客をお選びください。')
      .max(MOST, `一度に${MOST}件まで変更できます。`)
      .optional(),
    matching: matchingOf(filterShape),
    change: z.discriminatedUnion(
      'type',
      [
        z.object({ type: z.literal('assign'), assigneeId: z.uuid().nullable() }),
        z.object({ type: z.literal('status'), statusId: z.uuid().nullable() }),
        z.object({ type: z.literal('join'), groupId: z.uuid() }),
        z.object({ type: z.literal('leave'), groupId: z.uuid() }),
      ],
      '変更の内容をお選びください。',
    ),
  })
  .refine((asked) => (asked.customerIds === undefined) !== (asked.matching === undefined), {
    path: ['customerIds'],
    message: '顧客をお選びください。',
  })
  .openapi('CustomersChange');

const routes = {
  change: route('person', {
    method: 'post',
    path: '/customers/changes',
    summary: '顧客をまとめて変更する',
    request: body(changeShape),
    responses: {
      200: json(z.object({ ...bulkResult, were: wereShape }), 'What changed'),
    },
  }),
  undo: route('person', {
    method: 'post',
    path: '/customers/changes/{id}/undo',
    summary: '顧客にまとめて行った変更を元に戻す (one’s own; what others changed since stays)',
    request: { params: idParam },
    responses: {
      200: json(z.object({ restored: z.int(), kept: z.int() }), 'What is as before'),
      ...notFound,
    },
  }),
};

/** Routes of changes to customers, mounted under /api/v1. `onChanged` is called after the commit. */
export function customerChangeRoutes(db: Database, onChanged: (organizationId: string) => void) {
  return newRoutes<Caller>()
    .openapi(routes.change, async (c) => {
      const { userId, name, organizationId } = requirePerson(c.get('principal'));
      const { customerIds = [], matching, change } = c.req.valid('json');
      const by = { userId, name };
      const result = matching
        ? { were: [], ...(await changeMatchingCustomers(db, organizationId, by, matching, change)) }
        : {
            overtaken: 0,
            ...(await db.withOrganization(organizationId, (tx) =>
              changeCustomers(tx, organizationId, by, customerIds, change),
            )),
          };
      onChanged(organizationId);
      const { changeId, looked, changed, unchanged, overtaken, were } = result;
      return c.json({ changeId, looked, changed, unchanged, overtaken, were }, 200);
    })
    .openapi(routes.undo, async (c) => {
      const { userId, name, organizationId } = requirePerson(c.get('principal'));
      const by = { userId, name };
      const result = await undoWhole(db, organizationId, by, c.req.valid('param').id);
      onChanged(organizationId);
      return c.json(result, 200);
    });
}
