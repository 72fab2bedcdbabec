// Wakes other processes over LISTEN/NOTIFY. A signal is a hint: whoever waits for one also looks by itself, because
// signals are sent after the commit they tell of and may be lost with their sender.
import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import type { Database } from './database.ts';
import { endClient } from './end-client.ts';
import type { Log } from './log.ts';

/** `payload` is null when signals may have been missed: look at everything. */
export type SignalHandler = (payload: string | null) => void;

export interface Signals {
  /** Sends to every process, this one too; equal signals waiting to be sent are sent once. Never throws, never waits. */
  send(channel: string, payload: string): void;
  /** Hears a channel from now on; returns how to stop. */
  on(channel: string, handler: SignalHandler): () => void;
  close(): Promise<void>;
}

const RECONNECT_MS = 1_000;
/** Nothing in it would outlive a restart anyway: this transaction alone need not be on the disk before others may notify. */
const NOTIFY = `SELECT set_config('synchronous_commit', 'off', true), pg_notify(c, p)
  FROM unnest($1::text[], $2::text[]) AS s (c, p)`;
/** A connection that only listens does not notice when the other side is gone: it is asked. */
const ASK_EVERY_MS = 2_000;
const ANSWERS_WITHIN_MS = 4_000;
/** Commits that notify queue behind one lock of the server, so a busy process tells at most this often. */
const SEND_EVERY_MS = 10;

/** Opens the connection that listens on these channels, and keeps it open. Without channels there is none. */
export async function openSignals(db: Database, channels: string[], log: Log): Promise<Signals> {
  const handlers = new Map<string, Set<SignalHandler>>(channels.map((channel) => [channel, new Set()]));
  const waiting = new Set<string>();
  let sending = false;
  let closed = false;
  let client: pg.Client | undefined;

  async function listen(): Promise<void> {
    const next = await db.connect();
    next.on('notification', ({ channel, payload }) => {
      for (const handler of handlers.get(channel) ?? []) handler(payload ?? '');
    });
    let listening = false;
    let lost = false;
    let heart: NodeJS.Timeout | undefined;
    const onLost = () => {
      if (lost) return;
      lost = true;
      clearTimeout(heart);
      if (!listening || closed) return; // while it opens, whoever called listen() hears of it
      log.warn('signal connection lost');
      void endClient(next);
      retry();
    };
    next.on('error', onLost);
    next.on('end', onLost);
    try {
      for (const channel of channels) await asking(next, `LISTEN ${channel}`);
      if (lost || closed) throw new Error('the signal connection ended while it opened');
    } catch (error) {
      await endClient(next);
      throw error;
    }
    listening = true;
    client = next;
    const ask = () => {
      heart = setTimeout(() => {
        asking(next, 'SELECT').then(() => lost || ask(), onLost);
      }, ASK_EVERY_MS).unref();
    };
    ask();
  }

  function retry(): void {
    if (closed) return;
    setTimeout(() => {
      if (closed) return;
      listen().then(() => {
        for (const set of handlers.values()) for (const handler of set) handler(null);
      }, retry);
    }, RECONNECT_MS).unref();
  }

  async function flush(): Promise<void> {
    sending = true;
    while (waiting.size > 0) {
      const batch = [...waiting].map((signal) => signal.split('\n'));
      waiting.clear();
      await db
        .across('notify', NOTIFY, [batch.map(([channel]) => channel), batch.map(([, payload]) => payload)])
        .catch(() => log.warn('signal not sent'));
      await delay(SEND_EVERY_MS);
    }
    sending = false;
  }

  if (channels.length > 0) await listen();
  return {
    send(channel, payload) {
      waiting.add(`${channel}\n${payload}`);
      if (!sending) {
        sending = true;
        setImmediate(flush);
      }
    },
    on(channel, handler) {
      handlers.get(channel)?.add(handler);
      return () => handlers.get(channel)?.delete(handler);
    },
    async close() {
      closed = true;
      if (client) await endClient(client);
    },
  };
}

const asking = (client: pg.Client, text: string) =>
  client.query({ text, query_timeout: ANSWERS_WITHIN_MS } as pg.QueryConfig);
