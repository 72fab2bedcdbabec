// What every HTTP route shares: paging, problem+json (RFC 9457), and how a route says who may call it.
import { createRoute, OpenAPIHono, type RouteConfig, z } from '@hono/zod-openapi';
import type { Env } from 'hono';
import { foldText } from '../lib/japanese-text.ts';
import { storable } from '../lib/storable.ts';
import { AppError, problemCodes } from './errors.ts';

/** A refusal as the client gets it. `errors`: wrong inputs, path → Japanese text. */
const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    code: z.enum(problemCodes),
    detail: z.string(),
    errors: z.record(z.string(), z.string()).optional(),
    data: z.unknown().optional(),
  })
  .openapi('Problem');

/** A refusal's answer, for a route that has more of them than the common ones. */
export const problem = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: problemSchema } },
});

/**
 * `member`: a signed-in person or an API key of the organization · `person`: a signed-in person only · `admin`: one who is
 * owner or admin · `signed`: whoever has a key of INTAKE_KEYS · `public`: anybody. The handler asks (accounts' `requirePerson`, `requireAdmin`).
 */
export type RouteAuth = 'member' | 'person' | 'admin' | 'signed' | 'public';

const security: Record<RouteAuth, Record<string, string[]>[]> = {
  member: [{ session: [] }, { apiKey: [] }],
  person: [{ session: [] }],
  admin: [{ session: ['owner', 'admin'] }],
  signed: [{ intakeSignature: [] }],
  public: [],
};

/** createRoute, with who may call it declared (it becomes the operation's `security`) and the common refusals. */
export function route<const R extends RouteConfig>(auth: RouteAuth, config: R) {
  return createRoute({
    ...config,
    security: security[auth],
    responses: {
      ...config.responses,
      401: problem('Not signed in, or the API key is not valid'),
      ...(auth === 'admin' && { 403: problem('Only an owner or admin may, and only with the option on') }),
      422: problem('An input is not valid'),
    },
  } as R);
}

/** A stage's routes. An input that does not fit its schema is refused with each wrong field named. */
export function newRoutes<E extends Env>(): OpenAPIHono<E> {
  return new OpenAPIHono<E>({
    defaultHook: (result) => {
      if (result.success) return;
      const fields = result.error.issues.map((issue) => [issue.path.map(String).join('.'), issue.message]);
      throw new AppError('input-invalid', { fields: Object.fromEntries(fields) });
    },
  });
}

/** The answer of a route for one item that may not be there, or be another organization's. */
export const notFound = { 404: problem('No such item in this organization') };

/** A JSON answer. */
export const json = <S extends z.ZodType>(schema: S, description: string) => ({
  description,
  content: { 'application/json': { schema } },
});

/** `?limit=` and `?cursor=` of every list. */
export const pageQuery = z.object({
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(100)
    .default(50)
    .openapi({ description: 'Items a page, up to 100' }),
  cursor: z.string().max(200).optional().openapi({ description: '`nextCursor` of the page before' }),
});

/** A list's answer: newest first; `nextCursor` null on the last page. */
export const pageOf = <S extends z.ZodType>(item: S) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() });

/** A text as a person typed it: as the database can keep it, without blanks around, up to `most` letters. */
export const typed = (most: number) =>
  z
    .string('文字で入力してください。')
    .overwrite((given) => storable(given))
    .trim()
    .max(most, `${most.toLocaleString('ja-JP')}文字以内で入力してください。`);

/** The same, with something to see in it; else it is refused with `empty`. */
export const typedRequired = (most: number, empty: string) =>
  typed(most).refine((given) => foldText(given) !== '', empty);

const FIRST_MOMENT = Date.parse('2000-01-01T00:00:00Z');
const AFTER_LAST_MOMENT = Date.parse('2200-01-01T00:00:00Z');

/** A moment as a client gives it. The year 0 is one that PostgreSQL does not know. */
export const moment = (error: string) =>
  z.iso
    .datetime({ offset: true, error })
    .refine((text) => Date.parse(text) >= FIRST_MOMENT && Date.parse(text) < AFTER_LAST_MOMENT, error);

/** A JSON body. */
export const body = <S extends z.ZodType>(schema: S) => ({
  body: { required: true, content: { 'application/json': { schema } } },
});

/** Beside what a change gives, how that stood on the page: what somebody changed since is not overwritten (as-seen.ts). */
export const seen = <S extends z.ZodType>(schema: S) =>
  schema.optional().openapi({
    description:
      'As the page shows it. What somebody changed since is refused with `changed-meanwhile`; `data.current`: as it is now',
  });

/** Beside the id of what is deleted: the version that the page shows. One that somebody edited since is not deleted unread. */
export const seenVersion = z.object({
  version: z.coerce.number().int().optional().openapi({
    description: 'As the page shows it. What was edited since is refused with `changed-meanwhile`',
  }),
});

/** The answer where something else stands in the way; `data` says what. */
export const conflict = { 409: problem('Something stands in the way; `code` and `data` say what') };

export const idParam = z.object({ id: z.uuid() });

/** A query value that is true when given as `true` or `1`. */
export const flag = z
  .enum(['true', 'false', '1', '0'])
  .transform((v) => v === 'true' || v === '1')
  .optional();

/** Which rows to ask for: those after the cursor, one more than a page shows. `page` cuts them. @throws AppError cursor-invalid */
export function pageAsked({ limit, cursor }: { limit: number; cursor?: string | undefined }) {
  return { before: beforeOf(cursor), limit: limit + 1 };
}

// The id a page starts after.
function beforeOf(cursor: string | undefined): string | null {
  if (cursor === undefined) return null;
  const id = Buffer.from(cursor, 'base64url').toString('latin1');
  if (!z.uuid().safeParse(id).success) throw new AppError('cursor-invalid');
  return id;
}

/** Cuts rows (asked for with one more than `limit`) to a page. */
export function page<Row extends { id: string }, Item>(
  rows: Row[],
  limit: number,
  toItem: (row: Row) => Item,
) {
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    items: shown.map(toItem),
    nextCursor: last ? Buffer.from(last.id, 'latin1').toString('base64url') : null,
  };
}
