// Queries on the chats a firm is told in. Private to this stage.
import { and, asc, eq, sql } from 'drizzle-orm';
import type { Tx } from '../../platform/database.ts';
import { chats } from '../tables.ts';
import type { Chat } from './model.ts';

const columns = {
  id: chats.id,
  service: chats.service,
  name: chats.name,
  events: chats.events,
  version: chats.version,
  isReachable: sql<boolean>`${chats.sealed} IS NOT NULL`,
};

const one = (organizationId: string, id: string) =>
  and(eq(chats.organizationId, organizationId), eq(chats.id, id));

/** All of an organization's, oldest first. */
export function listChats(tx: Tx, organizationId: string): Promise<Chat[]> {
  return tx
    .select(columns)
    .from(chats)
    .where(eq(chats.organizationId, organizationId))
    .orderBy(asc(chats.id));
}

/** One, or null. */
export async function getChat(tx: Tx, organizationId: string, id: string): Promise<Chat | null> {
  const [row] = await tx.select(columns).from(chats).where(one(organizationId, id));
  return row ?? null;
}

/** The same, and nobody else can change it until the transaction ends. */
export async function holdChat(tx: Tx, organizationId: string, id: string): Promise<Chat | null> {
  const [row] = await tx.select(columns).from(chats).where(one(organizationId, id)).for('update');
  return row ?? null;
}

/** How it is reached, sealed; null when it is gone, or nobody can open it. */
export async function sealedOf(tx: Tx, organizationId: string, id: string): Promise<string | null> {
  const [row] = await tx.select({ sealed: chats.sealed }).from(chats).where(one(organizationId, id));
  return row?.sealed ?? null;
}

export async function addChat(tx: Tx, row: typeof chats.$inferInsert): Promise<void> {
  await tx.insert(chats).values(row);
}

/** Writes a change a person made: the version grows. */
export async function updateChat(
  tx: Tx,
  organizationId: string,
  id: string,
  set: Partial<Pick<typeof chats.$inferInsert, 'name' | 'events' | 'sealed'>>,
): Promise<void> {
  await tx
    .update(chats)
    .set({ ...set, version: sql`${chats.version} + 1`, updatedAt: sql`now()` })
    .where(one(organizationId, id));
}

export async function removeChat(tx: Tx, organizationId: string, id: string): Promise<void> {
  await tx.delete(chats).where(one(organizationId, id));
}
