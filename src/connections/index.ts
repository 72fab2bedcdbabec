// The door of connections: a portal's set-up, its inbox address and its rules at intake.
export { createConnection } from './create-connection.ts';
export { type InboxFinder, openInboxFinder } from './find-inbox.ts';
export type { Connection, ConnectionState, IntakeRules } from './model.ts';
export { getConnection } from './store.ts';
