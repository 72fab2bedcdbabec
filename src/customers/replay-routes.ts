// HTTP of 再読み取り: kept mails read again by today's readers, first as a preview. No query here.
import { z } from '@hono/zod-openapi';
import { type Caller, requireAdmin } from '../accounts/index.ts';
import { getConnection } from '../connections/index.ts';
import type { Database, Tx } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import {
  body,
  conflict,
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
import { readSoFar, replayKinds, replayStates } from './replay/model.ts';
import { applyReplay, cancelReplay, type Started, startReplay } from './replay/start-replay.ts';
import { getReplay, listReplays, type Replay } from './replay/store.ts';

const instant = z.iso.datetime();
const count = z.int();

const countsShape = z
  .object({
    complete: count,
    announced: count,
    changed: count,
    less: count,
    unchanged: count,
    unread: count,
    'in-flight': count,
    newCustomers: count,
    told: count,
  })
  .openapi({
    description:
      'Mails by what becomes of them: complete (somebody is known now), announced (a notice now), changed (says more, or something else), less (says less: kept as it is), unchanged, unread (still cannot be read), in-flight (waits to be read anyway). newCustomers are made; told: requests whoever is in charge hears of',
  });

const shape = z
  .object({
    id: z.uuid(),
    connection: z.object({ id: z.uuid(), name: z.string() }).nullable(),
    since: instant.nullable(),
    phase: z.enum(['preview', 'apply']),
    state: z.enum(replayStates),
    isQuiet: z.boolean(),
    createdBy: z.string(),
    readerVersion: z.string(),
    total: count.openapi({ description: 'Mails to be read' }),
    read: count.openapi({ description: 'Mails read so far' }),
    counts: countsShape,
    differences: z
      .array(
        z.object({
          mailId: z.uuid(),
          kind: z.enum(replayKinds),
          subject: z.string(),
          receivedAt: instant,
          customer: z.object({ id: z.uuid(), name: z.string().nullable() }).nullable(),
          isNewCustomer: z.boolean(),
          changes: z.array(
            z.object({
              field: z
                .string()
                .openapi({ description: 'Its path: contact.name, extras.接道状況, mail.subject' }),
              from: z.string().nullable(),
              to: z.string().nullable(),
            }),
          ),
        }),
      )
      .openapi({ description: 'The first that are different, field by field' }),
    createdAt: instant,
    endedAt: instant.nullable(),
  })
  .openapi('Replay');

const busy = { 409: conflict[409] };

const routes = {
  list: route('admin', {
    method: 'get',
    path: '/replays',
    summary: '再読み取りの一覧 (newest first)',
    request: { query: pageQuery },
    responses: { 200: json(pageOf(shape), 'A page of replays') },
  }),
  one: route('admin', {
    method: 'get',
    path: '/replays/{id}',
    summary: '再読み取り',
    request: { params: idParam },
    responses: { 200: json(shape, 'The replay, as far as it is'), ...notFound },
  }),
  start: route('admin', {
    method: 'post',
    path: '/replays',
    summary: '再読み取りのプレビュー',
    request: body(
      z
        .object({
          connectionId: z
            .uuid()
            .nullable()
            .default(null)
            .openapi({ description: 'Null: of every connection' }),
          since: z.iso
            .datetime({ offset: true })
            .nullable()
            .default(null)
            .openapi({ description: 'Mails received since then; null: all' }),
        })
        .openapi('NewReplay'),
    ),
    responses: { 201: json(shape, 'It has begun; nothing is changed by it'), ...notFound, ...busy },
  }),
  apply: route('admin', {
    method: 'post',
    path: '/replays/{id}/apply',
    summary: '再読み取りの反映',
    request: {
      params: idParam,
      ...body(
        z.object({
          isQuiet: z.boolean().default(false).openapi({
            description:
              'Nobody is told of requests that are new, also where they are younger than seven days',
          }),
        }),
      ),
    },
    responses: { 200: json(shape, 'It has begun'), ...notFound, ...busy },
  }),
  cancel: route('admin', {
    method: 'post',
    path: '/replays/{id}/cancel',
    summary: '再読み取りの中止',
    request: { params: idParam },
    responses: { 200: json(shape, 'It has ended; what was applied stays'), ...notFound, ...busy },
  }),
};

async function present(tx: Tx, replay: Replay) {
  const {
    organizationId,
    connectionId,
    since,
    createdAt,
    endedAt,
    createdByName,
    counts,
    cursor: _,
    ...rest
  } = replay;
  const connection = connectionId && (await getConnection(tx, organizationId, connectionId));
  return {
    ...rest,
    connection: connection ? { id: connection.id, name: connection.name } : null,
    since: since?.toISOString() ?? null,
    createdBy: createdByName,
    counts,
    read: readSoFar(counts),
    createdAt: createdAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
  };
}

function begun(started: Started): Replay {
  if (started.type === 'busy') throw new AppError('replay-running', { data: { id: started.replay.id } });
  return started.replay;
}

type Parts = { db: Database; onChanged: (organizationId: string) => void };

/** Routes of 再読み取り, mounted under /api/v1. `onChanged` is called after the commit. */
export function replayRoutes({ db, onChanged }: Parts) {
  const shown = (organizationId: string, id: string) =>
    db.withOrganization(organizationId, async (tx) => {
      const replay = await getReplay(tx, organizationId, id);
      if (!replay) throw new AppError('not-found');
      return present(tx, replay);
    });
  return newRoutes<Caller>()
    .openapi(routes.list, async (c) => {
      const { organizationId } = requireAdmin(c.get('principal'));
      const { limit, cursor } = c.req.valid('query');
      const items = await db.withOrganization(organizationId, async (tx) => {
        const all: Awaited<ReturnType<typeof present>>[] = [];
        for (const replay of await listReplays(tx, organizationId, pageAsked({ limit, cursor })))
          all.push(await present(tx, replay));
        return all;
      });
      return c.json(
        page(items, limit, (replay) => replay),
        200,
      );
    })
    .openapi(routes.one, async (c) => {
      const { organizationId } = requireAdmin(c.get('principal'));
      return c.json(await shown(organizationId, c.req.valid('param').id), 200);
    })
    .openapi(routes.start, async (c) => {
      const { organizationId, name } = requireAdmin(c.get('principal'));
      const { connectionId, since } = c.req.valid('json');
      const replay = await db.withOrganization(organizationId, async (tx) => {
        if (connectionId && !(await getConnection(tx, organizationId, connectionId)))
          throw new AppError('not-found');
        const scope = { connectionId, since: since === null ? null : new Date(since) };
        return begun(await startReplay(tx, organizationId, scope, name));
      });
      onChanged(organizationId);
      return c.json(await shown(organizationId, replay.id), 201);
    })
    .openapi(routes.apply, async (c) => {
      const { organizationId } = requireAdmin(c.get('principal'));
      const { id } = c.req.valid('param');
      const { isQuiet } = c.req.valid('json');
      await db.withOrganization(organizationId, async (tx) => {
        const started = await applyReplay(tx, organizationId, id, { isQuiet });
        if (started === null) throw new AppError('not-found');
        if (started === 'not-previewed') throw new AppError('replay-over');
        begun(started);
      });
      onChanged(organizationId);
      return c.json(await shown(organizationId, id), 200);
    })
    .openapi(routes.cancel, async (c) => {
      const { organizationId } = requireAdmin(c.get('principal'));
      const { id } = c.req.valid('param');
      const done = await db.withOrganization(organizationId, (tx) => cancelReplay(tx, organizationId, id));
      if (done === null) throw new AppError('not-found');
      if (done === 'over') throw new AppError('replay-over');
      onChanged(organizationId);
      return c.json(await shown(organizationId, id), 200);
    });
}
