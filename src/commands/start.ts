// `digima start`: the product for real use.
import { Command } from 'commander';
import { loadConfig } from '../platform/config.ts';
import { openLog } from '../platform/log.ts';
import { stopOnSignals } from '../program/stop-on-signals.ts';

export function startCommand(): Command {
  return new Command('start')
    .description('start the product; every setting is optional (docs/configuration.md)')
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
