// What a test of logins sets and looks at beside the API: where the portal's login page is, time, and what was tried.
import { setPortalLogin } from '../../src/connections/index.ts';
import { openLog } from '../../src/platform/log.ts';
import { openRunningDatabase } from '../../src/platform/running-database.ts';
import type { LoginDefinition } from '../../src/portal-kit/login.ts';
import { asOwner, urlOf } from './database.ts';
import type { TestDatabase as Server } from './template.ts';

/** The operator sets リガイド's login (null: takes it back), as `digima portal` does. */
export async function setReGuideLogin(server: Server, login: Partial<LoginDefinition> | null): Promise<void> {
  const database = await openRunningDatabase(
    { databaseUrl: urlOf(server), dataDir: '', secretKeys: null },
    openLog('silent'),
  );
  await database.asOwner(async (tx) => {
    await setPortalLogin(tx, 're-guide', null);
    if (login) await setPortalLogin(tx, 're-guide', login);
  });
  await database.close();
}

/** Hours pass: every planned check is due, every lease of a worker that died is over. */
export const passTime = (server: Server, connectionId?: string) =>
  asOwner(server, async (client) => {
    const which = connectionId ? 'subject_id = $1' : '$1::uuid IS NULL';
    await client.query(
      `UPDATE jobs SET run_at = now(), lease_until = now() - interval '1 s' WHERE kind = 'check-login' AND ${which}`,
      [connectionId ?? null],
    );
    await client.query("UPDATE login_attempts SET started_at = started_at - interval '10 min'");
  });

/** Attempts of a connection, oldest first. */
export const attemptsOf = (server: Server, connectionId: string) =>
  asOwner(server, async (client) => {
    const { rows } = await client.query(
      'SELECT trigger, outcome, submitted_at, finished_at FROM login_attempts WHERE connection_id = $1 ORDER BY id',
      [connectionId],
    );
    return rows as {
      trigger: string;
      outcome: string | null;
      submitted_at: Date | null;
      finished_at: Date | null;
    }[];
  });
