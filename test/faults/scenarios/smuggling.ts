// Mails hidden in a mail, behind ends that are ends for some mail servers only (SMTP smuggling, CVE-2023-51764 and kin).
import { greetRawSmtp } from '../../support/raw-smtp.ts';
import type { Scenario } from '../scenario.ts';
import { startSmtpPart } from '../support/smtp-part.ts';

const SEQUENCES = [
  '\n.\n',
  '\n.\r\n',
  '\r\n.\n',
  '\r.\r',
  '\r\n.\r',
  '\r.\r\n',
  '\n.\r',
  '\r.\n',
  '\r\n\0.\r\n',
  '\r\n.\0\r\n',
  '\n\0.\n',
  '\r\n.\r\r\n',
  '\r\0\n.\r\n',
];
const CHUNKINGS: Record<string, (before: string, end: string, after: string) => string[]> = {
  whole: (before, end, after) => [before + end + after],
  'cut before the end': (before, end, after) => [before, end + after],
  'cut behind it': (before, end, after) => [before + end, after],
  'cut in the middle of it': (before, end, after) => [before + end.slice(0, -1), end.slice(-1) + after],
  'a byte at a time': (before, end, after) => [...before.slice(0, -1), ...before.slice(-1), ...end, after],
};

export const smuggling: Scenario = {
  name: 'smuggling',
  proves: 'an end of mail data that is none is refused for good, and no second mail comes out of a mail',
  async run({ by, check, count, random }) {
    const rounds = by({ short: 1, normal: 3, long: 20 });
    const part = await startSmtpPart();
    try {
      const hidden = (n: number) =>
        `MAIL FROM:<smuggler@example.jp>\r\nRCPT TO:<${part.inbox}>\r\nDATA\r\nSubject: hidden ${n}\r\n\r\nHIDDEN\r\n.\r\n`;
      const attempt = async (tls: boolean, chunks: string[]) => {
        const client = await greetRawSmtp(part.smtp, { tls });
        await client.ask('MAIL FROM:<sender@example.jp>\r\n');
        await client.ask(`RCPT TO:<${part.inbox}>\r\n`);
        await client.ask('DATA\r\n');
        await client.write(...chunks, 'QUIT\r\n');
        const heard = await client.rest();
        client.destroy();
        return heard.map((reply) => reply.slice(0, 3)).join(' ');
      };
      let n = 0;
      for (let round = 0; round < rounds; round++)
        for (const tls of [false, true])
          for (const end of SEQUENCES)
            for (const [how, cut] of Object.entries(CHUNKINGS)) {
              const before = `Subject: seen ${++n}\r\n\r\nOUTER${'x'.repeat(random.below(30))}`;
              const heard = await attempt(tls, cut(before, end, hidden(n)));
              const what = `${JSON.stringify(end)}, ${how}${tls ? ', TLS' : ''}`;
              check(heard === '550', `${what}: refused and closed, not answered with ${heard}`);
              count('mails with a false end');
            }
      check((await part.storedWith('HIDDEN')) === 0, 'no hidden mail was stored');
      check((await part.storedWith('OUTER')) === 0, 'no mail with a false end was stored');

      // The same with a true end: two mails, which this would see.
      for (const tls of [false, true]) {
        const heard = await attempt(tls, [`Subject: true\r\n\r\nOUTER\r\n.\r\n${hidden(0)}`]);
        check(heard === '250 250 250 354 250 221', `a true end is one, not answered with ${heard}`);
      }
      check((await part.storedWith('HIDDEN')) === 1, 'a second mail would be seen');
      count('second mails', (await part.storedWith('HIDDEN')) - 1);
    } finally {
      await part.close();
    }
  },
};
