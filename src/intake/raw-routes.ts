// The HTTP door of intake, for who cannot speak SMTP to us: the raw mail as the body, its envelope in the query, signed. It ends
// in the same stored row as SMTP does. Nothing of the mail is parsed.
import { createHash } from 'node:crypto';
import { getConnInfo } from '@hono/node-server/conninfo';
import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { openInboxFinder } from '../connections/find-inbox.ts';
import type { Database } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import { json, newRoutes, problem, route } from '../platform/http.ts';
import type { Log } from '../platform/log.ts';
import type { Signals } from '../platform/signals.ts';
import { MAIL_RECEIVED } from './events.ts';
import { type IntakeKey, isSigned } from './sign-delivery.ts';
import { MAIL_SIZE_MAX } from './smtp/limits.ts';
import { openMailStore } from './store-mail.ts';

type Parts = { db: Database; signals: Signals; log: Log; intakeKeys: readonly IntakeKey[]; now: () => Date };

const RECIPIENTS_MAX = 100;
/** What may be on its way in at once, by what is announced of it. */
const RECEIVING_BYTES_MAX = 128 * 1024 * 1024;

const text = (description: string) => z.string().optional().openapi({ description });
const raw = route('signed', {
  method: 'post',
  path: '/intake/raw',
  summary: '生のメールを渡す (SES, Cloudflare, a pipe)',
  description:
    'Digima-Signature is `key id=hex` of HMAC-SHA256 over the lines `digima-intake-1`, Digima-Timestamp, Digima-Delivery, Digima-Sha256, sender, the number of recipients, and each recipient in order, joined by LF.',
  request: {
    query: z.object({
      sender: text('MAIL FROM, empty for the null reverse-path'),
      recipient: z
        .union([z.string(), z.array(z.string())])
        .optional()
        .openapi({ description: `RCPT TO, once for each of up to ${RECIPIENTS_MAX}` }),
    }),
    headers: z.object({
      'digima-timestamp': text('Seconds since 1970, at most 300 from our clock'),
      'digima-delivery': text('A UUID of this delivery, the same when it is tried again'),
      'digima-sha256': text('SHA-256 of the body, hex'),
      'digima-signature': text('Who signed, and the signature'),
    }),
    body: {
      required: true,
      description: 'The bytes of the mail, up to 25 MiB',
      content: { 'message/rfc822': { schema: z.string().openapi({ format: 'binary' }) } },
    },
  },
  responses: {
    200: json(
      z
        .object({
          deliveryId: z.uuid(),
          recipients: z.array(z.object({ address: z.string(), outcome: z.enum(['stored', 'unknown']) })),
        })
        .openapi('Delivered'),
      'Committed, for the recipients that are ours; the same again for the same delivery',
    ),
    404: problem('None of the recipients is ours, or this door is closed (INTAKE_KEYS)'),
    409: problem('This delivery id was used for other bytes'),
    413: problem('Larger than 25 MiB'),
    503: problem('Not stored: try again after Retry-After'),
  },
});

/** Mounted before sign-in and before the limit of other bodies. */
export function rawRoutes({ db, signals, log, intakeKeys, now }: Parts) {
  const findInbox = openInboxFinder(db, now);
  const storeMail = openMailStore(db);
  let receiving = 0;

  return newRoutes().openapi(raw, async (c) => {
    if (intakeKeys.length === 0) throw new AppError('intake-closed');
    const header = (name: string) => c.req.header(name) ?? '';
    const delivery = {
      timestamp: header('digima-timestamp'),
      deliveryId: header('digima-delivery'),
      sha256: header('digima-sha256'),
      sender: c.req.query('sender') ?? '',
      recipients: c.req.queries('recipient') ?? [],
    };
    const isClean = [delivery.sender, ...delivery.recipients].every((value) => !/\p{Cc}/u.test(value));
    if (!isClean || !isSigned(intakeKeys, header('digima-signature'), delivery, now()))
      throw new AppError('signature-refused');
    const { deliveryId, sha256, sender, recipients } = delivery;
    if (!z.uuid().safeParse(deliveryId).success)
      throw new AppError('input-invalid', { fields: { 'digima-delivery': 'UUIDを指定してください。' } });
    if (recipients.length === 0 || recipients.length > RECIPIENTS_MAX)
      throw new AppError('input-invalid', {
        fields: { recipient: `1〜${RECIPIENTS_MAX}件指定してください。` },
      });

    const announced = Number(c.req.header('content-length') ?? MAIL_SIZE_MAX);
    if (announced > MAIL_SIZE_MAX) throw new AppError('too-large');
    if (receiving + announced > RECEIVING_BYTES_MAX) throw new AppError('unavailable');
    receiving += announced;
    try {
      const inboxes = await Promise.all(recipients.map(findInbox)).catch((error) => notNow(error));
      const known = recipients.flatMap((address, i) => {
        const inboxId = inboxes[i];
        return inboxId ? [{ address, inboxId }] : [];
      });
      if (known.length === 0) throw new AppError('no-such-inbox');
      const bytes = await readBody(c);
      if (createHash('sha256').update(bytes).digest('hex') !== sha256)
        throw new AppError('signature-refused');
      await storeMail({
        raw: bytes,
        receivedAt: now(),
        envelopeFrom: sender,
        recipients: known,
        clientAddress: addressOf(c),
        clientName: `http ${header('digima-signature').split('=')[0]}`,
        tls: null,
        deliveryId,
      }).catch((error) => notNow(error));
      signals.send(MAIL_RECEIVED, '');
      const outcomes = recipients.map((address, i) => ({
        address,
        outcome: inboxes[i] ? ('stored' as const) : ('unknown' as const),
      }));
      return c.json({ deliveryId, recipients: outcomes }, 200);
    } finally {
      receiving -= announced;
    }
  });

  function notNow(cause: { code?: string; constraint?: string; name?: string }): never {
    if (cause.constraint === 'deliveries_pkey') throw new AppError('delivery-id-used', { cause });
    log.error({ code: cause.code, error: cause.name }, 'mail not stored, sender told to try again');
    throw new AppError('unavailable', { cause });
  }
}

async function readBody(c: Context): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of c.req.raw.body ?? []) {
    size += chunk.length;
    if (size > MAIL_SIZE_MAX) throw new AppError('too-large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function addressOf(c: Context): string {
  try {
    return getConnInfo(c).remote.address ?? '';
  } catch {
    return ''; // app.request() has no connection
  }
}
