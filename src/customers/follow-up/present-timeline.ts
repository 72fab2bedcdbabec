// Entries of a customer's timeline as the API gives them.
import { z } from '@hono/zod-openapi';
import { and, eq, inArray } from 'drizzle-orm';
import { headsOf } from '../../intake/index.ts';
import type { Tx } from '../../platform/database.ts';
import { findActivities } from '../activities.ts';
import { getInquiries } from '../inquiry-queries.ts';
import { type NotifiedAt, presentActivity, presentHistory, presentInquiries } from '../present.ts';
import { activityShape, historyShape, inquiryShape } from '../shapes.ts';
import { customerHistory } from '../tables.ts';
import { getNotes, presentNote } from './notes.ts';
import type { TimelineEntry } from './timeline.ts';

const instant = z.iso.datetime();

const mailHeadShape = z
  .object({
    id: z.uuid(),
    receivedAt: instant,
    subject: z.string().nullable(),
    from: z.object({ name: z.string().nullable(), address: z.string().nullable() }),
  })
  .openapi('MailHead');

export const noteShape = z
  .object({
    id: z.uuid(),
    text: z.string(),
    isPinned: z.boolean(),
    version: z.int().openapi({ description: 'An edit of the text names the one it started from' }),
    by: z.string(),
    createdAt: instant,
    editedBy: z.string().nullable(),
    editedAt: instant.nullable(),
  })
  .openapi('Note');

const entry = <const Type extends string, Shape extends z.ZodRawShape>(type: Type, shape: Shape) =>
  z.object({ type: z.literal(type), id: z.uuid(), ...shape });

export const timelineEntryShape = z
  .discriminatedUnion('type', [
    entry('inquiry', { inquiry: inquiryShape }),
    entry('activity', { activity: activityShape }),
    entry('note', { note: noteShape }),
    entry('mail', { mail: mailHeadShape }),
    entry('history', { line: historyShape }),
  ])
  .openapi('TimelineEntry');

type Presented = z.infer<typeof timelineEntryShape>;

/** In the entries' order; what went meanwhile is left out. */
export async function presentTimeline(
  tx: Tx,
  organizationId: string,
  entries: TimelineEntry[],
  notifiedAt: NotifiedAt,
): Promise<Presented[]> {
  const idsOf = (type: TimelineEntry['type']) =>
    entries.filter((one) => one.type === type).map(({ id }) => id);
  const asked = await presentInquiries(notifiedAt)(
    tx,
    organizationId,
    await getInquiries(tx, organizationId, idsOf('inquiry')),
  );
  const done = await findActivities(tx, organizationId, idsOf('activity'));
  const written = await getNotes(tx, organizationId, idsOf('note'));
  const mails = await headsOf(tx, organizationId, idsOf('mail'));
  const lines = await tx
    .select()
    .from(customerHistory)
    .where(
      and(eq(customerHistory.organizationId, organizationId), inArray(customerHistory.id, idsOf('history'))),
    );
  const found = new Map<string, Presented>([
    ...asked.map((inquiry) => [inquiry.id, { type: 'inquiry', id: inquiry.id, inquiry }] as const),
    ...done.map((row) => [row.id, { type: 'activity', id: row.id, activity: presentActivity(row) }] as const),
    ...written.map((row) => [row.id, { type: 'note', id: row.id, note: presentNote(row) }] as const),
    ...mails.map(({ id, receivedAt, subject, fromName, fromAddress }) => {
      const from = { name: fromName, address: fromAddress };
      return [
        id,
        { type: 'mail', id, mail: { id, receivedAt: receivedAt.toISOString(), subject, from } },
      ] as const;
    }),
    ...lines.map((row) => [row.id, { type: 'history', id: row.id, line: presentHistory(row) }] as const),
  ]);
  return entries.flatMap(({ id }) => found.get(id) ?? []);
}
