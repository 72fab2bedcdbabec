// `digima start`: the product for real use.
import { Command } from 'commander';
import { loadConfig } from '../platform/config.ts';
import { openLog } from '../platform/log.ts';
import { stopOnSignals } from '../program/stop-on-signals.ts';

const HELP = `
Examples:
  digima start                                        embedded PostgreSQL, everything under ./data
  DATA_DIR=/var/lib/digima SMTP_PORT=25 digima start  another folder, the mail port itself
  DATABASE_URL=postgres://… SECRET_KEYS=k1:… digima start

At the first start a link is printed that makes the first firm and its owner. Ctrl-C or SIGTERM ends it in order: what is
being received is finished first. Exit codes: 0 ended, 1 could not start (one sentence says why), 78 wrong settings.`;

export function startCommand(): Command {
  return new Command('start')
    .description('start the product; every setting is optional (docs/configuration.md)')
    .addHelpText('after', HELP)
    .action(async () => {
      // Loaded here: other commands need no database.
      const { startProgram } = await import('../program/start.ts');
      const config = loadConfig();
      const program = await startProgram(config, openLog(config.logLevel));
      stopOnSignals(program.stop);
      console.error(
        `${config.productName} ポータルサイト連携: ${program.url}  SMTP port ${program.smtpPort}  (Ctrl-C で終了)`,
      );
      if (program.firstStartUrl)
        console.error(
          `\n初期設定: 次のリンクで最初の会社とオーナーを登録してください（一度だけ使えます）。\n  ${program.firstStartUrl}\n`,
        );
    });
}
