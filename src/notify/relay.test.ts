// The relay against servers of every kind: what is known of a message afterwards.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { resolve } from 'node:path';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { openLog } from '../platform/log.ts';
import { openRelay, type Parcel } from './relay.ts';

const log = openLog('silent');
// Long enough for a busy machine, short enough to wait for silence.
const TIMES = { connectMs: 5_000, greetMs: 1_500, silenceMs: 2_000, wholeMs: 15_000 };
const certificates = resolve(import.meta.dirname, '../../test/support/certificates');
const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

type Smtp = { url: string; received: string[]; moments: string[] };

async function smtp(options: SMTPServerOptions = {}, scheme = 'smtp', query = ''): Promise<Smtp> {
  const received: string[] = [];
  const moments: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    hideSTARTTLS: true,
    disableReverseLookup: true,
    closeTimeout: 100,
    onData(stream, _, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => {
        moments.push('bytes');
        chunks.push(chunk);
      });
      stream.on('end', () => {
        moments.push('dot');
        received.push(Buffer.concat(chunks).toString());
        done();
      });
    },
    ...options,
  });
  server.on('error', () => {});
  const port = await new Promise<number>((listening) => {
    server.listen(0, '127.0.0.1', () => listening((server.server.address() as { port: number }).port));
  });
  ends.push(() => new Promise<void>((closed) => server.close(() => closed())));
  return { url: `${scheme}://127.0.0.1:${port}${query}`, received, moments };
}

const HANG_UP = 'hangs up';

/** A server that answers each line as told; null: not at all. */
async function script(greeting: string | null, answer: (line: string) => string | null): Promise<string> {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    if (greeting !== null) socket.write(`${greeting}\r\n`);
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk.toString();
      for (let end = text.indexOf('\r\n'); end >= 0; end = text.indexOf('\r\n')) {
        const said = answer(text.slice(0, end));
        text = text.slice(end + 2);
        if (said === HANG_UP) socket.destroy();
        else if (said !== null) socket.write(`${said}\r\n`);
      }
    });
    ends.push(() => socket.destroy());
  });
  const port = await new Promise<number>((listening) => {
    server.listen(0, '127.0.0.1', () => listening((server.address() as { port: number }).port));
  });
  ends.push(() => server.close());
  return `smtp://127.0.0.1:${port}`;
}
const polite = (line: string): string | null => {
  if (line.startsWith('EHLO') || /^(MAIL|RCPT)/.test(line)) return '250 ok';
  return line === 'DATA' ? '354 go on' : null;
};

const parcel = (given: Partial<Parcel> = {}): Parcel => ({
  from: 'no-reply@example.jp',
  to: 'sato@example.jp',
  bytes: Buffer.from('Subject: x\r\n\r\nhello\r\n.dot\r\n'),
  beforeLastByte: async () => {},
  signal: new AbortController().signal,
  ...given,
});
const hand = (url: string, given?: Partial<Parcel>) => openRelay(url, log, TIMES).hand(parcel(given));

test('what comes before the last byte is awaited while the message is out there without its end', async () => {
  const server = await smtp();
  const bytes = Buffer.from(`Subject: x\r\n\r\n${'.dots\r\n'.repeat(10_000)}`);
  const order: string[] = [];
  const handing = await hand(server.url, {
    bytes,
    beforeLastByte: async () => {
      await expect.poll(() => server.moments).toContain('bytes');
      order.push(...server.moments, 'committed');
    },
  });
  expect(handing).toEqual({ type: 'accepted' });
  expect(order).not.toContain('dot');
  expect(server.moments.at(-1)).toBe('dot');
  expect(server.received).toEqual([bytes.toString()]);
});

test('when that fails nothing is handed over, and the reason comes out', async () => {
  const server = await smtp();
  const failing = hand(server.url, {
    beforeLastByte: async () => {
      throw new Error('the database is away');
    },
  });
  await expect(failing).rejects.toThrow('the database is away');
  expect(server.received).toEqual([]);
});

