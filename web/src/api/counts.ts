// How many match, and up to which of them: to show the number, and to change them all; and which of such changes stopped.
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { CustomerFilter } from '../features/customers/customers-place.ts';
import { answerOf, api, type InquiryFilter } from './client.ts';

export const inquiriesMatchingQuery = (filter: InquiryFilter) =>
  queryOptions({
    queryKey: ['inquiries', 'matching', filter],
    queryFn: ({ signal }) =>
      answerOf(api.GET('/api/v1/inquiries/matching', { signal, params: { query: filter } })),
  });

export const customerCountsQuery = (filter: CustomerFilter) =>
  queryOptions({
    queryKey: ['customers', 'counts', filter],
    queryFn: ({ signal }) =>
      answerOf(api.GET('/api/v1/customers/counts', { signal, params: { query: filter } })),
    placeholderData: keepPreviousData,
  });

/** One's own changes to all that match which stopped half-way. */
export const unfinishedQuery = queryOptions({
  queryKey: ['customers', 'unfinished'],
  queryFn: ({ signal }) => answerOf(api.GET('/api/v1/matching-changes', { signal })),
});
