// Keeps mails: bytes, envelope, client and the work to do, committed before anybody is told so. Mails that come while
// others are being committed share the next statement, so a busy door pays for one commit a batch, an idle one waits
// for nothing. Everybody is answered within 10 s, and only so many bytes wait.
import type { Database } from '../platform/database.ts';
import { openBatches } from './commit-batch.ts';
import type { IncomingMail } from './model.ts';
import { rowsOf, type Waiting } from './waiting-mail.ts';

export type { IncomingMail } from './model.ts';

/**
 * Stores a mail for each of its inboxes, of whatever organization; the same bytes to the same inbox are one mail with
 * one more delivery. Resolves once it is committed, also when the answer to the commit was lost and it is found to be
 * there. Rejects within 10 s with whatever the database says, when it says nothing, when too much waits already, or when
 * an inbox vanished meanwhile: the sender must then try again.
 */
export type StoreMail = (mail: IncomingMail) => Promise<void>;

/** Half a second is left for the answer's own way to the sender. */
const ANSWERS_WITHIN_MS = 9_500;
/** Once the database has been away for so long, nobody waits any more for it to come back: */
const AWAY_FOR_LONG_MS = 8_000;
const ANSWERS_SOON_MS = 1_500;
const WAITING_BYTES_MAX = 128 * 1024 * 1024;
/**
 * One as a rule: what comes meanwhile goes together into the next, which costs less than two that contend. A second begins beside
 * it when so many wait, or when it has become slow, lest it hold up the door.
 */
const STATEMENTS_AT_ONCE = 2;
const MANY_MAILS = 16;
const SLOW_MS = 20;
const BATCH_MAILS_MAX = 64;
const BATCH_BYTES_MAX = 4 * 1024 * 1024;

/** Opens the store. */
export function openMailStore(db: Database): StoreMail {
  const batches = openBatches(db);
  let waiting: Waiting[] = [];
  let heldBytes = 0;
  let running = 0;
  let slow = 0;

  const mayBegin = () =>
    running === 0 || (running < STATEMENTS_AT_ONCE && (waiting.length >= MANY_MAILS || running === slow));

  function pump(): void {
    while (waiting.length > 0 && mayBegin()) {
      running++;
      const batch = takeBatch();
      let isSlow = false;
      const becomesSlow = setTimeout(() => {
        isSlow = true;
        slow++;
        pump();
      }, SLOW_MS);
      batches.commit(batch).finally(() => {
        clearTimeout(becomesSlow);
        if (isSlow) slow--;
        running--;
        for (const { mail } of batch) heldBytes -= mail.raw.length;
        pump();
      });
    }
  }

  // The same bytes to the same inbox cannot be twice in one statement: the second waits for the next.
  function takeBatch(): Waiting[] {
    const batch: Waiting[] = [];
    const rows = new Set<string>();
    const left: Waiting[] = [];
    let bytes = 0;
    for (const next of waiting) {
      const hasRoom =
        batch.length === 0 ||
        (batch.length < BATCH_MAILS_MAX && bytes + next.mail.raw.length <= BATCH_BYTES_MAX);
      if (!hasRoom || next.keys.some((key) => rows.has(key))) {
        left.push(next);
        continue;
      }
      for (const key of next.keys) rows.add(key);
      bytes += next.mail.raw.length;
      batch.push(next);
    }
    waiting = left;
    return batch;
  }

  return (mail) =>
    new Promise((stored, failed) => {
      if (heldBytes > 0 && heldBytes + mail.raw.length > WAITING_BYTES_MAX)
        return failed(Object.assign(new Error('too many mails wait to be stored'), { code: 'STORE_FULL' }));
      const withinMs = batches.awayMs() > AWAY_FOR_LONG_MS ? ANSWERS_SOON_MS : ANSWERS_WITHIN_MS;
      const late = setTimeout(() => {
        one.done(Object.assign(new Error('not stored in time'), { code: batches.awayCode() ?? 'ETIMEDOUT' }));
        if (!waiting.includes(one)) return; // in a statement, which holds its bytes until it ends
        waiting = waiting.filter((other) => other !== one);
        heldBytes -= mail.raw.length;
      }, withinMs);
      const one: Waiting = {
        mail,
        ...rowsOf(mail),
        isAnswered: false,
        done(error) {
          if (one.isAnswered) return;
          one.isAnswered = true;
          clearTimeout(late);
          if (error === undefined) stored();
          else failed(error);
        },
      };
      heldBytes += mail.raw.length;
      waiting.push(one);
      pump();
    });
}
