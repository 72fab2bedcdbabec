// The session machine: every sequence of bytes gets the answers the RFCs ask for, one a command.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ReceivedMail, Session } from './session.ts';

const INBOX = 'abcdefghijklmnopqrstuvwxyz@inbox.example.jp';

function open(given: Partial<ConstructorParameters<typeof Session>[0]> = {}) {
  const session = new Session({
    protocol: 'smtp',
    hostName: 'mail.example.jp',
    productName: 'Digima',
    sizeMax: 1_000,
    offersTls: true,
    isBusy: () => false,
    ...given,
  });
  const mails: ReceivedMail[] = [];
  let isOpen = true;
  let isSecuring = false;
  /** Runs it with a look-up that knows one inbox, and returns what it said. */
  const run = (): string[] => {
    for (let steps = 0; steps < 10_000; steps++) {
      const action = session.next();
      if (action.do === 'find') session.found(action.recipient === INBOX ? 'inbox-1' : null);
      else if (action.do === 'store') {
        mails.push(action.mail);
        session.stored();
      } else {
        isOpen = action.do !== 'close';
        isSecuring = action.do === 'secure';
        return session
          .replies()
          .split('\r\n')
          .filter((line) => line !== '' && line[3] === ' ');
      }
    }
    throw new Error('it does not come to rest');
  };
  session.greet();
  const hello = run();
  return {
    session,
    mails,
    run,
    hello,
    isOpen: () => isOpen,
    isSecuring: () => isSecuring,
    say(text: string | Buffer) {
      session.push(Buffer.from(text as string));
      return run();
    },
  };
}
function greeted(given: Parameters<typeof open>[0] = {}) {
  const all = open(given);
  all.say(given.protocol === 'lmtp' ? 'LHLO client\r\n' : 'EHLO client\r\n');
  return all;
}
const codes = (lines: string[]) => lines.map((line) => line.slice(0, 3)).join(' ');
const MAIL = `MAIL FROM:<a@re-guide.jp>\r\nRCPT TO:<${INBOX}>\r\nDATA\r\n`;

describe('a mail', () => {
  test('comes in one group of commands, and the next in the same session', () => {
    const { say, mails } = greeted();
    expect(codes(say(MAIL))).toBe('250 250 354');
    expect(codes(say(`Subject: 1\r\n\r\n..x\r\n.\r\n${MAIL}`))).toBe('250 250 250 354');
    expect(say('2\r\n.\r\nQUIT\r\n')).toEqual(['250 2.6.0 Stored', '221 2.0.0 Bye']);
    expect(mails.map(({ raw }) => raw.toString())).toEqual(['Subject: 1\r\n\r\n.x\r\n', '2\r\n']);
    expect(mails[0]).toMatchObject({
      envelopeFrom: 'a@re-guide.jp',
      recipients: [{ address: INBOX, inboxId: 'inbox-1' }],
      clientName: 'client',
      tls: null,
    });
  });

  test('cut anywhere, it is the same mail with the same answers', () => {
    const wire = `${MAIL}a\r\n..b\n\0\xff\r\n.\r\nRSET\r\n`;
    fc.assert(
      fc.property(fc.array(fc.nat(wire.length), { maxLength: 20 }), (cuts) => {
        const { say, mails } = greeted();
        const said: string[] = [];
        const places = [0, ...cuts.sort((a, b) => a - b), wire.length];
        for (let i = 1; i < places.length; i++)
          said.push(...say(Buffer.from(wire.slice(places[i - 1], places[i]), 'latin1')));
        expect(codes(said)).toBe('250 250 354 250 250');
        expect(mails[0]?.raw.toString('latin1')).toBe('a\r\n.b\n\0\xff\r\n');
      }),
    );
  });

  test('too large: refused by SIZE, or when it is over, and held no more', () => {
    const { say, mails, session } = greeted();
    expect(say('MAIL FROM:<a@b.jp> SIZE=1001\r\n')).toEqual(['552 5.3.4 Larger than 1000 bytes']);
    say(MAIL);
    say('x'.repeat(1_001));
    expect(session.held).toBe(0);
    expect(say('\r\n.\r\n')).toEqual(['552 5.3.4 Larger than 1000 bytes']);
    say(MAIL);
    expect(say(`${'x'.repeat(998)}\r\n.\r\n`)).toEqual(['250 2.6.0 Stored']);
    expect(mails).toHaveLength(1);
  });

  test('without room it is forgotten and put off, and the next one is fine', () => {
    const { say, session, mails } = greeted();
    say(MAIL);
    say('first');
    session.putOff();
    expect(session.held).toBe(0);
    expect(codes(say(`\r\n.\r\n${MAIL}`))).toBe('452 250 250 354');
    expect(codes(say('second\r\n.\r\n'))).toBe('250');
    expect(mails.map(({ raw }) => raw.toString())).toEqual(['second\r\n']);
  });

  test('a malformed end closes the session, and nothing behind it is read', () => {
    const { say, mails, isOpen, session } = greeted();
    say(MAIL);
    expect(codes(say(`x\n.\r\n${MAIL}smuggled\r\n.\r\n`))).toBe('550');
    expect(isOpen()).toBe(false);
    expect(session.fault).toBe('malformed');
    expect(codes(say(`${MAIL}smuggled\r\n.\r\n`))).toBe('');
    expect(mails).toEqual([]);
  });

  test('what we cannot do now is 451', () => {
    const { say, session, run } = greeted();
    say('MAIL FROM:<>\r\n');
    session.push(Buffer.from(`RCPT TO:<${INBOX}>\r\n`));
    expect(session.next().do).toBe('find');
    session.notNow();
    expect(codes(run())).toBe('451');
  });
});

