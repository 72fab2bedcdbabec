// Hundreds of clients that keep their connections and do next to nothing, while an ordinary one sends.
import { setTimeout as delay } from 'node:timers/promises';
import { greetRawSmtp, openRawSmtp, type RawSmtp } from '../../support/raw-smtp.ts';
import type { Scenario } from '../scenario.ts';
import { startSmtpPart } from '../support/smtp-part.ts';

/** What each kind does after it connected; returns what it does every second. */
const KINDS: Record<string, (client: RawSmtp, inbox: string) => Promise<() => unknown>> = {
  'says nothing': async () => () => {},
  'a letter a second': async (client) => () => client.write('N'),
  'a byte of a mail a second': async (client, inbox) => {
    await client.reply();
    await client.ask('EHLO slow.example.jp\r\n');
    await client.write(`MAIL FROM:<slow@example.jp>\r\nRCPT TO:<${inbox}>\r\nDATA\r\n`);
    return () => client.write('x');
  },
  'reads nothing': async (client) => {
    await client.reply();
    await client.ask('EHLO slow.example.jp\r\n');
    client.stopReading();
    return () => client.write('HELP\r\n'.repeat(400));
  },
  'begins TLS and stops': async (client) => {
    await client.reply();
    await client.ask('EHLO slow.example.jp\r\n');
    await client.ask('STARTTLS\r\n');
    return () => {};
  },
};

export const slowClients: Scenario = {
  name: 'slow-clients',
  proves:
    'beside 300 slow clients an ordinary sender has its 250 within a second (p99); they are closed in time',
  async run({ by, check, count, mode }) {
    const seconds = by({ short: 8, normal: 75, long: 75 });
    const part = await startSmtpPart();
    const slow: RawSmtp[] = [];
    let isOver = false;
    const ticking: Promise<void>[] = [];
    try {
      const kinds = Object.values(KINDS);
      for (let i = 0; i < 300; i++) {
        const client = await openRawSmtp({ ...part.smtp, localAddress: `127.2.0.${1 + (i % 50)}` });
        slow.push(client);
        const tick = await (kinds[i % kinds.length] as (typeof kinds)[number])(client, part.inbox);
        ticking.push(
          (async () => {
            while (!isOver && !client.isClosed()) {
              await tick();
              await delay(1_000);
            }
          })(),
        );
      }
      count('slow clients', slow.length);

      const times: number[] = [];
      const sender = await greetRawSmtp(part.smtp);
      for (const until = performance.now() + seconds * 1_000; performance.now() < until; await delay(20)) {
        const began = performance.now();
        await sender.ask('MAIL FROM:<sender@example.jp>\r\n');
        await sender.ask(`RCPT TO:<${part.inbox}>\r\n`);
        await sender.ask('DATA\r\n');
        const answer = await sender.ask(`Subject: ${times.length}\r\n\r\nordinary\r\n.\r\n`);
        check(answer?.startsWith('250') === true, `an ordinary mail is taken, not ${answer}`);
        times.push(performance.now() - began);
      }
      times.sort((a, b) => a - b);
      const p99 = times[Math.floor(times.length * 0.99)] ?? Number.NaN;
      count('ordinary mails', times.length);
      count('ms p99 of an ordinary mail', Math.ceil(p99));
      check(p99 < 1_000, `p99 of an ordinary mail is ${p99.toFixed(0)} ms`);

      // One address alone may not have all of it.
      const greedy = await Promise.all(
        Array.from({ length: 110 }, () => openRawSmtp({ ...part.smtp, localAddress: '127.3.0.1' })),
      );
      const greetings = await Promise.all(greedy.map((client) => client.reply()));
      slow.push(...greedy);
      const refused = greetings.filter((greeting) => greeting?.startsWith('421')).length;
      check(refused === 10, `of 110 clients of one address 10 are refused, not ${refused}`);

      if (mode !== 'short') {
        const left = slow.slice(0, 300).filter((client, i) => i % kinds.length !== 3 && !client.isClosed());
        check(
          left.length === 0,
          `${left.length} slow clients still have their connection after ${seconds} s`,
        );
        count('slow clients closed in time', 240 - left.length);
      }
    } finally {
      isOver = true;
      for (const client of slow) client.destroy();
      await Promise.all(ticking);
      await part.close();
    }
  },
};
