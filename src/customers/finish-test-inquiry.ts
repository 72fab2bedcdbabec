// テスト反響, the end nobody waits for: one that did not come, or was not read, in a minute says so; later what is left of it
// is taken away.
import { findTestMail } from '../intake/index.ts';
import type { JobHandler } from '../platform/jobs.ts';
import { holdTest, noteTest, removeTestMail } from './test-inquiries.ts';

/** The job; its subject is the test. */
export const FINISH_TEST_INQUIRY = 'finish-test-inquiry';
/** How long a sample may take before it counts as lost. */
export const TEST_WITHIN_MS = 60_000;
/** A mail door that was stuck may still let it in until then, and reading then still gives its result. */
const SWEEP_AFTER_MS = 60 * 60_000;

export const finishTestInquiry: JobHandler = {
  async run({ organizationId, subjectId: id }, lease) {
    const sweepAt = await lease.hold(async (tx) => {
      const test = await holdTest(tx, organizationId, id);
      if (!test || test.removedAt) return null;
      const mail = await findTestMail(tx, organizationId, test.connectionId, test.markHash);
      const receivedAt = mail && { receivedAt: mail.receivedAt };
      const error = test.error ?? (mail ? 'not-read' : 'not-received');
      const end = new Date(test.sentAt.getTime() + SWEEP_AFTER_MS);
      const isOver = end.getTime() <= Date.now();
      if (isOver) await removeTestMail(tx, id);
      await noteTest(tx, test, { ...receivedAt, error, ...(isOver && { removedAt: new Date() }) });
      return isOver ? null : end;
    });
    await (sweepAt ? lease.again(sweepAt) : lease.done());
  },
};
