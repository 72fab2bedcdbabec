// How a person's views are kept.
import { answerOf, api, type InquiryFilter } from '../../api/client.ts';
import { inquiryViewsQuery } from '../../api/queries.ts';
import { words } from '../../words/index.ts';
import type { Keeping } from './named-filters.ts';

export const views: Keeping<InquiryFilter> = {
  queryKey: inquiryViewsQuery.queryKey,
  list: async () => (await answerOf(api.GET('/api/v1/inquiry-views'))).items,
  add: (body) => answerOf(api.POST('/api/v1/inquiry-views', { body })),
  edit: (id, body) => answerOf(api.PATCH('/api/v1/inquiry-views/{id}', { params: { path: { id } }, body })),
  remove: (id) => answerOf(api.DELETE('/api/v1/inquiry-views/{id}', { params: { path: { id } } })),
  texts: words.inquiryList.views,
};
