// Queries on how people want to be told. Private to this stage.
import { and, eq, sql } from 'drizzle-orm';
import type { Tx } from '../../platform/database.ts';
import { takeTurn } from '../../platform/take-turn.ts';
import { holdRelease, planRelease } from '../store.ts';
import { noticePreferences, noticeSettings, outgoingMails } from '../tables.ts';
import { PRODUCT_DEFAULT, type Preferences, whenDue } from './model.ts';

type Owner = { organizationId: string; userId: string };

const of = ({ organizationId, userId }: Owner) =>
  and(eq(noticePreferences.organizationId, organizationId), eq(noticePreferences.userId, userId));

/** What a firm sets for its people; the product's where it sets nothing. */
export async function getDefaults(tx: Tx, organizationId: string): Promise<Preferences> {
  const [row] = await tx
    .select({ defaults: noticeSettings.defaults })
    .from(noticeSettings)
    .where(eq(noticeSettings.organizationId, organizationId));
  return row?.defaults ?? PRODUCT_DEFAULT;
}

/** Changes of how a firm's people are told happen one after another. */
export const lockPreferences = (tx: Tx, organizationId: string): Promise<void> =>
  takeTurn(tx, `notice preferences|${organizationId}`);

/** Counts for those who set nothing themselves; what is held back for them keeps its time. */
export async function setDefaults(tx: Tx, organizationId: string, defaults: Preferences): Promise<void> {
  await tx
    .insert(noticeSettings)
    .values({ organizationId, defaults })
    .onConflictDoUpdate({
      target: noticeSettings.organizationId,
      set: { defaults, updatedAt: sql`now()` },
    });
}

/** A person's own, or null where the firm's default counts. */
export async function getPreferences(tx: Tx, owner: Owner): Promise<Preferences | null> {
  const { mail, push, pace, quiet } = noticePreferences;
  const [row] = await tx.select({ mail, push, pace, quiet }).from(noticePreferences).where(of(owner));
  return row ?? null;
}

/** Null: the firm's default counts again. What is held back goes when the new ones say, where that is sooner. */
export async function setPreferences(
  tx: Tx,
  owner: Owner,
  wanted: Preferences | null,
  now: Date,
): Promise<void> {
  if (wanted === null) await tx.delete(noticePreferences).where(of(owner));
  else
    await tx
      .insert(noticePreferences)
      .values({ ...owner, ...wanted })
      .onConflictDoUpdate({
        target: [noticePreferences.organizationId, noticePreferences.userId],
        set: { ...wanted, updatedAt: sql`now()` },
      });
  const due = whenDue(wanted ?? (await getDefaults(tx, owner.organizationId)), now);
  await holdRelease(tx, owner.organizationId, [owner.userId]);
  const { organizationId, recipientId, state, dueAt } = outgoingMails;
  await tx
    .update(outgoingMails)
    .set({ dueAt: sql`least(${dueAt}, coalesce(${due?.toISOString() ?? null}::timestamptz, now()))` })
    .where(and(eq(organizationId, owner.organizationId), eq(recipientId, owner.userId), eq(state, 'held')));
  await planRelease(tx, owner.organizationId, [owner.userId]);
}
