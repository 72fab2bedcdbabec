// HTTP of tasks (タスク). No query here.
import { z } from '@hono/zod-openapi';
import { type Caller, requirePerson } from '../accounts/index.ts';
import type { Database, Tx } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import {
  body,
  conflict,
  idParam,
  json,
  newRoutes,
  notFound,
  pageOf,
  pageQuery,
  route,
  seenVersion,
  typedRequired,
} from '../platform/http.ts';
import { listTasks, presentTasks, type TaskPlace, type TaskRow } from './follow-up/task-queries.ts';
import { addTask, deleteTask, editTask, restoreTask, setDone } from './follow-up/tasks.ts';

const reference = z.object({ id: z.uuid(), name: z.string() });
const instant = z.iso.datetime();

const taskShape = z
  .object({
    id: z.uuid(),
    title: z.string(),
    due: z
      .string()
      .nullable()
      .openapi({ description: 'A Japanese day or minute', example: '2026-11-20T14:00' }),
    dueAt: instant.nullable().openapi({ description: 'From then on it is overdue' }),
    assignee: reference.nullable(),
    customer: z.object({
      id: z.uuid(),
      name: z.string().nullable(),
      phone: z.string().nullable().openapi({ description: 'E.164, the main one' }),
    }),
    doneAt: instant.nullable(),
    doneBy: z.string().nullable(),
    version: z.int().openapi({ description: 'An edit names the one it started from' }),
    by: z.string(),
    createdAt: instant,
  })
  .openapi('Task');

const fields = z.object({
  title: typedRequired(200, 'タスクの内容を入力してください。'),
  due: z.string().max(20, '期限の日時をご確認ください。').nullable().optional().openapi({
    description: '`2026-11-20` or `2026-11-20T14:00`, Japanese time',
  }),
  assigneeId: z.uuid().nullable().optional().openapi({
    description: 'Left out of a new one: whose the customer is, else whoever writes it',
  }),
});

const refused = {
  ...notFound,
  409: {
    ...conflict[409],
    description:
      'changed-meanwhile: `data.current` is the task now; null: it was deleted · customer-merged: `data.into` says into whom',
  },
};

const routes = {
  list: route('member', {
    method: 'get',
    path: '/tasks',
    summary: 'タスクの一覧 (the open ones by when they are due; the done ones, the last first)',
    request: {
      query: pageQuery.extend({
        state: z.enum(['open', 'done']).default('open'),
        customerId: z.uuid().optional(),
        assigneeId: z.union([z.uuid(), z.literal('none')]).optional(),
      }),
    },
    responses: { 200: json(pageOf(taskShape), 'A page of tasks; of done ones the last only') },
  }),
  add: route('person', {
    method: 'post',
    path: '/customers/{id}/tasks',
    summary: 'タスクを追加する',
    request: { params: idParam, ...body(fields.openapi('NewTask')) },
    responses: { 201: json(taskShape, 'The task'), ...refused },
  }),
  edit: route('person', {
    method: 'patch',
    path: '/tasks/{id}',
    summary: 'タスクを編集する (what is left out stays)',
    request: {
      params: idParam,
      ...body(fields.partial().extend({ version: z.int() }).openapi('TaskEdit')),
    },
    responses: { 200: json(taskShape, 'The task now'), ...refused },
  }),
  done: route('person', {
    method: 'put',
    path: '/tasks/{id}/done',
    summary: 'タスクを完了にする',
    request: { params: idParam },
    responses: { 200: json(taskShape, 'The task now'), ...notFound },
  }),
  reopen: route('person', {
    method: 'delete',
    path: '/tasks/{id}/done',
    summary: 'タスクを未完了に戻す',
    request: { params: idParam },
    responses: { 200: json(taskShape, 'The task now'), ...notFound },
  }),
  remove: route('person', {
    method: 'delete',
    path: '/tasks/{id}',
    summary: 'タスクを削除する',
    request: { params: idParam, query: seenVersion },
    responses: { 204: { description: 'It is shown no more' }, ...refused },
  }),
  restore: route('person', {
    method: 'post',
    path: '/tasks/{id}/restore',
    summary: 'タスクの削除を取り消す',
    request: { params: idParam },
    responses: { 200: json(taskShape, 'It is back'), ...notFound },
  }),
};

