// The outbound client on real sockets: what it refuses to call, and what it does not wait for.
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo, LookupFunction } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OutboundOptions, openOutbound } from './outbound.ts';

let server: Server;
let port: number;
let seen = 0;
let sockets = 0;
const bomb = gzipSync(Buffer.alloc(50_000_000)); // not while the clock of a request runs
const pages: Record<string, RequestListener> = {
  '/': (_, answer) => answer.end('hello'),
  '/redirect': (_, answer) => answer.writeHead(302, { location: '/' }).end(),
  '/cookie': (_, answer) => answer.setHeader('set-cookie', 'a=1').end(),
  '/cookies': (_, answer) => answer.setHeader('set-cookie', ['a=1', 'b=2']).end(),
  '/hang': () => {},
  '/stall': (_, answer) => void answer.write('half'),
  '/drop': (request) => request.socket.destroy(),
  '/huge': (_, answer) => {
    const chunk = Buffer.alloc(65_536);
    const more = () => {
      while (answer.write(chunk));
      answer.once('drain', more);
    };
    more();
  },
  '/gzip': (_, answer) => answer.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('folded')),
  '/bomb': (_, answer) => answer.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb),
  '/cut': (_, answer) =>
    answer.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('folded').subarray(0, 15)),
};
beforeAll(async () => {
  server = createServer((request, answer) => {
    seen++;
    (pages[request.url ?? ''] ?? pages['/'])?.(request, answer);
  }).on('connection', () => sockets++);
  await new Promise<void>((up) => server.listen(0, '127.0.0.1', up));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

async function get(url: string, options: OutboundOptions = {}, signal?: AbortSignal) {
  const outbound = openOutbound({ timeoutMs: 400, maxBytes: 1_000_000, ...options });
  try {
    const answer = await outbound.send({ method: 'GET', url: new URL(url), ...(signal && { signal }) });
    return answer.ok ? [answer.status, answer.body.toString()] : answer.failure;
  } finally {
    await outbound.close();
  }
}
const allowed = (path: string) => get(`http://127.0.0.1:${port}${path}`, { allow: [`127.0.0.1:${port}`] });
/** A name server that says these addresses, as an attacker's does. */
const naming =
  (...addresses: string[]): LookupFunction =>
  (_, options, callback) =>
    options.all
      ? callback(
          null,
          addresses.map((address) => ({ address, family: 4 })),
        )
      : callback(null, addresses[0] ?? '', 4);

test('an allowed host and port answers; redirects are not followed', async () => {
  expect(await allowed('/')).toEqual([200, 'hello']);
  expect(await allowed('/redirect')).toEqual([302, '']);
  expect(await allowed('/gzip')).toEqual([200, 'folded']);
});

test('cookies come as lines, one or many', async () => {
  const outbound = openOutbound({ allow: [`127.0.0.1:${port}`] });
  const cookiesOf = async (path: string) => {
    const answer = await outbound.send({ method: 'GET', url: new URL(`http://127.0.0.1:${port}${path}`) });
    return answer.ok && answer.cookies;
  };
  expect(await cookiesOf('/')).toEqual([]);
  expect(await cookiesOf('/cookie')).toEqual(['a=1']);
  expect(await cookiesOf('/cookies')).toEqual(['a=1', 'b=2']);
  await outbound.close();
});

test.each([
  '127.0.0.1',
  'localhost',
  '2130706433',
  '0x7f.1',
  '0.0.0.0',
  '[::1]',
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
])('http://%s is this machine: not one connection is made', async (host) => {
  sockets = 0;
  expect(await get(`http://${host}:${port}/`)).toBe('refused-address');
  expect(await get(`http://${host}:${port}/`, { allow: ['127.0.0.1:1', 'other.example.jp:80'] })).toBe(
    'refused-address',
  );
  expect(sockets).toBe(0);
});

test('a name that leads to this machine is refused, whatever it said before', async () => {
  const url = `http://portal.example.jp:${port}/`;
  seen = 0;
  expect(await get(url, { lookup: naming('127.0.0.1') })).toBe('refused-address');
  expect(await get(url, { lookup: naming('10.0.0.1', '169.254.169.254') })).toBe('refused-address');
  expect(seen).toBe(0);
  expect(await get(url, { lookup: naming('127.0.0.1'), allow: [`portal.example.jp:${port}`] })).toEqual([
    200,
    'hello',
  ]);
});

test.each([
  ['/hang', 'too-slow'],
  ['/stall', 'too-slow'],
  ['/drop', 'unreachable'],
  ['/huge', 'too-large'],
  ['/bomb', 'too-large'],
  ['/cut', 'unreachable'],
])('%s ends as %s', async (path, failure) => {
  expect(await allowed(path)).toBe(failure);
});

test('other protocols are refused, a closed port is unreachable, and the caller may give up', async () => {
  expect(await get('ftp://ftp.example.jp/')).toBe('refused-address');
  expect(await get('http://127.0.0.1:1/', { allow: ['127.0.0.1:1'] })).toBe('unreachable');
  const giveUp = new AbortController();
  const hanging = get(
    `http://127.0.0.1:${port}/hang`,
    { allow: [`127.0.0.1:${port}`], timeoutMs: 5_000 },
    giveUp.signal,
  );
  giveUp.abort(new Error('enough'));
  await expect(hanging).rejects.toThrow('enough');
});
