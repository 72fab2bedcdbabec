// HTTP of 初動 and what else people did about an inquiry. No query here.
import { z } from '@hono/zod-openapi';
import { type Caller, requirePerson } from '../accounts/index.ts';
import type { Database } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import { body, idParam, json, newRoutes, notFound, route, typed } from '../platform/http.ts';
import { getInquiry } from './inquiry-queries.ts';
import { activitiesOf, logActivity, undoActivities } from './log-activity.ts';
import { activityKinds, callOutcomes } from './model.ts';
import { type NotifiedAt, presentActivity, presentInquiries } from './present.ts';
import { activityShape, inquiryShape } from './shapes.ts';

const newActivity = z
  .object({
    kind: z.enum(activityKinds, '内容をお選びください。').openapi({
      description:
        'call, mail, visit, handled: the first of them is the first response · note: changes nothing · reopened: what was done until now does not count as a response',
    }),
    outcome: z.enum(callOutcomes, '結果をお選びください。').optional(),
    text: typed(5_000).optional(),
    at: z.iso.datetime({ offset: true, error: '日時をご確認ください。' }).optional(),
  })
  .openapi('NewActivity');

const logged = z.object({
  activityId: z.uuid(),
  inquiry: inquiryShape.openapi({ description: 'As it is now' }),
});

const routes = {
  list: route('member', {
    method: 'get',
    path: '/inquiries/{id}/activities',
    summary: '反響の対応履歴 (newest first; what was undone is left out)',
    request: { params: idParam },
    responses: { 200: json(z.object({ items: z.array(activityShape) }), 'What was done'), ...notFound },
  }),
  log: route('person', {
    method: 'post',
    path: '/inquiries/{id}/activities',
    summary: '対応を記録する (the first response stops the clock)',
    request: { params: idParam, ...body(newActivity) },
    responses: { 201: json(logged, 'Written down'), ...notFound },
  }),
  undo: route('person', {
    method: 'post',
    path: '/activities/{id}/undo',
    summary: '対応の記録を取り消す (as if it had never been)',
    request: { params: idParam },
    responses: { 200: json(inquiryShape, 'The inquiry as it is now'), ...notFound },
  }),
};

/** Routes of activities, mounted under /api/v1. `onChanged` is called after the commit. */
export function activityRoutes(
  db: Database,
  notifiedAt: NotifiedAt,
  onChanged: (organizationId: string) => void,
) {
  const present = presentInquiries(notifiedAt);
  return newRoutes<Caller>()
    .openapi(routes.list, async (c) => {
      const { organizationId } = c.get('principal');
      const { id } = c.req.valid('param');
      const items = await db.withOrganization(organizationId, async (tx) => {
        if ((await getInquiry(tx, organizationId, id)).length === 0) throw new AppError('not-found');
        return (await activitiesOf(tx, organizationId, id)).map(presentActivity);
      });
      return c.json({ items }, 200);
    })
    .openapi(routes.log, async (c) => {
      const { userId, name, organizationId } = requirePerson(c.get('principal'));
      const { id } = c.req.valid('param');
      const { at, ...given } = c.req.valid('json');
      const done = await db.withOrganization(organizationId, async (tx) => {
        const activity = { ...given, ...(at && { at: new Date(at) }) };
        const made = await logActivity(tx, organizationId, { userId, name }, [id], activity);
        const [inquiry] = await present(tx, organizationId, await getInquiry(tx, organizationId, id));
        const activityId = made.get(id);
        if (!activityId || !inquiry) throw new AppError('not-found');
        return { activityId, inquiry };
      });
      onChanged(organizationId);
      return c.json(done, 201);
    })
    .openapi(routes.undo, async (c) => {
      const { userId, name, organizationId } = requirePerson(c.get('principal'));
      const { id } = c.req.valid('param');
      const now = await db.withOrganization(organizationId, async (tx) => {
        const [inquiryId] = await undoActivities(tx, organizationId, { userId, name }, [id]);
        if (!inquiryId) throw new AppError('not-found');
        const [inquiry] = await present(tx, organizationId, await getInquiry(tx, organizationId, inquiryId));
        if (!inquiry) throw new AppError('not-found');
        return inquiry;
      });
      onChanged(organizationId);
      return c.json(now, 200);
    });
}