/** Routes of tasks, mounted under /api/v1. `onChanged` is called after the commit. */
export function taskRoutes(db: Database, onChanged: (organizationId: string) => void) {
  type Principal = Caller['Variables']['principal'];
  /** Changes one as the person who calls, and presents it. */
  const change = async (
    principal: Principal,
    make: (tx: Tx, organizationId: string, by: { userId: string; name: string }) => Promise<TaskRow>,
  ) => {
    const { userId, name, organizationId } = requirePerson(principal);
    const task = await db.withOrganization(organizationId, async (tx) => {
      const row = await make(tx, organizationId, { userId, name });
      const [presented] = await presentTasks(tx, organizationId, [row]);
      if (!presented) throw new AppError('not-found');
      return presented;
    });
    onChanged(organizationId);
    return task;
  };
  return newRoutes<Caller>()
    .openapi(routes.list, async (c) => {
      const { organizationId } = c.get('principal');
      const { limit, cursor, ...filter } = c.req.valid('query');
      const after = placeOf(cursor);
      const answer = await db.withOrganization(organizationId, async (tx) => {
        const rows = await listTasks(tx, organizationId, filter, after, limit + 1);
        const shown = rows.slice(0, limit);
        const last = rows.length > limit && filter.state === 'open' ? shown.at(-1) : undefined;
        return {
          items: await presentTasks(tx, organizationId, shown),
          nextCursor: last ? cursorOf(last) : null,
        };
      });
      return c.json(answer, 200);
    })
    .openapi(routes.add, async (c) => {
      const { id } = c.req.valid('param');
      const made = await change(c.get('principal'), (tx, organizationId, by) =>
        addTask(tx, organizationId, by, id, c.req.valid('json')),
      );
      return c.json(made, 201);
    })
    .openapi(routes.edit, async (c) => {
      const { id } = c.req.valid('param');
      const { version, ...edit } = c.req.valid('json');
      const now = await change(c.get('principal'), (tx, organizationId, by) =>
        editTask(tx, organizationId, by, id, version, edit),
      );
      return c.json(now, 200);
    })
    .openapi(routes.done, async (c) => {
      const { id } = c.req.valid('param');
      const now = await change(c.get('principal'), (tx, organizationId, by) =>
        setDone(tx, organizationId, by, id, true),
      );
      return c.json(now, 200);
    })
    .openapi(routes.reopen, async (c) => {
      const { id } = c.req.valid('param');
      const now = await change(c.get('principal'), (tx, organizationId, by) =>
        setDone(tx, organizationId, by, id, false),
      );
      return c.json(now, 200);
    })
    .openapi(routes.remove, async (c) => {
      const { id } = c.req.valid('param');
      const { version } = c.req.valid('query');
      await change(c.get('principal'), (tx, organizationId, by) =>
        deleteTask(tx, organizationId, by, id, version),
      );
      return c.body(null, 204);
    })
    .openapi(routes.restore, async (c) => {
      const { id } = c.req.valid('param');
      const now = await change(c.get('principal'), (tx, organizationId, by) =>
        restoreTask(tx, organizationId, by, id),
      );
      return c.json(now, 200);
    });
}

const cursorOf = ({ dueAt, id }: TaskRow) =>
  Buffer.from(`${dueAt?.toISOString() ?? ''}|${id}`, 'latin1').toString('base64url');

/** PostgreSQL has no year 0, and reads none of five digits as JavaScript writes it. */
const isKnown = (at: Date) => at.getUTCFullYear() >= 1 && at.getUTCFullYear() <= 9999;

/** @throws AppError cursor-invalid */
function placeOf(cursor: string | undefined): TaskPlace | null {
  if (cursor === undefined) return null;
  const [at = '', id = ''] = Buffer.from(cursor, 'base64url').toString('latin1').split('|');
  const dueAt = at === '' ? null : new Date(at);
  if ((dueAt && !isKnown(dueAt)) || !z.uuid().safeParse(id).success) throw new AppError('cursor-invalid');
  return { dueAt, id };
}
