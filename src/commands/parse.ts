// `digima parse`: reads mails from files, without a database. Prints what they are; changes nothing.
import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import type { Portal } from '../portal-kit/define-portal.ts';
import type { Inquiry, ReadResult } from '../portal-kit/model.ts';
import { loadPortals } from '../portals/load.ts';
import { decodeMail } from '../reading/mime/index.ts';
import { readMail } from '../reading/read-mail.ts';

const EXAMPLES = `
Examples:
  digima parse mail.eml                     a table for people
  digima parse --json inbox/*.eml           one JSON line a file
  digima parse --json - < mail.eml          from standard input
  digima parse --portal re-guide mail.eml   asks one portal only

Outcomes: inquiry (反響), notice (通知のみ), not-an-inquiry (反響以外), unreadable (要確認).
Exit status: 0, or 1 when a file could not be read.`;

/** The command; main.ts adds it to the program. */
export function parseCommand(): Command {
  return new Command('parse')
    .description('reads notification mails from files and prints the inquiry in each (no database needed)')
    .argument('<file...>', 'mails as received (.eml); - is standard input')
    .option('--portal <id>', 'ask only this portal')
    .option('--json', 'one JSON line a file: {"file","portal","outcome","inquiry","warnings"}')
    .addHelpText('after', EXAMPLES)
    .action(parse);
}

async function parse(files: string[], options: { portal?: string; json?: boolean }): Promise<void> {
  const portals = await loadPortals();
  if (options.portal !== undefined && !portals.some((portal) => portal.id === options.portal)) {
    const known = portals.map((portal) => portal.id).join(', ');
    console.error(`digima parse: no portal '${options.portal}'. Known: ${known}`);
    process.exitCode = 1;
    return;
  }
  for (const file of files) {
    let raw: Buffer;
    try {
      raw = readFileSync(file === '-' ? 0 : file);
    } catch (error) {
      console.error(`digima parse: ${file}: ${reason(error)}`);
      process.exitCode = 1;
      continue;
    }
    const result = readMail(decodeMail(raw), portals, options.portal);
    process.stdout.write(options.json ? `${line(file, result)}\n` : table(file, result, portals));
  }
}

function line(file: string, result: ReadResult): string {
  const { portal, outcome, warnings } = result;
  return JSON.stringify({ file, portal, outcome, inquiry: inquiryOf(result), warnings });
}

function inquiryOf(result: ReadResult): Inquiry | null {
  return result.outcome === 'inquiry' || result.outcome === 'notice' ? result.inquiry : null;
}

function table(file: string, result: ReadResult, _portals: Portal[]): string {
  return `${file}\n${JSON.stringify(result, null, 2)}\n`;
}

function reason(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOENT') return 'no such file';
  if (code === 'EISDIR') return 'is a folder, not a mail';
  if (code === 'EACCES') return 'may not be read';
  return code ?? String(error);
}
