// Sends mails as a mail server does: over several connections, some kept open, the same bytes again until it is told 250.
// It runs in the process that nobody kills, and writes the ledger before and after each step.
import { setTimeout as delay } from 'node:timers/promises';
import { newId } from '../../../src/lib/ids.ts';
import type { openRandom } from '../../support/random.ts';
import type { Door, Way } from './doors.ts';
import type { Lead, Leads } from './leads.ts';
import type { Ledger } from './ledger.ts';

type SenderParts = {
  ledger: Ledger;
  leads: Leads;
  random: ReturnType<typeof openRandom>;
  /** Where it sends to: each connection goes through one of them. */
  doors: Door[];
  connections: number;
  perSecond: number;
  /** Begins no more than these; no end when left out. */
  most?: number;
  /** How long an answer may take before the connection is given up; 20 s when left out. */
  patienceMs?: number;
};

/** What a sender has seen so far. `refused`: told 5xx, so that a mail server would have bounced a lead. */
export interface Sent {
  /** Mails begun. */
  mails: number;
  accepted: number;
  /** The same by door. */
  acceptedBy: Map<string, number>;
  /** Attempts after the first. */
  retried: number;
  /** The longest that an answer took, in ms; one that never came counts as long as it was waited for. */
  slowestMs: number;
  refused: string[];
  /** What the last attempt was answered that is to be made again. */
  putOff: string;
}

const CLOCK_MS = 20;
/** No more are begun while so many wait for their 250: faults in a row leave more behind than the last of them. */
const OPEN_MAX = 500;

/** Starts sending at once. */
export function startSender(parts: SenderParts) {
  const {
    ledger,
    leads,
    random,
    doors,
    perSecond,
    most = Number.POSITIVE_INFINITY,
    patienceMs = 20_000,
  } = parts;
  const seen: Sent = {
    mails: 0,
    accepted: 0,
    acceptedBy: new Map(),
    retried: 0,
    slowestMs: 0,
    refused: [],
    putOff: '',
  };
  const queue: { lead: Lead; deliveryId: string; tries: number; notBefore: number }[] = [];
  let isPaused = false;
  let isTakingMore = true;
  let credit = 0;
  let last = performance.now();
  let isOver = false;
  let allBegun = () => {};
  const begun = new Promise<void>((are) => {
    allBegun = are;
  });
  const open = () => seen.mails - seen.accepted - seen.refused.length;
  const clock = setInterval(() => {
    const now = performance.now();
    credit += isPaused || open() >= OPEN_MAX ? 0 : ((now - last) / 1_000) * perSecond;
    last = now;
    for (; isTakingMore && credit >= 1 && seen.mails < most; credit--) {
      seen.mails++;
      queue.push({ lead: leads.next(), deliveryId: newId(), tries: 0, notBefore: 0 });
    }
    if (seen.mails >= most) allBegun();
  }, CLOCK_MS);

  function takeDue() {
    const now = performance.now();
    const at = queue.findIndex(({ notBefore }) => notBefore <= now);
    return at < 0 ? undefined : queue.splice(at, 1)[0];
  }

  const putBack = (mail: (typeof queue)[number]) =>
    queue.push({ ...mail, notBefore: performance.now() + 50 + random.below(300) });

  async function lane(): Promise<void> {
    let client: Way | null = null;
    let door = '';
    let left = 0;
    while (!isOver) {
      const next = takeDue();
      if (!next) {
        await delay(CLOCK_MS / 2);
        continue;
      }
      if (!client?.isOpen() || left-- <= 0) {
        client?.close();
        const chosen = doors.length === 1 ? doors[0] : random.pick(doors);
        if (!chosen) throw new Error('there is no door to send to');
        door = chosen.name;
        client = await chosen.open(patienceMs);
        left = random.below(8);
      }
      if (!client.isOpen()) {
        putBack(next);
        continue;
      }
      if (next.tries++ > 0) seen.retried++;
      await ledger.sending(ofLedger(next.lead));
      const answer = await client.deliver(next.lead.raw, next.lead.to, next.deliveryId);
      seen.slowestMs = Math.max(seen.slowestMs, client.slowestMs());
      if (/^250/.test(answer)) {
        await ledger.accepted(ofLedger(next.lead));
        seen.accepted++;
        seen.acceptedBy.set(door, (seen.acceptedBy.get(door) ?? 0) + 1);
        continue;
      }
      if (/^5/.test(answer)) {
        seen.refused.push(answer);
        continue;
      }
      // 4xx leaves the connection usable for nothing of ours: mail servers come back later.
      client.close();
      client = null;
      seen.putOff = answer;
      putBack(next);
    }
    client?.close();
  }
  const lanes = Promise.all(Array.from({ length: parts.connections }, lane));

  return {
    seen,
    /** Once the last of `most` was begun. */
    begun,
    /** Begins no mails for a while; those it has go on. */
    pause(now: boolean): void {
      isPaused = now;
    },
    /** Begins no more mails, tries those it has for this long at most, and ends. @returns mails nobody said 250 to. */
    async stop(withinMs: number): Promise<number> {
      isTakingMore = false;
      clearInterval(clock);
      for (const until = performance.now() + withinMs; open() > 0 && performance.now() < until; )
        await delay(20);
      isOver = true;
      await lanes;
      return open();
    },
  };
}

export type Sender = ReturnType<typeof startSender>;

function ofLedger({ raw: _, ...sending }: Lead) {
  return sending;
}
