// Connections as the API gives and takes them.
import { z } from '@hono/zod-openapi';
import { connectionLoginShape } from './login/shape.ts';
import { cleanName, nameFault } from './rules/name.ts';
import { silenceShape } from './silences.ts';

const reference = z.object({ id: z.uuid(), name: z.string() });
const instant = z.iso.datetime();

export const connectionShape = z
  .object({
    id: z.uuid(),
    portal: z.string().openapi({ description: 'Portal id' }),
    portalName: z.string(),
    name: z.string().openapi({ description: '連携名称' }),
    state: z.enum(['draft', 'active', 'paused', 'deleted']),
    version: z
      .number()
      .int()
      .openapi({ description: 'Grows with every change; an edit names the one it saw' }),
    inboxAddress: z.string().nullable().openapi({ description: 'Digima受信ボックス' }),
    assigneeId: z.uuid().nullable(),
    statusId: z.uuid().nullable(),
    groupId: z.uuid().nullable(),
    forwardTo: z
      .array(z.string())
      .openapi({ description: '転送先: addresses that get the mails themselves' }),
    assignee: reference.nullable(),
    status: reference.extend({ color: z.string() }).nullable(),
    group: reference.nullable(),
    login: connectionLoginShape,
    activatedAt: instant.nullable().openapi({ description: '「連携する」, the first time' }),
    firstMailAt: instant
      .nullable()
      .openapi({ description: 'The first mail about a request since activation; null: 初回受信待ち' }),
    lastMailAt: instant.nullable().openapi({ description: 'Any mail' }),
    silence: silenceShape.nullable().openapi({ description: 'Null: as usual, or too few mails to say' }),
    inquiriesByDay: z
      .array(z.number().int())
      .length(7)
      .openapi({ description: 'Inquiries of the last 7 Japanese days, oldest first, today last' }),
    asideCount: z.number().int().openapi({ description: 'Mails kept aside: not taken in' }),
    confirmationCount: z.number().int().openapi({ description: 'Open mails that ask to confirm an address' }),
    retiredInboxes: z
      .array(z.object({ address: z.string(), expiresAt: instant, lastMailAt: instant.nullable() }))
      .openapi({ description: 'Addresses rotated away that are still answered, newest first' }),
    createdBy: reference.nullable(),
    createdAt: instant,
    deletedAt: instant.nullable(),
    keptUntil: instant.nullable().openapi({ description: 'Deleted: until then mail is answered and kept' }),
    needsAttention: z.boolean(),
    isEditable: z.boolean().openapi({ description: 'The caller may change it' }),
  })
  .openapi('Connection');

export type ConnectionShape = z.infer<typeof connectionShape>;

const name = z
  .string('連携名称を入力してください。')
  .overwrite(cleanName)
  .check(({ value, issues }) => {
    const fault = nameFault(value);
    if (fault) issues.push({ code: 'custom', message: fault, input: value });
  })
  .openapi({ description: '連携名称: 1 to 100 letters, not used by another connection' });

const chosen = z.uuid('一覧からお選びください。').nullable().optional();

const rules = { assigneeId: chosen, statusId: chosen, groupId: chosen };

export const newConnectionShape = z
  .object(
    {
      requestKey: z
        .uuid('画面を読み込み直してください。')
        .openapi({ description: 'Made by the page: sent twice, one draft is made' }),
      portal: z.string('ポータルサイトをお選びください。').max(60, 'ポータルサイトをお選びください。'),
      name,
      ...rules,
    },
    '入力内容をご確認ください。',
  )
  .openapi('NewConnection');

export const connectionEditShape = z
  .object(
    {
      version: z.int('画面を読み込み直してください。').openapi({ description: 'The version the page shows' }),
      name: name.optional(),
      ...rules,
    },
    '入力内容をご確認ください。',
  )
  .openapi('ConnectionEdit');

export const forwardingShape = z
  .object(
    {
      version: z.int('画面を読み込み直してください。').openapi({ description: 'The version the page shows' }),
      addresses: z
        .array(z.string().max(2_000), 'メールアドレスを入力してください。')
        .max(100, '転送先は10件までです。')
        .openapi({ description: 'Mail addresses as typed: at most 10, none of our own inboxes' }),
    },
    '入力内容をご確認ください。',
  )
  .openapi('ConnectionForwarding');

export const historyLineShape = z
  .object({
    at: instant,
    actor: z.string(),
    action: z.string().openapi({ example: 'connection.edited' }),
    details: z.record(z.string(), z.unknown()).openapi({ description: 'Names as they were' }),
  })
  .openapi('ConnectionHistoryLine');

export const guideShape = z
  .object({
    sections: z.array(
      z.object({
        key: z.string(),
        title: z.string(),
        html: z.string().openapi({ description: 'Made by us: safe to show as HTML' }),
      }),
    ),
    copyTexts: z.array(
      z.object({
        key: z.string().openapi({ description: 'add, replace, phone' }),
        title: z.string(),
        text: z.string(),
      }),
    ),
    addressLimit: z.number().int().nullable(),
  })
  .openapi('ConnectionGuide');

export const portalShape = z
  .object({
    id: z.string(),
    name: z.string(),
    summary: z.string(),
    addressLimit: z
      .number()
      .int()
      .nullable()
      .openapi({ description: 'Notification addresses the portal lets a firm register' }),
    hasLogin: z.boolean(),
    isLoginSetUp: z.boolean().openapi({ description: 'An address of its login page is known' }),
    isAvailable: z.boolean(),
  })
  .openapi('Portal');
