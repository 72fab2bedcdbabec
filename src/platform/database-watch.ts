// Keeps an eye on PostgreSQL over a connection of its own: is it there, may it be written to, does it keep its promises?
// A network that swallows everything looks like a slow server for minutes; the silence here is noticed within seconds.
import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { SERVER_FACTS, type ServerFacts, unsafeSettings } from './durability.ts';
import { endClient } from './end-client.ts';
import type { Log } from './log.ts';

/** `away`: no answer · `read-only`: a standby, or switched to it · `unsafe`: a power cut could lose what was committed. */
export type Condition = 'ready' | 'away' | 'read-only' | 'unsafe';

type Parts = {
  /** Rejects without a code when nothing answers. */
  connect: () => Promise<pg.Client>;
  /** What was opened before this moment (`performance.now()`) goes nowhere any more. */
  onSilence: (openedBefore: number) => void;
  log: Log;
};

const LOOK_EVERY_MS = 1_500;
const ANSWERS_WITHIN_MS = 3_500;
/** A busy process hears an answer late: what came meanwhile is read before it is called silence. */
const GRACE_MS = 500;

/** What these facts say of the server. */
export function conditionOf(facts: ServerFacts): Condition {
  if (unsafeSettings(facts).length > 0) return 'unsafe';
  return facts.read_only ? 'read-only' : 'ready';
}

/** Starts looking; says each change once in the log. */
export function watchDatabase({ connect, onSilence, log }: Parts): { stop(): Promise<void> } {
  const stopping = new AbortController();
  let client: pg.Client | null = null;
  let condition: Condition = 'ready';

  const lost = new WeakSet<pg.Client>();

  async function look(isAgain = false): Promise<void> {
    const asked = performance.now();
    try {
      client ??= await opened();
      const facts = await answerOf(client);
      if (facts === 'silence') throw new Error('the database is silent');
      turn(conditionOf(facts), { settings: unsafeSettings(facts) });
    } catch (error) {
      const isLost = client !== null && lost.has(client);
      if (client) void endClient(client);
      client = null;
      if (stopping.signal.aborted) return;
      // That its own connection ended says nothing of the others: a new one tells.
      if (isLost && !isAgain) return look(true);
      // Neither the system nor the server said a word, to what was asked or to a new connection: it is swallowed.
      const { code } = error as { code?: string };
      if (code === undefined && !isLost) onSilence(asked);
      turn('away', { code });
    }
  }

  async function opened(): Promise<pg.Client> {
    const next = await connect();
    return next.on('error', () => lost.add(next));
  }

  function turn(next: Condition, more: object): void {
    if (next === condition) return;
    condition = next;
    if (next === 'ready') log.info('the database is ready again');
    else log.error({ condition: next, ...more }, SAYS[next]);
  }

  async function work(): Promise<void> {
    while (!stopping.signal.aborted) {
      await look();
      await delay(LOOK_EVERY_MS, undefined, { signal: stopping.signal, ref: false }).catch(() => {});
    }
  }
  const working = work();
  return {
    async stop() {
      stopping.abort();
      await Promise.all([client && endClient(client), working]);
      if (client) await endClient(client);
    },
  };
}

const SAYS = {
  away: 'the database does not answer: mail is refused for now, senders try again',
  'read-only': 'the database is read-only: mail is refused for now, senders try again',
  unsafe:
    'PostgreSQL runs with fsync, full_page_writes or synchronous_commit off: mail is refused until they are on',
} as const;

async function answerOf(client: pg.Client): Promise<ServerFacts | 'silence'> {
  const asking = client.query<ServerFacts>(SERVER_FACTS).then(({ rows }) => rows[0] as ServerFacts);
  asking.catch(() => {});
  const over = new AbortController();
  const quiet = { signal: over.signal, ref: false };
  const silence = delay(ANSWERS_WITHIN_MS, undefined, quiet)
    .then(() => delay(GRACE_MS, 'silence' as const, quiet))
    .catch(() => 'silence' as const);
  return Promise.race([asking, silence]).finally(() => over.abort());
}
