// HTTP of mails: what came, what reading made of it, and the original as safe text. No query here.
import { z } from '@hono/zod-openapi';
import type { Caller } from '../accounts/index.ts';
import { getMail, getRawMail, listDeliveries, listMails, type MailRow } from '../intake/index.ts';
import type { Database } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import {
  flag,
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
import { openFile } from './mail-files.ts';
import { decodeMail } from './mime/index.ts';
import { asDownload } from './rules/safe-file-name.ts';
import { givenUpReasons, whyGivenUp } from './rules/why-given-up.ts';

const instant = z.iso.datetime();
const outcome = z.enum(['inquiry', 'notice', 'not-an-inquiry', 'unreadable']);
const state = z.enum(['waiting', 'aside', 'read', 'failed']);

const mailShape = z
  .object({
    id: z.uuid(),
    connectionId: z.uuid(),
    receivedAt: instant,
    size: z.number().int().openapi({ description: 'Bytes' }),
    deliveries: z.number().int().openapi({ description: 'How often these bytes came to this inbox' }),
    state,
    outcome: outcome.nullable(),
    portal: z.string().nullable(),
    subject: z.string().nullable(),
    from: z.object({ name: z.string().nullable(), address: z.string().nullable() }),
    warnings: z.array(z.string()),
    readerVersion: z.string().nullable(),
    readAt: instant.nullable(),
    lastError: z.string().nullable(),
    attempts: z
      .int()
      .openapi({ description: 'How often reading it was tried since it came, or since 再処理' }),
    givenUp: z
      .object({
        at: instant,
        code: z.string().nullable(),
        why: z.enum(givenUpReasons),
        reason: z.string(),
      })
      .nullable()
      .openapi({ description: 'Reading it was given up: when, and why in Japanese' }),
    reviewedAt: instant.nullable(),
  })
  .openapi('Mail');

const textShape = z
  .object({
    subject: z.string(),
    from: z.object({ name: z.string(), address: z.string() }).nullable(),
    to: z.array(z.object({ name: z.string(), address: z.string() })),
    sentAt: z.string().nullable(),
    messageId: z.string().nullable(),
    text: z
      .string()
      .openapi({ description: 'What a person reads; plain text, hostile: never to be shown as HTML' }),
    isCut: z.boolean(),
    attachments: z.array(
      z.object({ filename: z.string().nullable(), contentType: z.string(), size: z.number() }),
    ),
    deliveries: z.array(
      z.object({
        receivedAt: instant,
        envelopeFrom: z.string(),
        envelopeTo: z.string(),
        clientAddress: z.string(),
        tls: z.string().nullable(),
      }),
    ),
  })
  .openapi('MailText');

const routes = {
  list: route('member', {
    method: 'get',
    path: '/mails',
    summary: '受信メールの一覧 (newest first)',
    request: {
      query: pageQuery.extend({
        connectionId: z.uuid().optional(),
        outcome: outcome.optional(),
        state: state.optional(),
        review: flag.openapi({
          description: '要確認 only: notices, unreadable and failed mails nobody has settled',
        }),
      }),
    },
    responses: { 200: json(pageOf(mailShape), 'A page of mails') },
  }),
  one: route('member', {
    method: 'get',
    path: '/mails/{id}',
    summary: '受信メール',
    request: { params: idParam },
    responses: { 200: json(mailShape, 'The mail'), ...notFound },
  }),
  text: route('member', {
    method: 'get',
    path: '/mails/{id}/text',
    summary: '元のメール (text)',
    request: { params: idParam },
    responses: { 200: json(textShape, 'The original as a person reads it'), ...notFound },
  }),
  file: route('member', {
    method: 'get',
    path: '/mails/{id}/files/{index}',
    summary: '元のメールの添付ファイル',
    request: {
      params: idParam.extend({
        index: z.coerce
          .number()
          .int()
          .min(0)
          .max(10_000)
          .openapi({ description: 'As the customer’s files name it' }),
      }),
    },
    responses: {
      200: {
        description: 'The bytes as they were attached, to be saved and not shown',
        content: { 'application/octet-stream': { schema: z.string() } },
      },
      ...notFound,
    },
  }),
  raw: route('member', {
    method: 'get',
    path: '/mails/{id}/raw',
    summary: '元のメール (.eml)',
    request: { params: idParam },
    responses: {
      200: { description: 'The bytes as they came', content: { 'message/rfc822': { schema: z.string() } } },
      ...notFound,
    },
  }),
};

const SHOWN_MAX = 200_000;

function present({ fromName, fromAddress, receivedAt, readAt, reviewedAt, givenUpAt, ...rest }: MailRow) {
  const code = rest.lastError;
  return {
    ...rest,
    givenUp: givenUpAt && { at: givenUpAt.toISOString(), code, ...whyGivenUp(code) },
    from: { name: fromName, address: fromAddress },
    receivedAt: receivedAt.toISOString(),
    readAt: readAt?.toISOString() ?? null,
    reviewedAt: reviewedAt?.toISOString() ?? null,
  };
}

/** Routes of mails, mounted under /api/v1. */
export function mailRoutes(db: Database) {
  const rawOf = async (organizationId: string, id: string) => {
    const raw = await db.withOrganization(organizationId, (tx) => getRawMail(tx, organizationId, id));
    if (!raw) throw new AppError('not-found');
    return raw;
  };
  return newRoutes<Caller>()
    .openapi(routes.list, async (c) => {
      const { organizationId } = c.get('principal');
      const { limit, cursor, ...filter } = c.req.valid('query');
      const rows = await db.withOrganization(organizationId, (tx) =>
        listMails(tx, organizationId, filter, pageAsked({ limit, cursor })),
      );
      return c.json(page(rows, limit, present), 200);
    })
    .openapi(routes.one, async (c) => {
      const { organizationId } = c.get('principal');
      const mail = await db.withOrganization(organizationId, (tx) =>
        getMail(tx, organizationId, c.req.valid('param').id),
      );
      if (!mail) throw new AppError('not-found');
      return c.json(present(mail), 200);
    })
    .openapi(routes.text, async (c) => {
      const { organizationId } = c.get('principal');
      const { id } = c.req.valid('param');
      const { subject, from, to, sentAt, messageId, text, attachments } = decodeMail(
        await rawOf(organizationId, id),
      );
      const deliveries = await db.withOrganization(organizationId, (tx) =>
        listDeliveries(tx, organizationId, id),
      );
      return c.json(
        {
          subject,
          from,
          to,
          sentAt,
          messageId,
          text: text.slice(0, SHOWN_MAX).toWellFormed(),
          isCut: text.length > SHOWN_MAX,
          attachments,
          deliveries: deliveries.map((d) => ({
            receivedAt: d.receivedAt.toISOString(),
            envelopeFrom: d.envelopeFrom,
            envelopeTo: d.envelopeTo,
            clientAddress: d.clientAddress,
            tls: d.tls,
          })),
        },
        200,
      );
    })
    .openapi(routes.file, async (c) => {
      const { organizationId } = c.get('principal');
      const { id, index } = c.req.valid('param');
      const file = openFile(await rawOf(organizationId, id), index);
      if (!file) throw new AppError('not-found');
      return c.body(new Uint8Array(file.bytes), 200, {
        // Whatever its sender called it: no browser is to show it.
        'Content-Type': 'application/octet-stream',
        'Content-Disposition': asDownload(file.name),
        'X-Content-Type-Options': 'nosniff',
      });
    })
    .openapi(routes.raw, async (c) => {
      const { organizationId } = c.get('principal');
      const { id } = c.req.valid('param');
      const raw = await rawOf(organizationId, id);
      return c.body(new Uint8Array(raw), 200, {
        'Content-Type': 'message/rfc822',
        'Content-Disposition': `attachment; filename="${id}.eml"`,
      });
    });
}
