// `digima doctor`: what still stands between this installation and the first real mail.
import { resolve4, resolve6, resolveMx, resolveTxt } from 'node:dns/promises';
import { Command } from 'commander';
import { loadConfig } from '../platform/config.ts';
import type { Finding } from '../program/doctor/index.ts';
import type { Part } from '../program/parts/part.ts';
import { partsOption } from './parts-option.ts';

const HELP = `
Give it the same settings as digima start, and run it while the program runs. It asks the DNS, the screen's address, the
mail exchanger and the relay; it sends nothing and changes nothing. Exit code 0: nothing failed (warnings may be left),
1: something did, 78: wrong settings. docs/operations.md goes through it step by step.`;

const MARKS = { ok: '✓', warning: '!', failure: '✗' } as const;

export function doctorCommand(): Command {
  return new Command('doctor')
    .description('check everything between the start and the first real mail, and say what to do')
    .addOption(partsOption('look at what matters to these parts'))
    .option('--json', 'one JSON line for each finding')
    .addHelpText('after', HELP)
    .action(async (options: { json?: boolean; parts: Part[] }) => {
      const { examine } = await import('../program/doctor/index.ts');
      const findings = await examine(
        loadConfig(),
        {
          dns: { resolveMx, resolve4, resolve6, resolveTxt },
          mailPort: 25,
          now: () => new Date(),
        },
        options.parts,
      );
      for (const finding of findings) console.log(options.json ? JSON.stringify(finding) : inWords(finding));
      const failures = findings.filter(({ level }) => level === 'failure').length;
      const warnings = findings.filter(({ level }) => level === 'warning').length;
      if (!options.json)
        console.log(
          failures + warnings === 0
            ? '\nすべて整っています。'
            : `\n直すこと ${failures} 件、確認すること ${warnings} 件`,
        );
      if (failures > 0) process.exitCode = 1;
    });
}

function inWords({ level, says, remedy }: Finding): string {
  return `${MARKS[level]} ${says}${remedy ? `\n    → ${remedy}` : ''}`;
}
