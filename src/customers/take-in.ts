// The main job's end: requests become inquiries of customers, new or known, in the caller's transaction. A row of them costs
// hardly more statements than one.
import { chooseRule } from '../connections/index.ts';
import { reviewMail } from '../intake/index.ts';
import { newId } from '../lib/ids.ts';
import type { Tx } from '../platform/database.ts';
import { holdIntakeSettings } from './intake-settings.ts';
import type { IncomingRequest } from './model.ts';
import { contactPoints } from './rules/contact-points.ts';
import { type Decision, decide } from './rules/decide.ts';
import { requestKeys } from './rules/request-keys.ts';
import {
  addInquiryKeys,
  findCandidates,
  findRequests,
  findSameRequests,
  keysOfInquiries,
  linkMails,
  lockIdentities,
} from './store.ts';
import { inquiries } from './tables.ts';
import { inquiryRow, writeTakenIn } from './write-taken-in.ts';

/** A request that is new here, with its customer. */
export type Added = { type: 'added'; inquiryId: string; customerId: string; isNew: boolean };

/** What became of a request. `linked`: it was here already; nothing was made and nobody is to be told. */
export type TakeInOutcome =
  | { type: 'linked'; inquiryId: string; customerId: string | null }
  | { type: 'announced'; inquiryId: string }
  | Added;

/** Takes in a notice: a stub without a customer, completed when the request itself comes. */
export async function takeInNotice(tx: Tx, request: IncomingRequest): Promise<TakeInOutcome> {
  const { organizationId, mailId } = request;
  const { keys } = recognisedBy(request);
  await lockIdentities(tx, organizationId, keys);
  const found = await findSameRequests(tx, organizationId, keys);
  const [same] = found.sort((a, b) => (a.id < b.id ? -1 : 1)); // ids grow: the oldest
  const inquiryId = same?.id ?? newId();
  if (!same) {
    await tx.insert(inquiries).values({ ...inquiryRow(request), id: inquiryId });
    const owned = keys.map((key) => ({ inquiryId, key }));
    await addInquiryKeys(tx, organizationId, owned);
  }
  await linkMails(tx, organizationId, [{ inquiryId, mailId }]);
  if (!same) return { type: 'announced', inquiryId };
  if (same.customerId) await reviewMail(tx, organizationId, [mailId], null);
  return { type: 'linked', inquiryId, customerId: same.customerId };
}

/**
 * Takes in a request that names somebody: links it, completes its stub, or adds it to its customer. `stubId` says which
 * stub it is when the content may no longer tell (a person corrected it); else it is found by its keys. `alsoLocked`: identities
 * beyond its own.
 */
export async function takeInInquiry(
  tx: Tx,
  request: IncomingRequest,
  stubId: string | null = null,
  alsoLocked: string[] = [],
): Promise<Decision> {
  const [done] = await takeInInquiries(tx, request.organizationId, [{ request, stubId }], alsoLocked);
  if (!done) throw new Error('a request was taken in without an outcome');
  return done;
}

/** The same for requests of one organization that come one after another; the outcome is that of each by itself. */
export async function takeInInquiries(
  tx: Tx,
  organizationId: string,
  coming: { request: IncomingRequest; stubId?: string | null }[],
  alsoLocked: string[] = [],
): Promise<Decision[]> {
  const matched = coming.map(({ request }) => {
    const match = chooseRule(request.rules.assignmentRules, request);
    return { request, match };
  });
  const settings = await holdIntakeSettings(tx, organizationId, matched);
  const stubIds = coming.flatMap(({ stubId }) => stubId ?? []);
  const stubKeys = await keysOfInquiries(tx, organizationId, stubIds);
  const recognised = coming.map(({ request }) => recognisedBy(request));
  const keys = recognised.flatMap((one) => one.keys);
  const points = recognised.flatMap((one) => one.points);
  const people = points
    .filter((p) => p.kind === 'phone' || p.kind === 'email')
    .map((p) => `${p.kind}|${p.key}`);
  await lockIdentities(tx, organizationId, [...keys, ...stubKeys, ...people, ...alsoLocked]);

  const asked = coming.map(({ stubId = null }, i) => ({
    ...(recognised[i] as ReturnType<typeof recognisedBy>),
    stubId,
    inquiryId: newId(),
    customerId: newId(),
  }));
  const decisions = decide(asked, {
    requests: await findSameRequests(tx, organizationId, keys),
    stubs: await findRequests(tx, organizationId, stubIds),
    candidates: await findCandidates(tx, organizationId, points),
  });
  const decided = matched.map((one, i) => ({
    ...one,
    keys: recognised[i]?.keys ?? [],
    decision: decisions[i] as Decision,
  }));
  await writeTakenIn(tx, organizationId, decided, settings);
  return decisions;
}

function recognisedBy({ portal, inquiry, mailKey }: IncomingRequest) {
  const points = contactPoints(inquiry.contact);
  return { points, keys: requestKeys(portal, inquiry, points, mailKey) };
}
