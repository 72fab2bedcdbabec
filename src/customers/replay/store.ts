// Queries on 再読み取り. Private to this stage.
import { and, desc, eq, lt, type SQL, sql } from 'drizzle-orm';
import type { PgUpdateSetSource } from 'drizzle-orm/pg-core';
import type { Tx } from '../../platform/database.ts';
import { takeTurn } from '../../platform/take-turn.ts';
import { replays } from '../tables.ts';

export type Replay = typeof replays.$inferSelect;

const one = (organizationId: string, id: string): SQL | undefined =>
  and(eq(replays.organizationId, organizationId), eq(replays.id, id));

/** Puts a new one there that runs; no other may. */
export async function insertReplay(tx: Tx, row: typeof replays.$inferInsert): Promise<void> {
  await tx.insert(replays).values(row);
}

export async function getReplay(tx: Tx, organizationId: string, id: string): Promise<Replay | null> {
  const [row] = await tx.select().from(replays).where(one(organizationId, id));
  return row ?? null;
}

/** The same, and nobody else changes it until the transaction ends. */
export async function holdReplay(tx: Tx, organizationId: string, id: string): Promise<Replay | null> {
  const [row] = await tx.select().from(replays).where(one(organizationId, id)).for('update');
  return row ?? null;
}

/** The one that runs; null when none does, and then nobody else begins one in this organization until the transaction ends. */
export async function runningReplay(tx: Tx, organizationId: string): Promise<Replay | null> {
  await takeTurn(tx, `replays|${organizationId}`);
  const [row] = await tx
    .select()
    .from(replays)
    .where(and(eq(replays.organizationId, organizationId), eq(replays.state, 'running')));
  return row ?? null;
}

/** Those older than `before` (an id), newest first. */
export function listReplays(
  tx: Tx,
  organizationId: string,
  { before, limit }: { before: string | null; limit: number },
): Promise<Replay[]> {
  return tx
    .select()
    .from(replays)
    .where(and(eq(replays.organizationId, organizationId), before ? lt(replays.id, before) : undefined))
    .orderBy(desc(replays.id))
    .limit(limit);
}

export async function updateReplay(
  tx: Tx,
  organizationId: string,
  id: string,
  set: PgUpdateSetSource<typeof replays>,
): Promise<void> {
  await tx.update(replays).set(set).where(one(organizationId, id));
}

/** It ended like this. */
export const ended = { endedAt: sql`clock_timestamp()` };
