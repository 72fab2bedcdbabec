// 再読み取り: begun as a preview, applied once somebody has seen it, or cancelled.
import { newId } from '../../lib/ids.ts';
import type { Tx } from '../../platform/database.ts';
import { lockJob, publishJob, withdrawJob } from '../../platform/jobs.ts';
import { readerVersion } from '../../reading/index.ts';
import { noCounts } from './model.ts';
import {
  ended,
  getReplay,
  holdReplay,
  insertReplay,
  type Replay,
  runningReplay,
  updateReplay,
} from './store.ts';

/** The job; its subject is the replay. */
export const REPLAY = 'replay';

/** Which mails: of one connection or all, received since then or ever. */
export interface ReplayScope {
  connectionId: string | null;
  since: Date | null;
}

/** `busy`: another runs in this organization, this one. */
export type Started = { type: 'started' | 'busy'; replay: Replay };

/** Begins a preview. */
export async function startReplay(
  tx: Tx,
  organizationId: string,
  { connectionId, since }: ReplayScope,
  createdByName: string,
): Promise<Started> {
  const running = await runningReplay(tx, organizationId);
  if (running) return { type: 'busy', replay: running };
  const id = newId();
  const row = { id, organizationId, connectionId, since, createdByName, readerVersion, counts: noCounts() };
  await insertReplay(tx, row);
  await publishJob(tx, { organizationId, kind: REPLAY, subjectId: id });
  return { type: 'started', replay: await there(tx, organizationId, id) };
}

/** Applies what was previewed, or what is kept by now. Null: there is none; `not-previewed`: it was applied, or cancelled. */
export async function applyReplay(
  tx: Tx,
  organizationId: string,
  id: string,
  { isQuiet }: { isQuiet: boolean },
): Promise<Started | 'not-previewed' | null> {
  // As one that cancels it: who comes after this finds the job, and takes it before the replay as a running one does.
  await lockJob(tx, { organizationId, kind: REPLAY, subjectId: id });
  const replay = await holdReplay(tx, organizationId, id);
  if (!replay) return null;
  if (replay.state !== 'previewed') return 'not-previewed';
  const running = await runningReplay(tx, organizationId);
  if (running) return { type: 'busy', replay: running };
  await updateReplay(tx, organizationId, id, {
    phase: 'apply',
    state: 'running',
    isQuiet,
    readerVersion,
    cursor: null,
    counts: noCounts(),
    differences: [],
    endedAt: null,
  });
  await publishJob(tx, { organizationId, kind: REPLAY, subjectId: id });
  return { type: 'started', replay: await there(tx, organizationId, id) };
}

/** Ends one that runs, or is previewed and not wanted; what it has applied stays. Null: there is none; `over`: it has ended. */
export async function cancelReplay(
  tx: Tx,
  organizationId: string,
  id: string,
): Promise<'cancelled' | 'over' | null> {
  // As a running one: its job first.
  await lockJob(tx, { organizationId, kind: REPLAY, subjectId: id });
  const replay = await holdReplay(tx, organizationId, id);
  if (!replay) return null;
  if (replay.state !== 'running' && replay.state !== 'previewed') return 'over';
  await withdrawJob(tx, { organizationId, kind: REPLAY, subjectId: id });
  await updateReplay(tx, organizationId, id, { state: 'cancelled', ...ended });
  return 'cancelled';
}

async function there(tx: Tx, organizationId: string, id: string): Promise<Replay> {
  const replay = await getReplay(tx, organizationId, id);
  if (!replay) throw new Error('a replay is gone');
  return replay;
}
