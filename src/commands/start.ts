// `digima start`: the product for real use.
import { Command } from 'commander';
import { loadConfig, readSupervision } from '../platform/config.ts';
import { openLog } from '../platform/log.ts';
import { allParts, checkParts, type Part } from '../program/parts/part.ts';
import { stopOnSignals } from '../program/stop-on-signals.ts';
import { tellSystemd } from '../program/tell-systemd.ts';
import { partsOption } from './parts-option.ts';

const HELP = `
Examples:
  digima start                                        embedded PostgreSQL, everything under ./data
  DATA_DIR=/var/lib/digima SMTP_PORT=25 digima start  another folder, the mail port itself
  DATABASE_URL=postgres://… SECRET_KEYS=k1:… digima start
  DATABASE_URL=… SECRET_KEYS=… digima start --parts=smtp         any number of each part on one PostgreSQL, with the
  DATABASE_URL=… SECRET_KEYS=… digima start --parts=worker,web   same settings for all (docs/operations.md)

At the first start a link is printed that makes the first firm and its owner. Ctrl-C or SIGTERM ends it in order: what is
being received is finished first. Exit codes: 0 ended, 1 could not start (one sentence says why), 78 wrong settings.`;

export function startCommand(): Command {
  return new Command('start')
    .description('start the product; every setting is optional (docs/configuration.md)')
    .addOption(partsOption('what this process is'))
    .addHelpText('after', HELP)
    .action(async ({ parts }: { parts: Part[] }) => {
      const config = loadConfig();
      checkParts(parts, config);
      // Loaded here: other commands need no database.
      const { startParts } = await import('../program/start.ts');
      const log = openLog(config.logLevel);
      const { web, smtp, healthPort, stop } = await startParts(config, log, parts);
      const tellOfEnd = tellSystemd(readSupervision(), log);
      stopOnSignals(() => {
        tellOfEnd();
        return stop();
      });
      const about = [
        parts.length < allParts.length && `(${parts.join(', ')})`,
        web?.url,
        smtp && `SMTP port ${smtp.port}`,
        healthPort !== null && `health port ${healthPort}`,
        '(Ctrl-C で終了)',
      ];
      console.error(`${config.productName} ポータルサイト連携: ${about.filter(Boolean).join('  ')}`);
      if (web?.firstStartUrl)
        console.error(
          `\n初期設定: 次のリンクで最初の会社とオーナーを登録してください（一度だけ使えます）。\n  ${web.firstStartUrl}\n`,
        );
    });
}
