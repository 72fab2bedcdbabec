// The `digima` command: one subcommand a file in commands/, loaded when it is called. No work of its own.
import { Command } from 'commander';
import { parseCommand } from './commands/parse.ts';
import { showCommand } from './commands/show.ts';

const program = new Command('digima')
  .description('Digima ポータルサイト連携: turns real-estate portals’ notification mails into customers')
  .showHelpAfterError('(digima --help lists the commands)');

program.addCommand(showCommand());
program.addCommand(parseCommand());

await program.parseAsync();
