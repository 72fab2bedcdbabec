// Commands put between STARTTLS and the handshake by somebody on the way (CVE-2011-0411): none may be run.
import { greetRawSmtp, openRawSmtp } from '../../support/raw-smtp.ts';
import type { Scenario } from '../scenario.ts';
import { startSmtpPart } from '../support/smtp-part.ts';

export const starttlsInjection: Scenario = {
  name: 'starttls-injection',
  proves: 'nothing that came in plaintext with STARTTLS is run, before or after the handshake',
  async run({ by, check, count, random }) {
    const tries = by({ short: 100, normal: 500, long: 2_000 });
    const part = await startSmtpPart();
    // What whoever is refused for it is remembered for: each try comes from an address of its own.
    let address = 0;
    const from = () => ({
      ...part.smtp,
      localAddress: `127.1.${Math.floor(address / 250)}.${(address++ % 250) + 1}`,
    });
    try {
      const injections = [
        'EHLO injected\r\n',
        'NOOP\r\n',
        'RSET\r\n',
        `EHLO injected\r\nMAIL FROM:<injected@example.jp>\r\nRCPT TO:<${part.inbox}>\r\n`,
        `EHLO injected\r\nMAIL FROM:<injected@example.jp>\r\nRCPT TO:<${part.inbox}>\r\nDATA\r\nINJECTED\r\n.\r\n`,
        'MAIL FROM:<injected@example.jp>\r\n',
        'STARTTLS\r\n',
        'NOO',
        '\0',
        '\r\n',
      ];
      for (let i = 0; i < tries; i++) {
        const injection = random.pick(injections);
        const client = await openRawSmtp(from());
        await client.reply();
        await client.ask('EHLO test.example.jp\r\n');
        if (random.chance(0.5)) {
          await client.ask('MAIL FROM:<before@example.jp>\r\n');
          await client.ask(`RCPT TO:<${part.inbox}>\r\n`);
        }
        // In one packet with STARTTLS, or behind it once it was taken.
        const isAtOnce = random.chance(0.5);
        const answer = isAtOnce
          ? await client.ask(`STARTTLS\r\n${injection}`)
          : await client.ask('STARTTLS\r\n');
        if (!isAtOnce) await client.write(injection);
        const isTaken = answer?.startsWith('220') === true;
        check(isTaken !== isAtOnce, `STARTTLS answered with ${answer} (${JSON.stringify(injection)})`);
        const isSecure =
          isTaken &&
          (await client.secure().then(
            () => true,
            () => false,
          ));
        if (isSecure) {
          // Nobody said hello inside TLS: whatever else were answered would be somebody else's words.
          const mail = await client.ask('MAIL FROM:<after@example.jp>\r\n');
          check(mail?.startsWith('503') === true, `a command ran: MAIL is answered with ${mail}`);
          await client.write('QUIT\r\n');
          const heard = await client.rest();
          check(heard.join() === '221 2.0.0 Bye', `a command ran: QUIT is answered with ${heard}`);
          client.destroy();
          count('handshakes with nothing left of what was injected');
        } else {
          const heard = await client.rest();
          check(heard.length === 0, `a command ran: ${heard.join(', ')}`);
          count('connections closed');
        }
        // Behind the answer to STARTTLS there are TLS records (RFC 8446, 5.1) and nothing else, also where the handshake fails.
        const [first] = client.wire();
        check(
          first === undefined || (first >= 0x14 && first <= 0x17),
          `a command ran: ${client.wire().toString('latin1')}`,
        );
        count('injections');
      }
      check((await part.storedWith('INJECTED')) === 0, 'no injected mail was stored');
      for (let i = 0; i < 5; i++) {
        const client = await greetRawSmtp(from(), { tls: true });
        const mail = await client.ask('MAIL FROM:<after@example.jp>\r\n');
        check(mail?.startsWith('250') === true, `without an injection TLS works, not ${mail}`);
        client.destroy();
      }
    } finally {
      await part.close();
    }
  },
};
