// Somebody guesses inbox addresses: every guess has the same answer, after the same time, whatever it looks like.
import { greetRawSmtp } from '../../support/raw-smtp.ts';
import type { Context, Scenario } from '../scenario.ts';
import { startSmtpPart } from '../support/smtp-part.ts';

const LETTERS = [...'abcdefghijklmnopqrstuvwxyz234567'];
const ANSWER = '550 5.1.1 No such mailbox here';
const median = (all: number[]) => all.sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? Number.NaN;

export const guesses: Scenario = {
  name: 'guesses',
  proves:
    'guessed addresses, ones that were and near misses are refused with the same bytes after the same time',
  async run({ by, check, count, random }) {
    const tries = by({ short: 1_500, normal: 10_000, long: 50_000 });
    const part = await startSmtpPart();
    const times = new Map<string, number[]>();
    try {
      const [local = ''] = part.inbox.split('@');
      const gone = local.split('').reverse().join('');
      await part.query(
        `INSERT INTO inboxes (id, organization_id, connection_id, local_part, state, expires_at)
         SELECT gen_random_uuid(), organization_id, connection_id, $1, 'retired', now() - interval '1 day' FROM inboxes LIMIT 1`,
        [gone],
      );
      const kinds: Record<string, () => string> = {
        'of our form': () => `${guess(random)}@inbox.localhost`,
        'one letter wrong': () => `${nearly(local, random)}@inbox.localhost`,
        'deleted long ago': () => `${gone}@inbox.localhost`,
        'of another form': () => `${random.pick(['sales', 'info', 'a'.repeat(200)])}@inbox.localhost`,
        'of another domain': () => `${guess(random)}@elsewhere.example.jp`,
      };
      let asked = 0;
      const answers = new Set<string>();
      while (asked < tries) {
        const client = await greetRawSmtp(part.smtp);
        await client.ask('MAIL FROM:<>\r\n');
        for (let i = 0; i < 21; i++) {
          const [kind, address] = random.pick(Object.entries(kinds));
          const line = `RCPT TO:<${address()}>\r\n`;
          const began = performance.now();
          const answer = (await client.ask(line)) ?? 'closed';
          if (i === 20) {
            check(answer === '421 4.7.0 Too many unknown recipients', `after 20 guesses: ${answer}`);
            check((await client.rest()).length === 0, 'the session is closed after 20 guesses');
            break;
          }
          times.set(kind, [...(times.get(kind) ?? []), performance.now() - began]);
          answers.add(answer);
          asked++;
        }
        client.destroy();
      }
      count('guesses', asked);
      count('different answers', answers.size);
      check([...answers].join() === ANSWER, `one answer for all: ${[...answers].join(' | ')}`);
      const medians = [...times.values()].map(median);
      const apart = Math.max(...medians) - Math.min(...medians);
      count('microseconds between the medians of the kinds', Math.round(apart * 1_000));
      check(apart < 1, `the medians of the kinds are ${apart.toFixed(2)} ms apart`);

      const client = await greetRawSmtp(part.smtp);
      await client.ask('MAIL FROM:<>\r\n');
      const real = await client.ask(`RCPT TO:<${part.inbox}>\r\n`);
      check(real?.startsWith('250') === true, `the real one is taken, not ${real}`);
      client.destroy();
    } finally {
      await part.close();
    }
  },
};

function guess(random: Context['random']): string {
  return Array.from({ length: 26 }, () => random.pick(LETTERS)).join('');
}

function nearly(local: string, random: Context['random']): string {
  const at = random.below(26);
  const other = random.pick(LETTERS.filter((letter) => letter !== local[at]));
  return `${local.slice(0, at)}${other}${local.slice(at + 1)}`;
}
