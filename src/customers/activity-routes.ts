// HTTP of 初動 and what else people did about an inquiry or for a customer. No query here.
import { z } from '@hono/zod-openapi';
import { type Caller, requirePerson } from '../accounts/index.ts';
import type { Database, Tx } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import {
  body,
  conflict,
  idParam,
  json,
  moment,
  newRoutes,
  notFound,
  problem,
  route,
  typed,
} from '../platform/http.ts';
import { activitiesOf, findActivities } from './activities.ts';
import { getInquiry } from './inquiry-queries.ts';
import { logActivity, logForCustomer } from './log-activity.ts';
import { activityKinds, callOutcomes } from './model.ts';
import { type NotifiedAt, presentActivity, presentInquiries } from './present.ts';
import { activityShape, inquiryShape } from './shapes.ts';
import { correctActivity, undoActivity } from './take-back-activity.ts';

const newActivity = z
  .object({
    kind: z.enum(activityKinds, '内容をお選びください。').openapi({
      description:
        'call, mail, visit, handled: the first of them is the first response · note: changes nothing · reopened: what was done until now does not count as a response',
    }),
    outcome: z.enum(callOutcomes, '結果をお選びください。').optional(),
    text: typed(5_000).optional(),
    at: moment('日時をご確認ください。').optional(),
  })
  .openapi('NewActivity');

const activityEdit = newActivity.partial().openapi('ActivityEdit');

const ofCustomer = newActivity
  .extend({ kind: z.enum(['call', 'mail', 'visit', 'handled'], '内容をお選びください。') })
  .openapi('NewCustomerActivity');

const logged = z.object({
  activityId: z.uuid(),
  inquiry: inquiryShape.openapi({ description: 'As it is now' }),
});

const refused = {
  ...notFound,
  403: problem('not-the-author'),
  409: {
    ...conflict[409],
    description: 'changed-meanwhile: `data.current` stands in its place; null: it was taken back',
  },
};

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
  logForCustomer: route('person', {
    method: 'post',
    path: '/customers/{id}/activities',
    summary:
      '顧客への対応を記録する (it answers all their inquiries that are 未対応 and were received until then)',
    request: { params: idParam, ...body(ofCustomer) },
    responses: {
      201: json(activityShape, 'Written down'),
      ...notFound,
      409: { ...conflict[409], description: 'customer-merged: `data.into` says into whom' },
    },
  }),
  correct: route('person', {
    method: 'patch',
    path: '/activities/{id}',
    summary: '対応の記録を訂正する (by whom it was written; what is left out stays)',
    request: { params: idParam, ...body(activityEdit) },
    responses: { 200: json(activityShape, 'What stands in its place'), ...refused },
  }),
  undo: route('person', {
    method: 'post',
    path: '/activities/{id}/undo',
    summary: '対応の記録を取り消す (as if it had never been)',
    request: { params: idParam },
    responses: {
      200: json(inquiryShape, 'The inquiry as it is now'),
      204: { description: 'It was of a customer' },
      ...refused,
    },
  }),
};

/** Routes of activities, mounted under /api/v1. `onChanged` is called after the commit. */
export function activityRoutes(
  db: Database,
  notifiedAt: NotifiedAt,
  onChanged: (organizationId: string) => void,
) {
  const present = presentInquiries(notifiedAt);
  const one = async (tx: Tx, organizationId: string, id: string) => {
    const [activity] = await findActivities(tx, organizationId, [id]);
    if (!activity) throw new AppError('not-found');
    return presentActivity(activity);
  };
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
    .openapi(routes.logForCustomer, async (c) => {
      const { userId, name, organizationId } = requirePerson(c.get('principal'));
      const { id: customerId } = c.req.valid('param');
      const { at, ...given } = c.req.valid('json');
      const made = await db.withOrganization(organizationId, async (tx) => {
        const activity = { ...given, ...(at && { at: new Date(at) }) };
        const { id } = await logForCustomer(tx, organizationId, { userId, name }, customerId, activity);
        return one(tx, organizationId, id);
      });
      onChanged(organizationId);
      return c.json(made, 201);
    })
    .openapi(routes.correct, async (c) => {
      const { userId, name, organizationId } = requirePerson(c.get('principal'));
      const { id } = c.req.valid('param');
      const { at, ...given } = c.req.valid('json');
      const now = await db.withOrganization(organizationId, async (tx) => {
        const edit = { ...given, ...(at && { at: new Date(at) }) };
        const made = await correctActivity(tx, organizationId, { userId, name }, id, edit);
        return one(tx, organizationId, made);
      });
      onChanged(organizationId);
      return c.json(now, 200);
    })
    .openapi(routes.undo, async (c) => {
      const { userId, name, organizationId } = requirePerson(c.get('principal'));
      const { id } = c.req.valid('param');
      const now = await db.withOrganization(organizationId, async (tx) => {
        const inquiryId = await undoActivity(tx, organizationId, { userId, name }, id);
        if (!inquiryId) return null;
        const [inquiry] = await present(tx, organizationId, await getInquiry(tx, organizationId, inquiryId));
        if (!inquiry) throw new AppError('not-found');
        return inquiry;
      });
      onChanged(organizationId);
      return now ? c.json(now, 200) : c.body(null, 204);
    });
}
