// HTTP of changes to several inquiries at once, and of undoing them. No query here.
import { z } from '@hono/zod-openapi';
import { type Caller, requirePerson } from '../accounts/index.ts';
import type { Database } from '../platform/database.ts';
import { body, idParam, json, newRoutes, notFound, route } from '../platform/http.ts';
import { changeInquiries } from './change-inquiries.ts';
import { filterShape } from './inquiry-filter.ts';
import { changeMatchingInquiries } from './matching/change-matching.ts';
import { undoWhole } from './matching/undo-matching.ts';
import { bulkResult, matchingOf, wereShape } from './shapes.ts';

/** One screen of a list, twice. */
const MOST = 200;

const changeShape = z
  .object({
    inquiryIds: z
      .array(z.uuid())
      .min(1, '反響をお選びください。')
      .max(MOST, `一度に${MOST}件まで変更できます。`)
      .optional(),
    matching: matchingOf(filterShape),
    change: z.discriminatedUnion(
      'type',
      [
        z.object({ type: z.literal('assign'), assigneeId: z.uuid().nullable() }),
        z.object({ type: z.literal('status'), statusId: z.uuid().nullable() }),
        z.object({ type: z.literal('respond') }),
        z.object({ type: z.literal('join'), groupId: z.uuid() }),
        z.object({ type: z.literal('leave'), groupId: z.uuid() }),
      ],
      '変更の内容をお選びください。',
    ),
  })
  .refine((asked) => (asked.inquiryIds === undefined) !== (asked.matching === undefined), {
    path: ['inquiryIds'],
    message: '反響をお選びください。',
  })
  .openapi('InquiryChange');

const resultShape = z.object({
  ...bulkResult,
  left: z.int().openapi({ description: 'Have no customer to be given anything (通知のみ)' }),
  were: wereShape,
});

const routes = {
  change: route('person', {
    method: 'post',
    path: '/inquiries/changes',
    summary: '反響をまとめて変更する (assign, status and groups are given to their customers)',
    request: body(changeShape),
    responses: { 200: json(resultShape, 'What changed') },
  }),
  undo: route('person', {
    method: 'post',
    path: '/inquiries/changes/{id}/undo',
    summary: 'まとめて行った変更を元に戻す (one’s own; what others changed since stays)',
    request: { params: idParam },
    responses: {
      200: json(z.object({ restored: z.int(), kept: z.int() }), 'What is as before'),
      ...notFound,
    },
  }),
};

/** Routes of changes, mounted under /api/v1. `onChanged` is called after the commit. */
export function changeRoutes(db: Database, onChanged: (organizationId: string) => void) {
  return newRoutes<Caller>()
    .openapi(routes.change, async (c) => {
      const { userId, name, organizationId } = requirePerson(c.get('principal'));
      const { inquiryIds = [], matching, change } = c.req.valid('json');
      const by = { userId, name };
      const result = matching
        ? { were: [], ...(await changeMatchingInquiries(db, organizationId, by, matching, change)) }
        : {
            overtaken: 0,
            ...(await db.withOrganization(organizationId, (tx) =>
              changeInquiries(tx, organizationId, by, inquiryIds, change),
            )),
          };
      onChanged(organizationId);
      return c.json(result, 200);
    })
    .openapi(routes.undo, async (c) => {
      const { userId, name, organizationId } = requirePerson(c.get('principal'));
      const by = { userId, name };
      const result = await undoWhole(db, organizationId, by, c.req.valid('param').id);
      onChanged(organizationId);
      return c.json(result, 200);
    });
}
