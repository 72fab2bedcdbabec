// A value of the form in words: ids by their names. Pure.
import { words } from '../../words/index.ts';
import type { CustomerEntry, EntryKey } from './customer-entry.ts';

type Named = { id: string; name: string }[];

export function shownValue(
  value: CustomerEntry[EntryKey],
  key: EntryKey,
  masters: { members: Named; statuses: Named; groups: Named } | undefined,
): string {
  const all = { assigneeId: masters?.members, statusId: masters?.statuses, groupIds: masters?.groups };
  const named = [value]
    .flat()
    .filter((one) => one !== null && one !== '')
    .map(
      (one) => (key in all ? all[key as keyof typeof all]?.find(({ id }) => id === one)?.name : one) ?? one,
    );
  return words.common.list(named) || words.customer.form.changed.empty;
}