test.each([
  ['MAIL', 'refused', '550 5.7.1 not from here', true, '550 5.7.1'],
  ['RCPT', 'refused', '550 5.1.1 nobody', true, '550 5.1.1'],
  ['RCPT', 'refused', '450 4.2.0 greylisted', false, '450 4.2.0'],
  ['DATA', 'refused', '554 no', true, '554'],
  ['.', 'refused', '552 5.2.3 too large', true, '552 5.2.3'],
  ['.', 'refused', '421 4.3.2 closing', false, '421 4.3.2'],
] as const)('an answer to %s is an answer: %s %s', async (command, type, said, isForGood, answer) => {
  const url = await script('220 here', (line) => (line.startsWith(command) ? said : polite(line)));
  expect(await hand(url)).toEqual({ type, isForGood, answer });
});

test.each([
  ['nobody listens', async (): Promise<string> => 'smtp://127.0.0.1:9', 'connect'],
  ['it never greets', () => script(null, () => null), 'timeout'],
  ['it greets with a refusal', () => script('554 go away', () => null), 'connect'],
  [
    'it stops answering',
    () => script('220 here', (line) => (line.startsWith('RCPT') ? null : polite(line))),
    'timeout',
  ],
  [
    'it hangs up in the middle',
    () => script('220 here', (line) => (line === 'DATA' ? HANG_UP : polite(line))),
    'closed',
  ],
  [
    'it wants a sign-in',
    () => script('220 here', (line) => (line.startsWith('MAIL') ? '530 5.7.0 sign in' : polite(line))),
    'auth',
  ],
  [
    'it says yes before the end',
    () => script('220 here', (line) => (line === 'hello' ? '250 yes' : polite(line))),
    'closed',
  ],
] as const)('while %s the relay has nothing, and is left alone for a while', async (_, open, trouble) => {
  const relay = openRelay(await open(), log, TIMES);
  const never = () => new Promise<void>(() => {});
  expect(await relay.hand(parcel({ beforeLastByte: never }))).toEqual({
    type: 'not-handed',
    trouble,
    isRelay: true,
  });
  expect(relay.away()).toMatchObject({ trouble });
});

test('a clock that is set back leaves the relay alone for no longer', async () => {
  vi.useFakeTimers({ toFake: ['Date', 'performance'] });
  onTestFinished(() => void vi.useRealTimers());
  const relay = openRelay('smtp://127.0.0.1:9', log, TIMES);
  await relay.hand(parcel());
  vi.setSystemTime(Date.now() - 3_600_000);
  expect(relay.away()).toMatchObject({ trouble: 'connect' });
  vi.advanceTimersByTime(15_000);
  expect(relay.away()).toBeNull();
});

test.each([
  ['silence', (line: string) => (line === '.' ? null : polite(line))],
  ['hanging up', (line: string) => (line === '.' ? HANG_UP : polite(line))],
] as const)('%s after the last byte: nobody knows, and the relay is not blamed', async (_, answer) => {
  const relay = openRelay(await script('220 here', answer), log, TIMES);
  expect(await relay.hand(parcel())).toEqual({ type: 'unknown' });
  expect(relay.away()).toBeNull();
});

test('what is taken back before its last byte never arrives; after it the answer is awaited', async () => {
  const server = await smtp();
  const early = new AbortController();
  const aborted = await hand(server.url, {
    signal: early.signal,
    beforeLastByte: async () => early.abort(),
  });
  expect(aborted.type).toBe('not-handed');
  expect(server.received).toEqual([]);
  const late = new AbortController();
  const url = await script('220 here', (line) => {
    if (line !== '.') return polite(line);
    late.abort();
    return '250 taken';
  });
  expect(await hand(url, { signal: late.signal })).toEqual({ type: 'accepted' });
});

