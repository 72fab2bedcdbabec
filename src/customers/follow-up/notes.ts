// メモ of a customer: written, edited by whoever saw the newest, pinned, deleted and given back. Each is a line of the history.
import { and, desc, eq, inArray, isNull } from 'drizzle-orm';
import { newId } from '../../lib/ids.ts';
import type { Tx } from '../../platform/database.ts';
import { AppError } from '../../platform/errors.ts';
import { actorOf, type By } from '../activities.ts';
import { holdCustomer } from '../log-activity.ts';
import type { HistoryEvent } from '../model.ts';
import { presentActor } from '../present.ts';
import { addHistory } from '../store.ts';
import { notes } from './tables.ts';

type NoteRow = typeof notes.$inferSelect;

/** `text` comes with the version it started from. */
export interface NoteEdit {
  text?: string | undefined;
  version?: number | undefined;
  isPinned?: boolean | undefined;
}

/** More are not kept at the top of a page. */
const MOST_PINNED = 20;

/** The pinned notes of a customer, the newest first. */
export function pinnedNotes(tx: Tx, organizationId: string, customerId: string): Promise<NoteRow[]> {
  return tx
    .select()
    .from(notes)
    .where(
      and(
        eq(notes.organizationId, organizationId),
        eq(notes.customerId, customerId),
        eq(notes.isPinned, true),
        isNull(notes.deletedAt),
      ),
    )
    .orderBy(desc(notes.id))
    .limit(MOST_PINNED);
}

/** These notes, those that were deleted left out. */
export function getNotes(tx: Tx, organizationId: string, ids: string[]): Promise<NoteRow[]> {
  return tx
    .select()
    .from(notes)
    .where(and(eq(notes.organizationId, organizationId), inArray(notes.id, ids), isNull(notes.deletedAt)));
}

/** @throws AppError not-found · customer-merged (data: { into }) */
export async function addNote(
  tx: Tx,
  organizationId: string,
  by: By,
  customerId: string,
  text: string,
): Promise<NoteRow> {
  await holdCustomer(tx, organizationId, customerId);
  const [made] = await tx
    .insert(notes)
    .values({
      ...{ id: newId(), organizationId, customerId, writtenOf: customerId, text },
      author: actorOf(by),
      createdAt: new Date(),
    })
    .returning();
  if (!made) throw new Error('a note was not written');
  await tell(tx, by, made, 'note-added');
  return made;
}

/** @throws AppError not-found · changed-meanwhile (data: { current }; null: deleted) */
export async function editNote(
  tx: Tx,
  organizationId: string,
  by: By,
  id: string,
  { text, version, isPinned }: NoteEdit,
): Promise<NoteRow> {
  const before = await holdNote(tx, organizationId, id);
  if (before.deletedAt) throw new AppError('changed-meanwhile', { data: { current: null } });
  if (text !== undefined && before.version !== version)
    throw new AppError('changed-meanwhile', { data: { current: presentNote(before) } });
  const isOther = text !== undefined && text !== before.text;
  const now = await set(tx, before, {
    ...(isOther && {
      text,
      version: before.version + 1,
      editor: actorOf(by),
      editedAt: new Date(),
    }),
    isPinned: isPinned ?? before.isPinned,
  });
  if (isOther) await tell(tx, by, now, 'note-edited');
  return now;
}

/**
 * Deletes it; what is deleted stays so. `version`: the one that was seen.
 * @throws AppError not-found · changed-meanwhile (data: { current })
 */
export async function deleteNote(
  tx: Tx,
  organizationId: string,
  by: By,
  id: string,
  version?: number,
): Promise<void> {
  const before = await holdNote(tx, organizationId, id);
  if (before.deletedAt) return;
  if (version !== undefined && version !== before.version)
    throw new AppError('changed-meanwhile', { data: { current: presentNote(before) } });
  await tell(tx, by, await set(tx, before, { deletedAt: new Date() }), 'note-deleted');
}

/** Gives it back; what is there stays so. @throws AppError not-found */
export async function restoreNote(tx: Tx, organizationId: string, by: By, id: string): Promise<NoteRow> {
  const before = await holdNote(tx, organizationId, id);
  if (!before.deletedAt) return before;
  const now = await set(tx, before, { deletedAt: null });
  await tell(tx, by, now, 'note-restored');
  return now;
}

/** A note as the API gives it. */
export function presentNote(row: NoteRow) {
  return {
    id: row.id,
    text: row.text,
    isPinned: row.isPinned,
    version: row.version,
    by: presentActor(row.author).name,
    createdAt: row.createdAt.toISOString(),
    editedBy: row.editor && presentActor(row.editor).name,
    editedAt: row.editedAt?.toISOString() ?? null,
  };
}

async function holdNote(tx: Tx, organizationId: string, id: string): Promise<NoteRow> {
  const [found] = await tx
    .select()
    .from(notes)
    .where(and(eq(notes.organizationId, organizationId), eq(notes.id, id)))
    .for('update');
  if (!found) throw new AppError('not-found');
  return found;
}

async function set(tx: Tx, { organizationId, id }: NoteRow, change: Partial<NoteRow>): Promise<NoteRow> {
  const [now] = await tx
    .update(notes)
    .set(change)
    .where(and(eq(notes.organizationId, organizationId), eq(notes.id, id)))
    .returning();
  if (!now) throw new Error('a note that is held is gone');
  return now;
}

type NoteEvent = Extract<HistoryEvent['type'], `note-${string}`>;

async function tell(tx: Tx, by: By, { organizationId, customerId }: NoteRow, type: NoteEvent): Promise<void> {
  await addHistory(tx, organizationId, [
    { customerId, inquiryId: null, actor: actorOf(by), events: [{ type }] },
  ]);
}
