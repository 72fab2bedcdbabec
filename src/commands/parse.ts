// `digima parse`: reads mails from files, without a database. Prints what they are; changes nothing.
import { Command } from 'commander';
import type { ReadResult } from '../portal-kit/model.ts';
import { loadPortals } from '../portals/load.ts';
import { decodeMail } from '../reading/mime/index.ts';
import { readMail } from '../reading/read-mail.ts';
import { print, readMailFile, visible } from './mail-files.ts';
import { parsePage } from './parse-page.ts';

const EXAMPLES = `
Examples:
  digima parse mail.eml                         read one mail
  digima parse --json inbox/*.eml > all.jsonl   one JSON line a file, in the order given
  cat mail.eml | digima parse -                 read standard input
  digima parse --portal re-guide mail.eml       ask one portal only
  digima parse --json mail.eml | jq .inquiry.contact.phones

Outcomes: inquiry (a customer can be made), notice (only announces a request: number and link), not-an-inquiry (other
mail of a portal), unreadable (none of these, or of no portal that is installed: portal is then null).
A JSON line has: file (as given), portal, outcome, inquiry (null unless inquiry or notice), warnings.
A file that cannot be read is named on standard error, the others are still read, and the exit code is 1.`;

/** The `parse` command for `digima`. */
export function parseCommand(): Command {
  return new Command('parse')
    .summary('read the inquiry out of mail files')
    .description(
      "Reads portals' notification mails (.eml) and prints the inquiry in each. Needs no database.",
    )
    .argument('<file...>', 'mail files as received; - is standard input')
    .option('--portal <id>', 'ask only this portal')
    .option('--json', 'one JSON line for each file')
    .addHelpText('after', EXAMPLES)
    .action(parse);
}

async function parse(files: string[], options: { portal?: string; json?: boolean }): Promise<void> {
  // `digima parse … | head` ends the reader, not us: without this it is a stack trace.
  process.stdout.on('error', () => process.exit(process.exitCode ?? 0));
  const portals = await loadPortals();
  const names = new Map(portals.map(({ id, name }) => [id, name]));
  if (options.portal !== undefined && !names.has(options.portal)) {
    const known = [...names.keys()].join(', ');
    process.stderr.write(
      `digima parse: there is no portal ${visible(options.portal)}; known are: ${known}\n`,
    );
    process.exitCode = 1;
    return;
  }
  for (const [index, file] of files.entries()) {
    const raw = await readMailFile(file);
    if (typeof raw === 'string') {
      process.stderr.write(`digima parse: cannot read ${visible(file)}: ${raw}\n`);
      process.exitCode = 1;
      continue;
    }
    const result = readMail(decodeMail(raw), portals, options.portal);
    const name = result.portal === null ? null : (names.get(result.portal) ?? null);
    await print(
      options.json ? toJsonLine(file, result) : `${index > 0 ? '\n' : ''}${parsePage(file, result, name)}`,
    );
  }
}

function toJsonLine(file: string, result: ReadResult): string {
  const { portal, outcome, warnings } = result;
  const inquiry = 'inquiry' in result ? result.inquiry : null;
  return `${JSON.stringify({ file, portal, outcome, inquiry, warnings })}\n`;
}
