// The door of customers: who asked, and what becomes of a request.

export { type CompletionParts, completeNoticeHandler } from './complete-notice.ts';
export { COMPLETE_NOTICE, completeOpenNotices, startCompletion } from './completion-job.ts';
export { holdResponse, noteEscalated } from './escalated.ts';
export { FINISH_TEST_INQUIRY, finishTestInquiry } from './finish-test-inquiry.ts';
export { countDueTasks } from './follow-up/task-queries.ts';
export { type GivenToTell, givenToTell } from './given/given-to-tell.ts';
export { TELL_ASSIGNED } from './given/note-given.ts';
export { holdMasters } from './hold-masters.ts';
export { forgetHandler, importHandler } from './import/import-job.ts';
export { CUSTOMER_IMPORT, FORGET_CUSTOMER_IMPORT } from './import/start-import.ts';
export { UNDO_CUSTOMER_IMPORT } from './import/undo-import.ts';
export { undoHandler } from './import/undo-job.ts';
export { inquiriesByDay } from './inquiries-by-day.ts';
export { countOpen } from './inquiry-queries.ts';
export { type InquiryToTell, inquiriesToTell } from './inquiry-to-tell.ts';
export { createGroup, createStatus } from './masters.ts';
export type { Actor, IncomingRequest } from './model.ts';
export { listMasters, newestChange } from './queries.ts';
export { assigneeWork } from './replace-in-customers.ts';
export type { ReplayCounts } from './replay/model.ts';
export { type ReplayParts, replayHandler } from './replay/replay-job.ts';
export { applyReplay, cancelReplay, REPLAY, type ReplayScope, startReplay } from './replay/start-replay.ts';
export { getReplay, type Replay } from './replay/store.ts';
export { createFirstStatuses } from './statuses.ts';
export { type TakeInOutcome, takeInInquiries, takeInInquiry, takeInNotice } from './take-in.ts';
export { takeInTest } from './take-in-test.ts';
export { countRecentInquiries, tryRules } from './try-rules.ts';
