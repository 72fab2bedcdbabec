// How 動的な顧客グループ are kept.
import { answerOf, api, type DynamicGroup } from '../../api/client.ts';
import { dynamicGroupsQuery } from '../../api/queries.ts';
import { words } from '../../words/index.ts';
import type { Keeping } from '../inquiries/named-filters.ts';

const { done, removed, changedSince } = words.customer.dynamic;

export const dynamicGroups: Keeping<DynamicGroup['filter']> = {
  queryKey: dynamicGroupsQuery.queryKey,
  list: async () => (await answerOf(api.GET('/api/v1/dynamic-groups'))).items,
  add: (body) => answerOf(api.POST('/api/v1/dynamic-groups', { body })),
  edit: (id, body) => answerOf(api.PATCH('/api/v1/dynamic-groups/{id}', { params: { path: { id } }, body })),
  remove: (id) => answerOf(api.DELETE('/api/v1/dynamic-groups/{id}', { params: { path: { id } } })),
  texts: { done, removed, changedSince },
};
