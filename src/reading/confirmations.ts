// Confirmation mails of a connection: noted when they are read, shown until somebody has dealt with them.
import { and, desc, eq, isNull, sql } from 'drizzle-orm';
import { reviewMail } from '../intake/index.ts';
import { storable } from '../lib/storable.ts';
import type { Tx } from '../platform/database.ts';
import type { Confirmation } from './rules/confirmation.ts';
import { confirmationMails } from './tables.ts';

const SENDER_MAX = 500;

/** Which mail it is, and when it came. */
interface Of {
  organizationId: string;
  connectionId: string;
  mailId: string;
  receivedAt: Date;
}

/**
 * Notes what a mail asks to confirm, in the transaction that settles its reading. Read again, it says the same anew; one
 * that somebody has dealt with stays so, and leaves 要確認 again.
 */
export async function noteConfirmation(
  tx: Tx,
  { organizationId, connectionId, mailId, receivedAt }: Of,
  { sender, link, code }: Confirmation,
): Promise<void> {
  const said = { sender: storable(sender, SENDER_MAX), link, code };
  const [row] = await tx
    .insert(confirmationMails)
    .values({ organizationId, connectionId, mailId, receivedAt, ...said })
    .onConflictDoUpdate({ target: confirmationMails.mailId, set: said })
    .returning({ settledAt: confirmationMails.settledAt });
  if (row?.settledAt) await reviewMail(tx, organizationId, [mailId], null);
}

/** All of a connection, newest first. */
export function listConfirmations(tx: Tx, organizationId: string, connectionId: string) {
  return tx
    .select()
    .from(confirmationMails)
    .where(
      and(
        eq(confirmationMails.organizationId, organizationId),
        eq(confirmationMails.connectionId, connectionId),
      ),
    )
    .orderBy(desc(confirmationMails.mailId))
    .limit(100);
}

/**
 * Somebody has dealt with it; the mail has nothing left to do in 要確認 either. True also when it was settled before;
 * false when the mail is none of the organization's that asks to confirm anything.
 */
export async function settleConfirmation(
  tx: Tx,
  organizationId: string,
  mailId: string,
  userId: string,
): Promise<boolean> {
  const mine = and(
    eq(confirmationMails.organizationId, organizationId),
    eq(confirmationMails.mailId, mailId),
  );
  const [known] = await tx.select({ id: confirmationMails.mailId }).from(confirmationMails).where(mine);
  if (!known) return false;
  await reviewMail(tx, organizationId, [mailId], userId); // first, as whoever settles the mail
  await tx
    .update(confirmationMails)
    .set({ settledAt: sql`now()`, settledBy: userId })
    .where(and(mine, isNull(confirmationMails.settledAt)));
  return true;
}
