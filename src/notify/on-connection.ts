// What notify does when a connection is activated or deleted, in that transaction.
import type { ConnectionActivated, ConnectionDeleted } from '../connections/index.ts';
import type { Tx } from '../platform/database.ts';
import { withdrawJob } from '../platform/jobs.ts';
import { planReminders, REMIND_FIRST_MAIL } from './remind-first-mail.ts';
import { TELL_LOGIN, tellLogin } from './tell-login.ts';
import { planWatch, WATCH_SILENCE } from './watch-silence.ts';

/** 「連携する」: reminders are planned, its silence is watched, and a login that failed while its page was open is told now. */
export async function onConnectionActivated(tx: Tx, event: ConnectionActivated): Promise<void> {
  await planReminders(tx, event);
  await planWatch(tx, event);
  await tellLogin(tx, event);
}

/** Nothing more is told of it. */
export async function onConnectionDeleted(
  tx: Tx,
  { organizationId, connectionId: subjectId }: ConnectionDeleted,
): Promise<void> {
  await withdrawJob(tx, { organizationId, kind: REMIND_FIRST_MAIL, subjectId });
  await withdrawJob(tx, { organizationId, kind: WATCH_SILENCE, subjectId });
  await withdrawJob(tx, { organizationId, kind: TELL_LOGIN, subjectId });
}
