// HTTP of customers made and edited by hand. No query here.
import { z } from '@hono/zod-openapi';
import { type Caller, requirePerson } from '../accounts/index.ts';
import type { Database, Tx } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import { body, conflict, idParam, json, newRoutes, notFound, route, typed } from '../platform/http.ts';
import { editCustomer } from './edit-customer.ts';
import { presentCustomers } from './present.ts';
import { getCustomers } from './queries.ts';
import { registerCustomer } from './register-customer.ts';
import { customerShape } from './shapes.ts';

const some = (most: number) => z.array(typed(most)).max(10, '10件まで入力できます。').optional();

const fields = z.object({
  name: typed(500).optional(),
  nameKana: typed(500).optional(),
  phones: some(60).openapi({ description: 'As typed, the main one first' }),
  emails: some(320),
  postalCode: typed(10).optional(),
  address: typed(1_000).optional(),
  assigneeId: z.uuid().nullable().optional(),
  statusId: z.uuid().nullable().optional(),
  groupIds: z.array(z.uuid()).max(500).optional(),
  insist: z
    .boolean()
    .optional()
    .openapi({ description: 'Although somebody with the same phone or mail address is there' }),
});

const known = {
  409: {
    ...conflict[409],
    description:
      'customer-exists: `data.customers` share a phone or mail address · changed-meanwhile: `data.current` is the customer now',
  },
};

const routes = {
  register: route('person', {
    method: 'post',
    path: '/customers',
    summary: '顧客を手で登録する',
    request: body(fields.openapi('NewCustomer')),
    responses: { 201: json(customerShape, 'The customer'), ...known },
  }),
  edit: route('person', {
    method: 'patch',
    path: '/customers/{id}',
    summary: '顧客を編集する (what is left out stays)',
    request: {
      params: idParam,
      ...body(fields.extend({ version: z.number().int() }).openapi('CustomerEdit')),
    },
    responses: { 200: json(customerShape, 'The customer as they are now'), ...notFound, ...known },
  }),
};

/** Routes of edits by hand, mounted under /api/v1. `onChanged` is called after the commit. */
export function editRoutes(db: Database, onChanged: (organizationId: string) => void) {
  const present = async (tx: Tx, organizationId: string, id: string) => {
    const rows = await getCustomers(tx, organizationId, [id]);
    const [customer] = await presentCustomers(tx, organizationId, rows);
    if (!customer) throw new AppError('not-found');
    return customer;
  };
  return newRoutes<Caller>()
    .openapi(routes.register, async (c) => {
      const { userId, name, organizationId } = requirePerson(c.get('principal'));
      const made = await db.withOrganization(organizationId, async (tx) => {
        const by = { userId, name };
        const id = await registerCustomer(tx, organizationId, by, c.req.valid('json'));
        return present(tx, organizationId, id);
      });
      onChanged(organizationId);
      return c.json(made, 201);
    })
    .openapi(routes.edit, async (c) => {
      const { userId, name, organizationId } = requirePerson(c.get('principal'));
      const { id } = c.req.valid('param');
      const now = await db.withOrganization(organizationId, async (tx) => {
        await editCustomer(tx, organizationId, { userId, name }, id, c.req.valid('json'));
        return present(tx, organizationId, id);
      });
      onChanged(organizationId);
      return c.json(now, 200);
    });
}