test('the next message goes over the same connection, two at a time over two', async () => {
  let connections = 0;
  const server = await smtp({
    onConnect: (_, done) => {
      connections += 1;
      done();
    },
  });
  const relay = openRelay(server.url, log, TIMES);
  for (let n = 0; n < 3; n++) expect(await relay.hand(parcel())).toEqual({ type: 'accepted' });
  expect(connections).toBe(1);
  const both = Promise.withResolvers<void>();
  let waiting = 0;
  const beforeLastByte = () => {
    waiting += 1;
    if (waiting === 2) both.resolve();
    return both.promise;
  };
  await Promise.all([relay.hand(parcel({ beforeLastByte })), relay.hand(parcel({ beforeLastByte }))]);
  expect(connections).toBe(2);
  relay.close();
  expect(await relay.hand(parcel())).toEqual({ type: 'accepted' });
  expect(connections).toBe(3);
  expect(server.received).toHaveLength(6);
  relay.close();
});

test.each([
  ['hung up', 'MAIL', HANG_UP],
  ['had enough of it', 'MAIL', '421 4.7.0 too many'],
  ['falls silent on it', 'RCPT', null],
  ['hangs up when it is to get the message', 'DATA', HANG_UP],
] as const)(
  'a kept connection that the relay %s: the message goes over a new one, once',
  async (_, command, said) => {
    let mails = 0;
    const taken: number[] = [];
    const url = await script('220 here', (line) => {
      if (line.startsWith('MAIL')) mails += 1;
      if (mails === 2 && line.startsWith(command)) return said;
      if (line === '.') taken.push(mails);
      return line === '.' ? '250 taken' : polite(line);
    });
    const relay = openRelay(url, log, TIMES);
    expect(await relay.hand(parcel())).toEqual({ type: 'accepted' });
    expect(await relay.hand(parcel())).toEqual({ type: 'accepted' });
    expect(taken).toEqual([1, 3]);
    expect(relay.away()).toBeNull();
    relay.close();
  },
);

test('on a kept connection too nobody knows what became of a message whose last byte left', async () => {
  let ends = 0;
  const url = await script('220 here', (line) => {
    if (line !== '.') return polite(line);
    ends += 1;
    return ends === 1 ? '250 taken' : HANG_UP;
  });
  const relay = openRelay(url, log, TIMES);
  expect(await relay.hand(parcel())).toEqual({ type: 'accepted' });
  expect(await relay.hand(parcel())).toEqual({ type: 'unknown' });
  expect(ends).toBe(2);
});

test.each(['sato@example.jp>\r\nRCPT TO:<all@example.com', '', 'a@b\nDATA'])(
  'an address that is none (%j) is not put to the relay',
  async (to) => {
    const server = await smtp();
    expect(await hand(server.url, { to })).toEqual({
      type: 'not-handed',
      trouble: 'address',
      isRelay: false,
    });
    expect(server.received).toEqual([]);
  },
);

test('TLS and sign-in are as the URL says', async () => {
  const tls = {
    cert: readFileSync(`${certificates}/mail.crt`),
    key: readFileSync(`${certificates}/mail.key`),
  };
  const onAuth: SMTPServerOptions['onAuth'] = ({ username, password }, session, done) =>
    username === 'digima' && password === 'p@ss' && session.secure
      ? done(null, { user: username })
      : done(Object.assign(new Error('no'), { responseCode: 535 }));
  const trusted = '?tls.rejectUnauthorized=false';
  const starttls = await smtp({ ...tls, hideSTARTTLS: false, authOptional: false, onAuth }, 'smtp', trusted);
  const withLogin = (url: string, login: string) => url.replace('://', `://${login}@`);
  expect(await hand(withLogin(starttls.url, 'digima:p%40ss'))).toEqual({ type: 'accepted' });
  expect(await hand(withLogin(starttls.url, 'digima:wrong'))).toEqual({
    type: 'not-handed',
    trouble: 'auth',
    isRelay: true,
  });
  const smtps = await smtp({ ...tls, secure: true }, 'smtps', trusted);
  expect(await hand(smtps.url)).toEqual({ type: 'accepted' });
  expect(await hand(smtps.url.replace(trusted, ''))).toMatchObject({ type: 'not-handed', isRelay: true });
});
