// Command lines with bytes changed, lost, doubled and thrown in: whatever comes, one answer a line.
import { greetRawSmtp, type RawSmtp } from '../../support/raw-smtp.ts';
import type { Context, Scenario } from '../scenario.ts';
import { startSmtpPart } from '../support/smtp-part.ts';

type Random = Context['random'];

const seeds = (inbox: string) => [
  'EHLO client.example.jp',
  'HELO client.example.jp',
  'MAIL FROM:<sender@example.jp>',
  'MAIL FROM:<sender@example.jp> SIZE=1000 BODY=8BITMIME SMTPUTF8',
  'MAIL FROM:<>',
  `RCPT TO:<${inbox}>`,
  `RCPT TO:<${inbox}> NOTIFY=NEVER`,
  'DATA',
  'RSET',
  'NOOP',
  'VRFY <someone@example.jp>',
  'HELP',
  'STARTTLS',
  'AUTH PLAIN AHVzZXIAcGFzcw==',
  'BDAT 100 LAST',
  'EXPN list',
  'PROXY TCP4 192.0.2.1 192.0.2.2 1 2',
];

/** One line without a line feed in it. A lone CR before the end would make another end: it may stand anywhere else. */
function mutate(line: string, random: Random): string {
  const letters = [...line]; // up to 6,000, which is longer than a line may be
  const odd = () =>
    random.pick([
      '\0',
      '\r',
      '\t',
      ' ',
      '<',
      '>',
      ':',
      '"',
      '\\',
      '\x7f',
      '\xff',
      '\xe3\x81\x82',
      'A',
      '=',
      '@',
      '.',
    ]);
  for (let n = 1 + random.below(3); n > 0; n--) {
    const at = random.below(letters.length + 1);
    const how = random.below(5);
    if (how === 0) letters.splice(at, 1);
    else if (how === 1) letters.splice(at, 0, odd());
    else if (how === 2) letters.splice(at, 1, odd());
    else if (how === 3) letters.splice(at, 0, ...letters.slice(random.below(letters.length + 1)));
    else
      letters.splice(
        0,
        letters.length,
        ...letters
          .join('')
          .repeat(1 + random.below(300))
          .slice(0, 6_000),
      );
  }
  const mutated = letters.join('').replaceAll('\n', '');
  return mutated === line ? mutate(line, random) : mutated;
}

export const commands: Scenario = {
  name: 'commands',
  proves: 'each of the mutated command lines has exactly one answer, and the next session works',
  async run({ by, check, count, random }) {
    const lines = by({ short: 2_000, normal: 20_000, long: 200_000 });
    const part = await startSmtpPart();
    const known = seeds(part.inbox);
    try {
      let client: RawSmtp | null = null;
      for (let i = 0; i < lines; i++) {
        if (client === null) {
          client = await greetRawSmtp(part.smtp);
          const hello = await client.ask('EHLO test.example.jp\r\n');
          check(hello?.startsWith('250') === true, `the next session works, not ${hello}`);
          count('sessions');
        }
        const line = mutate(random.pick(known), random);
        const answer = await client.ask(`${line}\r\n`);
        check(answer !== null && /^[2-5]\d\d[ -]/.test(answer), `${JSON.stringify(line)}: ${answer}`);
        count('lines');
        const code = answer?.slice(0, 3);
        if (code === '354') {
          const stored = await client.ask('Subject: commands\r\n\r\nx\r\n.\r\n');
          check(stored?.startsWith('250') === true, `after 354 the mail is stored, not ${stored}`);
        }
        // Every session has its last line, and nothing may come behind its answer.
        if (code === '421' || code === '221' || code === '220') {
          if (code === '220') client.end();
          check((await client.rest()).length === 0, `${JSON.stringify(line)}: one answer, not more`);
          client.destroy();
          client = null;
        } else if (random.chance(0.05) || i === lines - 1) {
          const heard: string[] = [];
          await client.write('QUIT\r\n');
          heard.push(...(await client.rest()));
          check(heard.join() === '221 2.0.0 Bye', `one answer a line: QUIT is answered with ${heard}`);
          client.destroy();
          client = null;
        }
      }
      // A line that ends with LF alone is one whose answer is the last.
      for (const line of ['NOOP\n', 'NOOP\nRSET\r\n', '\n']) {
        const last = await greetRawSmtp(part.smtp);
        await last.write(line);
        check((await last.rest()).join() === '500 5.5.2 Command lines end with CRLF', JSON.stringify(line));
      }
    } finally {
      await part.close();
    }
  },
};
