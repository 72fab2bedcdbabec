// The first start over HTTP: may it be done, and do it.
import { z } from '@hono/zod-openapi';
import { createFirstOrganization, isFirstStart } from '../accounts/index.ts';
import { createFirstStatuses } from '../customers/index.ts';
import type { Database } from '../platform/database.ts';
import { json, newRoutes, route } from '../platform/http.ts';
import { persist } from '../platform/persist.ts';

const required = (most: number, empty: string) =>
  z.string().trim().min(1, empty).max(most, `${most}文字以内で入力してください。`);

const givenShape = z
  .object({
    token: z.string().max(100),
    organizationName: required(200, '会社名を入力してください。'),
    owner: z.object({
      name: required(200, 'お名前を入力してください。'),
      email: z.email('メールアドレスの形をご確認ください。').max(320),
      password: z
        .string()
        .min(10, 'パスワードは10文字以上にしてください。')
        .max(128, '128文字以内で入力してください。'),
    }),
  })
  .openapi('FirstOrganization');

const routes = {
  state: route('public', {
    method: 'get',
    path: '/first-start',
    summary: '初期設定が済んでいないか',
    responses: { 200: json(z.object({ isOpen: z.boolean() }), 'Whether no organization exists yet') },
  }),
  create: route('public', {
    method: 'post',
    path: '/first-start',
    summary: '最初の会社とオーナーを登録する',
    request: { body: { required: true, content: { 'application/json': { schema: givenShape } } } },
    responses: {
      201: json(z.object({ organizationId: z.uuid() }), 'Made; the owner can sign in'),
      403: { description: 'The link is wrong, or an organization exists already' },
    },
  }),
};

/** The routes, mounted under /api. `secret` is what the link's token is made of. */
export function firstStartRoutes(db: Database, secret: string) {
  return newRoutes()
    .openapi(routes.state, async (c) => c.json({ isOpen: await isFirstStart(db) }, 200))
    .openapi(routes.create, async (c) => {
      const organizationId = await createFirstOrganization(db, secret, c.req.valid('json'));
      // Other tables of another role's: a second commit, which is not to fail for want of a connection, as nobody makes them later.
      const made = () => db.withOrganization(organizationId, (tx) => createFirstStatuses(tx, organizationId));
      if ((await persist(() => made().then(() => true), new AbortController().signal)) === null) await made();
      return c.json({ organizationId }, 201);
    });
}
