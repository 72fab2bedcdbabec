// After a restore: mails that were on their way when the backup was taken may have left since. No machine sends them.
import { eq, inArray, isNotNull, sql } from 'drizzle-orm';
import type { Tx } from '../platform/database.ts';
import { endJobs } from '../platform/jobs.ts';
import { MAYBE_TOLD } from './rules/why-not-sent.ts';
import { POST_MESSAGE, RELEASE_HELD, SEND_MAIL } from './store.ts';
import { chats, outgoingMails, pushDevices, pushKeys } from './tables.ts';

/** Of all organizations, by the database's owner. Returns how many a person must decide about (再送). */
export async function holdRestoredMails(tx: Tx): Promise<number> {
  await endJobs(tx, SEND_MAIL);
  await endJobs(tx, POST_MESSAGE);
  await endJobs(tx, RELEASE_HELD);
  const held = await tx
    .update(outgoingMails)
    .set({
      state: 'unknown',
      nextAt: null,
      dueAt: null,
      lastError: MAYBE_TOLD,
      // Its link is over: who needs one asks for another.
      sealed: sql`CASE WHEN ${eq(outgoingMails.kind, 'password-reset')} THEN NULL ELSE ${outgoingMails.sealed} END`,
    })
    .where(inArray(outgoingMails.state, ['waiting', 'handing-over', 'held']))
    .returning({ id: outgoingMails.id });
  return held.length;
}

/** Forgets what letters say that were sealed by keys that are lost: their links end with it. */
export async function forgetLostLetters(tx: Tx, isLost: (sealed: string) => boolean): Promise<void> {
  const all = await tx
    .select({ id: outgoingMails.id, sealed: outgoingMails.sealed })
    .from(outgoingMails)
    .where(isNotNull(outgoingMails.sealed));
  for (const { id, sealed } of all)
    if (isLost(sealed ?? ''))
      await tx.update(outgoingMails).set({ sealed: null }).where(eq(outgoingMails.id, id));
}

/** The same for how chats are reached: it must be given again. */
export async function forgetLostChats(tx: Tx, isLost: (sealed: string) => boolean): Promise<void> {
  const all = await tx
    .select({ id: chats.id, sealed: chats.sealed })
    .from(chats)
    .where(isNotNull(chats.sealed));
  for (const { id, sealed } of all)
    if (isLost(sealed ?? '')) await tx.update(chats).set({ sealed: null }).where(eq(chats.id, id));
}

/** The same for browsers: what was subscribed with a key that is lost cannot be told any more, and must be subscribed anew. */
export async function forgetLostBrowsers(tx: Tx, isLost: (sealed: string) => boolean): Promise<void> {
  const [key] = await tx.select({ sealed: pushKeys.sealed }).from(pushKeys);
  const isKeyLost = key !== undefined && isLost(key.sealed);
  if (isKeyLost) await tx.delete(pushKeys);
  for (const { id, sealed } of await tx
    .select({ id: pushDevices.id, sealed: pushDevices.sealed })
    .from(pushDevices))
    if (isKeyLost || isLost(sealed)) await tx.delete(pushDevices).where(eq(pushDevices.id, id));
}
