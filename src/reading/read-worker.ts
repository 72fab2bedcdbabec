// The reading worker: leases waiting mails, has each read in a thread, and has what was read settled. Several batches are
// under way at once, so that neither PostgreSQL nor the threads wait for the other.
import { MAIL_RECEIVED } from '../intake/events.ts';
import { isMailLeft, type LeasedMail, leaseLeftMails, leaseMails } from '../intake/index.ts';
import { openFront } from '../platform/front.ts';
import { openLeftBehind } from '../platform/left-behind.ts';
import type { Signals } from '../platform/signals.ts';
import { tellChanges } from '../platform/tell-changes.ts';
import { isSuspect } from '../platform/tries.ts';
import { openWake } from '../platform/wake.ts';
import type { Readers } from './readers.ts';
import { giveBack, openSettling, type SettleParts } from './settle.ts';

type Parts = SettleParts & { signals: Signals; readers: Readers };

const BATCH = 64;
/** Leased and not settled: enough to read one batch while others are written. */
const IN_HAND_MAX = 192;
/** Of those that were left twice: what kills a reader takes no more with it, and there may be thousands. */
const LEFT_TOGETHER = 16;
/** Of raw mails in memory; a single one may be larger. */
const BYTES_IN_HAND_MAX = 32 * 1024 * 1024;

/** Starts reading: at once on a signal, and by looking every second behind it. Stops after what is under way. */
export function startReading(parts: Parts): { stop(): Promise<void> } {
  const { db, signals, readers, log } = parts;
  const stopping = new AbortController();
  const settle = openSettling(parts, stopping.signal);
  const inHand = new Set<Promise<void>>();
  let bytesInHand = 0;
  let isFull = false;
  const wake = openWake(signals, MAIL_RECEIVED);
  const front = openFront();
  const told = tellChanges(log, {
    fails: 'mails could not be leased, looking again',
    works: 'mails are leased again',
  });
  // It may kill this process too, and no other mail is to be left with it.
  const left = openLeftBehind({
    isAny: () => told('is_mail_left', isMailLeft(db)),
    lease: async () => {
      const mails = await told('lease_left_mails', leaseLeftMails(db, LEFT_TOGETHER, BYTES_IN_HAND_MAX));
      return mails.length > 0 ? mails : null;
    },
    work: async (mails) => void (await Promise.all(mails.map(take))),
    underWay: inHand,
    stopping: stopping.signal,
  });

  async function work(): Promise<void> {
    await readers.loaded; // what is leased before that only waits here
    while (!stopping.signal.aborted) {
      wake.looks();
      await left.turn();
      const leased = await lease();
      for (const mail of leased) take(mail);
      if (leased.length === BATCH) continue;
      // There may be more by now, or what did not go into the bytes in hand.
      if (leased.length > 0 || left.isMore()) wake.call();
      await wake.sleep();
    }
    await Promise.all(inHand);
  }

  async function lease(): Promise<LeasedMail[]> {
    const room = IN_HAND_MAX - inHand.size;
    const roomBytes = BYTES_IN_HAND_MAX - bytesInHand;
    isFull = room < BATCH || roomBytes <= 0;
    if (isFull) return [];
    return told('lease_mails', leaseMails(db, front, BATCH, roomBytes)).catch(() => []);
  }

  function take({ raw, ...mail }: LeasedMail): Promise<void> {
    const size = raw.length;
    bytesInHand += size;
    const one = readers
      .read(raw, { isSuspect: isSuspect(mail) })
      .finally(() => {
        bytesInHand -= size;
      })
      .then(
        (reading) => settle({ mail, reading }),
        (error: Error) => giveBack(parts, mail, error, stopping.signal),
      )
      .finally(() => {
        inHand.delete(one);
        if (isFull) wake.call();
      });
    inHand.add(one);
    return one;
  }

  const running = work();
  return {
    async stop() {
      stopping.abort();
      wake.close();
      await running;
    },
  };
}
