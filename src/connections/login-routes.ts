// HTTP of a connection's login: it goes in and never comes out. No query here.
import { z } from '@hono/zod-openapi';
import { type Caller, isOptionOn, requireAdmin } from '../accounts/index.ts';
import type { Database, Tx } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import { idParam, json, newRoutes, notFound, problem, route } from '../platform/http.ts';
import type { ChangeOutcome } from './change.ts';
import type { LoginKit } from './login/model.ts';
import { presentLogins } from './login/present-logins.ts';
import { requestCheck } from './login/request-check.ts';
import { saveLogin } from './login/save-login.ts';
import { connectionLoginShape } from './login/shape.ts';
import { lockForChange } from './login/store.ts';
import type { Connection } from './model.ts';
import { getConnection } from './store.ts';

// Kept as typed: what looks like a slip is pointed out where it is typed, and never changed silently.
const secret = (label: string) =>
  z
    .string(`${label}を入力してください。`)
    .min(1, `${label}を入力してください。`)
    .max(200, '200文字以内で入力してください。')
    .refine((typed) => typed.isWellFormed() && !typed.includes('\0'), '使えない文字が含まれています。')
    .openapi({ writeOnly: true });

const warned = z.object({ isSame: z.boolean(), isStrong: z.boolean() }).optional().openapi({
  description:
    'The warning (`data` of the 409) that the person was shown and goes on with all the same. A new one is a 409 again',
});

const refused = {
  409: problem(
    'changed-meanwhile: `data.current` is the login now · login-refused-before: this value was refused before, or this account too often. `data`: {failures: {mine, others}, isSame, isStrong}',
  ),
};

const routes = {
  save: route('admin', {
    method: 'put',
    path: '/connections/{id}/login',
    summary: 'ログイン情報を保存し、認証を始める',
    request: {
      params: idParam,
      body: {
        required: true,
        content: {
          'application/json': {
            schema: z
              .object({
                userId: secret('ユーザーID'),
                password: secret('パスワード'),
                version: z.int().optional().openapi({ description: 'Of the login the page shows; 0: none' }),
                warned,
              })
              .openapi('NewLogin'),
          },
        },
      },
    },
    responses: { 200: json(connectionLoginShape, 'Saved; its check goes on'), ...notFound, ...refused },
  }),
  check: route('admin', {
    method: 'post',
    path: '/connections/{id}/login/check',
    summary: '保存済みのログイン情報を認証する',
    request: {
      params: idParam,
      body: { required: true, content: { 'application/json': { schema: z.object({ warned }) } } },
    },
    responses: { 200: json(connectionLoginShape, 'Its check goes on'), ...notFound, ...refused },
  }),
};

type Parts = { db: Database; logins: LoginKit; onChanged: (organizationId: string) => void };

/** Routes of logins, mounted under /api/v1. */
export function loginRoutes({ db, logins, onChanged }: Parts) {
  const change = async (
    organizationId: string,
    id: string,
    work: (tx: Tx, connection: Connection) => Promise<ChangeOutcome>,
  ) => {
    const login = await db.withOrganization(organizationId, async (tx) => {
      await lockForChange(tx, organizationId, id);
      const connection = await getConnection(tx, organizationId, id);
      if (!connection || connection.state === 'deleted') throw new AppError('not-found');
      if (!(await isOptionOn(tx, organizationId, 'portal-integration'))) throw new AppError('option-off');
      const outcome = await work(tx, connection);
      const shown = await presentLogins(tx, organizationId, [connection], logins.portals);
      const login = shown.get(id);
      if (!login) throw new Error('a connection was not presented');
      if (outcome === 'overtaken') throw new AppError('changed-meanwhile', { data: { current: login } });
      return login;
    });
    onChanged(organizationId);
    return login;
  };
  return newRoutes<Caller>()
    .openapi(routes.save, async (c) => {
      const { organizationId, userId: actorId, name } = requireAdmin(c.get('principal'));
      const { warned = null, version: seen, ...credentials } = c.req.valid('json');
      const actor = { userId: actorId, name };
      const login = await change(organizationId, c.req.valid('param').id, (tx, connection) =>
        saveLogin(tx, logins, organizationId, connection, { credentials, seen, warned, actor }),
      );
      return c.json(login, 200);
    })
    .openapi(routes.check, async (c) => {
      const { organizationId, userId, name } = requireAdmin(c.get('principal'));
      const { warned = null } = c.req.valid('json');
      const login = await change(organizationId, c.req.valid('param').id, async (tx, connection) => {
        await requestCheck(tx, logins, organizationId, connection, { warned, actor: { userId, name } });
        return 'done';
      });
      return c.json(login, 200);
    });
}
