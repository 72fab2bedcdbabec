// What the screens of ポータルサイト連携 ask and do. A change tells the whole screen to ask again.
import { queryOptions } from '@tanstack/react-query';
import {
  answerOf,
  api,
  type Confirmation,
  type Connection,
  type ConnectionEdit,
  type ConnectionForwarding,
  type ConnectionLogin,
  type NewConnection,
  type NewLogin,
  type TestInquiry,
} from './client.ts';

const at = (id: string) => ({ params: { path: { id } } });

export const connectionQuery = (id: string) =>
  queryOptions({
    queryKey: ['connections', 'one', id],
    queryFn: ({ signal }) => answerOf(api.GET('/api/v1/connections/{id}', { signal, ...at(id) })),
  });

/** Those of the last 90 days that were deleted come with the rest. */
export const allConnectionsQuery = (cursor: string | undefined) =>
  queryOptions({
    queryKey: ['connections', 'all', cursor ?? ''],
    queryFn: ({ signal }) =>
      answerOf(
        api.GET('/api/v1/connections', {
          signal,
          params: { query: { limit: 50, deleted: 'true', ...(cursor && { cursor }) } },
        }),
      ),
    placeholderData: (before) => before,
  });

/** The portals there are to choose from. */
export const portalsQuery = queryOptions({
  queryKey: ['portals'],
  queryFn: ({ signal }) => answerOf(api.GET('/api/v1/portals', { signal })),
});

/** The portal's own steps, with this connection's address in them. */
export const guideQuery = (id: string) =>
  queryOptions({
    queryKey: ['connections', 'guide', id],
    queryFn: ({ signal }) => answerOf(api.GET('/api/v1/connections/{id}/guide', { signal, ...at(id) })),
  });

export const connectionHistoryQuery = (id: string) =>
  queryOptions({
    queryKey: ['connections', 'history', id],
    queryFn: ({ signal }) => answerOf(api.GET('/api/v1/connections/{id}/history', { signal, ...at(id) })),
  });

/** Mails that ask to confirm the address, newest first. */
export const confirmationsQuery = (id: string) =>
  queryOptions({
    queryKey: ['connections', 'confirmations', id],
    queryFn: ({ signal }) =>
      answerOf(api.GET('/api/v1/connections/{id}/confirmations', { signal, ...at(id) })),
  });

export const testInquiryQuery = (id: string, testId: string) =>
  queryOptions({
    queryKey: ['connections', 'test-inquiry', testId],
    queryFn: ({ signal }) =>
      answerOf(
        api.GET('/api/v1/connections/{id}/test-inquiry/{testId}', {
          signal,
          params: { path: { id, testId } },
        }),
      ),
    // A sample tells nobody, so neither does it tell the open pages of each of its steps.
    refetchInterval: ({ state }) => (isTestOver(state.data) ? false : TEST_EVERY_MS),
  });

const TEST_EVERY_MS = 1_000;

/** Nothing more will come: it is taken away again, or could not be sent. */
export function isTestOver(test: TestInquiry | undefined): boolean {
  return test !== undefined && (test.removedAt !== null || test.error?.code === 'not-sent');
}

/** Makes the draft. The same `requestKey` again gives the one it made. */
export const createDraft = (body: NewConnection): Promise<Connection> =>
  answerOf(api.POST('/api/v1/connections', { body }));

/** @throws Refusal `changed-meanwhile` when `version` is no longer the connection's: `data.current` is it as it is now. */
export const editConnection = (id: string, body: ConnectionEdit): Promise<Connection> =>
  answerOf(api.PATCH('/api/v1/connections/{id}', { ...at(id), body }));

/** @throws Refusal `login-refused-before` unless `warned` says as much. */
export const saveLogin = (id: string, body: NewLogin): Promise<ConnectionLogin> =>
  answerOf(api.PUT('/api/v1/connections/{id}/login', { ...at(id), body }));

/** Tries what is saved. @throws Refusal `login-refused-before` unless `warned` says as much. */
export const checkLogin = (id: string, body: Pick<NewLogin, 'warned'>): Promise<ConnectionLogin> =>
  answerOf(api.POST('/api/v1/connections/{id}/login/check', { ...at(id), body }));

export const activate = (id: string): Promise<Connection> =>
  answerOf(api.POST('/api/v1/connections/{id}/activate', { ...at(id), body: { isRegistered: true } }));

export const pause = (id: string): Promise<Connection> =>
  answerOf(api.POST('/api/v1/connections/{id}/pause', at(id)));

export const resume = (id: string, takeIn: boolean): Promise<Connection> =>
  answerOf(api.POST('/api/v1/connections/{id}/resume', { ...at(id), body: { takeIn } }));

/** @throws Refusal `changed-meanwhile` as editConnection does. */
export const setForwarding = (id: string, body: ConnectionForwarding): Promise<Connection> =>
  answerOf(api.PUT('/api/v1/connections/{id}/forwarding', { ...at(id), body }));

export const rotateInbox = (id: string): Promise<Connection> =>
  answerOf(api.POST('/api/v1/connections/{id}/rotate-inbox', at(id)));

export const deleteConnection = (id: string): Promise<unknown> =>
  answerOf(api.DELETE('/api/v1/connections/{id}', at(id)));

/** The set-up's page is open: a failed login is told there and not by mail. */
export const tellPresence = (id: string): Promise<unknown> =>
  answerOf(api.POST('/api/v1/connections/{id}/presence', at(id)));

export const settleConfirmation = (mailId: Confirmation['mailId']): Promise<unknown> =>
  answerOf(api.POST('/api/v1/confirmations/{mailId}/settle', { params: { path: { mailId } } }));

export const sendTestInquiry = (id: string): Promise<{ id: string }> =>
  answerOf(api.POST('/api/v1/connections/{id}/test-inquiry', at(id)));
