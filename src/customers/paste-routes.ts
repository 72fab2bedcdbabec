// HTTP of the paste box: what the portal's reader makes of a request's page that a person copied. Nothing is stored.
import { z } from '@hono/zod-openapi';
import { type Caller, requirePerson } from '../accounts/index.ts';
import type { Database } from '../platform/database.ts';
import { idParam, json, newRoutes, notFound, route } from '../platform/http.ts';
import type { Portal } from '../portal-kit/define-portal.ts';
import { pastedShape, readPasted } from './read-pasted.ts';
import { extraShape, kinds } from './shapes.ts';

const text = z.string().nullable();

const previewShape = z
  .object({
    outcome: z.enum(['inquiry', 'notice', 'not-an-inquiry', 'unreadable']).openapi({
      description: 'inquiry: it can be registered as it is; else the fields are what was found, if anything',
    }),
    kind: kinds.nullable(),
    name: text,
    nameKana: text,
    phone: text.openapi({ description: 'As written' }),
    email: text,
    postalCode: text,
    address: text,
    propertyAddress: text,
    requestNumber: text,
    message: text,
    extras: z.array(extraShape),
    warnings: z.array(z.string()),
  })
  .openapi('PastePreview');

const paste = route('person', {
  method: 'post',
  path: '/mails/{id}/paste',
  summary: '貼り付けた画面の内容を読み取る (保存はしません)',
  request: {
    params: idParam,
    body: { required: true, content: { 'application/json': { schema: pastedShape } } },
  },
  responses: { 200: json(previewShape, 'What the reader made of it'), ...notFound },
});

/** Routes of the paste box, mounted under /api/v1. */
export function pasteRoutes(db: Database, portals: readonly Portal[]) {
  return newRoutes<Caller>().openapi(paste, async (c) => {
    const { organizationId } = requirePerson(c.get('principal'));
    const result = await db.withOrganization(organizationId, (tx) =>
      readPasted(tx, organizationId, c.req.valid('param').id, c.req.valid('json'), portals),
    );
    const inquiry = 'inquiry' in result ? result.inquiry : null;
    const { contact = {}, property = {} } = inquiry ?? {};
    return c.json(
      {
        outcome: result.outcome,
        kind: inquiry?.kind ?? null,
        name: contact.name ?? null,
        nameKana: contact.nameKana ?? null,
        phone: contact.phonesAsSent?.[0] ?? contact.phones?.[0] ?? null,
        email: contact.email ?? null,
        postalCode: contact.postalCode ?? null,
        address: contact.address ?? null,
        propertyAddress: property.address ?? null,
        requestNumber: inquiry?.requestNumber ?? null,
        message: inquiry?.message ?? null,
        extras: inquiry?.extras ?? [],
        warnings: result.warnings,
      },
      200,
    );
  });
}