describe('commands', () => {
  test.each([
    ['HELO client', '250'],
    ['ehlo client name with spaces', '250'],
    ['EHLO', '501'],
    ['LHLO client', '500'],
    ['MAIL FROM:<>', '250'],
    ['mail from: <a@b.jp> SIZE=10 BODY=8BITMIME SMTPUTF8', '250'],
    ['MAIL FROM:<a..b.@docomo.ne.jp>', '250'],
    ['MAIL FROM:<田中@例え.jp> SMTPUTF8', '250'],
    ['MAIL FROM:<"a b>c"@b.jp>', '250'],
    ['MAIL FROM:<@relay.example.jp:a@b.jp>', '250'],
    ['MAIL FROM:a@b.jp', '250'],
    ['MAIL FROM:<a@b.jp> RET=HDRS ENVID=x X-UNKNOWN=1', '250'],
    ['MAIL FROM:<a@b.jp> BODY=BINARYMIME', '501'],
    ['MAIL FROM:<a@b.jp> SIZE=x', '501'],
    ['MAIL FROM:<a@b.jp> SIZE=1 SIZE=2', '501'],
    ['MAIL FROM:<a@b.jp> REQUIRETLS', '530'],
    ['MAIL FROM:<a@b.jp', '501'],
    ['MAIL FROM', '501'],
    ['MAIL TO:<a@b.jp>', '501'],
    [`RCPT TO:<${INBOX}>`, '503'],
    ['DATA', '503'],
    ['DATA now', '501'],
    ['VRFY <a@b.jp>', '252'],
    ['NOOP x', '250'],
    ['RSET', '250'],
    ['HELP', '214'],
    ['STARTTLS now', '501'],
    ['AUTH PLAIN AGEAYg==', '500'],
    ['BDAT 10', '500'],
    ['', '500'],
    ['NO\0OP', '501'],
    ['NO\rOP', '501'],
    ['x'.repeat(5_000), '500'],
  ])('%j is answered with %s', (line, code) => {
    const { say, isOpen } = greeted();
    expect(codes(say(`${line}\r\n`))).toBe(code);
    expect(isOpen()).toBe(true);
  });

  test('a transaction has its order', () => {
    const { say } = open();
    expect(codes(say('MAIL FROM:<>\r\n'))).toBe('503');
    say('EHLO client\r\n');
    expect(codes(say('MAIL FROM:<>\r\nMAIL FROM:<>\r\nRCPT TO:<x@y.jp>\r\nDATA\r\n'))).toBe(
      '250 503 550 503',
    );
    expect(codes(say(`RCPT TO:<${INBOX}>\r\nRSET\r\nDATA\r\n`))).toBe('250 250 503');
  });

  test('a line that ends with LF alone ends the session', () => {
    const { say, isOpen } = greeted();
    expect(codes(say('NOOP\nNOOP\r\n'))).toBe('500');
    expect(isOpen()).toBe(false);
  });

  test.each([
    ['ten lines that are none', 'X\r\n'.repeat(12), `${'500 '.repeat(9)}421`],
    ['twenty guesses', `MAIL FROM:<>\r\n${'RCPT TO:<x@y.jp>\r\n'.repeat(25)}`, `250 ${'550 '.repeat(20)}421`],
    ['500 commands', 'NOOP\r\n'.repeat(600), `${'250 '.repeat(499)}421`],
    ['a web page', 'POST / HTTP/1.1\r\nHost: mail\r\n\r\n', '421'],
  ])('the session ends after %s', (_, lines, expected) => {
    const { say, isOpen } = greeted();
    expect(codes(say(lines))).toBe(expected);
    expect(isOpen()).toBe(false);
  });

  test('under stress a new mail is put off, one under way is taken', () => {
    let busy = false;
    const { say, isOpen, mails } = greeted({ isBusy: () => busy });
    say(MAIL);
    busy = true;
    expect(codes(say(`x\r\n.\r\nMAIL FROM:<>\r\n`))).toBe('250 421');
    expect(isOpen()).toBe(false);
    expect(mails).toHaveLength(1);
  });
});

