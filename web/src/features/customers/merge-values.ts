// The fields of two customers who may become one, as texts to compare. Pure.
import type { MergeChoices, MergedCustomer } from '../../api/client.ts';
import { postalCode } from '../../format/numbers.ts';
import { words } from '../../words/index.ts';

export type MergeField = keyof Required<MergeChoices>;

export const mergeFields = [
  'name',
  'nameKana',
  'phones',
  'emails',
  'postalCode',
  'address',
  'assigneeId',
  'statusId',
  'groups',
] as const satisfies readonly MergeField[];

/** What a person compares, by field; blank where there is nothing. */
export function valuesOf(customer: MergedCustomer): Record<MergeField, string> {
  return {
    name: customer.name ?? '',
    nameKana: customer.nameKana ?? '',
    phones: words.common.list(customer.phonesAsSent),
    emails: words.common.list(customer.emails),
    postalCode: customer.postalCode ? postalCode(customer.postalCode) : '',
    address: customer.address ?? '',
    assigneeId: customer.assignee?.name ?? words.common.unassigned,
    statusId: customer.status?.name ?? '',
    groups: words.common.list(customer.groups.map(({ name }) => name)),
  };
}

/** Fields in which these differ, with both texts. */
export function differencesBetween(
  before: MergedCustomer,
  now: MergedCustomer,
): { field: MergeField; from: string; to: string }[] {
  const [from, to] = [valuesOf(before), valuesOf(now)];
  return mergeFields
    .filter((field) => from[field] !== to[field])
    .map((field) => ({ field, from: from[field], to: to[field] }));
}
