// The door with real sockets: who is let in, how long they may take, what they are told, and what memory they cost.
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createSecureContext } from 'node:tls';
import { afterEach, describe, expect, test } from 'vitest';
import { greetRawSmtp, openRawSmtp } from '../../../test/support/raw-smtp.ts';
import { newId } from '../../lib/ids.ts';
import { openLog } from '../../platform/log.ts';
import type { IncomingMail } from '../store-mail.ts';
import { Clients, EarlyTalkers } from './clients.ts';
import type { Shared } from './connection.ts';
import { watchLateness } from './lateness.ts';
import { LIMITS, type Limits } from './limits.ts';
import { openListener, type Place } from './listener.ts';
import { watchLoad } from './load.ts';

const certificates = resolve(import.meta.dirname, '../../../test/support/certificates');
const secureContext = createSecureContext({
  cert: readFileSync(join(certificates, 'mail.crt')),
  key: readFileSync(join(certificates, 'mail.key')),
  minVersion: 'TLSv1.2',
});
const INBOX = 'x@inbox.example.jp';
const MAIL = `MAIL FROM:<a@re-guide.jp>\r\nRCPT TO:<${INBOX}>\r\nDATA\r\n`;
const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

type Given = Partial<Omit<Shared, 'limits'>> & { limits?: Partial<Limits>; place?: Place };

async function open({ limits, place, ...given }: Given = {}) {
  const mails: IncomingMail[] = [];
  const all: Limits = { ...LIMITS, lookMs: 10, ...limits };
  const load = watchLoad(all);
  const shared: Shared = {
    protocol: 'smtp',
    hostName: 'mail.example.jp',
    productName: 'Digima',
    sizeMax: 1_000_000,
    limits: all,
    secureContext: () => secureContext,
    isProxy: () => false,
    findInbox: async (recipient) => (recipient === INBOX ? 'inbox-1' : null),
    storeMail: async (mail) => void mails.push(mail),
    clients: new Clients(100, 100),
    talkers: new EarlyTalkers(),
    load,
    log: openLog('silent'),
    now: () => new Date(),
    ...given,
  };
  const listener = await openListener(shared, place ?? { host: '127.0.0.1', port: 0 });
  ends.push(load.close, listener.close);
  return { ...listener, mails, shared };
}

