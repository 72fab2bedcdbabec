// `digima deliver`: hands the mail on standard input to the HTTP door, for a pipe of another mail server. Its exit codes are
// those a mail server knows (sysexits.h): what was not stored is kept there and tried again. Only where the program itself says that
// there is no such inbox is it sent back: for EX_CONFIG too Postfix returns the mail, and a lead with it, while a key is mended.
import { randomUUID } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { Command } from 'commander';
import { z } from 'zod';
import { ConfigError, loadConfig } from '../platform/config.ts';

const EX_NOUSER = 67;
const EX_TEMPFAIL = 75;
const WITHIN_MS = 60_000;

const HELP = `
INTAKE_KEYS as the program has it (the first key signs). The program is looked for at --url, else PUBLIC_URL, else on this machine.

Examples:
  INTAKE_KEYS=k1:… digima deliver --sender noreply@re-guide.jp abc…@inbox.example.jp < mail.eml
  # /etc/postfix/master.cf, with digima_destination_recipient_limit=1
  digima unix - n n - 10 pipe flags=q user=digima argv=/opt/digima/deploy/deliver \${sender} \${recipient}
Exit codes: 0 stored, 67 no such recipient, 75 not stored (try again), also where a setting or the signature is wrong.`;

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
      try {
        const config = loadConfig();
        const [key] = config.intakeKeys ? parseSecretKeys(config.intakeKeys) : [];
        if (!key)
          throw new ConfigError(['INTAKE_KEYS must be the same as the program’s: its first key signs.']);
        const raw = await buffer(process.stdin);
        const sender = options.sender === '<>' ? '' : options.sender;
        const { deliveryId } = options;
        const url = options.url ?? config.publicUrl ?? localUrl(config.http);
        const answer = await handIn(url, key, { raw, sender, recipients, deliveryId }, WITHIN_MS);
        tell(answer.status, said.safeParse(await answer.json().catch(() => null)).data ?? {});
      } catch (error) {
        say(EX_TEMPFAIL, `not stored, try again (${(error as Error).message})`);
      }
    });
}

/** What the door says; whatever else answers (a page to sign in at, a proxy that is mended) says nothing of the mail. */
const said = z.object({
  recipients: z
    .array(z.object({ outcome: z.string() }))
    .min(1)
    .optional(),
  code: z.string().optional(),
});

function tell(status: number, { recipients, code }: z.infer<typeof said>): void {
  const isAnswered = status === 200 && recipients !== undefined;
  if (isAnswered && recipients.every(({ outcome }) => outcome === 'stored')) return;
  if (isAnswered || code === 'no-such-inbox') say(EX_NOUSER, 'no such recipient');
  else
    say(EX_TEMPFAIL, `not stored, try again (${status} ${code ?? 'from something else than the program'})`);
}

function localUrl({ port }: { port: number }): string {
  return `http://127.0.0.1:${port}`;
}

function say(code: number, what: string): void {
  console.error(`digima: ${what}`);
  process.exitCode = code;
}
