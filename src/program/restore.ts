// A backup becomes an installation again: its keys are asked for first, and what the lost one may have done since the backup
// was taken is not done a second time.
import { forgetLostLogins, holdRestoredLogins } from '../connections/index.ts';
import { releaseMails } from '../intake/index.ts';
import {
  forgetLostBrowsers,
  forgetLostChats,
  forgetLostLetters,
  holdRestoredMails,
} from '../notify/index.ts';
import type { BackupFile } from '../platform/backup/open-file.ts';
import { restoreBackup } from '../platform/backup/restore-backup.ts';
import type { OnTable } from '../platform/backup/take-backup.ts';
import type { Config } from '../platform/config.ts';
import type { Tx } from '../platform/database.ts';
import { openDatabaseServer } from '../platform/database-server.ts';
import { StartError } from '../platform/errors.ts';
import { releaseJobs } from '../platform/jobs.ts';
import { forgetKeys, missingKeys } from '../platform/key-check.ts';
import type { Log } from '../platform/log.ts';
import { sealedBy } from '../platform/sealing.ts';
import { foundSecretKeys, parseSecretKeys } from '../platform/secret-keys.ts';

/** What a restore left for people to decide. */
export interface Restored {
  /** Mails of ours that may have left since the backup was taken. */
  heldMails: number;
  /** Portal logins that no machine sends until a person has. */
  heldLogins: number;
  /** Portal logins whose key is lost. */
  lostLogins: number;
  /** PostgreSQL knows what is in its tables now. */
  isAnalyzed: boolean;
}

type Settings = Pick<Config, 'databaseUrl' | 'dataDir' | 'secretKeys'>;

/** @throws StartError naming the keys this backup needs and does not get. Nothing is started or written. */
export async function requireKeys(config: Settings, { manifest }: BackupFile): Promise<void> {
  const missing = await missingOf(config, manifest.keys);
  if (missing.length > 0)
    throw new StartError(
      `The key ${missing.join(', ')} that sealed the portal logins in this backup is not given, or is another one: ${whereKeysBelong(config)}. Only where it is lost: --without-secrets restores all but those logins.`,
    );
}

const missingOf = (config: Settings, checks: { id: string; sealed: string }[]) =>
  missingKeys(
    checks,
    config.secretKeys ? parseSecretKeys(config.secretKeys) : foundSecretKeys(config.dataDir),
  );

const whereKeysBelong = ({ databaseUrl, dataDir }: Settings) =>
  databaseUrl
    ? 'give it in SECRET_KEYS'
    : `put the file kept apart from the backup into ${dataDir}/keys/secret-keys, or give it in SECRET_KEYS`;

/** Restores into an empty installation that does not run. @throws StartError; then nothing was restored. */
export async function restore(
  config: Settings,
  log: Log,
  backup: BackupFile,
  { withoutSecrets, onTable }: { withoutSecrets: boolean; onTable: OnTable },
): Promise<Restored> {
  if (!withoutSecrets) await requireKeys(config, backup);
  const missing = await missingOf(config, backup.manifest.keys);
  const result: Restored = { heldMails: 0, heldLogins: 0, lostLogins: 0, isAnalyzed: false };
  const database = await openDatabaseServer(config, log);
  try {
    result.isAnalyzed = await restoreBackup(database.server, backup, {
      onTable,
      afterwards: async (tx) => {
        await forgetLost(tx, missing, result);
        await releaseMails(tx);
        await releaseJobs(tx);
        result.heldMails = await holdRestoredMails(tx);
        result.heldLogins = await holdRestoredLogins(tx);
      },
    });
  } finally {
    await database.stop();
  }
  return result;
}

async function forgetLost(tx: Tx, missing: string[], result: Restored): Promise<void> {
  const isLost = (sealed: string) => missing.includes(sealedBy(sealed));
  result.lostLogins = await forgetLostLogins(tx, isLost);
  await forgetLostLetters(tx, isLost);
  await forgetLostChats(tx, isLost);
  await forgetLostBrowsers(tx, isLost);
  await forgetKeys(tx, missing);
}
