// `digima show`: what mail files say once decoded, as JSON lines or for a person. Knows no portal and no database.
import { Command } from 'commander';
import type { DecodedMail, MailAddress } from '../portal-kit/mail.ts';
import { decodeMail } from '../reading/mime/index.ts';
import { print, readMailFile, visible } from './mail-files.ts';

const EXAMPLES = `
Examples:
  digima show mail.eml                      read one mail
  digima show --json inbox/*.eml > all.jsonl    one JSON line a file, in the order given
  cat mail.eml | digima show -              read standard input
  digima show --json mail.eml | jq -r .text     only its text

A JSON line has: file (as given), subject, from {name, address} or null, to, sentAt (ISO 8601 or null), messageId,
text (what a person reads: from HTML where there is no plain part; attached mails read in after it), html (source or
null), attachments [{filename, contentType, size in bytes}], warnings (what was guessed, mended or cut).
A file that cannot be read is named on standard error, the others are still shown, and the exit code is 1.`;

/** The `show` command for `digima`. */
export function showCommand(): Command {
  return new Command('show')
    .summary('show what mail files say, decoded')
    .description(
      'Decodes mails (.eml: MIME and every Japanese charset, also mislabelled) and shows what a person reads in them.',
    )
    .argument('<file...>', 'mail files as received; - is standard input')
    .option('--json', 'one JSON line for each file')
    .addHelpText('after', EXAMPLES)
    .action(show);
}

async function show(files: string[], options: { json?: boolean }): Promise<void> {
  // `digima show … | head` ends the reader, not us: without this it is a stack trace.
  process.stdout.on('error', () => process.exit(process.exitCode ?? 0));
  for (const [index, file] of files.entries()) {
    const raw = await readMailFile(file);
    if (typeof raw === 'string') {
      process.stderr.write(`digima show: cannot read ${visible(file)}: ${raw}\n`);
      process.exitCode = 1;
      continue;
    }
    const mail = decodeMail(raw);
    await print(options.json ? toJsonLine(file, mail) : `${index > 0 ? '\n' : ''}${toPage(file, mail)}`);
  }
}

function toJsonLine(file: string, mail: DecodedMail): string {
  const { subject, from, to, sentAt, messageId, text, html, attachments, warnings } = mail;
  return `${JSON.stringify({ file, subject, from, to, sentAt, messageId, text, html, attachments, warnings })}\n`;
}

function toPage(file: string, mail: DecodedMail): string {
  const head: [string, string][] = [
    ['ファイル', file],
    ['件名', mail.subject],
    ['差出人', mail.from ? toMailbox(mail.from) : '（なし）'],
    ['宛先', mail.to.map(toMailbox).join(', ')],
    ['日時', mail.sentAt ?? '（不明）'],
    ...mail.attachments.map(({ filename, contentType, size }): [string, string] => [
      '添付',
      `${filename ?? '（名前なし）'} (${contentType}, ${size.toLocaleString('en-US')} bytes)`,
    ]),
  ];
  if (mail.warnings.length > 0) head.push(['注意', mail.warnings.join(', ')]);
  const lines = head.map(([label, value]) => `${label}: ${visible(value).replaceAll('\n', '␊')}`);
  return `${lines.join('\n')}\n\n${visible(mail.text).trimEnd() || '（本文なし）'}\n`;
}

const toMailbox = ({ name, address }: MailAddress): string =>
  name === '' ? address : `${name} <${address}>`;
