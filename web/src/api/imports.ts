// CSV取り込み as its pages ask for it.
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answerOf, api } from './client.ts';

/** The newest imports. */
export const customerImportsQuery = queryOptions({
  queryKey: ['customer-imports'],
  queryFn: ({ signal }) =>
    answerOf(api.GET('/api/v1/customer-imports', { signal, params: { query: { limit: 20 } } })),
});

export const customerImportQuery = (id: string) =>
  queryOptions({
    queryKey: ['customer-import', id],
    queryFn: ({ signal }) =>
      answerOf(api.GET('/api/v1/customer-imports/{id}', { signal, params: { path: { id } } })),
  });

/** Who stays as they are when an import is taken back, as far as they are loaded. */
export const keptCustomersQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['customer-import', id, 'kept'],
    queryFn: ({ signal, pageParam }) =>
      answerOf(
        api.GET('/api/v1/customer-imports/{id}/kept', {
          signal,
          params: { path: { id }, query: { limit: 20, ...(pageParam && { cursor: pageParam }) } },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
