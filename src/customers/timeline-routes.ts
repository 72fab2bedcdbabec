// HTTP of a customer's timeline and of the files in it. No query here.
import { z } from '@hono/zod-openapi';
import type { Caller } from '../accounts/index.ts';
import type { Database } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import { idParam, json, newRoutes, notFound, pageOf, pageQuery, route } from '../platform/http.ts';
import { filesOfCustomer } from './follow-up/customer-files.ts';
import { presentTimeline, timelineEntryShape } from './follow-up/present-timeline.ts';
import { listTimeline, type TimelinePlace, timelineKinds } from './follow-up/timeline.ts';
import type { NotifiedAt } from './present.ts';
import { getCustomers } from './queries.ts';

const fileShape = z
  .object({
    index: z.int().openapi({ description: 'Its place in the mail' }),
    name: z.string().openapi({ description: 'As its sender called it, made safe to save under' }),
    contentType: z.string().openapi({ description: 'As its sender says' }),
    size: z.int().openapi({ description: 'Bytes' }),
    mail: z.object({ id: z.uuid(), subject: z.string().nullable(), receivedAt: z.iso.datetime() }),
  })
  .openapi('CustomerFile');

const routes = {
  files: route('member', {
    method: 'get',
    path: '/customers/{id}/files',
    summary: '顧客のメールの添付ファイル (newest mail first)',
    request: { params: idParam },
    responses: {
      200: json(
        z.object({
          items: z.array(fileShape),
          isCut: z.boolean().openapi({ description: 'Older mails were not looked into' }),
        }),
        'What their mails brought',
      ),
      ...notFound,
    },
  }),
  timeline: route('member', {
    method: 'get',
    path: '/customers/{id}/timeline',
    summary: '顧客との経過 (inquiries, activities, mails and the history in one order, the last first)',
    request: {
      params: idParam,
      query: pageQuery.extend({
        kind: z.enum(timelineKinds).optional().openapi({ description: 'Left out: all, each happening once' }),
      }),
    },
    responses: { 200: json(pageOf(timelineEntryShape), 'A page of it'), ...notFound },
  }),
};

/** Routes of the timeline, mounted under /api/v1. */
export function timelineRoutes(db: Database, notifiedAt: NotifiedAt) {
  return newRoutes<Caller>()
    .openapi(routes.files, async (c) => {
      const { organizationId } = c.get('principal');
      const { id } = c.req.valid('param');
      const { files, isCut } = await db.withOrganization(organizationId, async (tx) => {
        if ((await getCustomers(tx, organizationId, [id])).length === 0) throw new AppError('not-found');
        return filesOfCustomer(tx, organizationId, id);
      });
      const items = files.map(({ mail, ...file }) => ({
        ...file,
        mail: { ...mail, receivedAt: mail.receivedAt.toISOString() },
      }));
      return c.json({ items, isCut }, 200);
    })
    .openapi(routes.timeline, async (c) => {
      const { organizationId } = c.get('principal');
      const { id } = c.req.valid('param');
      const { limit, cursor, kind } = c.req.valid('query');
      const kinds = kind ? [kind] : [...timelineKinds];
      const after = placeOf(cursor);
      const answer = await db.withOrganization(organizationId, async (tx) => {
        const found = await listTimeline(tx, organizationId, id, { kinds, after, limit: limit + 1 });
        if (!found) throw new AppError('not-found');
        const shown = found.slice(0, limit);
        const last = found.length > limit ? shown.at(-1) : undefined;
        return {
          items: await presentTimeline(tx, organizationId, shown, notifiedAt),
          nextCursor: last ? Buffer.from(`${last.us}|${last.id}`, 'latin1').toString('base64url') : null,
        };
      });
      return c.json(answer, 200);
    });
}

/** @throws AppError cursor-invalid */
function placeOf(cursor: string | undefined): TimelinePlace | null {
  if (cursor === undefined) return null;
  const [us = '', id = ''] = Buffer.from(cursor, 'base64url').toString('latin1').split('|');
  if (!/^-?\d{1,18}$/.test(us) || !z.uuid().safeParse(id).success) throw new AppError('cursor-invalid');
  return { us, id };
}
