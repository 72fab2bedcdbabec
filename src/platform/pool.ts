// A pool of connections to PostgreSQL that gives up in time: nobody waits longer than was said, a connection that may be
// dead is never used again, and all of them can be dropped at once.
import { Socket } from 'node:net';
import { DrizzleQueryError } from 'drizzle-orm';
import pg from 'pg';
import type { Log } from './log.ts';

/** No connection could be had: nothing was sent, so nothing was done. `code` is PostgreSQL's or the socket's. */
export class NoConnection extends Error {
  readonly code: string;
  constructor(cause: unknown) {
    super('no connection to the database', { cause });
    this.code = (cause as { code?: string }).code ?? 'ETIMEDOUT';
  }
}

/** The SQLSTATE of what the server said, also inside a library's error; null when it said nothing: the connection was lost. */
export function answerCode(error: unknown): string | null {
  for (const told of [error, (error as { cause?: unknown }).cause]) {
    const { severity, code } = (told ?? {}) as { severity?: unknown; code?: unknown };
    if (typeof severity === 'string' && typeof code === 'string') return code;
  }
  return null;
}

/**
 * True of answers after which a connection is not used again: the server is ending, has no room, is broken, or became
 * read-only (another may be the primary by now).
 */
export function isServerInDoubt(code: string): boolean {
  return /^(?:25006|53|57P|58|XX)/.test(code);
}

const lost = new WeakSet<Error>();

/** Notes that this came of a connection that was lost, or silent, while it was used. */
export function markLost(error: unknown): void {
  if (error instanceof Error) lost.add(error);
}

/**
 * How the database is to blame for a failure. `away`: it did nothing, whoever had asked (no connection, a server that ends, is
 * read-only or has no room). `lost`: it went away in the middle, or had no time for it (a deadlock, a lock of another's, a limit),
 * perhaps because of what it was asked. Null: not at all.
 */
export type DatabaseTrouble = 'away' | 'lost' | null;

/** Deadlocked, behind another's lock, out of memory or out of time: rolled back (PostgreSQL manual, appendix A). */
const NO_TIME = /^(?:40001|40P01|53200|55P03|57014)$/;

/** How the library's own pool says that there was no answer: in no class of its own. */
const SOCKETS = /^(?:ECONN|EPIPE|ETIMEDOUT|EHOST|ENET|EAI_)/;
const WITHOUT_ANSWER =
  /^(?:Connection terminated|timeout exceeded when trying to connect|Query read timeout)/;

/** How it is to blame for what was thrown. */
export function databaseTrouble(error: unknown): DatabaseTrouble {
  if (error instanceof NoConnection) return 'away';
  const code = answerCode(error);
  if (code === null) return error instanceof Error && (lost.has(error) || hasNoAnswer(error)) ? 'lost' : null;
  if (/^(?:25006|53100|57P0[13])$/.test(code)) return 'away';
  return NO_TIME.test(code) || /^(?:57P|58|XX)/.test(code) ? 'lost' : null;
}

/** Of what libraries ask past our own pools (`raw`). */
function hasNoAnswer(error: Error): boolean {
  if (!(error instanceof DrizzleQueryError)) return false;
  const { code, syscall, message } = (error.cause ?? error) as NodeJS.ErrnoException;
  return code ? syscall === 'connect' || SOCKETS.test(code) : WITHOUT_ANSWER.test(message);
}

/** Whether the database is to blame, also where a library says so in an error of its own. */
export function isDatabaseTrouble(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return databaseTrouble(error) !== null || isDatabaseTrouble(error.cause);
}

/** What a query needs: prepared under `name` on each connection. */
export interface Query {
  name: string;
  text: string;
  values: unknown[];
}

export interface Pool {
  /** @throws NoConnection when none can be had within the time, else what the server said or that it was silent. */
  query<Row extends pg.QueryResultRow>(query: Query, withinMs?: number): Promise<Row[]>;
  /** For a transaction. @throws NoConnection */
  connect(): Promise<pg.PoolClient>;
  /** Ends at once what was opened before this moment (`performance.now()`), also what is being used. */
  drop(openedBefore: number): void;
  /**
   * Ends what is idle and was opened before this moment: a connection that was used since then was lost without an answer,
   * and its neighbours may be as dead. One by one, each would cost whoever gets it the whole time limit.
   */
  dropIdle(openedBefore: number): void;
  /** The library's own pool, for libraries that want it. */
  raw: pg.Pool;
  end(): Promise<void>;
}

/** How long one is waited for: a new connection, or one that others use. */
const CONNECT_WITHIN_MS = 5_000;

/** Opens a pool; connections are made when they are needed. */
export function openPool(settings: pg.PoolConfig, log: Log): Pool {
  const sockets = new Map<Socket, number>();
  const pool = new pg.Pool({
    connectionTimeoutMillis: CONNECT_WITHIN_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    application_name: 'digima',
    ...settings,
    stream: () => {
      const socket = new Socket();
      sockets.set(socket, performance.now());
      return socket.once('close', () => sockets.delete(socket));
    },
  });
  const opened = new WeakMap<pg.PoolClient, number>();
  const idle = new Set<pg.PoolClient>();
  pool.on('connect', (client) => {
    opened.set(client, performance.now());
    // A connection lost while it is used fails its query; without a listener it would end the program too.
    client.on('error', () => {});
  });
  pool.on('acquire', (client) => idle.delete(client));
  pool.on('release', (error, client) => error || idle.add(client));
  pool.on('remove', (client) => idle.delete(client));
  // An idle connection that the server ended; the pool opens another when it is needed.
  pool.on('error', (error) =>
    log.warn({ code: (error as { code?: string }).code }, 'database connection lost'),
  );
  // Known for dead before the system says so.
  const dropped = new WeakSet<pg.PoolClient>();
  const dropIdle = (openedBefore: number) => {
    for (const client of idle) {
      if ((opened.get(client) ?? 0) >= openedBefore) continue;
      dropped.add(client);
      client.connection.stream.destroy();
    }
  };
  const connect = async () => {
    for (;;) {
      const client = await pool.connect().catch((cause) => {
        throw new NoConnection(cause);
      });
      if (!dropped.has(client)) return client;
      client.release(true);
    }
  };
  return {
    async query<Row extends pg.QueryResultRow>(query: Query, withinMs?: number) {
      const until = performance.now() + (withinMs ?? Number.POSITIVE_INFINITY);
      const client = await connect();
      const begun = performance.now();
      const left = until - begun;
      if (left <= 0) {
        client.release();
        throw new NoConnection({ code: 'ETIMEDOUT' });
      }
      let doubt: Error | undefined;
      try {
        const limited = withinMs === undefined ? query : { ...query, query_timeout: left };
        return (await client.query<Row>(limited)).rows;
      } catch (error) {
        const code = answerCode(error);
        if (code === null || isServerInDoubt(code)) doubt = error as Error;
        if (code === null) {
          dropIdle(begun);
          markLost(error);
        }
        throw error;
      } finally {
        client.release(doubt);
      }
    },
    connect,
    drop(openedBefore) {
      for (const [socket, openedAt] of sockets) if (openedAt < openedBefore) socket.destroy();
    },
    dropIdle,
    raw: pool,
    end: () => pool.end(),
  };
}
