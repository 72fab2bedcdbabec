// `digima backup`: the whole installation in one file, taken while it runs.
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { loadConfig } from '../platform/config.ts';
import { StartError } from '../platform/errors.ts';
import { onSignals } from '../program/on-signals.ts';

const HELP = `
Give it the same settings as digima start; the program may run meanwhile, and mail goes on coming in. FILE is written under
another name first (FILE.digima-….partial, which a killed run leaves and one a day later takes away) and is there whole or not at
all; a folder gets a file named by the time; - is standard output. Its name is printed at the end.

The file holds everything but the keys that seal portal logins (DATA_DIR/keys, or SECRET_KEYS): keep those elsewhere. People
have to sign in again after a restore. The file is not encrypted, and names your customers.

Examples:
  digima backup /var/backups/digima/
  digima backup - | age -r age1… > backup.age
Exit codes: 0 taken, 1 not taken (one sentence says why), 78 wrong settings.`;

export function backupCommand(): Command {
  return new Command('backup')
    .description('take a backup of everything, while the program runs')
    .argument('[FILE|FOLDER|-]', 'where to', '.')
    .addHelpText('after', HELP)
    .action(async (target: string) => {
      const config = loadConfig();
      if (target === '-' && process.stdout.isTTY)
        throw new StartError('A backup is no text for a terminal: give a file, or a pipe.');
      const [
        { openRunningDatabase },
        { openLog },
        { takeBackup },
        { pack, writeBackupFile },
        { showTables },
      ] = await Promise.all([
        import('../platform/running-database.ts'),
        import('../platform/log.ts'),
        import('../platform/backup/take-backup.ts'),
        import('../platform/backup/write-file.ts'),
        import('./show-tables.ts'),
      ]);
      const file = target === '-' ? null : fileIn(target);
      const { signal } = endOnSignals();
      const running = await openRunningDatabase(config, openLog('error'), { migrates: false });
      try {
        await takeBackup(
          running.server,
          (text) =>
            file === null ? pack(text, process.stdout, signal) : writeBackupFile(file, text, signal),
          showTables(process.stderr),
        );
      } catch (cause) {
        throw inWords(cause, signal);
      } finally {
        await running.close();
      }
      if (file !== null) console.log(file);
    });
}

function fileIn(target: string): string {
  if (!isFolder(target)) return target;
  const time = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
  return join(target, `digima-${time}.backup`);
}

function isFolder(target: string): boolean {
  try {
    return statSync(target, { throwIfNoEntry: false })?.isDirectory() ?? false;
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new StartError(`The backup cannot be written to ${target} (${code}).`, { cause });
  }
}

function endOnSignals(): AbortController {
  const ending = new AbortController();
  onSignals(['SIGINT', 'SIGTERM'], () => ending.abort());
  return ending;
}

function inWords(cause: unknown, signal: AbortSignal): unknown {
  if (cause instanceof StartError) return cause;
  if (signal.aborted) return new StartError('The backup was broken off.', { cause });
  const { code, message } = cause as NodeJS.ErrnoException;
  return new StartError(`The backup broke off: ${code === 'EPIPE' ? 'nobody reads it' : message}.`, {
    cause,
  });
}
