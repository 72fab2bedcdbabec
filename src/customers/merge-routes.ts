// HTTP of 統合: merging two customers, undoing it, and holding two apart who look like one. No query here.
import { z } from '@hono/zod-openapi';
import { type Caller, requirePerson } from '../accounts/index.ts';
import type { Database, Tx } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import { body, conflict, idParam, json, newRoutes, notFound, route } from '../platform/http.ts';
import { holdApart } from './duplicates.ts';
import { mergeCustomers, previewMerge } from './merge-customers.ts';
import { mergeAskedShape, mergePreviewShape, mergeShape, undoPreviewShape } from './merge-shapes.ts';
import { presentCustomers } from './present.ts';
import { openStatePresenter, presentUndo } from './present-merge.ts';
import { getCustomers } from './queries.ts';
import { customerShape } from './shapes.ts';
import { planUndo, undoMerge } from './undo-merge.ts';

const refused = {
  ...notFound,
  409: {
    ...conflict[409],
    description:
      'customer-merged: one of them was merged before, `data.into` says into whom · changed-meanwhile: `data.current` and `data.other` are they now',
  },
};
const undoRefused = {
  ...notFound,
  409: {
    ...conflict[409],
    description:
      'merge-undone: it was undone before · merged-again: `data.mergeId` is to be undone first · changed-meanwhile: `data.current` is the survivor now',
  },
};
const pairParam = z.object({ id: z.uuid(), otherId: z.uuid() });

const routes = {
  preview: route('person', {
    method: 'post',
    path: '/customers/{id}/merge-preview',
    summary: '顧客の統合を確認する (nothing is stored)',
    request: { params: idParam, ...body(mergeAskedShape) },
    responses: { 200: json(mergePreviewShape, 'Both, and what merging them makes'), ...refused },
  }),
  merge: route('person', {
    method: 'post',
    path: '/customers/{id}/merges',
    summary: '別の顧客をこの顧客に統合する',
    request: { params: idParam, ...body(mergeShape) },
    responses: {
      201: json(
        z.object({ id: z.uuid().openapi({ description: 'To undo it by' }), customer: customerShape }),
        'The customer that both are now',
      ),
      ...refused,
    },
  }),
  undoPreview: route('person', {
    method: 'get',
    path: '/customer-merges/{id}',
    summary: '統合の取り消しを確認する (nothing is stored)',
    request: { params: idParam },
    responses: { 200: json(undoPreviewShape, 'What undoing it makes of the two'), ...undoRefused },
  }),
  undo: route('person', {
    method: 'post',
    path: '/customer-merges/{id}/undo',
    summary: '統合を取り消す',
    request: { params: idParam, ...body(z.object({ version: z.int() })) },
    responses: {
      200: json(z.object({ survivor: customerShape, absorbed: customerShape }), 'The two customers'),
      ...undoRefused,
    },
  }),
  holdApart: route('person', {
    method: 'put',
    path: '/customers/{id}/distinct-from/{otherId}',
    summary: '重複候補を別人として扱う',
    request: { params: pairParam },
    responses: { 204: { description: 'They are not shown as one any more' }, ...notFound },
  }),
  suspectAgain: route('person', {
    method: 'delete',
    path: '/customers/{id}/distinct-from/{otherId}',
    summary: '別人として扱うのをやめる',
    request: { params: pairParam },
    responses: { 204: { description: 'They are shown as one again' }, ...notFound },
  }),
};

/** Routes of merges, mounted under /api/v1. `onChanged` is called after the commit. */
export function mergeRoutes(db: Database, onChanged: (organizationId: string) => void) {
  const present = async (tx: Tx, organizationId: string, ids: [string, ...string[]]) => {
    const found = await presentCustomers(tx, organizationId, await getCustomers(tx, organizationId, ids));
    return ids.map((wanted) => {
      const customer = found.find(({ id }) => id === wanted);
      if (!customer) throw new AppError('not-found');
      return customer;
    }) as [(typeof found)[number], ...typeof found];
  };
  const setApart = async (
    caller: Caller['Variables']['principal'],
    pair: [string, string],
    isDistinct: boolean,
  ) => {
    const { userId, name, organizationId } = requirePerson(caller);
    await db.withOrganization(organizationId, (tx) =>
      holdApart(tx, organizationId, { userId, name }, pair, isDistinct),
    );
    onChanged(organizationId);
  };
  return newRoutes<Caller>()
    .openapi(routes.preview, async (c) => {
      const { organizationId } = requirePerson(c.get('principal'));
      const { id: survivorId } = c.req.valid('param');
      const { otherId: absorbedId, choices = {} } = c.req.valid('json');
      const preview = await db.withOrganization(organizationId, async (tx) => {
        const found = await previewMerge(tx, organizationId, { survivorId, absorbedId, choices });
        const [survivor, absorbed = survivor] = await present(tx, organizationId, [survivorId, absorbedId]);
        const stateOf = await openStatePresenter(tx, organizationId);
        const result = stateOf(found.result, survivor.inquiryCount + absorbed.inquiryCount);
        return { survivor, absorbed, choices: found.choices, result };
      });
      return c.json(preview, 200);
    })
    .openapi(routes.merge, async (c) => {
      const { userId, name, organizationId } = requirePerson(c.get('principal'));
      const { id: survivorId } = c.req.valid('param');
      const { otherId: absorbedId, choices = {}, ...seen } = c.req.valid('json');
      const merged = await db.withOrganization(organizationId, async (tx) => {
        const merging = { survivorId, absorbedId, choices };
        const id = await mergeCustomers(tx, organizationId, { userId, name }, merging, seen);
        const [customer] = await present(tx, organizationId, [survivorId]);
        return { id, customer };
      });
      onChanged(organizationId);
      return c.json(merged, 201);
    })
    .openapi(routes.undoPreview, async (c) => {
      const { organizationId } = requirePerson(c.get('principal'));
      const preview = await db.withOrganization(organizationId, async (tx) => {
        const plan = await planUndo(tx, organizationId, c.req.valid('param').id);
        const [{ inquiryCount }] = await present(tx, organizationId, [plan.merge.survivorId]);
        return presentUndo(tx, organizationId, plan, inquiryCount);
      });
      return c.json(preview, 200);
    })
    .openapi(routes.undo, async (c) => {
      const { userId, name, organizationId } = requirePerson(c.get('principal'));
      const { id } = c.req.valid('param');
      const { version } = c.req.valid('json');
      const two = await db.withOrganization(organizationId, async (tx) => {
        const { survivorId, absorbedId } = await undoMerge(tx, organizationId, { userId, name }, id, version);
        const [survivor, absorbed = survivor] = await present(tx, organizationId, [survivorId, absorbedId]);
        return { survivor, absorbed };
      });
      onChanged(organizationId);
      return c.json(two, 200);
    })
    .openapi(routes.holdApart, async (c) => {
      const { id, otherId } = c.req.valid('param');
      await setApart(c.get('principal'), [id, otherId], true);
      return c.body(null, 204);
    })
    .openapi(routes.suspectAgain, async (c) => {
      const { id, otherId } = c.req.valid('param');
      await setApart(c.get('principal'), [id, otherId], false);
      return c.body(null, 204);
    });
}
