// HTTP of 対応がないとき: who is next when nobody responds, for the firm and for single connections. No query here.
import { z } from '@hono/zod-openapi';
import { addAudit, type Caller, listMembers, type Person, requireAdmin } from '../accounts/index.ts';
import { getConnection } from '../connections/index.ts';
import type { Database, Tx } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import { body, conflict, json, newRoutes, route } from '../platform/http.ts';
import { listEscalations, lockEscalations, putEscalation, removeEscalation } from './escalation/store.ts';
import { weekTime } from './preferences/shapes.ts';

const ruleShape = z
  .object({
    connectionId: z
      .uuid()
      .nullable()
      .openapi({ description: 'Null: the firm’s, for connections without one of their own' }),
    afterMinutes: z.int(),
    people: z.array(z.uuid()).openapi({ description: 'User ids, one after another' }),
    managerId: z.uuid().nullable().openapi({ description: 'Comes last' }),
    hours: weekTime
      .nullable()
      .openapi({ description: 'Only minutes in these count (Japanese time); null: all do' }),
    version: z.int(),
  })
  .openapi('Escalation');

const listShape = z.object({ items: z.array(ruleShape) });

const PEOPLE_MAX = 10;
const MINUTES_MAX = 7 * 24 * 60;
const minutesWords = '時間は1分から7日（10080分）までで入力してください。';

const editShape = z
  .object(
    {
      connectionId: z.uuid().nullable(),
      version: z.int().nullable().openapi({ description: 'The one the page shows; null: there was none' }),
      rule: ruleShape
        .omit({ connectionId: true, version: true })
        .extend({
          afterMinutes: z.int(minutesWords).min(1, minutesWords).max(MINUTES_MAX, minutesWords),
          people: z.array(z.uuid()).max(PEOPLE_MAX, `次の人は${PEOPLE_MAX}名までです。`),
        })
        .nullable()
        .openapi({ description: 'Null: there is none any more' }),
    },
    '入力内容をご確認ください。',
  )
  .openapi('EscalationEdit');

const routes = {
  list: route('admin', {
    method: 'get',
    path: '/escalations',
    summary: '対応がないとき',
    responses: { 200: json(listShape, 'The firm’s rule and those of single connections') },
  }),
  put: route('admin', {
    method: 'put',
    path: '/escalations',
    summary: '対応がないときに知らせる人を変更する',
    request: body(editShape),
    responses: { 200: json(listShape, 'All of them'), ...conflict },
  }),
};

interface Parts {
  db: Database;
  onChanged: (organizationId: string) => void;
}

/** Routes of escalation, mounted under /api/v1. `onChanged` is called after the commit. */
export function escalationRoutes({ db, onChanged }: Parts) {
  return newRoutes<Caller>()
    .openapi(routes.list, async (c) => {
      const { organizationId } = requireAdmin(c.get('principal'));
      const items = await db.withOrganization(organizationId, (tx) => listEscalations(tx, organizationId));
      return c.json({ items }, 200);
    })
    .openapi(routes.put, async (c) => {
      const caller = requireAdmin(c.get('principal'));
      const { organizationId } = caller;
      const items = await db.withOrganization(organizationId, (tx) => set(tx, caller, c.req.valid('json')));
      onChanged(organizationId);
      return c.json({ items }, 200);
    });
}

async function set(tx: Tx, caller: Person, { connectionId, version, rule }: z.infer<typeof editShape>) {
  const { organizationId } = caller;
  if (connectionId && !(await getConnection(tx, organizationId, connectionId)))
    throw new AppError('not-found');
  await lockEscalations(tx, organizationId);
  const before = (await listEscalations(tx, organizationId)).find((one) => one.connectionId === connectionId);
  if ((before?.version ?? null) !== version)
    throw new AppError('changed-meanwhile', { data: { current: before ?? null } });
  if (rule === null) await removeEscalation(tx, organizationId, connectionId);
  else {
    const here = (await listMembers(tx, organizationId)).filter(({ deactivatedAt }) => !deactivatedAt);
    const isHere = (id: string) => here.some(({ userId }) => userId === id);
    const gone = '削除されたか、利用を停止した方が含まれています。選び直してください。';
    const fields = {
      ...(!rule.people.every(isHere) && { people: gone }),
      ...(rule.managerId !== null && !isHere(rule.managerId) && { managerId: gone }),
    };
    if (Object.keys(fields).length > 0) throw new AppError('input-invalid', { fields });
    await putEscalation(tx, organizationId, { ...rule, connectionId, version: 0 });
  }
  await addAudit(tx, organizationId, caller, 'notices.escalation-set', connectionId ?? organizationId, {
    isOn: rule !== null,
    ...(rule && { afterMinutes: rule.afterMinutes, steps: rule.people.length + (rule.managerId ? 1 : 0) }),
  });
  return listEscalations(tx, organizationId);
}
