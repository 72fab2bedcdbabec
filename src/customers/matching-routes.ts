// HTTP of changes to all that match which stopped half-way: seen, gone on with, or left. No query here.
import { z } from '@hono/zod-openapi';
import { type Caller, requirePerson } from '../accounts/index.ts';
import type { Database } from '../platform/database.ts';
import { idParam, json, newRoutes, notFound, route } from '../platform/http.ts';
import { finishMatching } from './matching/change-matching.ts';
import { listUnfinished, type MatchingChange } from './matching/store.ts';
import { leaveMatching } from './matching/undo-matching.ts';
import { bulkResult } from './shapes.ts';

const matchingShape = z
  .object({
    id: z.uuid().openapi({ description: 'To undo it by' }),
    subject: z.enum(['customers', 'inquiries']),
    type: z.enum(['assign', 'status', 'respond', 'join', 'leave']),
    total: z.int().openapi({ description: 'How many matched' }),
    looked: z.int().openapi({ description: 'How many of them it came to' }),
    changed: z.int(),
    isUndone: z.boolean().openapi({ description: 'It was being taken back' }),
    createdAt: z.iso.datetime(),
  })
  .openapi('MatchingChange');

const routes = {
  list: route('person', {
    method: 'get',
    path: '/matching-changes',
    summary: '途中で止まった一括変更 (one’s own, newest first)',
    responses: { 200: json(z.object({ items: z.array(matchingShape) }), 'Those that nobody goes on with') },
  }),
  finish: route('person', {
    method: 'post',
    path: '/matching-changes/{id}/finish',
    summary: '途中で止まった一括変更を続ける',
    request: { params: idParam },
    responses: {
      200: json(z.object({ ...bulkResult, left: z.int() }), 'What changed, from its beginning'),
      ...notFound,
    },
  }),
  leave: route('person', {
    method: 'post',
    path: '/matching-changes/{id}/leave',
    summary: '途中で止まった一括変更をそのままにする',
    request: { params: idParam },
    responses: { 204: { description: 'It is not told of any more' }, ...notFound },
  }),
};

/** Routes of unfinished changes, mounted under /api/v1. `onChanged` is called after the commit. */
export function matchingRoutes(db: Database, onChanged: (organizationId: string) => void) {
  return newRoutes<Caller>()
    .openapi(routes.list, async (c) => {
      const { userId, organizationId } = requirePerson(c.get('principal'));
      const rows = await db.withOrganization(organizationId, (tx) =>
        listUnfinished(tx, organizationId, userId),
      );
      return c.json({ items: rows.map(present) }, 200);
    })
    .openapi(routes.finish, async (c) => {
      const { userId, name, organizationId } = requirePerson(c.get('principal'));
      const { id } = c.req.valid('param');
      const result = await finishMatching(db, organizationId, { userId, name }, id);
      onChanged(organizationId);
      return c.json(result, 200);
    })
    .openapi(routes.leave, async (c) => {
      const { userId, name, organizationId } = requirePerson(c.get('principal'));
      await leaveMatching(db, organizationId, { userId, name }, c.req.valid('param').id);
      return c.body(null, 204);
    });
}

const present = ({ id, subject, change, total, looked, changed, isUndone, createdAt }: MatchingChange) => ({
  ...{ id, subject, total, looked, changed, isUndone },
  type: change.type,
  createdAt: createdAt.toISOString(),
});
