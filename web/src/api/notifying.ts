// What the settings of notices ask and do. A change tells the whole screen to ask again.
import { queryOptions } from '@tanstack/react-query';
import { answerOf, api, type Chat, type ChatEdit, type NewChat } from './client.ts';

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
