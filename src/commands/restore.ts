// `digima restore`: a backup becomes an installation again.
import { Command } from 'commander';
import { loadConfig } from '../platform/config.ts';

const HELP = `
Give it the settings of the installation to be: an empty or new DATA_DIR, or a DATABASE_URL to an empty database. Put the keys
back first (DATA_DIR/keys/secret-keys, or SECRET_KEYS). The program must not run. All comes back or nothing: a file that is
damaged is refused, and whatever goes wrong leaves the database as it was. A backup of an older version is brought up to date.

What the lost installation may have done since is not done again: mails of ours that waited are held (設定＞通知履歴 offers
再送), and no portal login is sent before a person has it checked.

Examples:
  digima restore --check digima-20261128T180000Z.backup      is it whole, and are these its keys?
  DATA_DIR=/var/lib/digima digima restore digima-20261128T180000Z.backup
Exit codes: 0 restored, 1 not restored (one sentence says why), 78 wrong settings.`;

export function restoreCommand(): Command {
  return new Command('restore')
    .description('restore a backup into an empty installation')
    .argument('<FILE>')
    .option('--check', 'only look whether the file is whole and its keys are given')
    .option('--without-secrets', 'where the keys are lost: without the portal logins they sealed')
    .addHelpText('after', HELP)
    .action(async (path: string, options: { check?: boolean; withoutSecrets?: boolean }) => {
      const config = loadConfig();
      const [{ openBackupFile }, { requireKeys, restore }, { openLog }, { showTables }] = await Promise.all([
        import('../platform/backup/open-file.ts'),
        import('../program/restore.ts'),
        import('../platform/log.ts'),
        import('./show-tables.ts'),
      ]);
      const backup = await openBackupFile(path);
      const { takenAt, product } = backup.manifest;
      if (options.check) {
        await requireKeys(config, backup);
        console.log(`${path} is whole, of ${takenAt} and version ${product}, and its keys are given.`);
        return;
      }
      const { heldMails, heldLogins, lostLogins, isAnalyzed } = await restore(
        config,
        openLog('error'),
        backup,
        {
          withoutSecrets: options.withoutSecrets === true,
          onTable: showTables(process.stderr),
        },
      );
      console.log(`Restored as of ${takenAt}.`);
      if (heldMails > 0)
        console.log(`Mails that were on their way then, held: ${heldMails} (設定＞通知履歴).`);
      if (heldLogins > 0)
        console.log(`Portal logins not sent until somebody has them checked on their page: ${heldLogins}.`);
      if (lostLogins > 0) console.log(`Portal logins lost with their key: ${lostLogins}.`);
      if (!isAnalyzed)
        console.log(
          'PostgreSQL could not look at what it holds now and may be slow at first: run ANALYZE in the database.',
        );
    });
}
