// Everything the screen asks for, as query options. What to do with a change is live/; writing is in the features.
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { answerOf, api, type Connection, type InquiryFilter, type MergeChoices } from './client.ts';
import { noteFirm } from './firm-of-page.ts';
import type { paths } from './schema.gen.ts';

type TimelineKind = NonNullable<
  NonNullable<paths['/api/v1/customers/{id}/timeline']['get']['parameters']['query']>['kind']
>;

/** Rows a page of a list. */
const PAGE = 50;

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: async ({ signal }) => {
    const me = await answerOf(api.GET('/api/v1/me', { signal }));
    noteFirm(me.organization.id);
    return me;
  },
  staleTime: 30_000,
});

/** The firms one belongs to. */
export const organizationsQuery = queryOptions({
  queryKey: ['organizations'],
  queryFn: ({ signal }) => answerOf(api.GET('/api/v1/organizations', { signal })),
  staleTime: 30_000,
});

/** Whether the first firm is still to be made. */
export const firstStartQuery = queryOptions({
  queryKey: ['first-start'],
  queryFn: ({ signal }) => answerOf(api.GET('/api/first-start', { signal })),
});

/** What an invitation's link is for. */
export const invitationQuery = (token: string) =>
  queryOptions({
    queryKey: ['invitation', token],
    queryFn: ({ signal }) => answerOf(api.POST('/api/invitations/look', { signal, body: { token } })),
    // Looking again would not change it, and after coming in it is over.
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });

/** The 反響 list: the 未対応 first. */
export const inquiriesQuery = (filter: InquiryFilter, cursor: string | undefined) =>
  queryOptions({
    queryKey: ['inquiries', 'page', filter, cursor ?? ''],
    queryFn: ({ signal }) =>
      answerOf(
        api.GET('/api/v1/inquiries', {
          signal,
          params: { query: { ...filter, limit: PAGE, order: 'open-first', ...(cursor && { cursor }) } },
        }),
      ),
    placeholderData: keepPreviousData,
  });

/** How many of them are 未対応. */
export const inquiryCountsQuery = ({ response, ...filter }: InquiryFilter) =>
  queryOptions({
    queryKey: ['inquiries', 'counts', filter],
    queryFn: ({ signal }) =>
      answerOf(api.GET('/api/v1/inquiries/counts', { signal, params: { query: filter } })),
    placeholderData: keepPreviousData,
  });

export const inquiryQuery = (id: string) =>
  queryOptions({
    queryKey: ['inquiries', 'one', id],
    queryFn: ({ signal }) =>
      answerOf(api.GET('/api/v1/inquiries/{id}', { signal, params: { path: { id } } })),
  });

/** What was done about it, newest first. */
export const activitiesQuery = (id: string) =>
  queryOptions({
    queryKey: ['inquiries', 'activities', id],
    queryFn: ({ signal }) =>
      answerOf(api.GET('/api/v1/inquiries/{id}/activities', { signal, params: { path: { id } } })),
  });

/** The filters one keeps. */
export const inquiryViewsQuery = queryOptions({
  queryKey: ['inquiry-views'],
  queryFn: ({ signal }) => answerOf(api.GET('/api/v1/inquiry-views', { signal })),
});

/** The newest few, for the note that something arrived. */
export const newestInquiriesQuery = queryOptions({
  queryKey: ['inquiries', 'newest'],
  queryFn: ({ signal }) =>
    answerOf(api.GET('/api/v1/inquiries', { signal, params: { query: { limit: 10 } } })),
});

