// The chats a firm is told in. No I/O. What is known of each service, from where and when: docs/adr/0028.

export const chatServices = ['slack', 'chatwork', 'line-works'] as const;
export type ChatService = (typeof chatServices)[number];

/** What a chat may be told of. `assigned`: somebody was put in charge later than at intake. `unanswered`: nobody responded to an inquiry. `connection`: a login failed or works again, or no mail comes. */
export const chatEvents = ['inquiry', 'assigned', 'unanswered', 'connection'] as const;
export type ChatEvent = (typeof chatEvents)[number];

/** How a chat is reached; sealed in its row. `url`: a webhook's. Chatwork has a token and a room instead. */
export type ChatSecret = { url: string } | { token: string; roomId: string };

/** A chat, without its secret. */
export interface Chat {
  id: string;
  service: ChatService;
  name: string;
  events: ChatEvent[];
  /** Grows with every change. */
  version: number;
  /** Its secret can be opened; after a restore without its key it must be given again. */
  isReachable: boolean;
}
