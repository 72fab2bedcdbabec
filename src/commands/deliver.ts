// `digima deliver`: hands the mail on standard input to the HTTP door, for a pipe of another mail server. Its exit codes are
// those a mail server knows (sysexits.h): what was not stored is kept there and tried again.
import { randomUUID } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { Command } from 'commander';
import { ConfigError, loadConfig } from '../platform/config.ts';

const EX_NOUSER = 67;
const EX_TEMPFAIL = 75;
const EX_CONFIG = 78;
const WITHIN_MS = 60_000;

const HELP = `
INTAKE_KEYS as the program has it (the first key signs). The program is looked for at --url, else PUBLIC_URL, else on this machine.

Examples:
  INTAKE_KEYS=k1:… digima deliver --sender noreply@re-guide.jp abc…@inbox.example.jp < mail.eml
  # /etc/postfix/master.cf, with digima_destination_recipient_limit=1
  digima unix - n n - 10 pipe flags=q user=digima argv=/opt/digima/deliver.sh \${sender} \${recipient}
Exit codes: 0 stored, 67 no such recipient, 75 not stored (try again), 78 wrong settings or signature.`;

export function deliverCommand(): Command {
  return new Command('deliver')
    .description('hand a mail on standard input to a running program, over HTTP')
    .argument('<RECIPIENT...>', 'inbox addresses (RCPT TO)')
    .option('--sender <ADDRESS>', 'MAIL FROM; nothing for the null reverse-path', '')
    .option('--delivery-id <UUID>', 'the same when the same delivery is tried again', randomUUID())
    .option('--url <URL>', 'where the program is')
    .addHelpText('after', HELP)
    .action(async (recipients: string[], options: { sender: string; deliveryId: string; url?: string }) => {
      const [{ handIn }, { parseSecretKeys }] = await Promise.all([
        import('../intake/index.ts'),
        import('../platform/secret-keys.ts'),
      ]);
      const config = loadConfig();
      const [key] = config.intakeKeys ? parseSecretKeys(config.intakeKeys) : [];
      if (!key)
        throw new ConfigError(['INTAKE_KEYS must be the same as the program’s: its first key signs.']);
      const raw = await buffer(process.stdin);
      const sender = options.sender === '<>' ? '' : options.sender;
      const { deliveryId } = options;
      const url = options.url ?? config.publicUrl ?? localUrl(config.http);
      const answer = await handIn(url, key, { raw, sender, recipients, deliveryId }, WITHIN_MS).catch(
        (error: Error) => error,
      );
      if (answer instanceof Error) return say(EX_TEMPFAIL, `not stored, try again (${answer.message})`);
      // biome-ignore lint/suspicious/noExplicitAny: an answer, or a problem
      const said: any = await answer.json().catch(() => ({}));
      if (answer.ok && said.recipients?.every(({ outcome }: { outcome: string }) => outcome === 'stored'))
        return;
      if (answer.ok || said.code === 'no-such-inbox') return say(EX_NOUSER, 'no such recipient');
      const isWrong = ['signature-refused', 'intake-closed', 'input-invalid'].includes(said.code);
      say(isWrong ? EX_CONFIG : EX_TEMPFAIL, `not stored (${answer.status} ${said.code ?? ''})`);
    });
}

function localUrl({ port }: { port: number }): string {
  return `http://127.0.0.1:${port}`;
}

function say(code: number, what: string): void {
  console.error(`digima: ${what}`);
  process.exitCode = code;
}