export const inquiriesOfCustomerQuery = (customerId: string) =>
  infiniteQueryOptions({
    queryKey: ['inquiries', 'customer', customerId],
    queryFn: ({ signal, pageParam }) =>
      answerOf(
        api.GET('/api/v1/inquiries', {
          signal,
          params: { query: { customerId, limit: 20, ...(pageParam && { cursor: pageParam }) } },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
  });

/** The inquiry a mail brought (a notice's stub too), or null. */
export const inquiryOfMailQuery = (mailId: string) =>
  queryOptions({
    queryKey: ['inquiries', 'mail', mailId],
    queryFn: async ({ signal }) => {
      const { items } = await answerOf(
        api.GET('/api/v1/inquiries', { signal, params: { query: { mailId, limit: 1 } } }),
      );
      return items[0] ?? null;
    },
  });

type CustomersAsked = NonNullable<paths['/api/v1/customers']['get']['parameters']['query']>;

export const customersQuery = (asked: CustomersAsked) =>
  queryOptions({
    queryKey: ['customers', 'page', asked],
    queryFn: ({ signal }) =>
      answerOf(api.GET('/api/v1/customers', { signal, params: { query: { limit: PAGE, ...asked } } })),
    placeholderData: keepPreviousData,
  });

export const customerQuery = (id: string) =>
  queryOptions({
    queryKey: ['customers', 'one', id],
    queryFn: ({ signal }) =>
      answerOf(api.GET('/api/v1/customers/{id}', { signal, params: { path: { id } } })),
  });

/** Both customers, and what merging them with these choices makes. */
export const mergePreviewQuery = (id: string, otherId: string, choices: MergeChoices) =>
  queryOptions({
    queryKey: ['customers', 'merge', id, otherId, choices],
    queryFn: ({ signal }) =>
      answerOf(
        api.POST('/api/v1/customers/{id}/merge-preview', {
          signal,
          params: { path: { id } },
          body: { otherId, choices },
        }),
      ),
    placeholderData: (before, query) =>
      query?.queryKey[2] === id && query.queryKey[3] === otherId ? before : undefined,
    retry: false,
  });

/** What undoing a merge makes of the two. */
export const undoPreviewQuery = (mergeId: string) =>
  queryOptions({
    queryKey: ['customers', 'merge-undo', mergeId],
    queryFn: ({ signal }) =>
      answerOf(api.GET('/api/v1/customer-merges/{id}', { signal, params: { path: { id: mergeId } } })),
    retry: false,
  });

/** All that happened with a customer, the last first. */
export const timelineQuery = (customerId: string, kind: TimelineKind | undefined) =>
  infiniteQueryOptions({
    queryKey: ['customers', 'timeline', customerId, kind ?? ''],
    queryFn: ({ signal, pageParam }) =>
      answerOf(
        api.GET('/api/v1/customers/{id}/timeline', {
          signal,
          params: {
            path: { id: customerId },
            query: { limit: 30, ...(kind && { kind }), ...(pageParam && { cursor: pageParam }) },
          },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
  });

type HistoryField =
  paths['/api/v1/customers/{id}/field-history/{field}']['get']['parameters']['path']['field'];

/** What became of one field of a customer. */
export const fieldHistoryQuery = (id: string, field: HistoryField) =>
  queryOptions({
    queryKey: ['customers', 'field-history', id, field],
    queryFn: ({ signal }) =>
      answerOf(
        api.GET('/api/v1/customers/{id}/field-history/{field}', {
          signal,
          params: { path: { id, field } },
        }),
      ),
  });

/** Notes that stand at the top of a customer's page. */
export const pinnedNotesQuery = (customerId: string) =>
  queryOptions({
    queryKey: ['customers', 'pinned-notes', customerId],
    queryFn: ({ signal }) =>
      answerOf(
        api.GET('/api/v1/customers/{id}/pinned-notes', { signal, params: { path: { id: customerId } } }),
      ),
  });

type TasksAsked = NonNullable<paths['/api/v1/tasks']['get']['parameters']['query']>;

export const tasksQuery = (asked: TasksAsked) =>
  queryOptions({
    queryKey: ['tasks', 'some', asked],
    queryFn: ({ signal }) => answerOf(api.GET('/api/v1/tasks', { signal, params: { query: asked } })),
  });

/** Across all customers, as far as they are loaded. */
export const allTasksQuery = (asked: TasksAsked) =>
  infiniteQueryOptions({
    queryKey: ['tasks', 'all', asked],
    queryFn: ({ signal, pageParam }) =>
      answerOf(
        api.GET('/api/v1/tasks', {
          signal,
          params: { query: { limit: PAGE, ...asked, ...(pageParam && { cursor: pageParam }) } },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
  });

/** The customer's 未対応. */
export const openInquiriesOfQuery = (customerId: string) =>
  queryOptions({
    queryKey: ['inquiries', 'open-of', customerId],
    queryFn: ({ signal }) =>
      answerOf(
        api.GET('/api/v1/inquiries', {
          signal,
          params: { query: { customerId, response: 'open', limit: 100 } },
        }),
      ),
  });

interface MailFilter {
  review: boolean;
  cursor: string | undefined;
  connectionId?: string | undefined;
  state?: 'aside' | undefined;
}

export const mailsQuery = ({ review, cursor, connectionId, state }: MailFilter) => {
  const list = review ? 'review' : `all/${connectionId ?? ''}/${state ?? ''}`;
  return queryOptions({
    queryKey: ['mails', list, cursor ?? ''],
    queryFn: ({ signal }) => {
      const query = {
        limit: PAGE,
        ...(review && { review: 'true' as const }),
        ...(connectionId && { connectionId }),
        ...(state && { state }),
        ...(cursor && { cursor }),
      };
      return answerOf(api.GET('/api/v1/mails', { signal, params: { query } }));
    },
    // The page before stays while the next one comes, but not the other list's.
    placeholderData: (before, query) => (query?.queryKey[1] === list ? before : undefined),
  });
};

export const mailQuery = (id: string) =>
  queryOptions({
    queryKey: ['mails', 'one', id],
    queryFn: ({ signal }) => answerOf(api.GET('/api/v1/mails/{id}', { signal, params: { path: { id } } })),
  });

export const mailTextQuery = (id: string) =>
  queryOptions({
    queryKey: ['mails', 'text', id],
    queryFn: ({ signal }) =>
      answerOf(api.GET('/api/v1/mails/{id}/text', { signal, params: { path: { id } } })),
  });

/** Work in the background that was given up. */
export const deadJobsQuery = queryOptions({
  queryKey: ['dead-jobs'],
  queryFn: ({ signal }) => answerOf(api.GET('/api/v1/dead-jobs', { signal })),
});

/** What the customer's mails brought. */
export const customerFilesQuery = (id: string) =>
  queryOptions({
    queryKey: ['customers', 'files', id],
    queryFn: ({ signal }) =>
      answerOf(api.GET('/api/v1/customers/{id}/files', { signal, params: { path: { id } } })),
    // Opening every mail anew is no answer to a change elsewhere.
    staleTime: 60_000,
  });

/** Where an attached file can be downloaded. */
export const mailFileUrl = (mailId: string, index: number) =>
  `/api/v1/mails/${encodeURIComponent(mailId)}/files/${index}`;

/** Where the original can be downloaded (.eml). */
export const rawMailUrl = (id: string) => `/api/v1/mails/${encodeURIComponent(id)}/raw`;

/** Every connection there is to choose from, newest first, page by page: a firm with many shops has hundreds. */
export const connectionsQuery = queryOptions({
  queryKey: ['connections'],
  queryFn: async ({ signal }) => {
    const items: Connection[] = [];
    let cursor: string | null | undefined;
    do {
      const query = { limit: 100, ...(cursor && { cursor }) };
      const page = await answerOf(api.GET('/api/v1/connections', { signal, params: { query } }));
      items.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor);
    return { items };
  },
});

export const mastersQuery = queryOptions({
  queryKey: ['masters'],
  queryFn: ({ signal }) => answerOf(api.GET('/api/v1/masters', { signal })),
});

type DashboardAsked = NonNullable<paths['/api/v1/dashboard']['get']['parameters']['query']>;

/** The dashboard: anew each minute and whenever it is opened or come back to, not with every mail that comes. */
export const dashboardQuery = (asked: DashboardAsked) =>
  queryOptions({
    queryKey: ['dashboard', asked],
    queryFn: ({ signal }) => answerOf(api.GET('/api/v1/dashboard', { signal, params: { query: asked } })),
    placeholderData: keepPreviousData,
    staleTime: 0,
    refetchInterval: 60_000,
    refetchOnWindowFocus: true,
  });

/** What portals cost in a month (`2026-11`). */
export const portalCostsQuery = (month: string) =>
  queryOptions({
    queryKey: ['portal-costs', month],
    queryFn: ({ signal }) =>
      answerOf(api.GET('/api/v1/portal-costs/{month}', { signal, params: { path: { month } } })),
  });

/** 動的な顧客グループ. */
export const dynamicGroupsQuery = queryOptions({
  queryKey: ['dynamic-groups'],
  queryFn: ({ signal }) => answerOf(api.GET('/api/v1/dynamic-groups', { signal })),
});

export const usersQuery = queryOptions({
  queryKey: ['users'],
  queryFn: ({ signal }) => answerOf(api.GET('/api/v1/users', { signal })),
});

export const statusesQuery = queryOptions({
  queryKey: ['masters', 'statuses'],
  queryFn: ({ signal }) => answerOf(api.GET('/api/v1/statuses', { signal })),
});

export const groupsQuery = queryOptions({
  queryKey: ['masters', 'groups'],
  queryFn: ({ signal }) => answerOf(api.GET('/api/v1/groups', { signal })),
});

/** 店舗. */
export const branchesQuery = queryOptions({
  queryKey: ['masters', 'branches'],
  queryFn: ({ signal }) => answerOf(api.GET('/api/v1/branches', { signal })),
});

export const optionsQuery = queryOptions({
  queryKey: ['options'],
  queryFn: ({ signal }) => answerOf(api.GET('/api/v1/options', { signal })),
});

/** The newest replays. */
export const replaysQuery = queryOptions({
  queryKey: ['replays'],
  queryFn: ({ signal }) => answerOf(api.GET('/api/v1/replays', { signal, params: { query: { limit: 20 } } })),
});

export const outgoingMailsQuery = (cursor: string | undefined) =>
  queryOptions({
    queryKey: ['outgoing-mails', cursor ?? ''],
    queryFn: ({ signal }) =>
      answerOf(
        api.GET('/api/v1/outgoing-mails', {
          signal,
          params: { query: { limit: PAGE, ...(cursor && { cursor }) } },
        }),
      ),
    placeholderData: keepPreviousData,
  });
