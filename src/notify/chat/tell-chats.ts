// Which chats hear of what, and a chat as a recipient.
import type { NewMail } from '../store.ts';
import type { Chat, ChatEvent } from './model.ts';

/** Those that want to hear of it. */
export const toldOf = (chats: Chat[], event: ChatEvent): Chat[] =>
  chats.filter(({ events }) => events.includes(event));

/** Whom and how, for the outbox. */
export const toChat = ({ id, name, service }: Chat): Pick<NewMail, 'recipient' | 'channel'> => ({
  channel: service,
  recipient: { userId: null, name, address: id },
});
