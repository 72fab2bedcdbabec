// The real command in a process that kills itself (SIGKILL: nothing is cleaned up) at the n-th time it passes a crash
// point: DIE_AT, DIE_NTH. It says so first, so that whoever started it knows that the point was reached.
import { writeSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { Socket } from 'node:net';
import pg from 'pg';
import { CRASH_POINTS, type SocketMoment, type Statement, type StatementMoment } from './crash-points.ts';

const point = CRASH_POINTS.find(({ name }) => name === process.env.DIE_AT);
if (!point) throw new TypeError(`DIE_AT is no crash point: ${process.env.DIE_AT}`);
let left = Number(process.env.DIE_NTH ?? 1);
const relayPort = Number(new URL(process.env.SMTP_URL ?? '').port);
const doorPort = Number(process.env.SMTP_PORT);

function pass(): boolean {
  return --left === 0;
}
/** Waits while whoever reads it has not yet read what was said before. */
function say(line: string): void {
  for (;;)
    try {
      writeSync(1, line);
      return;
    } catch (error) {
      if ((error as { code?: string }).code !== 'EAGAIN') throw error;
    }
}
function die(): never {
  flushCompileCache(); // the next one starts sooner; nothing of this one's goes on meanwhile
  say(`died at: ${point?.name}\n`);
  process.kill(process.pid, 'SIGKILL');
  for (;;); // the signal is on its way; nothing more may happen
}

switch (point.at) {
  case 'before statement':
  case 'statement sent':
  case 'after statement':
    watchStatements(point);
    break;
  case 'before write':
  case 'after write':
  case 'read':
    watchSockets(point);
    break;
  case 'inside statement': // whoever holds the lock kills it
}
await import('../../../src/main.ts');

function watchStatements({ at, is }: StatementMoment): void {
  const client = pg.Client.prototype as unknown as { query(...args: unknown[]): unknown };
  const { query } = client;
  const transactions = new WeakMap<object, string>();
  client.query = function (...args) {
    const [config] = args as [string | { text?: string; values?: unknown[] }];
    const text = (typeof config === 'string' ? config : config?.text) ?? '';
    const values = (typeof config === 'object' && config?.values) || args.find(Array.isArray) || [];
    const said = [text, ...values.filter((value) => typeof value === 'string')].join('\n');
    const begun = /^\s*begin/i.test(text) ? '' : transactions.get(this);
    const transaction = begun === undefined ? said : `${begun}\n${said}`;
    if (/^\s*(commit|rollback)/i.test(text)) transactions.delete(this);
    else if (begun !== undefined) transactions.set(this, transaction);

    const statement: Statement = { text, transaction, rows: [] };
    if (at === 'before statement' && is(statement) && pass()) die();
    if (at === 'statement sent' && is(statement) && pass()) setImmediate(die);
    if (at !== 'after statement') return query.apply(this, args);
    const look = (result: { rows?: Record<string, unknown>[] } | undefined) => {
      if (is({ ...statement, rows: result?.rows ?? [] }) && pass()) die();
    };
    const last = args.at(-1);
    if (typeof last !== 'function') {
      const answer = query.apply(this, args);
      if (!(answer instanceof Promise)) return answer;
      return answer.then((result) => {
        look(result);
        return result;
      });
    }
    return query.apply(this, [
      ...args.slice(0, -1),
      (error: unknown, result: { rows?: Record<string, unknown>[] }) => {
        if (!error) look(result);
        last(error, result);
      },
    ]);
  };
}

function watchSockets({ at, is }: SocketMoment): void {
  const socket = Socket.prototype as Socket & { push(chunk: unknown, encoding?: BufferEncoding): boolean };
  const { write, push } = socket;
  const inData = new WeakSet<object>();
  const endOf = (one: Socket) =>
    one.localPort === doorPort ? 'door' : one.remotePort === relayPort ? 'relay' : null;
  socket.write = function (this: Socket, ...args: unknown[]): boolean {
    const [chunk] = args as [Uint8Array | string];
    const end = endOf(this);
    if (end === null) return write.apply(this, args as never);
    const text = typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('latin1');
    const isHit = at !== 'read' && is({ end, text, inData: inData.has(this) }) && pass();
    if (end === 'door') {
      if (/^354/m.test(text)) inData.add(this);
      else inData.delete(this);
    }
    if (!isHit) return write.apply(this, args as never);
    if (at === 'before write') die();
    return write.call(this, chunk, undefined, die); // once the kernel has it
  };
  socket.push = function (chunk, encoding) {
    const end = endOf(this);
    if (at === 'read' && end !== null && Buffer.isBuffer(chunk)) {
      const text = chunk.toString('latin1');
      if (is({ end, text, inData: inData.has(this) }) && pass()) die();
    }
    return push.call(this, chunk, encoding);
  };
}
