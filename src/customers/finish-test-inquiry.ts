// テスト反響, the end nobody waits for: one that did not come, or was not read, in a minute says so; later what is left of it
// is taken away.
import { holdTestMail } from '../intake/index.ts';
import type { JobHandler } from '../platform/jobs.ts';
import { findTest, holdTest, noteTest, removeTestMail } from './test-inquiries.ts';

/** The job; its subject is the test. */
export const FINISH_TEST_INQUIRY = 'finish-test-inquiry';
/** How long a sample may take before it counts as lost. */
export const TEST_WITHIN_MS = 60_000;
/** A mail door that was stuck may still let it in until then, and reading then still gives its result. */
const SWEEP_AFTER_MS = 60 * 60_000;
/** It is being read at this moment. */
const LOOK_AGAIN_MS = 1_000;

export const finishTestInquiry: JobHandler = {
  async run({ organizationId, subjectId: id }, lease) {
    await lease.settle(async (tx, now) => {
      const seen = await findTest(tx, organizationId, id);
      if (!seen) return null;
      // Whoever reads it has its mail, then the test, and takes this job back: neither is waited for here.
      const mail = await holdTestMail(tx, organizationId, seen.connectionId, seen.markHash);
      const test = mail === 'busy' ? null : await holdTest(tx, organizationId, id, { skipLocked: true });
      if (mail === 'busy' || !test) return new Date(now.getTime() + LOOK_AGAIN_MS);
      if (test.removedAt) return null;
      const receivedAt = mail && { receivedAt: mail.receivedAt };
      const error = test.error ?? (mail ? 'not-read' : 'not-received');
      const end = new Date(test.sentAt.getTime() + SWEEP_AFTER_MS);
      const isOver = end <= now;
      if (isOver) await removeTestMail(tx, id);
      await noteTest(tx, test, { ...receivedAt, error, ...(isOver && { removedAt: now }) });
      return isOver ? null : end;
    });
  },
};
