// RCPT: which inbox an envelope recipient is.
import type { Database } from '../platform/database.ts';
import { localPartOf } from './inbox-address.ts';

/** Finds the inbox id of an envelope recipient, or null: what never existed and what expired are one answer. */
export type InboxFinder = (recipient: string) => Promise<string | null>;

const REMEMBERED_MS = 2_000;
const REMEMBERED_MOST = 10_000;
/** RCPT is answered within 10 s, also by a look-up that had to wait for a connection before its database fell silent. */
const ANSWERS_WITHIN_MS = 9_000;

/**
 * Looks inboxes up, and remembers found ones for two seconds: a busy inbox costs no round trip a mail. What changed
 * meanwhile (paused, deleted) is seen again when the mail is stored. Who asks for an inbox that is being looked up waits for
 * the same answer, or each that forgets a busy inbox would be followed by a look-up a client. Addresses that cannot be ours
 * are looked up too: a guess costs the same round trip whatever it looks like.
 */
export function openInboxFinder(db: Database, now: () => Date): InboxFinder {
  const remembered = new Map<string, { id: string; until: number }>();
  const asked = new Map<string, Promise<string | null>>();

  async function ask(localPart: string, at: number): Promise<string | null> {
    const [row] = await db.acrossForIntake<{ id: string | null }>(
      'find_inbox',
      'SELECT find_inbox($1) AS id',
      [localPart],
      ANSWERS_WITHIN_MS,
    );
    const id = row?.id ?? null;
    if (remembered.size >= REMEMBERED_MOST) remembered.clear();
    if (id) remembered.set(localPart, { id, until: at + REMEMBERED_MS });
    else remembered.delete(localPart);
    return id;
  }

  return async (recipient) => {
    const localPart = localPartOf(recipient) ?? '';
    const at = now().getTime();
    const known = remembered.get(localPart);
    if (known && known.until > at) return known.id;
    const answer = asked.get(localPart) ?? ask(localPart, at).finally(() => asked.delete(localPart));
    asked.set(localPart, answer);
    return answer;
  };
}
