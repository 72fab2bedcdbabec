// What a row gives a customer who is there already: what is empty is filled, what is there stays. Pure.
import type { EditedField, HistoryEvent } from '../model.ts';
import type { ContactPoint } from './contact-points.ts';
import type { CustomerDraft } from './read-row.ts';

/** What of a customer may be empty. */
export interface Fillable extends Record<EditedField, string | null> {
  assigneeId: string | null;
  statusId: string | null;
  hasGroups: boolean;
  hasNotes: boolean;
}

export interface Filling {
  set: Partial<Record<EditedField | 'assigneeId' | 'statusId', string>>;
  groupIds: string[];
  note: string | null;
  /** Lines of the history; none: nothing was empty. */
  events: HistoryEvent[];
}

const FIELDS = ['name', 'nameKana', 'postalCode', 'address'] as const satisfies readonly EditedField[];

/** `newPoints`: what the customer is known by from now on. */
export function fillEmpty(customer: Fillable, draft: CustomerDraft, newPoints: ContactPoint[]): Filling {
  const set: Filling['set'] = {};
  const events: HistoryEvent[] = [];
  for (const field of FIELDS) {
    const to = draft[field];
    if (to === null || customer[field]) continue;
    set[field] = to;
    events.push({ type: 'edited', field, from: null, to });
  }
  for (const { kind, value } of newPoints)
    if (kind === 'phone' || kind === 'email') events.push({ type: 'contact-added', kind, value });
  if (draft.assignee && customer.assigneeId === null) {
    set.assigneeId = draft.assignee.id;
    events.push({ type: 'assigned', to: draft.assignee.name });
  }
  if (draft.status && customer.statusId === null) {
    set.statusId = draft.status.id;
    events.push({ type: 'status-set', to: draft.status.name });
  }
  const groups = customer.hasGroups ? [] : draft.groups;
  for (const { name } of groups) events.push({ type: 'group-added', group: name });
  const note = customer.hasNotes ? null : draft.note;
  if (note !== null) events.push({ type: 'note-added' });
  return { set, groupIds: groups.map(({ id }) => id), note, events };
}
