// HTTP of 要確認: a person turns a mail into a customer, or settles it without one.
import { z } from '@hono/zod-openapi';
import { type Caller, requirePerson } from '../accounts/index.ts';
import { getMail, reviewMail } from '../intake/index.ts';
import type { Database, Tx } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import { idParam, json, newRoutes, notFound, route, typed } from '../platform/http.ts';
import type { Portal } from '../portal-kit/define-portal.ts';
import { settleConfirmation } from '../reading/index.ts';
import { pastedShape, readPasted } from './read-pasted.ts';
import { kinds } from './shapes.ts';
import { takeInByHand } from './take-in-by-hand.ts';

const text = (most: number) => typed(most).optional();

const entryShape = z
  .object(
    {
      kind: kinds,
      name: text(500),
      nameKana: text(500),
      phone: text(60),
      email: text(320),
      postalCode: text(10),
      address: text(1_000),
      propertyAddress: text(1_000),
      message: text(20_000),
      pasted: pastedShape.optional().openapi({
        description: 'The page the entry was filled from: what it says beyond these fields is kept too',
      }),
    },
    '入力内容をご確認ください。',
  )
  .refine((entry) => Boolean(entry.name || entry.phone || entry.email), {
    path: ['name'],
    message: 'お名前、電話番号、メールアドレスのいずれかを入力してください。',
  })
  .openapi('HandEntry');

const conflict = { 409: { description: 'Somebody settled this mail before' } };

const routes = {
  customer: route('person', {
    method: 'post',
    path: '/mails/{id}/customer',
    summary: 'メールから顧客を手で登録する',
    request: {
      params: idParam,
      body: { required: true, content: { 'application/json': { schema: entryShape } } },
    },
    responses: {
      201: json(z.object({ customerId: z.uuid(), inquiryId: z.uuid() }), 'The customer and the inquiry'),
      ...notFound,
      ...conflict,
    },
  }),
  settle: route('person', {
    method: 'post',
    path: '/mails/{id}/settle',
    summary: 'メールを対応不要にする',
    request: { params: idParam },
    responses: { 204: { description: 'Settled' }, ...notFound, ...conflict },
  }),
};

/** An inquiry made by hand; who made it knows of it. */
type Made = { organizationId: string; inquiryId: string; exceptUserId: string };

/** Routes of 要確認, mounted under /api/v1. `onChanged` is called after the commit, `onMade` inside the transaction. */
export function handRoutes(
  db: Database,
  portals: readonly Portal[],
  onChanged: (organizationId: string) => void,
  onMade: (tx: Tx, made: Made) => Promise<void>,
) {
  return newRoutes<Caller>()
    .openapi(routes.customer, async (c) => {
      const { userId, name, organizationId } = requirePerson(c.get('principal'));
      const { id } = c.req.valid('param');
      const { pasted, ...entry } = c.req.valid('json');
      const done = await db.withOrganization(organizationId, async (tx) => {
        const read = pasted ? await readPasted(tx, organizationId, id, pasted, portals) : null;
        const page = read && 'inquiry' in read ? read.inquiry : null;
        const made = await takeInByHand(tx, organizationId, id, entry, { userId, name }, page);
        await onMade(tx, { organizationId, inquiryId: made.inquiryId, exceptUserId: userId });
        return made;
      });
      onChanged(organizationId);
      return c.json({ customerId: done.customerId, inquiryId: done.inquiryId }, 201);
    })
    .openapi(routes.settle, async (c) => {
      const { userId, organizationId } = requirePerson(c.get('principal'));
      const { id } = c.req.valid('param');
      await db.withOrganization(organizationId, async (tx) => {
        const mail = await getMail(tx, organizationId, id);
        if (!mail) throw new AppError('not-found');
        if (!(await reviewMail(tx, organizationId, [id], userId))) throw new AppError('already-settled');
        await settleConfirmation(tx, organizationId, id, userId);
      });
      onChanged(organizationId);
      return c.body(null, 204);
    });
}
