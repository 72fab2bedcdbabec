// `digima show`: what a mail file says, decoded, as JSON or for a person. Reads no portal and no database.
import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { Command } from 'commander';
import type { DecodedMail } from '../portal-kit/mail.ts';
import { decodeMail } from '../reading/mime/index.ts';

export function showCommand(): Command {
  return new Command('show')
    .argument('<files...>')
    .option('--json')
    .action(async (files: string[], _options: { json?: boolean }) => {
      for (const file of files) {
        const raw = file === '-' ? await buffer(process.stdin) : await readFile(file);
        const { nested: _, to, ...mail }: DecodedMail = decodeMail(raw);
        process.stdout.write(`${JSON.stringify({ file, ...mail, to })}\n`);
      }
    });
}
