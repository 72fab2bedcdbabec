// What becomes of a customer whom an import filled when it is taken back: what it gave and is still there goes, and is empty as
// it was before; what somebody changed since stays. Pure.
import type { Gave, KeptReason } from '../import/model.ts';
import type { EditedField, HistoryEvent } from '../model.ts';
import type { ContactPoint } from './contact-points.ts';

type Given = EditedField | 'assigneeId' | 'statusId';

/** The customer as they are now. */
export interface FilledCustomer extends Record<Given, string | null> {
  points: ContactPoint[];
  groups: { id: string; name: string }[];
  /** Those that are not deleted; `version` 1: as they were written. */
  notes: { id: string; version: number }[];
  /** What people asked with, in their requests. */
  askedWith: Pick<ContactPoint, 'kind' | 'key'>[];
}

export interface PutBack {
  /** These are empty again. */
  emptied: Given[];
  points: ContactPoint[];
  groupIds: string[];
  noteIds: string[];
  /** Whom they are suspected of being no longer. */
  suspected: string[];
  /** Lines of the history. */
  events: HistoryEvent[];
  /** Why something stays. */
  kept: Set<KeptReason>;
}

const TEXTS = ['name', 'nameKana', 'postalCode', 'address'] as const satisfies readonly EditedField[];
const CHOSEN = { assigneeId: 'assigned', statusId: 'status-set' } as const;

/** `gave`: what each of its rows gave this customer. */
export function putBack(customer: FilledCustomer, gave: Gave[]): PutBack {
  const back: PutBack = {
    emptied: [],
    points: [],
    groupIds: [],
    noteIds: [],
    suspected: [],
    events: [],
    kept: new Set(),
  };
  for (const one of gave) {
    for (const field of TEXTS)
      if (isStill(customer, field, one, back)) {
        back.emptied.push(field);
        back.events.push({ type: 'edited', field, from: customer[field], to: null });
      }
    putPointsBack(customer, one, back);
    for (const [field, type] of Object.entries(CHOSEN) as [keyof typeof CHOSEN, 'assigned' | 'status-set'][])
      if (isStill(customer, field, one, back)) {
        back.emptied.push(field);
        back.events.push({ type, to: null });
      }
    for (const { id, name } of customer.groups)
      if (one.groupIds.includes(id)) {
        back.groupIds.push(id);
        back.events.push({ type: 'group-removed', group: name });
      }
    const note = customer.notes.find(({ id }) => id === one.noteId);
    if (note?.version === 1) {
      back.noteIds.push(note.id);
      back.events.push({ type: 'note-deleted' });
    } else if (note) back.kept.add('note');
  }
  return back;
}

/** What is empty by now is as it was before: that is nothing that stays. */
function isStill(customer: FilledCustomer, field: Given, { set }: Gave, { kept }: PutBack): boolean {
  const given = set[field];
  if (given === undefined || customer[field] === null) return false;
  if (customer[field] === given) return true;
  kept.add('changed');
  return false;
}

function putPointsBack(customer: FilledCustomer, { points, suspected }: Gave, back: PutBack): void {
  const stayed = back.kept.size;
  for (const given of points) {
    const isReached = given.kind === 'phone' || given.kind === 'email';
    const there = customer.points.find(isSame(given));
    if (there && customer.askedWith.some(isSame(given))) {
      if (isReached) back.kept.add('inquiry');
    } else if (there && there.value === given.value) {
      back.points.push(there);
      if (isReached) back.events.push({ type: 'contact-removed', kind: given.kind, value: given.value });
    } else if (isReached && customer.points.some(({ kind }) => kind === given.kind)) back.kept.add('changed');
  }
  // They were suspected for what they were known by.
  if (back.kept.size === stayed) back.suspected.push(...suspected);
}

const isSame =
  (a: Pick<ContactPoint, 'kind' | 'key'>) =>
  (b: Pick<ContactPoint, 'kind' | 'key'>): boolean =>
    a.kind === b.kind && a.key === b.key;
