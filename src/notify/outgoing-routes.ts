// HTTP of 通知履歴: what the product sent, and 再送. No query here.
import { z } from '@hono/zod-openapi';
import { type Caller, requireAdmin } from '../accounts/index.ts';
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
import { type AccountMailParts, sendTestMail } from './account-mails.ts';
import { channels, outgoingKinds, outgoingStates } from './model.ts';
import { notSentShape } from './not-sent-shape.ts';
import { presentOutgoing } from './present-outgoing.ts';
import { resendMail } from './resend-mail.ts';
import { listOutgoing } from './store.ts';

const instant = z.iso.datetime();

const outgoingShape = z
  .object({
    id: z.uuid(),
    channel: z.enum(channels),
    kind: z.enum(outgoingKinds),
    subject: z.string(),
    recipientName: z.string(),
    recipientAddress: z
      .string()
      .nullable()
      .openapi({ description: 'A mail address; null on other channels' }),
    state: z.enum(outgoingStates).openapi({
      description:
        'unknown: handed over, and no answer was kept: it may have arrived, and no machine sends it again',
    }),
    attempts: z.number().int(),
    createdAt: instant,
    sentAt: instant.nullable(),
    nextAt: instant.nullable().openapi({ description: 'The next try, while it waits after a failed one' }),
    error: notSentShape.nullable().openapi({ description: 'Why the last try failed' }),
    connection: z.object({ id: z.uuid(), name: z.string() }).nullable(),
    inquiryId: z.uuid().nullable(),
    mailId: z.uuid().nullable().openapi({ description: 'The mail that came and is forwarded' }),
    repeats: z.uuid().nullable().openapi({ description: 'The mail that this one sends once more (再送)' }),
    canResend: z.boolean(),
  })
  .openapi('OutgoingMail');

const routes = {
  list: route('admin', {
    method: 'get',
    path: '/outgoing-mails',
    summary: '通知履歴 (newest first)',
    request: { query: pageQuery },
    responses: { 200: json(pageOf(outgoingShape), 'A page of mails the product sent or is to send') },
  }),
  resend: route('admin', {
    method: 'post',
    path: '/outgoing-mails/{id}/resend',
    summary: '再送',
    request: { params: idParam },
    responses: {
      201: json(outgoingShape, 'The mail that goes out: a new one, or the waiting one, tried at once'),
      ...notFound,
      409: { description: 'It cannot be sent again: under way, its text gone, or its recipient left' },
    },
  }),
  test: route('admin', {
    method: 'post',
    path: '/outgoing-mails/test',
    summary: 'テストメールを自分に送る',
    responses: { 201: json(outgoingShape, 'The mail') },
  }),
};

type Parts = AccountMailParts & { db: Database; onChanged: (organizationId: string) => void };

/** Routes of 通知履歴, mounted under /api/v1. `onChanged` is called after the commit. */
export function outgoingRoutes({ db, onChanged, sealer, letterhead }: Parts) {
  const one = (organizationId: string, id: string) =>
    db.withOrganization(organizationId, async (tx) => {
      const rows = await listOutgoing(tx, organizationId, { id, before: null, limit: 1 });
      const [mail] = await presentOutgoing(tx, organizationId, rows);
      if (!mail) throw new AppError('not-found');
      return mail;
    });
  return newRoutes<Caller>()
    .openapi(routes.list, async (c) => {
      const { organizationId } = requireAdmin(c.get('principal'));
      const { limit, cursor } = c.req.valid('query');
      const mails = await db.withOrganization(organizationId, async (tx) => {
        const rows = await listOutgoing(tx, organizationId, pageAsked({ limit, cursor }));
        return presentOutgoing(tx, organizationId, rows);
      });
      return c.json(
        page(mails, limit, (mail) => mail),
        200,
      );
    })
    .openapi(routes.resend, async (c) => {
      const { organizationId } = requireAdmin(c.get('principal'));
      const { id } = c.req.valid('param');
      const sent = await db.withOrganization(organizationId, (tx) =>
        resendMail(tx, sealer, organizationId, id),
      );
      onChanged(organizationId);
      return c.json(await one(organizationId, sent), 201);
    })
    .openapi(routes.test, async (c) => {
      const { organizationId, userId, name, email } = requireAdmin(c.get('principal'));
      const id = await db.withOrganization(organizationId, (tx) =>
        sendTestMail(tx, letterhead, organizationId, { userId, name, address: email }),
      );
      onChanged(organizationId);
      return c.json(await one(organizationId, id), 201);
    });
}
