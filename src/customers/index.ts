// The door of customers: who asked, and what becomes of a request.

export { createGroup, createStatus } from './masters.ts';
export type { Actor, IncomingRequest } from './model.ts';
export { newestChange } from './queries.ts';
export { type TakeInOutcome, takeInInquiry, takeInNotice } from './take-in.ts';
