// 「パスワードをお忘れの方」: a mail with a link, to people who may come in somewhere, a few times an hour.
import { and, asc, count, eq, gt, isNull, sql } from 'drizzle-orm';
import type { Database } from '../platform/database.ts';
import type { AccountMails } from './events.ts';
import { member, verification } from './tables.ts';

/** How long a link is good for. */
export const RESET_VALID_SECONDS = 60 * 60;
const MAILS_PER_HOUR = 3;

/**
 * Writes the mail in the person's first organization; nothing for people without one, or after a few in an hour. The token
 * is stored already: as its hash, for this person, by sign-in.
 */
export async function mailPasswordReset(
  db: Database,
  mails: AccountMails,
  asked: { userId: string; name: string; email: string; token: string },
): Promise<{ organizationId: string } | null> {
  const [belongs] = await db.auth
    .select({ organizationId: member.organizationId })
    .from(member)
    .where(and(eq(member.userId, asked.userId), isNull(member.deactivatedAt)))
    .orderBy(asc(member.createdAt))
    .limit(1);
  if (!belongs) return null;
  const [lately] = await db.auth
    .select({ asked: count() })
    .from(verification)
    .where(
      and(
        eq(verification.value, asked.userId),
        gt(verification.createdAt, sql`now() - make_interval(secs => ${RESET_VALID_SECONDS})`),
      ),
    );
  if ((lately?.asked ?? 0) > MAILS_PER_HOUR) return null;
  const { organizationId } = belongs;
  const mail = { organizationId, ...asked, validSeconds: RESET_VALID_SECONDS };
  await db.withOrganization(organizationId, (tx) => mails.passwordReset(tx, mail));
  return { organizationId };
}
