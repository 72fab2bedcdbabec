// Replays run by a command, beside a running program or without one: with readers and a worker of its own.
import { setTimeout as delay } from 'node:timers/promises';
import { findOrganizations, listOrganizations } from '../accounts/index.ts';
import { findConnections } from '../connections/index.ts';
import {
  applyReplay,
  cancelReplay,
  getReplay,
  type Replay,
  type ReplayScope,
  startReplay,
} from '../customers/index.ts';
import { changes, replaying } from '../flow.ts';
import { loadConfig } from '../platform/config.ts';
import type { Tx } from '../platform/database.ts';
import { StartError } from '../platform/errors.ts';
import { startJobs } from '../platform/jobs.ts';
import { openLog } from '../platform/log.ts';
import { outlast, StillAway } from '../platform/outlast.ts';
import { openRunningDatabase } from '../platform/running-database.ts';
import { openSignals } from '../platform/signals.ts';
import { portalsModule } from '../portals/load.ts';
import { openReaders } from '../reading/index.ts';

const LOOK_EVERY_MS = 100;
const CREATED_BY = '運営者';
const BROKEN_OFF = 'The replay was broken off: nothing more was applied.';
const GOES_ON =
  'The database is away. What was begun goes on once it is there; cancel it on the page 再読み取り.';

interface Place {
  organization: { id: string; name: string };
  connectionId: string | null;
}

export interface Replaying {
  /** The firms, or the connections, of this id or name; all firms where nothing is given. @throws StartError */
  find(organization: string | undefined, connection: string | undefined): Promise<Place[]>;
  /** `onBusy` is called where another has to end first. */
  preview(organizationId: string, scope: ReplayScope, onBusy: () => void): Promise<Replay>;
  apply(preview: Replay, isQuiet: boolean): Promise<Replay>;
  cancel(replay: Replay): Promise<void>;
  /** Cancels what runs; whoever waits for it hears so. */
  interrupt(): void;
  close(): Promise<void>;
}

/**
 * Opens the installation's database for replays. While it is away later on, what runs is waited for: `onAway` is called then.
 * @throws StartError
 */
export async function openReplaying(onAway: () => void): Promise<Replaying> {
  const log = openLog('error');
  const running = await openRunningDatabase(loadConfig(), log);
  const db = await running.open().catch(async (error) => {
    await running.close();
    throw error;
  });
  const signals = await openSignals(db, [], log);
  const readers = openReaders({ portals: portalsModule });
  const onChanged = changes(signals);
  const jobs = startJobs({ db, signals, log, handlers: replaying({ db, readers }), onChanged });
  const interrupted = new AbortController();
  let current: Replay | null = null;
  let isStarting = false;

  /** Does it, however long the database is away. @throws StartError when people break off meanwhile. */
  const outlasting = <T>(work: () => Promise<T>) =>
    outlast(work, interrupted.signal, onAway).catch((error) => {
      throw error instanceof StillAway ? new StartError(GOES_ON, { cause: error }) : error;
    });
  /** Asks in a transaction. */
  const ask = <T>(organizationId: string, work: (tx: Tx) => Promise<T>) =>
    outlasting(() => db.withOrganization(organizationId, work));

  async function ended({ organizationId, id }: Replay): Promise<Replay> {
    for (;;) {
      const { answer: replay } = await ask(organizationId, (tx) => getReplay(tx, organizationId, id));
      if (!replay) throw new Error('a replay is gone');
      if (replay.state !== 'running') return replay;
      await delay(LOOK_EVERY_MS);
    }
  }

  const cancel = async ({ organizationId, id }: Replay) => {
    await ask(organizationId, (tx) => cancelReplay(tx, organizationId, id));
    onChanged(organizationId);
  };

  /** Begins one; from then on it is what an interrupt ends. Between two, too, nothing more begins once people have broken off. */
  async function begin<Begun>(
    start: () => Promise<Begun>,
    ours: (begun: Begun) => Replay | null,
  ): Promise<Begun> {
    if (interrupted.signal.aborted) throw new StartError(BROKEN_OFF);
    isStarting = true;
    const begun = await start().finally(() => {
      isStarting = false;
    });
    current = ours(begun);
    if (current && interrupted.signal.aborted) await cancel(current);
    return begun;
  }

  const endedOurs = (replay: Replay) =>
    ended(replay).finally(() => {
      current = null;
    });

  async function preview(organizationId: string, scope: ReplayScope, onBusy: () => void): Promise<Replay> {
    for (let told = false; ; told = true) {
      const { answer } = await begin(
        () => ask(organizationId, (tx) => startReplay(tx, organizationId, scope, CREATED_BY)),
        ({ answer }) => (answer.type === 'started' ? answer.replay : null),
      );
      const { type, replay } = answer;
      if (type === 'started') return endedOurs(replay);
      if (!told) onBusy();
      await ended(replay);
    }
  }

  return {
    async find(organization, connection) {
      const { answer: all } = await outlasting(() => listOrganizations(db));
      const firms = organization === undefined ? all : findOrganizations(all, organization);
      if (organization !== undefined && firms.length === 0)
        throw new StartError(`There is no firm ${organization}: digima option lists all of them.`);
      if (organization !== undefined && firms.length > 1)
        throw new StartError(`${firms.length} firms have this name: give the id of one (digima option).`);
      if (connection === undefined)
        return firms.map(({ id, name }) => ({ organization: { id, name }, connectionId: null }));
      const places: Place[] = [];
      for (const { id, name } of firms) {
        const { answer: named } = await ask(id, (tx) => findConnections(tx, id, connection));
        for (const found of named) places.push({ organization: { id, name }, connectionId: found.id });
      }
      if (places.length === 0) throw new StartError(`There is no connection ${connection}.`);
      return places;
    },
    preview,
    async apply(previewed, isQuiet) {
      const { organizationId, id } = previewed;
      const { answer: started, isInDoubt } = await begin(
        () => ask(organizationId, (tx) => applyReplay(tx, organizationId, id, { isQuiet })),
        ({ answer }) =>
          answer !== null && answer !== 'not-previewed' && answer.type === 'started' ? answer.replay : null,
      );
      // Lost in the middle, the first try may have been the one that began it.
      if (started === 'not-previewed' && isInDoubt) return endedOurs(previewed);
      if (started === null || started === 'not-previewed')
        throw new StartError('Somebody else has applied or cancelled this replay meanwhile.');
      if (started.type === 'busy')
        throw new StartError('Another replay runs in this firm by now: try again after its end.');
      return endedOurs(started.replay);
    },
    cancel,
    interrupt() {
      interrupted.abort();
      // Where the database is away, whoever waits for it hears so.
      if (current) void cancel(current).catch((error) => error instanceof StartError || process.exit(1));
      else if (!isStarting) process.exit(1);
    },
    async close() {
      await jobs.stop();
      await readers.close();
      await signals.close();
      await db.close();
      await running.close();
    },
  };
}
