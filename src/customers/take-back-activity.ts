// A person takes back what was a slip, or corrects what they wrote down. Nothing leaves the log: another row takes its place.
import { sql } from 'drizzle-orm';
import { newId } from '../lib/ids.ts';
import type { Tx } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import { insertRows } from '../platform/insert-rows.ts';
import { type ActivityRow, actorOf, type By, findActivities, standingOf } from './activities.ts';
import { type HeldInquiry, holdInquiries, keepFirstResponses } from './first-responses.ts';
import { addAnswered, type NewActivity, refuseWrong } from './log-activity.ts';
import type { ActivityKind, HistoryEvent } from './model.ts';
import { presentActivity } from './present.ts';
import { RESPONSES } from './rules/first-response.ts';
import { addHistory } from './store.ts';
import { activities } from './tables.ts';

/** What is corrected; what is left out stays, an empty text empties. */
export type ActivityEdit = { [Field in keyof NewActivity]?: NewActivity[Field] | undefined };

/**
 * Takes these back: as if they had never been. One that was taken back or corrected before, or takes another back itself, is left
 * as it is. Returns the inquiries they are of.
 */
export async function undoActivities(
  tx: Tx,
  organizationId: string,
  by: By,
  ids: string[],
): Promise<string[]> {
  const found = await findActivities(tx, organizationId, ids);
  const held = await holdInquiries(
    tx,
    organizationId,
    found.flatMap(({ inquiryIds }) => inquiryIds),
  );
  const slips = found.filter(({ kind }) => kind !== 'undone');
  const undone = { kind: 'undone', outcome: null, text: null } as const;
  await replace(
    tx,
    organizationId,
    by,
    held,
    slips.map((slip) => ({ slip, by: { ...undone, at: new Date() } })),
  );
  return held.map(({ id }) => id);
}

/**
 * Takes one back. Returns the inquiry it is of; null: it is of a customer.
 * @throws AppError not-found · changed-meanwhile (data: { current }): it was corrected
 */
export async function undoActivity(
  tx: Tx,
  organizationId: string,
  by: By,
  id: string,
): Promise<string | null> {
  const [found] = await findActivities(tx, organizationId, [id]);
  if (!found) throw new AppError('not-found');
  await undoActivities(tx, organizationId, by, [id]);
  const current = await standingOf(tx, organizationId, id);
  if (current) throw new AppError('changed-meanwhile', { data: { current: presentActivity(current) } });
  return found.customerId === null ? (found.inquiryIds[0] ?? null) : null;
}

/**
 * Corrects it; returns the id of what stands in its place. What it answered stays answered by it.
 * @throws AppError not-found · not-the-author · input-invalid · changed-meanwhile (data: { current }; null: taken back)
 */
export async function correctActivity(
  tx: Tx,
  organizationId: string,
  by: By,
  id: string,
  edit: ActivityEdit,
): Promise<string> {
  const [slip] = await findActivities(tx, organizationId, [id]);
  if (!slip || slip.kind === 'undone') throw new AppError('not-found');
  if (slip.actor.type !== 'user' || slip.actor.userId !== by.userId) throw new AppError('not-the-author');
  const {
    kind = slip.kind,
    outcome = slip.outcome ?? undefined,
    text = slip.text ?? '',
    at = slip.at,
  } = edit;
  if (kind !== slip.kind && !(RESPONSES.has(kind) && RESPONSES.has(slip.kind)))
    throw new AppError('input-invalid', {
      fields: { kind: '種類は、電話・メール・来店などの間でだけ変更できます。' },
    });
  const corrected = { kind, outcome: kind === 'call' ? outcome : edit.outcome, text, at };
  refuseWrong(corrected);
  const held = await holdInquiries(tx, organizationId, slip.inquiryIds);
  const [made] = await replace(tx, organizationId, by, held, [{ slip, by: corrected }]);
  if (made) return made;
  const current = await standingOf(tx, organizationId, id);
  throw new AppError('changed-meanwhile', { data: { current: current && presentActivity(current) } });
}

interface Replacement {
  slip: ActivityRow;
  by: Omit<NewActivity, 'kind' | 'outcome' | 'text'> & {
    kind: ActivityKind;
    outcome?: ActivityRow['outcome'] | undefined;
    text: string | null;
    at: Date;
  };
}

/** Of each the first takes its place; returns the ids of those that did. The inquiries are held. */
async function replace(
  tx: Tx,
  organizationId: string,
  by: By,
  held: HeldInquiry[],
  replacements: Replacement[],
): Promise<string[]> {
  if (replacements.length === 0) return [];
  const rows = replacements.map(({ slip, by: { kind, outcome, text, at } }) => ({
    id: newId(),
    organizationId,
    customerId: slip.customerId,
    inquiryId: slip.customerId === null ? (slip.inquiryIds[0] ?? null) : null,
    kind,
    outcome: outcome ?? null,
    text: text || null,
    at,
    undoes: slip.id,
    actor: actorOf(by),
  }));
  const { rows: taken } = await tx.execute<{ id: string; undoes: string }>(
    sql`${insertRows(activities, rows)} ON CONFLICT (undoes) DO NOTHING RETURNING id, undoes`,
  );
  const done = taken.flatMap(({ id, undoes }) => {
    const one = replacements.find(({ slip }) => slip.id === undoes);
    return one ? [{ id, ...one }] : [];
  });
  await addAnswered(
    tx,
    organizationId,
    done.flatMap(({ id, slip }) =>
      slip.customerId === null ? [] : slip.inquiryIds.map((inquiryId) => ({ activityId: id, inquiryId })),
    ),
  );
  await keepFirstResponses(tx, organizationId, [...new Set(done.flatMap(({ slip }) => slip.inquiryIds))]);
  await addHistory(
    tx,
    organizationId,
    done.flatMap(({ slip, by: { kind } }) => {
      const [inquiry] = slip.customerId === null ? held.filter(({ id }) => id === slip.inquiryIds[0]) : [];
      const customerId = slip.customerId ?? inquiry?.customerId;
      const type = kind === 'undone' ? 'activity-undone' : 'activity-corrected';
      const event: HistoryEvent = { type, kind: slip.kind };
      if (!customerId) return [];
      return [{ customerId, inquiryId: inquiry?.id ?? null, actor: actorOf(by), events: [event] }];
    }),
  );
  return taken.map(({ id }) => id);
}
