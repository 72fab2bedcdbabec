// What the settings of notices ask and do. A change tells the whole screen to ask again.
import { queryOptions } from '@tanstack/react-query';
import {
  answerOf,
  api,
  type Chat,
  type ChatEdit,
  type EscalationEdit,
  type NewChat,
  type NewPushDevice,
  type NoticePreferences,
  type OwnNotices,
} from './client.ts';

const at = (id: string) => ({ params: { path: { id } } });

export const chatsQuery = queryOptions({
  queryKey: ['chats'],
  queryFn: ({ signal }) => answerOf(api.GET('/api/v1/chats', { signal })),
});

export const createChat = (body: NewChat): Promise<Chat> => answerOf(api.POST('/api/v1/chats', { body }));

/** @throws Refusal `changed-meanwhile` */
export const editChat = (id: string, body: ChatEdit): Promise<Chat> =>
  answerOf(api.PATCH('/api/v1/chats/{id}', { ...at(id), body }));

export const deleteChat = (id: string): Promise<unknown> =>
  answerOf(api.DELETE('/api/v1/chats/{id}', at(id)));

export const testChat = (id: string): Promise<Chat> => answerOf(api.POST('/api/v1/chats/{id}/test', at(id)));

export const ownNoticesQuery = queryOptions({
  queryKey: ['own-notices'],
  queryFn: ({ signal }) => answerOf(api.GET('/api/v1/me/notices', { signal })),
});

/** Null: as the firm's default says. `was`: as it is shown. @throws Refusal `changed-meanwhile` */
export const setOwnNotices = (body: Record<'own' | 'was', NoticePreferences | null>): Promise<OwnNotices> =>
  answerOf(api.PUT('/api/v1/me/notices', { body }));

export const addPushDevice = (body: NewPushDevice): Promise<OwnNotices> =>
  answerOf(api.POST('/api/v1/me/push-devices', { body }));

export const removePushDevice = (id: string): Promise<OwnNotices> =>
  answerOf(api.DELETE('/api/v1/me/push-devices/{id}', at(id)));

export const testPushDevice = (id: string): Promise<OwnNotices> =>
  answerOf(api.POST('/api/v1/me/push-devices/{id}/test', at(id)));

export const noticeDefaultsQuery = queryOptions({
  queryKey: ['notice-defaults'],
  queryFn: ({ signal }) => answerOf(api.GET('/api/v1/notice-defaults', { signal })),
});

/** `was`: what is shown to whoever changes it. @throws Refusal `changed-meanwhile` */
export const setNoticeDefaults = (
  body: NoticePreferences & { was: NoticePreferences },
): Promise<NoticePreferences> => answerOf(api.PUT('/api/v1/notice-defaults', { body }));

export const escalationsQuery = queryOptions({
  queryKey: ['escalations'],
  queryFn: ({ signal }) => answerOf(api.GET('/api/v1/escalations', { signal })),
});

/** @throws Refusal `changed-meanwhile` */
export const setEscalation = (body: EscalationEdit): Promise<unknown> =>
  answerOf(api.PUT('/api/v1/escalations', { body }));
