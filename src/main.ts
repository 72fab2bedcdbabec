// The `digima` command: one subcommand a file in commands/. No work of its own.
import './platform/quick-imports.ts'; // first
import { Command } from 'commander';
import { backupCommand } from './commands/backup.ts';
import { deliverCommand } from './commands/deliver.ts';
import { demoCommand } from './commands/demo.ts';
import { doctorCommand } from './commands/doctor.ts';
import { optionCommand } from './commands/option.ts';
import { parseCommand } from './commands/parse.ts';
import { portalCommand } from './commands/portal.ts';
import { replayCommand } from './commands/replay.ts';
import { restoreCommand } from './commands/restore.ts';
import { showCommand } from './commands/show.ts';
import { startCommand } from './commands/start.ts';
import { ConfigError } from './platform/config.ts';
import { StartError } from './platform/errors.ts';

const EX_CONFIG = 78; // sysexits.h

const program = new Command('digima')
  .description('Digima ポータルサイト連携: turns real-estate portals’ notification mails into customers')
  .showHelpAfterError('(digima --help lists the commands)');

for (const command of [
  startCommand(),
  demoCommand(),
  parseCommand(),
  showCommand(),
  portalCommand(),
  optionCommand(),
  doctorCommand(),
  replayCommand(),
  backupCommand(),
  restoreCommand(),
  deliverCommand(),
])
  program.addCommand(command);

try {
  await program.parseAsync();
} catch (error) {
  const told = await inWords(error);
  if (!told) throw error;
  console.error(`digima: ${told.message}`);
  process.exit(told instanceof ConfigError ? EX_CONFIG : 1);
}

/** What ends a command in one sentence; null of a mistake of ours. */
async function inWords(error: unknown): Promise<ConfigError | StartError | null> {
  if (error instanceof ConfigError || error instanceof StartError) return error;
  // Not before: commands that only read files load no database.
  const { databaseFailure } = await import('./platform/database.ts');
  return databaseFailure(error);
}
