// What a list of customers can be narrowed to: as HTTP asks for it, as a group keeps it, and as the database is asked.
import { z } from '@hono/zod-openapi';
import { and, eq, exists, gte, isNull, lt, or, type SQL, sql } from 'drizzle-orm';
import { foldText } from '../lib/japanese-text.ts';
import { toE164 } from '../lib/phones.ts';
import { storable, storableKey } from '../lib/storable.ts';
import type { Tx } from '../platform/database.ts';
import { periods } from './model.ts';
import { dayBegins, daysOf } from './rules/period.ts';
import { contactPoints, customerGroups, customers, duplicateCandidates, inquiries } from './tables.ts';

// PostgreSQL takes no NUL in a parameter.
const text = (most: number) =>
  z
    .string()
    .overwrite((asked) => storable(asked))
    .max(most);
const idOrNone = z.union([z.uuid(), z.literal('none')], '一覧から選び直してください。');
const day = z.iso
  .date('日付は 2026-11-20 の形で指定してください。')
  .refine((asked) => asked >= '2000-01-01' && asked < '2200-01-01', '日付をご確認ください。');

const filter = {
  q: text(400).optional().openapi({
    description:
      'Parts of a name, reading, phone, mail address, address or property, in any spelling; blanks part what must all be there',
  }),
  assigneeId: idOrNone.optional(),
  statusId: idOrNone.optional(),
  groupId: z.uuid().optional(),
  portal: text(60).optional().openapi({ description: 'Asked through this portal at least once' }),
  connectionId: z.uuid().optional().openapi({ description: 'Asked through this connection at least once' }),
  period: z
    .enum(periods)
    .optional()
    .openapi({ description: 'Made in the last days, today included; in place of from and to' }),
  from: day.optional().openapi({ description: 'Made on this Japanese day or later' }),
  to: day.optional().openapi({ description: 'Made on this Japanese day or earlier' }),
};

/** In a URL. */
export const customerFilterQuery = {
  ...filter,
  duplicate: z.stringbool().optional().openapi({ type: 'boolean', description: '重複候補' }),
  phone: text(40).optional().openapi({ description: 'This one, in any spelling' }),
  email: text(320).optional().openapi({ description: 'This one, in any spelling' }),
};

/** In a body; nothing else may stand in it. */
export const filterShape = z.strictObject({ ...filter, duplicate: z.boolean().optional() });

/** As a dynamic group keeps it; nothing else may stand in it, and something must. */
export const keptFilterShape = filterShape
  .refine((kept) => Object.values(kept).some((value) => value !== undefined && value !== ''), {
    message: '条件を1つ以上指定してください。',
  })
  .openapi('CustomerFilter');

const queryShape = z.object(customerFilterQuery);
/** What a list of customers is narrowed to; what is left out is not asked. `none`: nobody's, or without one. */
export type CustomerFilter = z.infer<typeof queryShape>;

/** True of the customers for whom all but `q` holds. */
export function holdsFor(tx: Tx, organizationId: string, asked: CustomerFilter): SQL | undefined {
  const { assigneeId, statusId, groupId, portal, connectionId, duplicate, phone, email } = asked;
  const { from, to } = asked.period ? daysOf(asked.period, new Date()) : asked;
  return and(
    isNull(customers.mergedInto),
    assigneeId ? isOrNone(customers.assigneeId, assigneeId) : undefined,
    statusId ? isOrNone(customers.statusId, statusId) : undefined,
    groupId ? inGroup(tx, organizationId, groupId) : undefined,
    portal || connectionId ? asking(tx, organizationId, portal, connectionId) : undefined,
    from ? gte(customers.createdAt, dayBegins(from)) : undefined,
    to ? lt(customers.createdAt, dayBegins(to, 1)) : undefined,
    duplicate === undefined
      ? undefined
      : duplicate
        ? isSuspected(organizationId)
        : sql`NOT ${isSuspected(organizationId)}`,
    phone === undefined ? undefined : known(tx, organizationId, 'phone', toE164(phone) ?? phone),
    email === undefined ? undefined : known(tx, organizationId, 'email', storableKey(foldText(email))),
  );
}

const isOrNone = (column: typeof customers.assigneeId | typeof customers.statusId, id: string) =>
  id === 'none' ? isNull(column) : eq(column, id);

function inGroup(tx: Tx, organizationId: string, groupId: string): SQL {
  return exists(
    tx
      .select({ one: sql`1` })
      .from(customerGroups)
      .where(
        and(
          eq(customerGroups.organizationId, organizationId),
          eq(customerGroups.customerId, customers.id),
          eq(customerGroups.groupId, groupId),
        ),
      ),
  );
}

function asking(tx: Tx, organizationId: string, portal?: string, connectionId?: string): SQL {
  return exists(
    tx
      .select({ one: sql`1` })
      .from(inquiries)
      .where(
        and(
          eq(inquiries.organizationId, organizationId),
          eq(inquiries.customerId, customers.id),
          portal ? eq(inquiries.portal, portal) : undefined,
          connectionId ? eq(inquiries.connectionId, connectionId) : undefined,
        ),
      ),
  );
}

function known(tx: Tx, organizationId: string, kind: 'phone' | 'email', key: string): SQL {
  return exists(
    tx
      .select({ one: sql`1` })
      .from(contactPoints)
      .where(
        and(
          eq(contactPoints.organizationId, organizationId),
          eq(contactPoints.customerId, customers.id),
          eq(contactPoints.kind, kind),
          eq(contactPoints.key, key),
        ),
      ),
  );
}

function isSuspected(organizationId: string): SQL {
  const { customerId, otherId } = duplicateCandidates;
  const either = or(eq(customerId, customers.id), eq(otherId, customers.id));
  return sql`EXISTS (SELECT FROM ${duplicateCandidates} WHERE ${duplicateCandidates.organizationId} = ${organizationId} AND ${duplicateCandidates.isOpen} AND ${either})`;
}
