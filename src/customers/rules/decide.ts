// What becomes of requests that come one after another: each is here already, completes its stub, or is a new one, of a
// known customer or of a new one. What one of them makes, the next ones know. Pure.
import type { ContactPoint } from './contact-points.ts';
import { type Candidate, match, type Suspicion } from './match.ts';
import { SeenCustomers } from './seen-customers.ts';

/** A request, with the ids of what it may make. */
export interface Asked {
  points: ContactPoint[];
  keys: string[];
  /** Which stub it completes, where its keys may not tell. */
  stubId: string | null;
  inquiryId: string;
  customerId: string;
}

/** An inquiry, with whether it has its customer yet. */
export interface KnownRequest {
  id: string;
  customerId: string | null;
}

/** What was there before: inquiries by each of the keys asked for, stubs, and everybody who shares a phone or mail address. */
export interface Known {
  requests: (KnownRequest & { key: string })[];
  stubs: KnownRequest[];
  candidates: Candidate[];
}

export type Decision =
  | { type: 'linked'; inquiryId: string; customerId: string }
  | {
      type: 'added';
      inquiryId: string;
      completesStub: boolean;
      customerId: string;
      isNew: boolean;
      /** What the customer was not known by yet. */
      newPoints: ContactPoint[];
      suspicions: Suspicion[];
    };

/** Decides in this order, as if each had been taken in before the next one came. */
export function decide(asked: Asked[], known: Known): Decision[] {
  const seen = new Seen(known);
  return asked.map((one) => {
    const same = one.stubId === null ? seen.oldest(one.keys) : seen.stub(one.stubId);
    if (same?.customerId) {
      seen.owns(same, one.keys);
      return { type: 'linked', inquiryId: same.id, customerId: same.customerId };
    }
    const found = match(one.points, seen.sharing(one.points));
    const customerId = found.customerId ?? one.customerId;
    const request = same ?? { id: one.inquiryId, customerId };
    request.customerId = customerId;
    seen.owns(request, one.keys);
    return {
      type: 'added',
      inquiryId: request.id,
      completesStub: same !== undefined,
      customerId,
      isNew: found.customerId === null,
      newPoints: seen.knownBy(customerId, one.points),
      suspicions: found.suspicions,
    };
  });
}

/** What is known at one point of the row: what was there, and what the requests before have made. */
class Seen extends SeenCustomers {
  readonly #byId = new Map<string, KnownRequest>();
  readonly #byKey = new Map<string, KnownRequest>();

  constructor({ requests, stubs, candidates }: Known) {
    super();
    for (const { id, customerId } of [...stubs, ...requests])
      if (!this.#byId.has(id)) this.#byId.set(id, { id, customerId });
    for (const { key, id } of requests) this.owns(this.#byId.get(id) as KnownRequest, [key]);
    for (const { id, points } of candidates) this.knownBy(id, points);
  }

  stub(id: string): KnownRequest | undefined {
    return this.#byId.get(id);
  }

  /** Ids grow, so the smallest is the oldest. */
  oldest(keys: string[]): KnownRequest | undefined {
    const found = keys.flatMap((key) => this.#byKey.get(key) ?? []);
    return found.reduce<KnownRequest | undefined>((a, b) => (a && a.id < b.id ? a : b), undefined);
  }

  /** The first to have a key owns it. */
  owns(request: KnownRequest, keys: string[]): void {
    for (const key of keys) if (!this.#byKey.has(key)) this.#byKey.set(key, request);
  }
}