describe('who does not wait for its turn', () => {
  test('speaking before the greeting is refused', () => {
    const session = new Session({
      protocol: 'smtp',
      hostName: 'h',
      productName: 'p',
      sizeMax: 1,
      offersTls: true,
      isBusy: () => false,
    });
    session.push(Buffer.from('EHLO x\r\n'));
    session.greet();
    expect(session.next().do).toBe('close');
    expect(session.replies()).toMatch(/^421 .*\r\n$/);
    expect(session.fault).toBe('early');
  });

  test('going on before the answer to the first hello is, too; later it is not', () => {
    const early = open();
    expect(codes(early.say('EHLO client\r\nMAIL FROM:<>\r\n'))).toBe('421');
    expect(early.session.fault).toBe('early');
    const { say } = greeted();
    expect(codes(say('EHLO client\r\nMAIL FROM:<>\r\n'))).toBe('250 250');
  });
});

describe('STARTTLS', () => {
  test('forgets what was said before', () => {
    const { say, session, run, isSecuring } = greeted();
    expect(codes(say('MAIL FROM:<>\r\n'))).toBe('250');
    expect(codes(say('STARTTLS\r\n'))).toBe('220');
    expect(isSecuring()).toBe(true);
    session.push(Buffer.from('EHLO injected\r\n'));
    session.secured('TLSv1.3 X');
    expect(codes(run())).toBe('');
    expect(codes(say('MAIL FROM:<>\r\n'))).toBe('503');
    session.push(Buffer.from('EHLO client\r\n'));
    session.next();
    expect(session.replies()).not.toContain('STARTTLS');
    expect(codes(say('STARTTLS\r\nMAIL FROM:<> REQUIRETLS\r\n'))).toBe('503 250');
  });

  test('with anything in the same breath is refused', () => {
    const { say, isOpen } = greeted();
    expect(codes(say('STARTTLS\r\nEHLO x\r\n'))).toBe('421');
    expect(isOpen()).toBe(false);
  });
});

test('LMTP: one answer a recipient that was accepted, repeated ones too', () => {
  const { say, mails, hello } = greeted({ protocol: 'lmtp', offersTls: false });
  expect(hello).toEqual(['220 mail.example.jp LMTP Digima']);
  expect(codes(say('EHLO client\r\n'))).toBe('500');
  expect(codes(say(`MAIL FROM:<>\r\nRCPT TO:<${INBOX}>\r\nRCPT TO:<x@y.jp>\r\nRCPT TO:<${INBOX}>\r\n`))).toBe(
    '250 250 550 250',
  );
  expect(codes(say('DATA\r\nx\r\n.\r\n'))).toBe('354 250 250');
  expect(mails[0]?.recipients).toHaveLength(2);
  expect(codes(say(`MAIL FROM:<>\r\nRCPT TO:<x@y.jp>\r\nDATA\r\n`))).toBe('250 550 503');
});

test('the end of the program is told between mails', () => {
  const { say, session, run, isOpen } = greeted();
  say(MAIL);
  session.end('421 4.3.2 Closing');
  expect(codes(run())).toBe('');
  expect(codes(say('x\r\n.\r\nNOOP\r\n'))).toBe('250 421');
  expect(isOpen()).toBe(false);
});

test('whatever comes, there is one answer a line and it comes to rest', () => {
  const lines = fc.array(
    fc.constantFrom(
      'EHLO c',
      'MAIL FROM:<>',
      `RCPT TO:<${INBOX}>`,
      'RSET',
      'NOOP',
      'X',
      '\0',
      'MAIL FROM:<',
      '',
    ),
    { maxLength: 30 },
  );
  fc.assert(
    fc.property(lines, (given) => {
      const { say, isOpen } = greeted();
      let answered = 0;
      for (const line of given) {
        const said = say(`${line}\r\n`);
        if (said.length !== 1) return false;
        answered++;
        if (!isOpen()) return codes(said) === '421';
      }
      return answered === given.length;
    }),
    { numRuns: 2_000 },
  );
});
