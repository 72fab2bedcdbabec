// Has a login checked in the background: fences off the check under way and publishes the next one.
import { and, eq, isNull, ne, or } from 'drizzle-orm';
import type { Tx } from '../../platform/database.ts';
import { publishJob } from '../../platform/jobs.ts';
import { loginAttempts } from '../tables.ts';
import { CHECK_LOGIN, type CheckPayload } from './model.ts';
import { closeAttempts } from './store.ts';

/** Publishes the check in the caller's transaction. What an earlier one finds out is not written any more. */
export async function startCheck(
  tx: Tx,
  organizationId: string,
  connectionId: string,
  payload: CheckPayload,
  runAt?: Date,
): Promise<void> {
  // First the job, whose row a running check locks with each of its commits: afterwards its attempt stands still.
  await publishJob(tx, {
    organizationId,
    kind: CHECK_LOGIN,
    subjectId: connectionId,
    payload,
    ...(runAt && { runAt }),
  });
  // A sign-in for a page is no check's: where the password has left it gives its own answer, which the check waits for.
  await closeAttempts(
    tx,
    organizationId,
    and(
      eq(loginAttempts.connectionId, connectionId),
      or(ne(loginAttempts.trigger, 'notice'), isNull(loginAttempts.submittedAt)),
    ),
  );
}
