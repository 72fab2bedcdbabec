// Has a notice's page read in the background: published when the notice comes, and again when a login works anew.
import { isLoginVerified } from '../connections/index.ts';
import type { Tx } from '../platform/database.ts';
import { publishJob } from '../platform/jobs.ts';
import { holdOpenNotices, noteCompletion } from './completions.ts';
import { HEARS_WITHIN_MS } from './rules/completion-tries.ts';

/** The job; its subject is the inquiry. */
export const COMPLETE_NOTICE = 'complete-notice';
/** A notice older than this has long been dealt with by hand, or never will be. */
const ANEW_WITHIN_MS = 14 * 24 * 60 * 60_000;

/**
 * Has the page of a new notice read, or notes why it cannot be, in the caller's transaction. The returned
 * time is when whoever is in charge is told at the latest: whatever keeps the page, they wait no longer. Null: at once.
 */
export async function startCompletion(
  tx: Tx,
  notice: { organizationId: string; connectionId: string; inquiryId: string; detailUrl: string | undefined },
): Promise<Date | null> {
  const { organizationId, connectionId, detailUrl } = notice;
  if (detailUrl !== undefined && (await isLoginVerified(tx, organizationId, connectionId))) {
    await publish(tx, notice);
    return new Date(Date.now() + HEARS_WITHIN_MS);
  }
  const why = detailUrl === undefined ? 'no-link' : 'no-login';
  await noteCompletion(tx, notice, { state: 'failed', why, tries: 0, triedAt: null, nextAt: null });
  return null;
}

async function publish(tx: Tx, notice: { organizationId: string; inquiryId: string }): Promise<void> {
  await noteCompletion(tx, notice, { state: 'waiting', why: null, tries: 0, triedAt: null, nextAt: null });
  const { organizationId, inquiryId: subjectId } = notice;
  await publishJob(tx, { organizationId, kind: COMPLETE_NOTICE, subjectId });
}

/**
 * A login works again: pages that were not read for its sake can be now. Returns how many.
 */
export async function completeOpenNotices(
  tx: Tx,
  organizationId: string,
  connectionId: string,
): Promise<number> {
  const since = new Date(Date.now() - ANEW_WITHIN_MS);
  const open = await holdOpenNotices(tx, organizationId, connectionId, since);
  for (const { id } of open) await publish(tx, { organizationId, inquiryId: id });
  return open.length;
}
