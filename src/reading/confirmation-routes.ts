// HTTP of confirmation mails: what a connection was asked to confirm. No query here.
import { z } from '@hono/zod-openapi';
import { type Caller, requireAdmin } from '../accounts/index.ts';
import { getConnection } from '../connections/index.ts';
import { subjectsOf } from '../intake/index.ts';
import type { Database, Tx } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import { idParam, json, newRoutes, notFound, route } from '../platform/http.ts';
import { listConfirmations, settleConfirmation } from './confirmations.ts';

const shape = z
  .object({
    mailId: z.uuid(),
    sender: z.string().openapi({ description: 'Who asks, as the mail says: hostile text' }),
    subject: z.string(),
    link: z.string().nullable().openapi({ description: 'http(s), ASCII; never fetched by the product' }),
    linkHost: z.string().nullable().openapi({ description: 'Where the link leads, to be shown beside it' }),
    code: z.string().nullable(),
    receivedAt: z.iso.datetime(),
    settledAt: z.iso.datetime().nullable(),
  })
  .openapi('Confirmation');

const routes = {
  list: route('member', {
    method: 'get',
    path: '/connections/{id}/confirmations',
    summary: '受信ボックスの確認メール (newest first)',
    request: { params: idParam },
    responses: { 200: json(z.object({ items: z.array(shape) }), 'Confirmation mails'), ...notFound },
  }),
  settle: route('admin', {
    method: 'post',
    path: '/confirmations/{mailId}/settle',
    summary: '確認メールを確認済みにする',
    request: { params: z.object({ mailId: z.uuid() }) },
    responses: { 204: { description: 'Settled' }, ...notFound },
  }),
};

async function present(tx: Tx, organizationId: string, connectionId: string) {
  const rows = await listConfirmations(tx, organizationId, connectionId);
  const subjects = await subjectsOf(
    tx,
    organizationId,
    rows.map(({ mailId }) => mailId),
  );
  return rows.map(({ mailId, sender, link, code, receivedAt, settledAt }) => ({
    mailId,
    sender,
    subject: subjects.get(mailId) ?? '',
    link,
    linkHost: link && new URL(link).host,
    code,
    receivedAt: receivedAt.toISOString(),
    settledAt: settledAt?.toISOString() ?? null,
  }));
}

/** Routes of confirmation mails, mounted under /api/v1. `onChanged` is called after the commit. */
export function confirmationRoutes(db: Database, onChanged: (organizationId: string) => void) {
  return newRoutes<Caller>()
    .openapi(routes.list, async (c) => {
      const { organizationId } = c.get('principal');
      const { id } = c.req.valid('param');
      const items = await db.withOrganization(organizationId, async (tx) => {
        if (!(await getConnection(tx, organizationId, id))) throw new AppError('not-found');
        return present(tx, organizationId, id);
      });
      return c.json({ items }, 200);
    })
    .openapi(routes.settle, async (c) => {
      const { organizationId, userId } = requireAdmin(c.get('principal'));
      const { mailId } = c.req.valid('param');
      const known = await db.withOrganization(organizationId, (tx) =>
        settleConfirmation(tx, organizationId, mailId, userId),
      );
      if (!known) throw new AppError('not-found');
      onChanged(organizationId);
      return c.body(null, 204);
    });
}
