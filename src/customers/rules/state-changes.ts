// What a merge, or undoing one, changed of a customer, in the words of their history. Pure.
import type { EditedField, HistoryEvent } from '../model.ts';
import type { ContactPoint } from './contact-points.ts';
import type { CustomerState } from './customer-state.ts';

type After = Omit<CustomerState, 'points'> & { points: Pick<ContactPoint, 'kind' | 'key' | 'value'>[] };
type Names = Map<string, { name: string }>;

/** Names of the given things by id; who has left by now is nobody. */
export function changesBetween(
  before: CustomerState,
  after: After,
  { assignees, statuses, groups }: { assignees: Names; statuses: Names; groups: Names },
): HistoryEvent[] {
  const fields: EditedField[] = ['name', 'nameKana', 'postalCode', 'address'];
  const edited = fields
    .filter((field) => before[field] !== after[field])
    .map((field): HistoryEvent => ({ type: 'edited', field, from: before[field], to: after[field] }));
  const nameOf = (names: Names, id: string | null) => (id && names.get(id)?.name) || null;
  const given: HistoryEvent[] = [];
  if (before.assigneeId !== after.assigneeId)
    given.push({ type: 'assigned', to: nameOf(assignees, after.assigneeId) });
  if (before.statusId !== after.statusId)
    given.push({ type: 'status-set', to: nameOf(statuses, after.statusId) });
  const group = (type: 'group-added' | 'group-removed', from: string[], to: string[]) =>
    from
      .filter((id) => !to.includes(id))
      .map((id): HistoryEvent => ({ type, group: nameOf(groups, id) ?? '' }));
  const point = (type: 'contact-added' | 'contact-removed', from: After['points'], to: After['points']) =>
    from
      .filter(({ kind, key }) => !to.some((other) => other.kind === kind && other.key === key))
      .map(({ kind, value }): HistoryEvent => ({ type, kind, value }));
  return [
    ...edited,
    ...given,
    ...group('group-removed', before.groupIds, after.groupIds),
    ...group('group-added', after.groupIds, before.groupIds),
    ...point('contact-removed', before.points, after.points),
    ...point('contact-added', after.points, before.points),
  ];
}