describe('a mail', () => {
  test.each([false, true])('is taken, and the client is known (TLS: %s)', async (tls) => {
    const { port, mails } = await open();
    const client = await greetRawSmtp({ port }, { tls });
    expect(await client.ask(MAIL)).toBe('250 2.1.0 Ok');
    expect([await client.reply(), await client.reply()]).toEqual([
      '250 2.1.5 Ok',
      '354 End with <CR><LF>.<CR><LF>',
    ]);
    expect(await client.ask('Subject: x\r\n\r\ntext\r\n.\r\nQUIT\r\n')).toBe('250 2.6.0 Stored');
    expect(await client.rest()).toEqual(['221 2.0.0 Bye']);
    expect(mails).toMatchObject([
      {
        raw: Buffer.from('Subject: x\r\n\r\ntext\r\n'),
        clientAddress: '127.0.0.1',
        clientName: 'test.example.jp',
        tls: tls ? expect.stringMatching(/^TLSv1\.3 TLS_/) : null,
      },
    ]);
  });

  test('is answered to a client that has closed its own side already', async () => {
    const { port } = await open();
    const client = await greetRawSmtp({ port });
    await client.write(`${MAIL}x\r\n.\r\n`);
    client.end();
    expect((await client.rest()).map((reply) => reply.slice(0, 3))).toEqual(['250', '250', '354', '250']);
  });

  test('a client that goes away instead of a handshake is not waited for', async () => {
    const { port } = await open();
    const client = await greetRawSmtp({ port });
    await client.ask('STARTTLS\r\n');
    client.end();
    await client.closed;
  });

  test('cut off in the middle is none', async () => {
    const { port, mails, shared } = await open();
    const client = await greetRawSmtp({ port });
    for (let i = 0; i < 3; i++) await client.ask(i === 0 ? MAIL : '');
    await client.write('half a mail');
    client.destroy();
    await expect.poll(() => shared.clients.enter() && shared.clients.leave()).toBeUndefined();
    expect(mails).toEqual([]);
  });

  test('comes by LMTP over a unix socket, also over one that a killed program left behind', async () => {
    const path = join(tmpdir(), `lmtp-${newId()}`);
    const { mails } = await open({ protocol: 'lmtp', secureContext: () => null, place: { path } });
    const client = await greetRawSmtp({ path }, { hello: 'LHLO' });
    await client.write(`${MAIL}x\r\n.\r\nQUIT\r\n`);
    expect(await client.rest()).toContain('250 2.6.0 Stored');
    expect(mails[0]?.clientAddress).toBe('unix');
    await expect(open({ protocol: 'lmtp', place: { path } })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});

describe('time', () => {
  const fast = { commandMs: 100, sessionMs: 300, graceMs: 150, dataMs: 400, closeMs: 100 };

  test('no command: told so, and closed, however many bytes of one came', async () => {
    const { port } = await open({ limits: { ...fast, sessionMs: 10_000 } });
    const client = await greetRawSmtp({ port });
    const drip = setInterval(() => client.write('N'), 10);
    ends.push(() => clearInterval(drip));
    expect(await client.rest()).toEqual(['421 4.4.2 Timeout']);
  });

  test('a session is over some day, though it is busy', async () => {
    const { port } = await open({ limits: fast });
    const client = await greetRawSmtp({ port });
    let last: string | null = '';
    for (let reply = await client.ask(MAIL); reply !== null; reply = await client.reply()) {
      if (reply.startsWith('354')) await client.write(`x\r\n.\r\n${MAIL}`);
      last = reply;
    }
    expect(last).toBe('421 4.4.2 Session too long, please connect again');
  });

  test('less than 500 bytes a second in DATA is too slow; more is not, up to the limit for all', async () => {
    const { port } = await open({ limits: fast });
    const took = async (bytes: number) => {
      const client = await greetRawSmtp({ port });
      await client.write(MAIL);
      for (let i = 0; i < 3; i++) await client.reply();
      const began = performance.now();
      const drip = setInterval(() => client.write('x'.repeat(bytes)), 10);
      ends.push(() => clearInterval(drip));
      expect(await client.rest()).toEqual(['421 4.4.2 Too slow']);
      return performance.now() - began;
    };
    const [slow, steady] = [await took(1), await took(100)];
    expect(slow).toBeLessThan(350);
    expect(steady).toBeGreaterThan(380);
  });

  test('a handshake that is not begun ends', async () => {
    const { port } = await open({ limits: fast });
    const client = await greetRawSmtp({ port });
    await client.ask('STARTTLS\r\n');
    await client.closed;
  });

  test('who does not read its replies costs little memory, and is closed', async () => {
    const { port, shared } = await open({
      limits: { ...fast, sessionMs: 60_000 },
      clients: new Clients(1, 1),
    });
    const client = await greetRawSmtp({ port });
    client.stopReading();
    const before = process.memoryUsage().rss;
    // 60 kB of replies for 4 kB, and a mail now and then, so that nothing else ends it.
    const flood = `${'EHLO x\r\n'.repeat(400)}${MAIL}x\r\n.\r\n`;
    for (let i = 0; i < 2_000 && !client.isClosed(); i++) await client.write(flood);
    await expect.poll(() => shared.clients.enter()).toBe(true);
    expect(process.memoryUsage().rss - before).toBeLessThan(60_000_000);
  });
});

describe('who is let in', () => {
  test('so many of one address, and so many in all', async () => {
    const { port } = await open({ clients: new Clients(3, 2) });
    const greet = async (localAddress: string) => {
      const client = await openRawSmtp({ port, localAddress });
      ends.push(client.destroy);
      return (await client.reply())?.slice(0, 9);
    };
    expect(await greet('127.0.0.1')).toBe('220 mail.');
    expect(await greet('127.0.0.1')).toBe('220 mail.');
    expect(await greet('127.0.0.1')).toBe('421 4.7.0');
    await expect.poll(() => greet('127.0.0.2')).toBe('220 mail.');
    expect(await greet('127.0.0.3')).toBe('421 4.7.0');
  });

  test('who is refused and goes on sending is closed in time all the same', async () => {
    const { port } = await open({ clients: new Clients(0, 0), limits: { closeMs: 200 } });
    // It keeps its own side open.
    const client = connect({ host: '127.0.0.1', port, allowHalfOpen: true });
    client.on('error', () => {}).resume();
    const drip = setInterval(() => client.write('x'), 50);
    ends.push(() => clearInterval(drip));
    await new Promise((closed) => client.once('close', closed));
  });

  test('who spoke too early is refused, and made to wait next time; others are not', async () => {
    const { port } = await open({ limits: { greetWaitMs: 300 } });
    const early = await greetRawSmtp({ port, localAddress: '127.0.0.2' });
    early.destroy();
    const talker = await openRawSmtp({ port, localAddress: '127.0.0.2' });
    await talker.reply();
    expect(await talker.ask('EHLO x\r\nMAIL FROM:<>\r\n')).toMatch(/^421 4\.5\.0/);
    expect(await talker.reply()).toBeNull();
    const waits = async (localAddress: string) => {
      const began = performance.now();
      const client = await openRawSmtp({ port, localAddress });
      const greeting = await client.reply();
      client.destroy();
      expect(greeting).toMatch(/^220 /);
      return performance.now() - began;
    };
    expect(await waits('127.0.0.2')).toBeGreaterThan(290);
    expect(await waits('127.0.0.3')).toBeLessThan(250);
    const again = await openRawSmtp({ port, localAddress: '127.0.0.2' });
    expect(await again.ask('EHLO x\r\n')).toMatch(/^421 4\.5\.0/);
  });

  test('under stress nobody, and a mail that is coming is put off', async () => {
    const { port, mails, shared } = await open({ limits: { heldBytesMax: 10_000 } });
    const one = await greetRawSmtp({ port });
    await one.write(MAIL);
    for (let i = 0; i < 3; i++) await one.reply();
    await one.write('x'.repeat(9_000));
    await expect
      .poll(async () => {
        const other = await openRawSmtp({ port });
        ends.push(other.destroy);
        return other.reply();
      })
      .toMatch(/^421 4\.3\.2/);
    await one.write('x'.repeat(5_000));
    await expect.poll(() => shared.load.isBusy()).toBe(false);
    expect(await one.ask('\r\n.\r\n')).toMatch(/^452 4\.3\.1/);
    expect((await greetRawSmtp({ port })).isClosed()).toBe(false);
    expect(mails).toEqual([]);
  });

  test('a process that comes late to its work puts new mails off, takes one under way, and is itself again', async () => {
    let late = 0;
    const load = watchLoad(LIMITS, { ms: () => late, close: () => {} });
    const { port, mails } = await open({ load });
    const [sending, idle] = [await greetRawSmtp({ port }), await greetRawSmtp({ port })];
    await sending.write(MAIL);
    for (let i = 0; i < 3; i++) await sending.reply();
    late = LIMITS.lateMs;
    const busy = '421 4.3.2 Too busy, please try again';
    expect(await (await openRawSmtp({ port })).rest()).toEqual([busy]);
    await idle.write('MAIL FROM:<a@re-guide.jp>\r\n');
    expect(await idle.rest()).toEqual([busy]);
    await sending.write(`x\r\n.\r\n${MAIL}`);
    expect(await sending.rest()).toEqual(['250 2.6.0 Stored', busy]);
    expect(mails).toHaveLength(1);
    late = LIMITS.lateMs - 1;
    expect(await (await greetRawSmtp({ port })).ask('MAIL FROM:<a@re-guide.jp>\r\n')).toBe('250 2.1.0 Ok');
  });

  test('late is what keeps the event loop from its clock, until it ticks in time again', async () => {
    const lateness = watchLateness();
    ends.push(lateness.close);
    expect(lateness.ms()).toBe(0);
    for (const until = performance.now() + 600; performance.now() < until; );
    expect(lateness.ms()).toBeGreaterThan(300);
    await expect.poll(lateness.ms).toBeLessThan(100);
  });
});

describe('PROXY headers', () => {
  const v2 = Buffer.concat([
    Buffer.from('\r\n\r\n\0\r\nQUIT\n\x21\x21\0\x24', 'latin1'),
    Buffer.from('20010db8000000000000000000000001', 'hex'),
    Buffer.alloc(16),
    Buffer.from([0, 25, 0, 25]),
  ]);
  test.each<[string, (string | Buffer)[], string]>([
    ['version 1', ['PROXY TCP4 192.0.2.7 192.0.2.1 5000 25\r\n'], '192.0.2.7'],
    ['version 1 in pieces', [...'PROXY TCP6 2001:db8::7 2001:db8::1 5000 25\r\n'], '2001:db8::7'],
    ['version 2', [v2], '2001:db8::1'],
    ['version 2 in pieces', [v2.subarray(0, 5), v2.subarray(5, 20), v2.subarray(20)], '2001:db8::1'],
    ['of the proxy itself', ['PROXY UNKNOWN\r\n'], '127.0.0.1'],
  ])('%s', async (_, header, address) => {
    const { port, mails } = await open({ isProxy: () => true });
    const client = await openRawSmtp({ port });
    await client.write(...header);
    expect(await client.reply()).toMatch(/^220 /);
    await client.ask('EHLO x\r\n');
    await client.write(`${MAIL}x\r\n.\r\nQUIT\r\n`);
    expect(await client.rest()).toContain('250 2.6.0 Stored');
    expect(mails[0]?.clientAddress).toBe(address);
  });

  test.each([
    ['none', 'EHLO x\r\n'],
    ['an address that is none', 'PROXY TCP4 192.0.2.300 192.0.2.1 5000 25\r\n'],
    ['the wrong family', 'PROXY TCP4 2001:db8::7 192.0.2.1 5000 25\r\n'],
    ['one without an end', `PROXY TCP4 ${'1'.repeat(200)}`],
    ['an unknown version', Buffer.from('\r\n\r\n\0\r\nQUIT\n\x31\x11\0\x0c', 'latin1')],
  ])('refused: %s', async (_, bytes) => {
    const { port } = await open({ isProxy: () => true });
    const client = await openRawSmtp({ port });
    await client.write(bytes);
    expect(await client.rest()).toEqual([]);
  });

  test('from others they are no command', async () => {
    const { port } = await open();
    const client = await greetRawSmtp({ port });
    expect(await client.ask('PROXY TCP4 192.0.2.7 192.0.2.1 5000 25\r\n')).toMatch(/^500 /);
  });

  test('one that does not come ends the connection', async () => {
    const { port } = await open({ isProxy: () => true, limits: { headerMs: 50 } });
    await (await openRawSmtp({ port })).closed;
  });
});

test('the end: idle clients are told, a mail in DATA is taken, one that does not come is cut off', async () => {
  const { port, mails, close } = await open({ limits: { drainMs: 500 } });
  const [idle, busy, never] = [
    await greetRawSmtp({ port }),
    await greetRawSmtp({ port }),
    await greetRawSmtp({ port }),
  ];
  for (const client of [busy, never]) {
    await client.write(MAIL);
    for (let i = 0; i < 3; i++) await client.reply();
  }
  const closed = close();
  expect(await idle.rest()).toEqual(['421 4.3.2 Closing down, please try again']);
  await expect(openRawSmtp({ port })).rejects.toThrow('ECONNREFUSED');
  expect(await busy.ask('x\r\n.\r\n')).toBe('250 2.6.0 Stored');
  expect(await busy.rest()).toEqual(['421 4.3.2 Closing down, please try again']);
  expect(await never.rest()).toEqual([]);
  await closed;
  expect(mails).toHaveLength(1);
});
