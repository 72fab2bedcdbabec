// Which chats hear of what, and a chat as a recipient.
import type { Tx } from '../../platform/database.ts';
import type { NewMail } from '../store.ts';
import type { Chat, ChatEvent } from './model.ts';
import { listChats } from './store.ts';

/** Those that want to hear of it. */
export async function chatsToldOf(tx: Tx, organizationId: string, event: ChatEvent): Promise<Chat[]> {
  return (await listChats(tx, organizationId)).filter(({ events }) => events.includes(event));
}

/** Whom and how, for the outbox. */
export const toChat = ({ id, name, service }: Chat): Pick<NewMail, 'recipient' | 'channel'> => ({
  channel: service,
  recipient: { userId: null, name, address: id },
});
