// HTTP of チャットへの通知: which chats a firm is told in, and a trial. Secrets come in and never go out. No query here.
import { z } from '@hono/zod-openapi';
import { type Caller, requireAdmin } from '../accounts/index.ts';
import { newId } from '../lib/ids.ts';
import type { Database, Tx } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import { body, conflict, idParam, json, newRoutes, notFound, route } from '../platform/http.ts';
import { type ChatParts, createChat, deleteChat, editChat } from './chat/change-chats.ts';
import { testMessage } from './chat/messages.ts';
import { type Chat, chatEvents, chatServices } from './chat/model.ts';
import { getChat, listChats } from './chat/store.ts';
import { toChat } from './chat/tell-chats.ts';
import { type Letterhead, outgoingStates } from './model.ts';
import { notSentShape } from './not-sent-shape.ts';
import { whyNotSent } from './rules/why-not-sent.ts';
import { lastSaid, putMails } from './store.ts';

const instant = z.iso.datetime();

const chatShape = z
  .object({
    id: z.uuid(),
    service: z.enum(chatServices),
    name: z.string(),
    events: z.array(z.enum(chatEvents)),
    version: z.int(),
    isReachable: z.boolean().openapi({ description: 'False: how it is reached must be given again' }),
    last: z
      .object({
        state: z.enum(outgoingStates),
        at: instant,
        nextAt: instant.nullable(),
        error: notSentShape.nullable().openapi({ description: 'Why it was not taken' }),
      })
      .nullable()
      .openapi({ description: 'What was last said there' }),
  })
  .openapi('Chat');

const name = z
  .string('名前を入力してください。')
  .trim()
  .min(1, '名前を入力してください。')
  .max(60, '名前は60文字以内で入力してください。');
const events = z
  .array(z.enum(chatEvents), '通知する内容をお選びください。')
  .min(1, '通知する内容を1つ以上お選びください。')
  .overwrite((given) => chatEvents.filter((event) => given.includes(event)));
const typed = z.string().max(2_000, '長すぎます。').optional();
const secret = {
  url: typed.openapi({ description: 'Slack, LINE WORKS: the webhook’s URL. Never shown again' }),
  token: typed.openapi({ description: 'Chatwork: the API token. Never shown again' }),
  roomId: typed.openapi({ description: 'Chatwork: the room’s number, or its address' }),
};

const routes = {
  list: route('admin', {
    method: 'get',
    path: '/chats',
    summary: 'チャットへの通知 (oldest first)',
    responses: { 200: json(z.object({ items: z.array(chatShape) }), 'The chats') },
  }),
  create: route('admin', {
    method: 'post',
    path: '/chats',
    summary: 'チャットを追加する',
    request: body(
      z
        .object(
          { service: z.enum(chatServices, 'サービスをお選びください。'), name, events, ...secret },
          '入力内容をご確認ください。',
        )
        .openapi('NewChat'),
    ),
    responses: { 201: json(chatShape, 'The chat') },
  }),
  edit: route('admin', {
    method: 'patch',
    path: '/chats/{id}',
    summary: 'チャットを変更する (a secret is given whole or left out)',
    request: {
      params: idParam,
      ...body(
        z
          .object(
            {
              version: z.int('画面を読み込み直してください。'),
              name: name.optional(),
              events: events.optional(),
              ...secret,
            },
            '入力内容をご確認ください。',
          )
          .openapi('ChatEdit'),
      ),
    },
    responses: { 200: json(chatShape, 'The chat'), ...notFound, ...conflict },
  }),
  remove: route('admin', {
    method: 'delete',
    path: '/chats/{id}',
    summary: 'チャットを削除する',
    request: { params: idParam },
    responses: { 204: { description: 'Removed; done twice it is done once' } },
  }),
  test: route('admin', {
    method: 'post',
    path: '/chats/{id}/test',
    summary: 'テスト送信',
    request: { params: idParam },
    responses: { 202: json(chatShape, 'It is on its way: `last` says how far'), ...notFound },
  }),
};

type Parts = ChatParts & {
  db: Database;
  letterhead: Letterhead;
  onChanged: (organizationId: string) => void;
};

/** Routes of chats, mounted under /api/v1. `onChanged` is called after the commit. */
export function chatRoutes(parts: Parts) {
  const { db, letterhead, onChanged } = parts;
  const change = async (
    organizationId: string,
    verb: (tx: Tx) => Promise<string>,
  ): Promise<z.infer<typeof chatShape>> => {
    const shown = await db.withOrganization(organizationId, async (tx) => {
      const chat = await getChat(tx, organizationId, await verb(tx));
      const [one] = chat ? await present(tx, organizationId, [chat]) : [];
      if (!one) throw new AppError('not-found');
      return one;
    });
    onChanged(organizationId);
    return shown;
  };
  return newRoutes<Caller>()
    .openapi(routes.list, async (c) => {
      const { organizationId } = requireAdmin(c.get('principal'));
      const items = await db.withOrganization(organizationId, async (tx) =>
        present(tx, organizationId, await listChats(tx, organizationId)),
      );
      return c.json({ items }, 200);
    })
    .openapi(routes.create, async (c) => {
      const caller = requireAdmin(c.get('principal'));
      const { organizationId } = caller;
      const shown = await change(organizationId, (tx) =>
        createChat(tx, parts, organizationId, c.req.valid('json'), caller),
      );
      return c.json(shown, 201);
    })
    .openapi(routes.edit, async (c) => {
      const caller = requireAdmin(c.get('principal'));
      const { organizationId } = caller;
      const { id } = c.req.valid('param');
      const shown = await change(organizationId, async (tx) => {
        await editChat(tx, parts, organizationId, id, c.req.valid('json'), caller);
        return id;
      });
      return c.json(shown, 200);
    })
    .openapi(routes.remove, async (c) => {
      const caller = requireAdmin(c.get('principal'));
      const { organizationId } = caller;
      await db.withOrganization(organizationId, (tx) =>
        deleteChat(tx, organizationId, c.req.valid('param').id, caller),
      );
      onChanged(organizationId);
      return c.body(null, 204);
    })
    .openapi(routes.test, async (c) => {
      const { organizationId } = requireAdmin(c.get('principal'));
      const { id } = c.req.valid('param');
      const shown = await change(organizationId, async (tx) => {
        const chat = await getChat(tx, organizationId, id);
        if (!chat) throw new AppError('not-found');
        const about = { kind: 'test', event: `test:${newId()}`, happenedAt: 'now' } as const;
        await putMails(tx, organizationId, [{ ...about, ...toChat(chat), letter: testMessage(letterhead) }]);
        return id;
      });
      return c.json(shown, 202);
    });
}

async function present(tx: Tx, organizationId: string, chats: Chat[]) {
  const said = await lastSaid(
    tx,
    organizationId,
    chats.map(({ id }) => id),
  );
  return chats.map((chat) => {
    const last = said.get(chat.id);
    return {
      ...chat,
      last: last
        ? {
            state: last.state,
            at: new Date(last.at).toISOString(),
            nextAt: last.nextAt && new Date(last.nextAt).toISOString(),
            error: whyNotSent(last.lastError),
          }
        : null,
    };
  });
}
