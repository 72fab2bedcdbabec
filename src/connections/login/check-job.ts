// The job `check-login`: one check of one login in the background.
import { eq } from 'drizzle-orm';
import type { Job, JobHandler, Lease } from '../../platform/jobs.ts';
import type { Log } from '../../platform/log.ts';
import { persist } from '../../platform/persist.ts';
import { databaseTrouble } from '../../platform/pool.ts';
import { loginAttempts } from '../tables.ts';
import { type Begun, beginCheck } from './begin-check.ts';
import type { LoginDrivers, SignedIn } from './driver.ts';
import { finishCheck, type OnLoginChecked } from './finish-check.ts';
import type { CheckPayload, LoginKit } from './model.ts';
import { closeAttempts, closeUnsent, lockLogin, noteSubmitted, updateLogin } from './store.ts';

export interface CheckParts {
  logins: LoginKit;
  drivers: LoginDrivers;
  log: Log;
  onLoginChecked: OnLoginChecked;
}

/** The handler to register under CHECK_LOGIN. */
export function checkLoginHandler(parts: CheckParts): JobHandler {
  return {
    async run(job, lease) {
      const begun = await lease.hold((tx, now) => beginCheck(tx, parts.logins, job, now));
      switch (begun.do) {
        case 'nothing':
          await lease.done();
          return;
        case 'later':
          await lease.settle(async () => begun.at);
          return;
        case 'settle':
          await settle(parts, job, lease, null, begun.outcome);
          return;
        case 'send':
          await attempt(parts, job, lease, begun);
      }
    },
    // Its tries failed on our side, or its workers died: what may have left is not sent again.
    async givenUp(tx, { organizationId, subjectId: connectionId, payload }, now) {
      await closeAttempts(tx, organizationId, eq(loginAttempts.connectionId, connectionId));
      const login = await lockLogin(tx, organizationId, connectionId);
      if (login?.version !== (payload as CheckPayload).version) return;
      const result = { organizationId, connectionId, attemptId: null, now };
      await finishCheck(tx, parts.onLoginChecked, { ...result, outcome: 'interrupted' });
    },
  };
}

async function attempt(
  parts: CheckParts,
  job: Job,
  lease: Lease,
  { attemptId, login, credentials }: Extract<Begun, { do: 'send' }>,
): Promise<void> {
  const { organizationId, subjectId: connectionId } = job;
  const driver = login.by === 'http' ? parts.drivers.http : parts.drivers.browser;
  if (!driver) {
    parts.log.error({ connection: connectionId }, 'a login page needs a browser: set BROWSER_PATH');
    return settle(parts, job, lease, attemptId, 'site-changed');
  }
  let hasLeft = false;
  let signedIn: SignedIn;
  try {
    signedIn = await driver.signIn(login, credentials, {
      signal: lease.signal,
      async beforeSubmit() {
        await lease.hold((tx) => noteSubmitted(tx, organizationId, connectionId, attemptId));
        hasLeft = true;
      },
      async onAnswer() {
        // Shown only: the answer in hand is worth more than how far we are.
        await lease
          .hold((tx) => updateLogin(tx, organizationId, connectionId, { progress: 'reading' }, 'checking'))
          .catch(() => {});
      },
    });
  } catch (error) {
    if (hasLeft || !lease.signal.aborted) throw error;
    // The program stops before anything was sent: the next one begins anew, with all its tries.
    await lease.settle(async (tx, now) => {
      await closeUnsent(tx, organizationId, attemptId);
      return now;
    });
    return;
  }
  try {
    await settle(parts, job, lease, attemptId, signedIn.outcome);
  } finally {
    await signedIn.session?.close().catch(() => {});
  }
}

async function settle(
  { onLoginChecked, log }: CheckParts,
  { organizationId, subjectId: connectionId }: Job,
  lease: Lease,
  attemptId: string | null,
  outcome: SignedIn['outcome'],
): Promise<void> {
  const result = { organizationId, connectionId, attemptId, outcome };
  // Not asked again, the portal's answer is not to be lost with a connection to the database: the login would be held for failed.
  const written = await persist(
    () =>
      lease
        .done((tx, now) => finishCheck(tx, onLoginChecked, { ...result, now }))
        .then(() => 'done' as const)
        .catch((error: Error) => {
          if (databaseTrouble(error) !== null) throw error;
          return error;
        }),
    lease.signal,
  );
  if (written !== 'done') throw written ?? new Error('what came of a login could not be written');
  log.info({ connection: connectionId, outcome, sent: attemptId !== null }, 'login checked');
}
