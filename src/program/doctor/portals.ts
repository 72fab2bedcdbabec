// Is every portal's login page known? Without it mail comes in all the same, but no login is checked.
import { join } from 'node:path';
import { listPortalLogins } from '../../connections/index.ts';
import { StartError } from '../../platform/errors.ts';
import { openLog } from '../../platform/log.ts';
import { readPostmaster } from '../../platform/postgres/postmaster-pid.ts';
import { openRunningDatabase } from '../../platform/running-database.ts';
import { loadPortals } from '../../portals/load.ts';
import { type Check, findingsOf } from './finding.ts';

const { ok, warning } = findingsOf('portals');

/** Asks the database that runs; while none does, the check of the database says so. */
export const checkPortals: Check = async (config) => {
  if (!config.databaseUrl && !readPostmaster(join(config.dataDir, 'postgres', 'cluster'))?.ready) return [];
  try {
    const database = await openRunningDatabase(config, openLog('silent'));
    const portals = await loadPortals();
    const logins = await database
      .asOwner((tx) => listPortalLogins(tx, portals))
      .finally(() => database.close());
    return logins
      .filter(({ inForce }) => inForce)
      .map(({ id, name, inForce }) =>
        inForce?.url
          ? ok(`${name}のログインページは登録済みです。`)
          : warning(
              `${name}のログインページのアドレスが未登録です。ログインの状態は「未検証」のままになります。`,
              `digima portal set ${id} --login-url （${name}の管理画面のログインページ）`,
            ),
      );
  } catch (error) {
    if (error instanceof StartError) return []; // the check of the database says why
    throw error;
  }
};
