// HTTP of 機能契約: which options are on, and switching them where this installation lets owners do it.
import { z } from '@hono/zod-openapi';
import type { Database, Tx } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import { body, json, newRoutes, route } from '../platform/http.ts';
import type { OptionSwitched } from './events.ts';
import type { Caller } from './model.ts';
import { isOptionOn, lastSwitch } from './options.ts';
import { requirePerson } from './require.ts';
import { setOption } from './set-option.ts';

const shape = z
  .object({
    portalIntegration: z.object({
      isOn: z.boolean(),
      changedAt: z.iso.datetime().nullable().openapi({ description: 'Null: never switched' }),
      changedBy: z
        .object({ id: z.uuid(), name: z.string() })
        .nullable()
        .openapi({ description: 'Null: the operator, or never' }),
      connections: z
        .array(z.object({ id: z.uuid(), name: z.string(), state: z.enum(['draft', 'active', 'paused']) }))
        .openapi({ description: 'What nobody can edit while the option is off' }),
    }),
    selfService: z.boolean().openapi({ description: 'An owner may switch options' }),
  })
  .openapi('Options');

const routes = {
  list: route('member', {
    method: 'get',
    path: '/options',
    summary: '機能契約',
    responses: { 200: json(shape, 'The options') },
  }),
  set: route('person', {
    method: 'put',
    path: '/options/portal-integration',
    summary: 'ポータルサイト連携機能のオン・オフ (owner, where OPTIONS_SELF_SERVICE allows)',
    request: body(
      z.object({
        isOn: z.boolean(),
        isConfirmed: z.literal(true, '内容をご確認のうえ、チェックを入れてください。'),
      }),
    ),
    responses: {
      200: json(shape, 'The options as they are now'),
      403: { description: 'Only an owner may, and only where the operator lets them' },
    },
  }),
};

/** A connection as far as its option is concerned. */
export interface OptionUser {
  id: string;
  name: string;
  state: 'draft' | 'active' | 'paused';
}

interface Parts {
  db: Database;
  optionsSelfService: boolean;
  onOptionSwitched: OptionSwitched;
  /** The connections that live by the option. */
  optionUsers: (tx: Tx, organizationId: string) => Promise<OptionUser[]>;
  onChanged: (organizationId: string) => void;
}

/** Routes of options, mounted under /api/v1. */
export function optionRoutes({ db, optionsSelfService, optionUsers, onOptionSwitched, onChanged }: Parts) {
  const present = async (tx: Tx, organizationId: string) => {
    const last = await lastSwitch(tx, organizationId, 'portal-integration');
    return {
      portalIntegration: {
        isOn: await isOptionOn(tx, organizationId, 'portal-integration'),
        changedAt: last?.at.toISOString() ?? null,
        changedBy: last?.by ?? null,
        connections: await optionUsers(tx, organizationId),
      },
      selfService: optionsSelfService,
    };
  };
  return newRoutes<Caller>()
    .openapi(routes.list, async (c) => {
      const { organizationId } = c.get('principal');
      return c.json(await db.withOrganization(organizationId, (tx) => present(tx, organizationId)), 200);
    })
    .openapi(routes.set, async (c) => {
      const person = requirePerson(c.get('principal'));
      if (person.role !== 'owner') throw new AppError('owner-required');
      if (!optionsSelfService) throw new AppError('self-service-off');
      const { organizationId } = person;
      const { isOn } = c.req.valid('json');
      const now = await db.withOrganization(organizationId, async (tx) => {
        await setOption(tx, organizationId, person, 'portal-integration', isOn, onOptionSwitched);
        return present(tx, organizationId);
      });
      onChanged(organizationId);
      return c.json(now, 200);
    });
}
