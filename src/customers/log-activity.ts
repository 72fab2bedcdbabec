// A person writes down what they did about inquiries, takes a slip back, and reads what was done. 初動 follows from it.
import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm';
import { newId } from '../lib/ids.ts';
import type { Tx } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import { insertRows } from '../platform/insert-rows.ts';
import type { ActivityKind, Actor, CallOutcome, HistoryEvent } from './model.ts';
import { firstResponse } from './rules/first-response.ts';
import { addHistory } from './store.ts';
import { activities, inquiries } from './tables.ts';

export interface NewActivity {
  kind: Exclude<ActivityKind, 'undone'>;
  outcome?: CallOutcome | undefined;
  text?: string | undefined;
  /** When it was done; now when left out. */
  at?: Date | undefined;
}

type By = { userId: string; name: string };

/** A clock on the person's desk may be a little ahead. */
const AHEAD_MS = 60_000;

/**
 * Writes it down for each of these inquiries. Returns the new activities' ids by inquiry; those that are not the
 * organization's are left out.
 * @throws AppError input-invalid
 */
export async function logActivity(
  tx: Tx,
  organizationId: string,
  by: By,
  inquiryIds: string[],
  { kind, outcome, text, at }: NewActivity,
): Promise<Map<string, string>> {
  const fields: Record<string, string> = {};
  if (kind === 'note' && !text) fields.text = 'メモの内容を入力してください。';
  if (outcome && kind !== 'call') fields.outcome = '結果は電話のときだけ選べます。';
  if (at && at.getTime() > Date.now() + AHEAD_MS) fields.at = 'これからの日時は指定できません。';
  if (Object.keys(fields).length > 0) throw new AppError('input-invalid', { fields });

  const held = await holdInquiries(tx, organizationId, inquiryIds);
  if (held.length === 0) return new Map();
  const made = held.map(({ id: inquiryId }) => ({
    id: newId(),
    organizationId,
    inquiryId,
    kind,
    outcome: outcome ?? null,
    text: text || null,
    at: at ?? new Date(),
    actor: actorOf(by),
  }));
  await tx.execute(insertRows(activities, made));
  const event = { type: 'activity-added', kind, outcome: outcome ?? null } as const;
  await afterwards(
    tx,
    organizationId,
    by,
    held.map((inquiry) => ({ inquiry, event })),
  );
  return new Map(made.map(({ inquiryId, id }) => [inquiryId, id]));
}

/**
 * Takes these back: as if they had never been. One that was taken back before, or takes another back itself, is left as it
 * is. Returns the inquiries they are of.
 */
export async function undoActivities(
  tx: Tx,
  organizationId: string,
  by: By,
  ids: string[],
): Promise<string[]> {
  const rows = await tx
    .select({ id: activities.id, kind: activities.kind, inquiryId: activities.inquiryId })
    .from(activities)
    .where(and(eq(activities.organizationId, organizationId), inArray(activities.id, ids)));
  const found = rows.flatMap(({ inquiryId, ...row }) => (inquiryId ? [{ inquiryId, ...row }] : []));
  const held = await holdInquiries(
    tx,
    organizationId,
    found.map(({ inquiryId }) => inquiryId),
  );
  const slips = found.filter(({ kind }) => kind !== 'undone');
  if (slips.length === 0) return held.map(({ id }) => id);
  const undoing = slips.map(({ id, inquiryId }) => ({
    id: newId(),
    organizationId,
    inquiryId,
    kind: 'undone' as const,
    at: new Date(),
    undoes: id,
    actor: actorOf(by),
  }));
  const { rows: undone } = await tx.execute<{ undoes: string }>(
    sql`${insertRows(activities, undoing)} ON CONFLICT (undoes) DO NOTHING RETURNING undoes`,
  );
  const taken = new Set(undone.map(({ undoes }) => undoes));
  await afterwards(
    tx,
    organizationId,
    by,
    slips
      .filter(({ id }) => taken.has(id))
      .flatMap(({ kind, inquiryId }) =>
        held
          .filter(({ id }) => id === inquiryId)
          .map((inquiry) => ({ inquiry, event: { type: 'activity-undone', kind } as const })),
      ),
  );
  return held.map(({ id }) => id);
}

/** What was done about an inquiry and stands, newest first. */
export function activitiesOf(tx: Tx, organizationId: string, inquiryId: string) {
  return tx
    .select()
    .from(activities)
    .where(
      and(
        eq(activities.organizationId, organizationId),
        eq(activities.inquiryId, inquiryId),
        sql`${activities.kind} <> 'undone'`,
        sql`NOT EXISTS (SELECT FROM ${activities} u WHERE u.undoes = ${activities.id})`,
      ),
    )
    .orderBy(desc(activities.id))
    .limit(MOST_SHOWN);
}

const MOST_SHOWN = 200;

type Held = { id: string; customerId: string | null };

// Whoever writes something down waits for whoever does: what counts is decided from the whole log.
function holdInquiries(tx: Tx, organizationId: string, ids: string[]): Promise<Held[]> {
  return tx
    .select({ id: inquiries.id, customerId: inquiries.customerId })
    .from(inquiries)
    .where(and(eq(inquiries.organizationId, organizationId), inArray(inquiries.id, ids)))
    .orderBy(asc(inquiries.id))
    .for('no key update');
}

async function afterwards(
  tx: Tx,
  organizationId: string,
  by: By,
  done: { inquiry: Held; event: HistoryEvent }[],
): Promise<void> {
  if (done.length === 0) return;
  await keepFirstResponse(
    tx,
    organizationId,
    done.map(({ inquiry }) => inquiry.id),
  );
  await addHistory(
    tx,
    organizationId,
    done.flatMap(({ inquiry: { id, customerId }, event }) =>
      customerId ? [{ customerId, inquiryId: id, actor: actorOf(by), events: [event] }] : [],
    ),
  );
}

async function keepFirstResponse(tx: Tx, organizationId: string, inquiryIds: string[]): Promise<void> {
  const rows = await tx
    .select()
    .from(activities)
    .where(and(eq(activities.organizationId, organizationId), inArray(activities.inquiryId, inquiryIds)));
  const firsts = inquiryIds.map((id) => firstResponse(rows.filter(({ inquiryId }) => inquiryId === id)));
  const [ids, ats, people] = [
    inquiryIds,
    firsts.map((first) => first?.at.toISOString() ?? null),
    firsts.map((first) => (first?.actor.type === 'user' ? first.actor.userId : null)),
  ].map((column) => sql.param(column));
  await tx.execute(sql`UPDATE ${inquiries} i SET responded_at = f.at, responded_by = f.by
    FROM unnest(${ids}::uuid[], ${ats}::timestamptz[], ${people}::uuid[]) AS f (id, at, by)
    WHERE i.organization_id = ${organizationId} AND i.id = f.id`);
}

const actorOf = (by: By): Actor => ({ type: 'user', userId: by.userId, name: by.name });
